"""Makes schedules.json: learning rates by their published definitions, in plain Python.

Run: python3 schedules.py > schedules.json

"formulas" is written from the definitions and shares no code with Descent. "scikitLearn" is measured:
the rates that scikit-learn really used, from how far the weight of one example moved. It needs
scikit-learn (Debian's python3-sklearn); the versions are in the file.
"""

import json
import math
import platform

import numpy
import sklearn
from sklearn.linear_model import SGDClassifier, SGDRegressor

ETA = 0.3
TOTAL = 200
PER_EPOCH = 8


def clip(x, low, high):
    return max(low, min(high, x))


def half_wave(start, end, share):
    return end + (start - end) / 2.0 * (math.cos(math.pi * share) + 1)


def optimal(alpha, s):
    typw = math.sqrt(1.0 / math.sqrt(alpha))
    t0 = 1.0 / (typw * alpha)
    return 1.0 / (alpha * (t0 + s))


def restarts(t0, mult, end, s):
    begin, period = 0, t0
    while s >= begin + period:
        begin += period
        period *= mult
    return end + 0.5 * (ETA - end) * (1 + math.cos(math.pi * (s - begin) / period))


def one_cycle(total, pct_start, div, final_div, s):
    # The loop of torch.optim.lr_scheduler.OneCycleLR over its phases.
    initial = ETA / div
    phases = [(pct_start * total - 1, initial, ETA), (total - 1, ETA, initial / final_div)]
    begin = 0.0
    s = min(s, total - 1)
    for i, (end, low, high) in enumerate(phases):
        if s <= end or i == len(phases) - 1:
            return half_wave(low, high, (s - begin) / (end - begin))
        begin = end


def polynomial(steps, power, end, begin, s, init=ETA):
    return (init - end) * (1 - clip(s - begin, 0, steps) / steps) ** power + end


FORMULAS = [
    ("constant", lambda s: ETA),
    ("inverse-sqrt", lambda s: ETA / math.sqrt(s + 1)),
    ("inverse-time 0.01", lambda s: ETA / (1 + 0.01 * s)),
    ("invscaling 0.25", lambda s: ETA / (s + 1) ** 0.25),
    ("optimal", lambda s: optimal(1e-4, s)),
    ("exponential 0.96", lambda s: ETA * 0.96**s),
    (
        "exponential 0.5 every 10 from 20 floor 1e-3",
        lambda s: max(1e-3, ETA if s < 20 else ETA * 0.5 ** ((s - 20) / 10)),
    ),
    ("natural-exponential 0.001", lambda s: ETA * math.exp(-0.001 * s)),
    ("step 0.5 every 10", lambda s: ETA * 0.5 ** (s // 10)),
    ("step 0.5 every 2epochs", lambda s: ETA * 0.5 ** (s // 16)),
    ("multi-step 0.1 at 10 20 50", lambda s: ETA * 0.1 ** sum(m <= s for m in (10, 20, 50))),
    ("multi-step 0.1 at 50% 10", lambda s: ETA * 0.1 ** sum(m <= s for m in (10, 100))),
    ("polynomial 100", lambda s: polynomial(100, 1, 0, 0, s)),
    ("polynomial 100 power 2 end 0.01 from 5", lambda s: polynomial(100, 2, 0.01, 5, s)),
    ("polynomial 50 end 0.6", lambda s: polynomial(50, 1, 0.6, 0, s)),
    ("cosine 100", lambda s: half_wave(ETA, 0, min(s, 100) / 100)),
    ("cosine all end 0.02", lambda s: half_wave(ETA, 0.02, min(s, 200) / 200)),
    ("cosine-restarts 10", lambda s: restarts(10, 1, 0, s)),
    ("cosine-restarts 10 times 2 end 0.01", lambda s: restarts(10, 2, 0.01, s)),
    ("one-cycle 100", lambda s: one_cycle(100, 0.3, 25, 1e4, s)),
    ("one-cycle 87 pct-start 0.25 div 10 final-div 100", lambda s: one_cycle(87, 0.25, 10, 100, s)),
    ("warmup 10, inverse-sqrt", lambda s: ETA * (s + 1) / 10 if s < 10 else ETA / math.sqrt(s - 9)),
    (
        "warmup 5%, optimal",
        lambda s: optimal(1e-4, 0) * (s + 1) / 10 if s < 10 else optimal(1e-4, s - 10),
    ),
    (
        "warmup 3epochs, cosine all",
        lambda s: ETA * (s + 1) / 24 if s < 24 else half_wave(ETA, 0, min(s - 24, 176) / 176),
    ),
    (
        "constant for 7, polynomial 9 from 3 end 0.1, step 0.5 every 4",
        lambda s: ETA
        if s < 7
        else polynomial(9, 1, 0.1, 3, s - 7)
        if s < 19
        else ETA * 0.5 ** ((s - 19) // 4),
    ),
    (
        "cosine 20 for 30, inverse-time 1",
        lambda s: half_wave(ETA, 0, min(s, 20) / 20) if s < 30 else ETA / (1 + (s - 30)),
    ),
]

STEPS = [0, 1, 2, 3, 6, 7, 9, 10, 11, 15, 16, 18, 19, 20, 21, 23, 24, 25, 28, 29, 30, 31, 49, 50]
STEPS += [69, 70, 86, 87, 98, 99, 100, 101, 104, 105, 150, 199, 200, 201, 1000]


def measured(name, alpha, **settings):
    """Rates of steps 0 … 49, by the hinge loss inside its margin, one example at a time."""
    model = SGDClassifier(
        loss="hinge", alpha=alpha, fit_intercept=False, learning_rate=name, shuffle=False, **settings
    )
    x = 1e-3
    data, weight, rates = numpy.array([[x]]), 0.0, []
    for _ in range(50):
        model.partial_fit(data, [1], classes=[0, 1])
        after = model.coef_[0, 0]
        assert weight * x < 1
        # w' = (1 - eta alpha) w + eta x
        rates.append((after - weight) / (x - alpha * weight))
        weight = after
    return rates


def adaptive():
    """Rates and losses of epochs, by the squared loss of one example without a penalty."""
    epochs, weights = 100, [0.0]
    for k in range(1, epochs + 1):
        model = SGDRegressor(
            alpha=0, eta0=0.05, fit_intercept=False, learning_rate="adaptive", shuffle=False,
            max_iter=k, tol=1e-3,
        )
        model.fit(numpy.array([[1.0]]), [1.0])
        if model.n_iter_ < k:
            break
        weights.append(model.coef_[0])
    rates = [(b - a) / (1 - a) for a, b in zip(weights, weights[1:])]
    return {"losses": [0.5 * (1 - w) ** 2 for w in weights[:-1]], "rates": rates}


def main():
    import warnings

    warnings.simplefilter("ignore")
    print(
        json.dumps(
            {
                "versions": {
                    "python": platform.python_version(),
                    "numpy": numpy.__version__,
                    "scikit-learn": sklearn.__version__,
                },
                "rate": ETA,
                "totalSteps": TOTAL,
                "stepsPerEpoch": PER_EPOCH,
                "penalty": 1e-4,
                "steps": STEPS,
                "formulas": [
                    {"schedule": text, "rates": [f(s) for s in STEPS]} for text, f in FORMULAS
                ],
                "scikitLearn": [
                    {"schedule": "optimal", "penalty": 1e-4, "rates": measured("optimal", 1e-4)},
                    {"schedule": "optimal", "penalty": 0.03, "rates": measured("optimal", 0.03)},
                    {
                        "schedule": "invscaling 0.25",
                        "penalty": 1e-4,
                        "rates": measured("invscaling", 1e-4, eta0=ETA, power_t=0.25),
                    },
                ],
                "scikitLearnAdaptive": adaptive(),
            },
            indent=1,
        )
    )


main()
