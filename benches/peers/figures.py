"""What foretell prints by default, as a user of Python works it out: figures.py JOB FILE RESAMPLES.

`calibration` reads a probability and an outcome, `counts` a probability, how often it was given and came
true: the Brier and the log score with their parts, ten bins with Wilson's intervals, slope and intercept,
the area under the curve, Spiegelhalter's test, and what a calibrated forecaster would show of the
miscalibration and of the calibration error in so many resamples. `adjust` reads a question, a forecaster, a
probability and an outcome: each forecaster's score by least squares with the effects of questions.
"""
import json
import sys

import numpy as np
import polars as pl

job, path, resamples = sys.argv[1], sys.argv[2], int(sys.argv[3])
table = pl.read_csv(path)
random = np.random.default_rng(0)


def calibration(p, n, yes):
    import statsmodels.api as sm
    from sklearn.isotonic import IsotonicRegression
    from sklearn.metrics import roc_auc_score
    from statsmodels.stats.proportion import proportion_confint

    places = np.minimum(np.ceil(p * 10).astype(int), 10).clip(1) - 1
    mean = lambda values: (values * n).sum() / n.sum()

    def miscalibration(n, yes):
        kept = n > 0
        p_, n_, yes_ = p[kept], n[kept], yes[kept]
        fit = IsotonicRegression(y_min=0, y_max=1).fit(p_, yes_ / n_, sample_weight=n_).predict(p_)
        put_right = (n_ * fit * (1 - fit)).sum()
        score = (yes_ * (1 - p_) ** 2 + (n_ - yes_) * p_**2).sum()
        return (score - put_right) / n_.sum()

    def error(n, yes):
        return np.abs(np.bincount(places, yes - n * p, 10)).sum() / n.sum()

    share = yes / n
    inside = np.clip(p, 1e-9, 1 - 1e-9)
    odds = np.log(inside / (1 - inside))
    family = sm.families.Binomial()
    outcomes = np.c_[yes, n - yes]
    line = sm.GLM(outcomes, sm.add_constant(odds), family=family).fit()
    shift = sm.GLM(outcomes, np.ones(len(p)), offset=odds, family=family).fit()
    twice = np.r_[np.ones(len(p)), np.zeros(len(p))]
    base = yes.sum() / n.sum()
    observed = [miscalibration(n, yes), error(n, yes)]
    drawn = []
    for _ in range(resamples):
        again = random.multinomial(n.sum(), n / n.sum())
        fixed = random.binomial(n, p)
        drawn.append([miscalibration(again, random.binomial(again, p)), error(n, fixed)])
    answer = {
        "brier": mean(share * (1 - p) ** 2 + (1 - share) * p**2),
        "log_loss": -mean(share * np.log(inside) + (1 - share) * np.log(1 - inside)),
        "mcb": observed[0],
        "unc": base * (1 - base),
        "ece": observed[1],
        "cox": list(line.params),
        "shift": shift.params[0],
        "auc": roc_auc_score(twice, np.r_[p, p], sample_weight=np.r_[yes, n - yes]),
        "spiegelhalter": ((yes - n * p) * (1 - 2 * p)).sum()
        / np.sqrt((n * (1 - 2 * p) ** 2 * p * (1 - p)).sum()),
        "bins": [
            proportion_confint(np.bincount(places, yes, 10)[i], np.bincount(places, n, 10)[i], method="wilson")
            for i in range(10)
        ],
    }
    if drawn:
        drawn = np.array(drawn)
        answer["p"] = list((1 + (drawn >= observed).sum(0)) / (1 + resamples))
        answer["high"] = list(np.quantile(drawn, 0.95, axis=0))
    return answer


def adjust():
    from scipy.sparse import coo_matrix, hstack
    from scipy.sparse.linalg import lsqr

    who = table["forecaster"].cast(pl.Categorical).to_physical().to_numpy()
    question = table["question_id"].cast(pl.Categorical).to_physical().to_numpy()
    score = (table["probability"].to_numpy() - table["outcome"].to_numpy()) ** 2
    rows = np.arange(len(score))
    effects = [coo_matrix((np.ones(len(rows)), (rows, of))) for of in (who, question)]
    found = lsqr(hstack(effects).tocsr(), score, atol=1e-12, btol=1e-12)[0]
    forecasters = who.max() + 1
    # With the mean effect of all questions: the score on a question as hard as they are on average.
    return {"first": table["forecaster"][0], "adjusted": found[who[0]] + found[forecasters:].mean()}


if job == "adjust":
    print(json.dumps(adjust()))
elif job == "counts":
    columns = [table[name].to_numpy() for name in ("probability", "n", "events")]
    print(json.dumps(calibration(*columns)))
else:
    cells = table.group_by("probability").agg(pl.len(), pl.col("outcome").sum()).sort("probability")
    columns = [cells[name].to_numpy().astype(float if name == "probability" else np.int64) for name in cells.columns]
    print(json.dumps(calibration(*columns)))
