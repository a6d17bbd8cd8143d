"""How time and memory grow: growth.py FORETELL [RECORDS [ROWS [WORD]]].

Makes ledgers of 100 records and more, ten times as many each, up to RECORDS (100,000), and tables of
100,000 rows and more up to ROWS (10,000,000), runs each command on each, and prints a table in
Markdown: seconds of processor time (all cores together) and the most memory in MiB. Processor time
depends less on what else the machine does than the time on the clock.

To run it piecewise, RECORDS or ROWS is 0 for none, `10000-100000` for these sizes alone, and WORD takes
only the commands whose line holds it.
"""
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta

LEDGER_COMMANDS = [
    ["check"],
    ["fmt", "--check"],
    ["list"],
    ["due"],
    [],
    ["show", "r7"],
    ["score"],
    ["score", "--format", "json"],
    ["score", "--adjust"],
    ["calibration"],
    ["compare", "ann", "ben"],
    ["pool"],
    ["export", "table"],
    ["report", "--out", "PAGES"],
]
TABLE_COMMANDS = [
    ("plain", ["calibration", "--plain", "--resamples", "0"]),
    ("plain", ["calibration"]),
    ("plain", ["score"]),
    ("distinct", ["calibration", "--plain", "--resamples", "0"]),
    ("distinct", ["calibration"]),
    ("distinct", ["score"]),
    ("questions", ["calibration", "--plain", "--resamples", "0"]),
    ("questions", ["calibration"]),
    ("questions", ["score"]),
    ("questions", ["score", "--adjust", "--resamples", "0"]),
    ("counts", ["calibration", "--counts"]),
]
# So long a command may take before larger sizes are left out.
LONG = 120.0


def write_ledger(root, records):
    os.makedirs(f"{root}/forecasts", exist_ok=True)
    open(f"{root}/foretell.yaml", "w").write("forecaster: ann\n")
    chance = random.Random(3)
    for number in range(records):
        opened = date(2012, 1, 1) + timedelta(days=number * 1000 // records)
        day = lambda days: opened + timedelta(days=days)
        estimates = "".join(
            f"  - {{date: {day(9 * i)}, by: {['ann', 'ben', 'chloe'][i % 3]}, "
            f"probability: {chance.randrange(5, 96)}%, because: the trend holds}}\n"
            for i in range(10)
        )
        outcome = "yes" if chance.random() < 0.4 else "no"
        text = (
            f"question: Will item {number} be done in time?\n"
            "criteria: Yes if the register lists it.\n"
            f"tags: [group-{number % 20}]\nopened: {opened}\ndeadline: {day(100)}\nowner: ann\n"
            f"estimates:\n{estimates}"
            f"resolution: {{outcome: {outcome}, happened: {day(99)}, known: {day(110)}, "
            f"logged: {day(110)}, by: ann, evidence: [register]}}\n"
        )
        open(f"{root}/forecasts/r{number}.yaml", "w").write(text)


def write_table(path, kind, rows):
    chance = random.Random(5)
    with open(path, "w") as table:
        heads = {"counts": "probability,n,events", "questions": "question_id,forecaster,probability,outcome"}
        table.write(heads.get(kind, "probability,outcome") + "\n")
        for number in range(rows):
            p = chance.random()
            happened = int(chance.random() < p)
            if kind == "plain":
                table.write(f"{p:.2f},{happened}\n")
            elif kind == "distinct":
                table.write(f"{p:.9f},{happened}\n")
            elif kind == "questions":
                question = number // 5
                truth = hash((question, 17)) % 2
                table.write(f"q{question:07},f{number % 5 + 5 * (question % 40)},{p:.2f},{truth}\n")
            else:
                place = (number + 0.5) / rows
                table.write(f"{place:.9f},100,{min(100, int(100 * place + p))}\n")


def measured(command):
    """Returns seconds of processor time and MiB, or None where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def sizes(first, asked):
    """Returns the sizes from the first to the last asked for, `10000` or `1000-10000`."""
    begin, _, end = asked.rpartition("-")
    wanted = range(int(begin or first), int(end) + 1)
    return [size for size in (first * 10**power for power in range(7)) if size in wanted]


def cell(run):
    return "–" if run is None else f"{run[0]:.2f} s, {run[1]:.0f}"


def print_rows(names, columns):
    for name in names:
        if any(column.get(name) for column in columns):
            cells = " | ".join(cell(column.get(name)) for column in columns)
            print(f"| `{name}` | {cells} |", flush=True)


def heading(what, all_sizes):
    print(f"\n| {what} | " + " | ".join(f"{size:,}" for size in all_sizes) + " |")
    print("|---|" + "---|" * len(all_sizes))


def main():
    foretell = os.path.abspath(sys.argv[1])
    records, rows, word = (sys.argv[2:] + ["100000", "10000000", ""][len(sys.argv) - 2 :])[:3]
    too_long = set()

    def run(name, command):
        if name in too_long or word not in name:
            return None
        found = measured(command)
        if found is None or found[0] > LONG:
            too_long.add(name)
        return found

    columns = []
    ledgers = sizes(100, records)
    for size in ledgers:
        with tempfile.TemporaryDirectory() as root:
            write_ledger(root, size)
            name = lambda command: " ".join(["foretell", *command])
            columns.append({
                name(command): run(
                    name(command),
                    [foretell, *(one.replace("PAGES", f"{root}/pages") for one in command), "--root", root],
                )
                for command in LEDGER_COMMANDS
            })
    if columns:
        heading("records", ledgers)
        print_rows([" ".join(["foretell", *command]) for command in LEDGER_COMMANDS], columns)
    columns = []
    tables = sizes(100_000, rows)
    for size in tables:
        column = {}
        for kind in ["plain", "distinct", "questions", "counts"]:
            with tempfile.TemporaryDirectory() as root:
                path = f"{root}/{kind}.csv"
                write_table(path, kind, size)
                for other, command in TABLE_COMMANDS:
                    if other == kind:
                        name = f"{' '.join(command)} --table {kind}.csv"
                        column[name] = run(name, [foretell, *command, "--table", path])
        columns.append(column)
    if columns:
        heading("rows", tables)
        print_rows(columns[0], columns)


if __name__ == "__main__":
    main()
