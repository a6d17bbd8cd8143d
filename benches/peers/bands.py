"""A consistency band by resampling, as reliabilitydiag has it: bands.py FILE RESAMPLES.

Forecasts are drawn anew, come true by their own probability, and isotonic regression is fitted
again; the band is the quantiles of the fits at 1,000 places.
"""
import json
import sys

import numpy as np
import pandas as pd
from sklearn.isotonic import IsotonicRegression

p = pd.read_csv(sys.argv[1])["p"].to_numpy()
resamples = int(sys.argv[2])
random = np.random.default_rng(0)
places = np.quantile(p, np.linspace(0, 1, 1000))
fits = np.empty((resamples, len(places)))
for i in range(resamples):
    drawn = p[random.integers(0, len(p), len(p))]
    happened = random.random(len(p)) < drawn
    fit = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(drawn, happened)
    fits[i] = fit.predict(places)
low, high = np.quantile(fits, [0.05, 0.95], axis=0)
print(json.dumps({"low": low[500], "high": high[500]}))
