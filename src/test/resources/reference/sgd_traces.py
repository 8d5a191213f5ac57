#!/usr/bin/env python3
"""Weights of scikit-learn's SGD after one pass in row order, one row a step, for tests to compare with.

Data: columns standardised by mean and population deviation, then divided by sqrt(d), so that a row's
squared length is about 1 and no step overshoots; labels of diabetes standardised too. Writes
sgd_traces.json beside this script: weights in the order of the file's columns, and the intercept (0
where there is none). Every run also goes through `descent`, the same step as Descent defines it, in
plain Python; both must agree to 1e-12, so that a test that fails does so for Descent's reasons.

Where the definitions coincide. With t = 1, 2, ... the number of the row:
- The step. scikit-learn takes the margin p = w.x + b and its derivative g = dloss(p, y) first, then
  scales w by max(0, 1 - eta*alpha), then adds -eta*g*x. As g belongs to the old w this is
  w - eta*(g*x + alpha*w), gradient descent on loss + (alpha/2)*|w|^2: Descent's plain rule with
  l2 = alpha and batches of one row.
- The intercept is not penalised. For dense rows it moves by -eta*g, as here.
- constant: eta0. invscaling: eta0/t^power_t. optimal: 1/(alpha*(t0 + t - 1)) with
  t0 = 1/(T*alpha), T = sqrt(1/sqrt(alpha)); its max(1, dloss(-T, 1)) is 1 for all these losses.
- hinge, log, half the squared error, Huber: the same functions, with labels -1 and 1 for 0 and 1.

Where they do not:
- eta*alpha > 1: scikit-learn sets w to 0 before the gradient, Descent lets w change its sign.
- hinge at a margin of exactly 1: scikit-learn steps (slope -1), Descent does not (slope 0). log
  beyond |margin| 18: scikit-learn drops a term, of at most 1.6e-8 in the slope. Slopes beyond 1e12
  are clipped. None occurs here; the agreement with `descent` shows it.
- Sparse rows: scikit-learn multiplies the intercept's step by 0.01.
- L1 and elastic net: scikit-learn uses the cumulative penalty of Tsuruoka et al. (2009), Descent a
  proximal step in every update.
- scikit-learn multiplies the slope by a row's weight; Descent's batch gradient is a weighted mean,
  so in a batch of one row the weight cancels.
"""

import json
import math
import pathlib
import platform

import numpy as np
import sklearn
from sklearn.linear_model import SGDClassifier, SGDRegressor

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]

HUBER = 1.0
SCHEDULES = (
    {"schedule": "constant", "rate": 0.1, "l2": 0.01},
    {"schedule": "invscaling", "rate": 0.5, "power": 0.25, "l2": 0.01},
    {"schedule": "optimal", "l2": 0.05},
)
CASES = (
    ("breast-cancer", "hinge", "hinge"),
    ("breast-cancer", "logistic", "log_loss"),
    ("diabetes", "squared", "squared_error"),
    ("diabetes", "huber", "huber"),
)


def load(name):
    table = np.loadtxt(ROOT / "data" / f"{name}.csv", delimiter=",", skiprows=1)
    x, y = table[:, :-1], table[:, -1]
    x = (x - x.mean(axis=0)) / x.std(axis=0) / math.sqrt(x.shape[1])
    if name == "diabetes":
        y = (y - y.mean()) / y.std()
    return x, y


def scikit_learn(x, y, loss, intercept, schedule, rate=0.0, power=0.0, l2=0.0):
    common = dict(
        loss=loss,
        penalty="l2",
        alpha=l2,
        learning_rate=schedule,
        eta0=rate,
        power_t=power,
        fit_intercept=intercept,
        epsilon=HUBER,
        shuffle=False,
        average=False,
        max_iter=1,
        tol=None,
    )
    model = (SGDRegressor if loss in ("squared_error", "huber") else SGDClassifier)(**common)
    model.fit(x, y)
    return model.coef_.ravel(), float(np.ravel(model.intercept_)[0])


def slope(loss, z, y):
    if loss == "hinge":
        sign = 2 * y - 1
        return -sign if sign * z < 1 else 0.0
    if loss == "logistic":
        return (1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))) - y
    if loss == "squared":
        return z - y
    return max(-HUBER, min(HUBER, z - y))


def descent(x, y, loss, intercept, schedule, rate=0.0, power=0.0, l2=0.0):
    w, b = [0.0] * x.shape[1], 0.0
    for step, (row, label) in enumerate(zip(x.tolist(), y.tolist())):
        if schedule == "constant":
            eta = rate
        elif schedule == "invscaling":
            eta = rate / (step + 1) ** power
        else:
            start = 1 / (math.sqrt(1 / math.sqrt(l2)) * l2)
            eta = 1 / (l2 * (start + step))
        g = slope(loss, sum(a * c for a, c in zip(w, row)) + b, label)
        w = [a - eta * (g * c + l2 * a) for a, c in zip(w, row)]
        if intercept:
            b -= eta * g
    return np.array(w), b


def main():
    runs = []
    for data, loss, name in CASES:
        x, y = load(data)
        for settings in SCHEDULES:
            for intercept in True, False:
                weights, bias = scikit_learn(x, y, name, intercept, **settings)
                ours, our_bias = descent(x, y, loss, intercept, **settings)
                apart = max(np.abs(weights - ours).max(), abs(bias - our_bias))
                print(data, loss, settings, intercept, np.abs(weights).max(), bias, apart)
                assert apart < 1e-12 < 1e-2 < np.abs(weights).max()
                runs.append(
                    {
                        "data": f"data/{data}.csv",
                        "loss": loss,
                        **settings,
                        "fitIntercept": intercept,
                        "intercept": bias,
                        "weights": weights.tolist(),
                    }
                )
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    }
    text = json.dumps({"versions": versions, "huber": HUBER, "runs": runs}, indent=1)
    (HERE / "sgd_traces.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
