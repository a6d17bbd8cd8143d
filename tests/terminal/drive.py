"""Runs a program on a terminal of its own and answers its questions.

usage: drive.py SCRIPT PROGRAM [ARG...]

SCRIPT has a line for each step: `wait TEXT` until the text is on the screen, `type TEXT`, `key NAME...`
(all at one stroke). What the screen showed is printed, without what moves the cursor; the exit code is the program's.
"""
import os, pty, re, select, sys, termios, time

KEYS = {"enter": b"\r", "down": b"\x1b[B", "up": b"\x1b[A", "escape": b"\x1b", "back": b"\x7f"}
PATIENCE = 20.0


def main():
    script, program = sys.argv[1], sys.argv[2:]
    child, fd = pty.fork()
    if child == 0:
        os.execvp(program[0], program)
    seen, at = b"", 0

    def read(seconds):
        nonlocal seen
        if select.select([fd], [], [], seconds)[0]:
            try:
                chunk = os.read(fd, 65536)
            except OSError:
                return False
            seen += chunk
            return bool(chunk)
        return True

    def settle():
        """Waits until the program reads keys: before and between them the terminal itself takes `back`.

        A key that is not yet read leaves the terminal as it was, so several `back` are one stroke
        after a `wait`: written one by one, the second may come between two readings.
        """
        end = time.time() + PATIENCE
        while termios.tcgetattr(fd)[3] & termios.ICANON:
            if time.time() > end or not read(0.01):
                sys.exit(f"nobody reads keys after:\n{plain(seen).decode()}")

    for line in open(script, encoding="utf-8"):
        verb, _, text = line.rstrip("\n").partition(" ")
        if verb == "wait":
            end = time.time() + PATIENCE
            while text.encode() not in plain(seen)[at:]:
                if time.time() > end or not read(0.1):
                    sys.exit(f"never saw {text!r} in:\n{plain(seen).decode()}")
            at = plain(seen).index(text.encode(), at) + len(text.encode())
        elif verb == "type":
            settle()
            os.write(fd, text.encode())
        elif verb == "key":
            settle()
            os.write(fd, b"".join(KEYS[name] for name in text.split()))
    while read(PATIENCE):
        pass
    _, status = os.waitpid(child, 0)
    sys.stdout.write(plain(seen).decode().replace("\r\n", "\n").replace("\r", "\n"))
    sys.exit(os.waitstatus_to_exitcode(status))


def plain(text):
    return re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", text)


main()
