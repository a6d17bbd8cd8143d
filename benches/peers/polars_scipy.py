"""The leanest that Python has, without scikit-learn: polars_scipy.py FILE RESAMPLES."""
import json
import sys

import numpy as np
import polars as pl
from scipy.optimize import isotonic_regression

table = pl.read_csv(sys.argv[1])
p, y = table["p"].to_numpy(), table["outcome"].to_numpy()
resamples = int(sys.argv[2])
loss = (p - y) ** 2
brier = loss.mean()
log = -np.log(np.where(y == 1, p, 1 - p)).mean()
# Closed on the right, as in foretell.
bins = np.searchsorted(np.arange(1, 10) / 10, p)
n = np.bincount(bins, minlength=10)
frequency = np.bincount(bins, y, 10) / n
order = np.argsort(p, kind="stable")
ordered = p[order]
starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
weights = np.diff(np.r_[starts, len(p)]).astype(float)
yes = np.add.reduceat(y[order], starts)
fitted = isotonic_regression(yes / weights, weights=weights).x
best = ((1 - fitted) ** 2 * yes + fitted**2 * (weights - yes)).sum() / len(p)
base = y.mean()
uncertainty = base * (1 - base)
answer = {
    "brier": brier,
    "log_loss": log,
    "mcb": brier - best,
    "dsc": uncertainty - best,
    "unc": uncertainty,
    "curve": list(frequency),
}
if resamples:
    random = np.random.default_rng(0)
    means = [loss[random.integers(0, len(p), len(p))].mean() for _ in range(resamples)]
    answer["interval"] = list(np.percentile(means, [2.5, 97.5]))
print(json.dumps(answer))
