"""Plays scenes on a terminal of 80 columns and draws what is then on it.

usage: picture.py PROGRAM FOLDER

Each scene of `SCENES` is played in a folder of its own, and drawn as FOLDER/NAME.svg.
"""
import fcntl, html, os, pty, re, select, shlex, struct, subprocess, sys, tempfile, termios, time, unicodedata

COLUMNS, ROWS, PATIENCE = 80, 24, 60.0
KEYS = {"enter": "\r", "down": "\x1b[B", "escape": "\x1b"}
WIDTH, HEIGHT, MARGIN = 8.4, 18, 12
COLOURS = {31: "#ff8a80", 32: "#7bd88f", 33: "#f2c55c", 34: "#82aaff", 35: "#d49be8", 36: "#7fdbca"}
PAPER, INK, FAINT = "#14171a", "#e8eaed", "#8a939c"


class Screen:
    """What a terminal shows: rows of cells, each a letter and how it looks. Nothing scrolls away."""

    def __init__(self):
        self.rows, self.x, self.y, self.look = [[]], 0, 0, ()

    def feed(self, text):
        for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b.|[\s\S]", text):
            if part.startswith("\x1b["):
                self.control(part[-1], part[2:-1])
            elif part == "\r":
                self.x = 0
            elif part == "\n":
                self.y += 1
            elif part == "\x08":
                self.x = max(self.x - 1, 0)
            elif part >= " " and not part.startswith("\x1b"):
                self.put(part)

    def row(self):
        while len(self.rows) <= self.y:
            self.rows.append([])
        return self.rows[self.y]

    def put(self, letter):
        if self.x >= COLUMNS:
            self.x, self.y = 0, self.y + 1
        row = self.row()
        row.extend([(" ", ())] * (self.x + 1 - len(row)))
        row[self.x] = (letter, self.look)
        self.x += 2 if unicodedata.east_asian_width(letter) in "WF" else 1

    def control(self, verb, given):
        number = int(given) if given.isdigit() else None
        if verb == "A":
            self.y = max(self.y - (number or 1), 0)
        elif verb == "B":
            self.y += number or 1
        elif verb == "C":
            self.x += number or 1
        elif verb == "D":
            self.x = max(self.x - (number or 1), 0)
        elif verb == "G":
            self.x = (number or 1) - 1
        elif verb == "K":
            row = self.row()
            del row[0 if number == 2 else self.x:]
        elif verb == "J":
            del self.row()[self.x:]
            del self.rows[self.y + 1:]
        elif verb == "m":
            codes = [int(code) for code in given.split(";") if code]
            self.look = () if not codes or codes == [0] else self.look + tuple(codes)

    def text(self):
        return "\n".join("".join(letter for letter, _ in row) for row in self.rows)


def played(program, scene):
    """Plays a scene and returns its screen."""
    screen = Screen()
    day = "2026-11-24"
    with tempfile.TemporaryDirectory() as folder:
        for verb, *rest in scene:
            environment = {
                "PATH": os.environ["PATH"], "HOME": folder, "TZ": "UTC", "TERM": "xterm",
                "PAGER": "cat", "FORETELL_AS_OF": day, "LANG": "C.UTF-8",
            }
            if verb == "day":
                day = rest[0]
            elif verb == "write":
                path = os.path.join(folder, rest[0])
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, "w", encoding="utf-8").write(rest[1])
            elif verb == "quiet":
                subprocess.run([program, *shlex.split(rest[0])], cwd=folder, env=environment, check=True, capture_output=True)
            else:
                screen.x = 0
                screen.look = (1,)
                screen.feed(f"$ foretell {rest[0]}\r\n")
                screen.look = ()
                run(program, shlex.split(rest[0]), rest[1] if len(rest) > 1 else [], folder, environment, screen)
    return screen


def run(program, args, steps, folder, environment, screen):
    child, fd = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(program, [program, *args], environment)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    seen = 0

    def read(seconds):
        if not select.select([fd], [], [], seconds)[0]:
            return True
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            return False
        buffer.extend(chunk)
        text = buffer.decode("utf-8", errors="ignore")
        if "\ufffd" not in text:
            screen.feed(text.replace("\r\n", "\r\n"))
            buffer.clear()
        return bool(chunk)

    buffer = bytearray()
    for verb, what in steps:
        if verb == "wait":
            end = time.time() + PATIENCE
            while what not in screen.text()[seen:]:
                if time.time() > end or not read(0.1):
                    sys.exit(f"never saw {what!r} in:\n{screen.text()}")
            time.sleep(0.2)
            while select.select([fd], [], [], 0.1)[0] and read(0):
                pass
        elif verb == "type":
            for letter in what:
                os.write(fd, letter.encode())
                time.sleep(0.01)
        else:
            time.sleep(0.1)
            os.write(fd, KEYS[what].encode())
    while read(PATIENCE):
        pass
    os.waitpid(child, 0)


def drawn(screen, name):
    """Returns a screen as SVG: a rectangle, and a text for each run of letters that look alike."""
    rows = [row for row in screen.rows]
    while rows and not "".join(letter for letter, _ in rows[-1]).strip():
        rows.pop()
    width, height = COLUMNS * WIDTH + 2 * MARGIN, len(rows) * HEIGHT + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" width="{width:g}" height="{height}" role="img">',
        f"<title>{html.escape(name)}</title>",
        f'<rect width="100%" height="100%" rx="6" fill="{PAPER}"/>',
        f'<g font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14" fill="{INK}">',
    ]
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            look, end = row[x][1], x
            while end < len(row) and row[end][1] == look:
                end += 1
            text = "".join(letter for letter, _ in row[x:end]).rstrip()
            if text:
                at, base = MARGIN + (x + len(text) - len(text.lstrip())) * WIDTH, MARGIN + y * HEIGHT + 14
                text = text.strip()
                wide = len(text) * WIDTH
                # A viewer joins blanks, but not those that keep a line together.
                text = text.replace("  ", "\xa0\xa0").replace("\xa0 ", "\xa0\xa0")
                out.append(f'<text x="{at:g}" y="{base}" textLength="{wide:g}"{style(look)}>{html.escape(text)}</text>')
            x = end
    return "\n".join([*out, "</g>", "</svg>", ""])


def style(look):
    fill = next((COLOURS[code] for code in look if code in COLOURS), FAINT if 2 in look else None)
    bold = ' font-weight="bold"' if 1 in look else ""
    return (f' fill="{fill}"' if fill else "") + bold


RAIN = 'new "Will it rain in Riga before 1 December?" 2026-11-30 70% -m "a front is coming" --criteria "The gauge shows it."'
SNOW = 'new "Will snow lie in Riga on 1 January?" 2026-12-31 40% -m "a mild autumn" --criteria "Snow at the airport at noon."'
BUDGET = 'new "Will the budget pass before Christmas?" 2026-12-24 80% -m "a majority of one" --criteria "The third reading is won." --look-in "the parliament\'s minutes"'
START = [("quiet", "init --forecaster ann"), ("day", "2026-08-01"), ("quiet", RAIN), ("quiet", SNOW), ("quiet", BUDGET)]

SCENES = {
    "first-minutes": [
        ("run", "init --forecaster ann"),
        ("run", RAIN),
        ("day", "2026-11-25"),
        ("run", "estimate rain-riga-1-december 60%"),
        ("day", "2026-11-26"),
        ("run", 'resolve rain-riga-1-december yes -m "4 mm at noon"'),
        ("run", ""),
    ],
    "new": [
        ("quiet", "init --forecaster ann"),
        ("run", "new", [
            ("wait", "Question"), ("type", "How much snow falls in Riga in December?"), ("key", "enter"),
            ("wait", "What is the answer?"), ("key", "down"), ("key", "down"), ("key", "down"), ("key", "enter"),
            ("wait", "Unit"), ("type", "cm"), ("key", "enter"),
            ("wait", "Bounds"), ("type", "0..200"), ("key", "enter"),
            ("wait", "Id"), ("key", "enter"),
            ("wait", "Deadline"), ("type", "2026-12-31"), ("key", "enter"),
            ("wait", "Criteria"), ("type", "The sum of the daily readings."), ("key", "enter"),
            ("wait", "Source"), ("type", "the airport's gauge"), ("key", "enter"),
            ("wait", "Your estimate"), ("type", "5%=3 50%=15 95%=60"), ("key", "enter"),
            ("wait", "Why?"), ("type", "mild, with one cold spell"), ("key", "enter"),
        ]),
    ],
    "resolve": [
        *START, ("day", "2026-12-28"),
        ("run", "resolve", [
            ("wait", "What happened?"), ("key", "enter"),
            ("wait", "When did it happen"), ("type", "2026-11-26"), ("key", "enter"),
            ("wait", "When was it known"), ("key", "enter"),
            ("wait", "What shows it?"), ("type", "the gauge: 4 mm"), ("key", "enter"),
            ("wait", "A remark?"), ("key", "enter"),
            ("wait", "Write it down?"), ("key", "enter"),
            ("wait", "budget-pass-christmas"), ("wait", "What happened?"), ("key", "escape"),
        ]),
    ],
    "update": [
        *START, ("day", "2026-11-24"),
        ("quiet", 'estimate budget-pass-christmas 55% --by ben -m "two members are ill"'),
        ("run", "update", [
            ("wait", "(1 of 3)"), ("wait", "Enter stands by it"), ("key", "enter"),
            ("wait", "(2 of 3)"), ("wait", "Enter stands by it"), ("type", "60%"), ("key", "enter"),
            ("wait", "Why?"), ("type", "ben has a point"), ("key", "enter"),
            ("wait", "(3 of 3)"), ("wait", "Enter stands by it"), ("type", "s"), ("key", "enter"),
        ]),
    ],
    "calibration": [("quiet", "demo ."), ("run", "calibration")],
}


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    for name, scene in SCENES.items():
        with open(os.path.join(folder, f"{name}.svg"), "w", encoding="utf-8") as file:
            file.write(drawn(played(program, scene), name))


main()
