#!/usr/bin/env python3
"""The forecaster `base-rate`: a reference class, counted. Prints one line a question.

A class of n cases with k events gives (k + 1) / (n + 2) for the next case, which is Laplace's rule. Over a
horizon of h cases an event comes with 1 - (1 - p)^h (mode any), or none comes with (1 - p)^h (mode none).
Numbers: the changes over as many years as lie ahead, all that the series has, added to its latest value.
"""
import csv
import pathlib

DATA = pathlib.Path(__file__).parent / "data"
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def rows(name):
    with open(DATA / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def series():
    """Every series as {name: {year: value}}, with the share of Russian crude worked out."""
    found = {}
    for row in rows("series.csv"):
        found.setdefault(row["series"], {})[int(row["year"])] = float(row["value"])
    all_, russia = found["crude-all"], found["crude-russia"]
    found["crude-share"] = {y: 100 * russia[y] / all_[y] for y in russia if y in all_}
    saudi = found["crude-saudi"]
    found["crude-lead"] = {y: russia[y] - saudi[y] for y in russia if y in saudi}
    return found


def over_horizon(p, horizon, mode):
    if mode == "any":
        return 1 - (1 - p) ** horizon
    if mode == "none":
        return (1 - p) ** horizon
    return p


def case(row):
    events = int(row["events_early"]) + int(row["events_late"])
    cases = int(row["cases_early"]) + int(row["cases_late"])
    p = (events + 1) / (cases + 2)
    return over_horizon(p, float(row["horizon"]), row["mode"])


def quantile(values, level):
    """Between the order statistics, at level * (n + 1), held at both ends."""
    values = sorted(values)
    place = min(max(level * (len(values) + 1) - 1, 0), len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (place - low) * (values[high] - values[low])


def changes(points, years, relative):
    """All changes over so many years that the series has."""
    pairs = [(points[y], points[y + years]) for y in points if y + years in points]
    return [b / a if relative else b - a for a, b in pairs]


def number(points, target, relative):
    last = max(points)
    past = changes(points, target - last, relative)
    start = points[last]
    return [start * quantile(past, q) if relative else start + quantile(past, q) for q in LEVELS], len(past)


def main():
    for row in rows("cases.csv"):
        print(f"{row['id']}: {case(row):.0%}")
    found = series()
    for name, points, target, relative in (
        ("russia-crude-share-2027", "crude-share", 2027, False),
        ("russia-crude-share-2029", "crude-share", 2029, False),
        ("trade-2027", "trade", 2027, True),
    ):
        values, count = number(found[points], target, relative)
        print(f"{name}: {' '.join(f'{v:.1f}' for v in values)} ({count} changes)")
    # Nord Stream 1 after it was full: its yearly volume over its design, 2016 to 2021 (general knowledge).
    ratios = (0.80, 0.93, 1.07, 1.06, 1.08, 1.08)
    # 38 bcm of the first line and 2 of the Far Eastern one in its first year.
    print("gas-volume-2028:", " ".join(f"{40 * quantile(ratios, q):.1f}" for q in LEVELS), "(6 ratios)")
    # The largest supplier of crude in each year from 2013 to 2025, five options.
    print("largest-supplier-2028:", f"Russia {7 / 18:.0%}, Saudi Arabia {8 / 18:.0%}, three others {1 / 18:.0%} each")
    # Five Chinese railways abroad by the years they came after their plan (general knowledge):
    # Laos 0, Mombasa 0, Addis Ababa 1.5, Bandung 4, Budapest 7.
    delays = (0, 0, 1.5, 4, 7)
    for years in (0, 2, 5):
        p = (sum(d <= years for d in delays) + 1) / (len(delays) + 2)
        print(f"cku-first-train: {p:.0%} before {2031 + years}")


if __name__ == "__main__":
    main()
