#!/usr/bin/env python3
"""The forecaster `trend`: an extrapolation that knows nothing but the figures. Prints one line a question.

Series: half the mean of the last three yearly changes goes on every year. The spread is the root mean square of
the errors that the same rule made one year ahead in the past, times the square root of the years.
Cases: the share of events in the later half of the class, and half the change from the earlier half on top.
Both are held between 2% and 98%.
"""
import math
import random
import statistics

from base_rate import LEVELS, over_horizon, rows, series

NORMAL = statistics.NormalDist()


def steps(points):
    """The yearly changes; a gap of more years is spread evenly."""
    years = sorted(points)
    found = []
    for a, b in zip(years, years[1:]):
        found += [(points[b] - points[a]) / (b - a)] * (b - a)
    return found


def drift(past):
    return sum(past[-3:]) / len(past[-3:]) / 2


def ahead(points, target, log=False):
    """The mean and the spread for a later year."""
    if log:
        points = {y: math.log(v) for y, v in points.items()}
    last, past = max(points), steps(points)
    errors = [past[i] - drift(past[:i]) for i in range(1, len(past))] or past
    rms = math.sqrt(sum(e * e for e in errors) / len(errors))
    years = target - last
    return points[last] + years * drift(past), rms * math.sqrt(years)


def held(p):
    return min(max(p, 0.02), 0.98)


def case(row):
    early = (int(row["events_early"]) + 0.5) / (int(row["cases_early"]) + 1)
    late = (int(row["events_late"]) + 0.5) / (int(row["cases_late"]) + 1)
    p = held(late + (late - early) / 2)
    return held(over_horizon(p, float(row["horizon"]), row["mode"]))


def below(found, bound, years):
    """The chance that trade stays below a bound in each of some years, by 100,000 walks from seed 1."""
    points = {y: math.log(v) for y, v in found["trade"].items()}
    past, last = steps(points), points[max(points)]
    errors = [past[i] - drift(past[:i]) for i in range(1, len(past))]
    rms = math.sqrt(sum(e * e for e in errors) / len(errors))
    draw, hits = random.Random(1), 0
    for _ in range(100_000):
        at, kept = last, True
        for _ in range(years):
            at += drift(past) + draw.gauss(0, rms)
            kept &= at < math.log(bound)
        hits += kept
    return hits / 100_000


def main():
    found = series()
    own = {"saudi-above-russia-2027", "trade-below-2024", "gas-50bcm-2030", "freedom-central-asia-2026",
           "eu-russian-lng-2027q1", "eu-pipeline-gas-2027"}
    for row in rows("cases.csv"):
        if row["id"] not in own:
            print(f"{row['id']}: {case(row):.0%}")
    for name, points, target, log in (
        ("russia-crude-share-2027", "crude-share", 2027, False),
        ("russia-crude-share-2029", "crude-share", 2029, False),
        ("trade-2027", "trade", 2027, True),
        ("gas-volume-2028", "gas", 2028, False),
    ):
        mean, spread = ahead(found[points], target, log)
        values = [mean + spread * NORMAL.inv_cdf(q) for q in LEVELS]
        print(f"{name}: {' '.join(f'{math.exp(v) if log else v:.1f}' for v in values)}")
    mean, spread = ahead(found["crude-lead"], 2027)
    print(f"saudi-above-russia-2027: {held(NORMAL.cdf(-mean / spread)):.0%} (lead {mean:.0f} ± {spread:.0f})")
    mean, spread = ahead(found["crude-lead"], 2028)
    print(f"largest-supplier-2028: Russia {held(1 - NORMAL.cdf(-mean / spread)):.0%} against Saudi Arabia alone")
    print(f"trade-below-2024: {held(below(found, 244.81, 2)):.0%}")
    chance = 1
    for year in (2028, 2029, 2030):
        mean, spread = ahead(found["gas"], year)
        chance = min(chance, NORMAL.cdf((50 - mean) / spread))
    print(f"gas-50bcm-2030: {held(1 - chance):.0%}")
    mean, spread = ahead(found["kyrgyzstan-freedom"], 2026)
    print(f"freedom-central-asia-2026: {held(1 - NORMAL.cdf((36 - mean) / spread)):.0%} that Kyrgyzstan has 36 points")
    mean, spread = ahead(found["eu-lng"], 2027)
    print(f"eu-russian-lng-2027q1: {held(NORMAL.cdf((0.5 - mean) / spread)):.0%} (half a bcm a year or less)")
    # The railway: planned for the end of 2030; its start came 2.2 years after the one first planned.
    for year in (2030, 2032, 2035):
        print(f"cku-first-train: {NORMAL.cdf((year - 2030 - 2.2) / 2.2):.0%} before {year + 1}")
    mean, spread = ahead(found["eu-gas-share"], 2027)
    print(f"eu-pipeline-gas-2027: {held(NORMAL.cdf((0.5 - mean) / spread)):.0%} (half a per cent or less)")


if __name__ == "__main__":
    main()
