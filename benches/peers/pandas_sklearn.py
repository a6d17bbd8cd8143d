"""What a user of pandas and scikit-learn runs: pandas_sklearn.py FILE RESAMPLES."""
import json
import sys

import numpy as np
import pandas as pd
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

table = pd.read_csv(sys.argv[1])
p, y = table["p"].to_numpy(), table["outcome"].to_numpy()
resamples = int(sys.argv[2])
brier = brier_score_loss(y, p)
frequency, _ = calibration_curve(y, p, n_bins=10)
put_right = IsotonicRegression(y_min=0, y_max=1).fit(p, y).predict(p)
best, base = np.mean((put_right - y) ** 2), np.mean(y)
uncertainty = base * (1 - base)
answer = {
    "brier": brier,
    "log_loss": log_loss(y, p),
    "mcb": brier - best,
    "dsc": uncertainty - best,
    "unc": uncertainty,
    "curve": list(frequency),
}
if resamples:
    loss, random, n = (p - y) ** 2, np.random.default_rng(0), len(p)
    means = [loss[random.integers(0, n, n)].mean() for _ in range(resamples)]
    answer["interval"] = list(np.percentile(means, [2.5, 97.5]))
print(json.dumps(answer))
