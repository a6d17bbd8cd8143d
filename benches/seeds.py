"""How far a seed moves what is printed: seeds.py FORETELL DATA [SEEDS].

Runs what rests on random numbers on our own ledger and on sets of DATA with SEEDS (100) seeds, and prints
each figure of which fewer than 95 in 100 lie within one unit of the last printed digit of the middle; then
how many figures held in each. DATA is a folder of forecast sets, as `docs/scoring.md` names them.
"""
import csv
import gzip
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")
# What rests on random numbers, of a table and of our ledger.
COMMANDS = {
    "score": ["score", "--verbose"],
    "score --adjust": ["score", "--adjust"],
    "score by forecaster": ["score", "--group-by", "forecaster", "--verbose"],
    "calibration": ["calibration", "--verbose"],
    "bands consistency": ["calibration", "--verbose", "--rows", "corp", "--bands", "consistency"],
    "bands confidence": ["calibration", "--verbose", "--rows", "corp", "--bands", "confidence"],
    "rows by bootstrap": ["calibration", "--verbose", "--interval", "bootstrap"],
    "compare": ["compare", "--all"],
    "compare sign-flip": ["compare", "--all", "--test", "sign-flip"],
    "recalibrate": ["recalibrate"],
    "agreement": ["agreement"],
}


def tables(data, folder):
    """Returns the tables by name, cut down where they are large."""
    found = {
        "fte_ncaa": f"{data}/fte_ncaa/normalised.csv",
        "economist_potus": f"{data}/economist_potus/normalised.csv",
        "niamey_precip": f"{data}/niamey_precip/normalised.csv",
    }
    with gzip.open(f"{data}/fte_checking_our_work/normalised.csv.gz", "rt") as source:
        rows = csv.reader(source)
        head = next(rows)
        tag = head.index("tag")
        kept = {"wnba_games": [], "nfl_games": []}
        for row in rows:
            if row[tag] in kept:
                kept[row[tag]].append(row)
    for name, rows in kept.items():
        found[f"fte {name}"] = f"{folder}/{name}.csv"
        with open(found[f"fte {name}"], "w", newline="") as out:
            csv.writer(out).writerows([head, *rows])
    return found


def page(foretell, args, folder, seed):
    asked = [foretell, *args, "--seed", str(seed)]
    ran = subprocess.run(asked, cwd=folder, capture_output=True, text=True)
    if ran.returncode != 0:
        return None
    # The seed itself is told, too.
    return re.sub(r"seed \d+", "seed", ran.stdout)


def units(text):
    """Returns a number in units of its last digit."""
    return int(re.sub(r"[^\d]", "", text)) * (-1 if text[0] in "-−" else 1)


def places(text):
    return len(text.partition(".")[2])


def look(name, pages):
    """Prints what moves by more than a digit, and returns how many figures there are and how many hold."""
    numbers = [NUMBER.findall(page) for page in pages]
    if len({len(one) for one in numbers}) > 1:
        print(f"{name}: pages differ in more than digits")
    held = moved = 0
    for column in range(min(len(one) for one in numbers)):
        texts = [one[column] for one in numbers]
        if len(set(texts)) == 1:
            continue
        moved += 1
        most = max(map(places, texts))
        values = sorted(units(text) * 10 ** (most - places(text)) for text in texts)
        middle = values[len(values) // 2]
        # With fewer digits than others the last digit of a figure is worth more.
        step = 10 ** (most - min(map(places, texts)))
        near = sum(abs(value - middle) <= step for value in values)
        if near * 100 >= 95 * len(values):
            held += 1
        else:
            line = next(line for line in pages[0].splitlines() if texts[0] in line)
            print(f"{name}: {near} of {len(values)} within a digit, {min(texts)} to {max(texts)}: {line.strip()}")
    return moved, held


def main(foretell, data, seeds):
    foretell, data = os.path.abspath(foretell), os.path.abspath(data)
    with tempfile.TemporaryDirectory() as folder:
        sets = {"our ledger": None, **tables(data, folder)}
        print("| set | command | figures that a seed moves | by at most a digit in 95 of 100 |")
        print("|---|---|---|---|")
        for name, table in sets.items():
            for what, args in COMMANDS.items():
                if table is not None:
                    args = [*args, "--table", table]
                pages = [page(foretell, args, ROOT, seed) for seed in range(1, seeds + 1)]
                if None in pages:
                    continue
                moved, held = look(f"{name}, {what}", pages)
                print(f"| {name} | {what} | {moved} | {held} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 100)
