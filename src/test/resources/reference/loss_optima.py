#!/usr/bin/env python3
"""Optima of Descent's objective for every convex loss of a margin, for tests to compare with.

    F(w, b) = mean of l(z, y) + l1*|w|_1 + (l2/2)*|w|_2^2        z = w.x + b

Tables have their columns standardised by mean and population deviation; a column of one value has
weight 0. `columns` says how many of the file's first columns are the features (its last is the
label). LIBSVM data is taken as it is, label -1 as 0. Labels are not scaled.

Nothing of Descent is used. Losses with a derivative are solved by accelerated proximal gradient
steps, which find the signs, then by damped Newton steps on the weights that are not 0. Losses made
of lines (hinge, perceptron, epsilon-insensitive, quantile) are solved, as linear or quadratic
programmes, by a primal-dual interior point method written here.

Every number has a certificate. `gap` is a bound on (F - F*)/F: for the lines the relative duality
gap, for the others what convexity gives, F - F* <= |s|_inf * |theta - theta*|_1 with s the smallest
subgradient, where theta* is taken to be no farther from theta than from 0. `peerExcess` is how far
another program ends above the optimum found here: scikit-learn where it has the same objective
(`peer` names the class), HiGHS for linear programmes, else L-BFGS-B on w = u - v with u, v >= 0.

The perceptron's optimum is 0, at 0, whatever the penalty; it is here so that the table is whole.

Usage: loss_optima.py [A9A]     A9A: the file `a9a` of the LIBSVM collection, which is not shipped;
without it the problems on that file are kept as they are in loss_optima.json, beside this script.
"""

import hashlib
import json
import pathlib
import platform
import sys

import numpy as np
import scipy
import sklearn
from scipy.optimize import linprog, minimize
from scipy.special import expit, logsumexp, xlogy
from sklearn.linear_model import (
    ElasticNet,
    GammaRegressor,
    LinearRegression,
    LogisticRegression,
    PoissonRegressor,
    QuantileRegressor,
    Ridge,
)

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]
FILE = HERE / "loss_optima.json"

HUBER, EPSILON, QUANTILE, EXPECTILE = 1.0, 0.1, 0.3, 0.8

BINARY = "logistic", "hinge", "squared-hinge", "modified-huber", "perceptron"
STRONG = (0.0, 0.0), (1e-2, 0.0), (0.0, 1e-2), (1e-2, 1e-2)


def problems():
    """(data, columns or None for all, loss, l1, l2)"""
    for loss in BINARY:
        # All thirty columns separate the classes: without a penalty there is no optimum. Ten have
        # one, but so ill conditioned (20,000) that subgradients take 400,000 steps to it.
        yield "breast-cancer", 3 if loss in LINES else 10, loss, 0.0, 0.0
        for l1, l2 in STRONG[1:]:
            yield "breast-cancer", None, loss, l1, l2
    strengths = {
        "squared": (1.0, 0.1),
        "huber": (0.05, 0.005),
        "epsilon-insensitive": (0.05, 0.005),
        "squared-epsilon-insensitive": (2.0, 0.2),
        "quantile": (0.03, 0.003),
        "expectile": (1.0, 0.1),
        "poisson": (5.0, 5.0),
        "gamma": (0.05, 0.05),
    }
    for loss, (l1, l2) in strengths.items():
        for a, b in ((0.0, 0.0), (l1, 0.0), (0.0, l2), (l1, l2)):
            yield "diabetes", None, loss, a, b
    for loss in "multinomial", "one-versus-rest logistic":
        for l1, l2 in (5e-3, 0.0), (0.0, 1e-2), (5e-3, 1e-2):
            yield "digits", None, loss, l1, l2
    for loss in BINARY:
        for l1, l2 in (1e-3, 0.0), (0.0, 1e-2), (1e-3, 1e-2):
            yield "a9a", None, loss, l1, l2


# Losses with a derivative: value, dl/dz, and a second derivative where there is one.


def squared(z, y):
    return (z - y) ** 2 / 2, z - y, np.ones_like(z)


def logistic(z, y):
    p = expit(z)
    return np.logaddexp(0, z) - y * z, p - y, p * (1 - p)


def squared_hinge(z, y):
    s = 2 * y - 1
    short = np.maximum(0, 1 - s * z)
    return short**2, -2 * s * short, 2.0 * (short > 0)


def modified_huber(z, y):
    s = 2 * y - 1
    m = s * z
    value = np.where(m < -1, -4 * m, np.maximum(0, 1 - m) ** 2)
    slope = np.where(m < -1, -4 * s, -2 * s * np.maximum(0, 1 - m))
    return value, slope, 2.0 * ((m >= -1) & (m < 1))


def huber(z, y):
    r = z - y
    a = np.abs(r)
    value = np.where(a <= HUBER, r * r / 2, HUBER * a - HUBER**2 / 2)
    return value, np.clip(r, -HUBER, HUBER), 1.0 * (a <= HUBER)


def squared_epsilon_insensitive(z, y):
    r = z - y
    beyond = np.maximum(0, np.abs(r) - EPSILON)
    return beyond**2, 2 * np.sign(r) * beyond, 2.0 * (beyond > 0)


def expectile(z, y):
    a = np.where(y > z, EXPECTILE, 1 - EXPECTILE)
    return a * (z - y) ** 2, 2 * a * (z - y), 2 * a


def poisson(z, y):
    """Half the deviance: 0 at z = log y."""
    e = np.exp(z)
    return e - y * z + xlogy(y, y) - y, e - y, e


def gamma(z, y):
    """Half the deviance: 0 at z = log y."""
    e = y * np.exp(-z)
    return e + z - np.log(y) - 1, 1 - e, e


SMOOTH = {
    "squared": squared,
    "logistic": logistic,
    "squared-hinge": squared_hinge,
    "modified-huber": modified_huber,
    "huber": huber,
    "squared-epsilon-insensitive": squared_epsilon_insensitive,
    "expectile": expectile,
    "poisson": poisson,
    "gamma": gamma,
}


# Losses made of lines: slopes and offsets of max over j of (slope_j * z + offset_j).


def hinge(y):
    s, zero = 2 * y - 1, 0 * y
    return [-s, zero], [zero + 1, zero]


def perceptron(y):
    s, zero = 2 * y - 1, 0 * y
    return [-s, zero], [zero, zero]


def epsilon_insensitive(y):
    one = np.ones_like(y)
    return [one, -one, 0 * one], [-y - EPSILON, y - EPSILON, 0 * one]


def quantile(y):
    one = np.ones_like(y)
    return [-QUANTILE * one, (1 - QUANTILE) * one], [QUANTILE * y, -(1 - QUANTILE) * y]


LINES = {
    "hinge": hinge,
    "perceptron": perceptron,
    "epsilon-insensitive": epsilon_insensitive,
    "quantile": quantile,
}


class Smooth:
    """theta is a k x (d + 1) matrix, flattened; the last column holds the intercepts."""

    def __init__(self, features, labels, loss, l1, l2):
        self.x = np.column_stack([features, np.ones(len(features))])
        self.loss, self.l1, self.l2 = loss, l1, l2
        self.y = labels
        self.k = len(np.unique(labels)) if loss == "multinomial" else 1
        self.shape = self.k, self.x.shape[1]
        self.penalised = np.ones(self.shape)
        self.penalised[:, -1] = 0
        self.penalised = self.penalised.ravel()

    def start(self):
        theta = np.zeros(self.shape)
        if self.loss in ("poisson", "gamma"):
            theta[:, -1] = np.log(self.y.mean())
        elif self.loss == "huber":
            # Where every row is far from 0 there is no curvature.
            theta[:, -1] = np.median(self.y)
        return theta.ravel()

    def parts(self, theta, second=False):
        """Mean loss with L2, its gradient, and its Hessian when asked for."""
        n = len(self.x)
        w = theta * self.penalised
        z = self.x @ theta.reshape(self.shape).T
        if self.k == 1:
            value, slope, curve = SMOOTH[self.loss](z[:, 0], self.y)
            slope = slope[:, None]
        else:
            one_hot = np.eye(self.k)[self.y.astype(int)]
            logs = logsumexp(z, axis=1)
            p = np.exp(z - logs[:, None])
            value, slope = logs - (one_hot * z).sum(axis=1), p - one_hot
        f = value.mean() + self.l2 / 2 * (w @ w)
        g = (slope.T @ self.x / n).ravel() + self.l2 * w
        if not second:
            return f, g
        if self.k == 1:
            h = self.x.T @ (curve[:, None] * self.x) / n
        else:
            curves = lambda a, b: p[:, a] * ((a == b) - p[:, b])
            rows = range(self.k)
            h = np.block(
                [[self.x.T @ (curves(a, b)[:, None] * self.x) / n for b in rows] for a in rows]
            )
        return f, g, h + self.l2 * np.diag(self.penalised)

    def objective(self, theta):
        return self.parts(theta)[0] + self.l1 * np.abs(theta * self.penalised).sum()

    def violation(self, theta):
        """The largest distance of 0 from the subdifferential in any coordinate."""
        g = self.parts(theta)[1]
        l1 = self.l1 * self.penalised
        zero = np.maximum(np.abs(g) - l1, 0)
        return np.where(theta == 0, zero, np.abs(g + l1 * np.sign(theta))).max()

    def bound(self):
        """Of the loss's second derivative, over margins that matter."""
        fixed = {"logistic": 0.25, "squared": 1, "huber": 1, "multinomial": 0.5, "expectile": 1.6}
        return fixed.get(self.loss, 2)

    def proximal(self, theta, tolerance):
        lipschitz = self.bound() * np.linalg.eigvalsh(self.x.T @ self.x / len(self.x)).max()
        if self.loss in ("poisson", "gamma"):
            lipschitz = 3 * np.linalg.eigvalsh(self.parts(theta, True)[2]).max()
        rate = 1 / (lipschitz + self.l2)
        ahead, t = theta, 1.0
        for step in range(200_000):
            moved = ahead - rate * self.parts(ahead)[1]
            shrunk = np.sign(moved) * np.maximum(np.abs(moved) - rate * self.l1, 0)
            following = np.where(self.penalised > 0, shrunk, moved)
            if (ahead - following) @ (following - theta) > 0:
                t = 1.0
            grown = (1 + (1 + 4 * t * t) ** 0.5) / 2
            ahead, t = following + (t - 1) / grown * (following - theta), grown
            theta = following
            if step % 100 == 99 and self.violation(theta) < tolerance:
                break
        return theta

    def newton(self, theta):
        """Damped Newton steps on the coordinates that are not 0, their signs kept."""
        free = np.flatnonzero((theta != 0) | (self.penalised == 0) | (self.l1 == 0))
        signs = self.l1 * self.penalised * np.sign(theta)
        damping = 1e-14
        for _ in range(300):
            f, g, h = self.parts(theta, True)
            f, g = f + signs @ theta, (g + signs)[free]
            h = h[np.ix_(free, free)]
            scale = np.trace(h) / len(h)
            while damping < 1e6:
                damped = h + damping * scale * np.eye(len(h))
                following = theta.copy()
                following[free] -= np.linalg.solve(damped, g)
                f2, g2 = self.parts(following)
                f2, g2 = f2 + signs @ following, (g2 + signs)[free]
                if f2 < f or (f2 <= f + 1e-13 * abs(f) and np.abs(g2).max() < np.abs(g).max()):
                    break
                damping *= 10
            else:
                return theta
            if not np.abs(g2).max() < np.abs(g).max() and f - f2 <= 1e-15 * abs(f):
                return theta
            theta, damping = following, max(damping / 100, 1e-14)
        return theta

    def solve(self):
        theta = self.start()
        scale = max(1.0, np.abs(self.parts(theta)[1]).max())
        best = theta if self.l1 > 0 else self.newton(theta)
        for tolerance in 1e-4, 1e-6, 1e-8, 1e-10:
            if self.violation(best) < 1e-11 * scale:
                break
            theta = self.proximal(theta, tolerance * scale)
            polished = self.newton(theta)
            if self.violation(polished) < self.violation(best):
                best = polished
        f = self.objective(best)
        gap = self.violation(best) * np.abs(best).sum() / f
        g = np.abs(self.parts(best)[1]).reshape(self.shape)[:, :-1]
        return best.reshape(self.shape), f, gap, g

    def peer(self):
        """L-BFGS-B on w = u - v."""
        p = self.penalised

        def split(uv):
            u, v = uv.reshape(2, -1)
            f, g = self.parts(u - v)
            f += self.l1 * ((u + v) @ p)
            return f, np.concatenate([g + self.l1 * p, -g + self.l1 * p])

        start = np.concatenate([np.maximum(self.start(), 0), np.maximum(-self.start(), 0)])
        options = {"maxiter": 20_000, "maxfun": 40_000, "ftol": 1e-15, "gtol": 1e-10, "maxcor": 50}
        if self.l1 == 0:
            found = minimize(
                self.parts, self.start(), jac=True, method="L-BFGS-B", options=options
            )
            return "L-BFGS-B", found.fun
        bounds = [(0, None)] * len(start)
        for _ in range(5):
            # Its line search gives up early on some; from there it goes on when started again.
            start = minimize(
                split, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options
            ).x
        u, v = start.reshape(2, -1)
        return "L-BFGS-B", self.objective(u - v)


class Lines:
    """min over theta of sum_i c_i max_j (slope_ij * x_i.theta + offset_ij) + (l2/2)|w|^2.

    The absolute value of a weight is a row of its own with slopes 1 and -1 and cost l1. The method:
    a variable t_i for each maximum, a slack and a multiplier for each line; in every step of
    Mehrotra's predictor and corrector t is eliminated, so that one (d + 1)-square system is left.
    """

    def __init__(self, features, labels, loss, l1, l2):
        n, d = features.shape
        self.features = np.column_stack([features, np.ones(n)])
        self.y, self.loss, self.l1, self.l2 = labels, loss, l1, l2
        slopes, offsets = LINES[loss](labels)
        x, c = self.features, np.full(n, 1 / n)
        slopes, offsets = np.array(slopes).T, np.array(offsets).T
        if l1 > 0:
            x = np.vstack([x, np.eye(d, d + 1)])
            c = np.concatenate([c, np.full(d, l1)])
            more = np.zeros((d, slopes.shape[1]))
            more[:, 0], more[:, 1] = 1, -1
            slopes, offsets = np.vstack([slopes, more]), np.vstack([offsets, np.zeros_like(more)])
        self.x, self.c, self.slopes, self.offsets = x, c, slopes, offsets
        self.ridge = np.append(np.full(d, l2), 0.0)

    def objective(self, theta):
        lines = self.slopes * (self.x @ theta)[:, None] + self.offsets
        return self.c @ lines.max(axis=1) + self.ridge @ theta**2 / 2

    def solve(self):
        x, c, a = self.x, self.c, self.slopes
        j = a.shape[1]
        theta = np.zeros(x.shape[1])
        if self.loss in ("epsilon-insensitive", "quantile"):
            theta[-1] = np.median(self.y)
        t = (a * (x @ theta)[:, None] + self.offsets).max(axis=1) + 1
        multipliers = np.repeat(c[:, None] / j, j, axis=1)
        slack = t[:, None] - a * (x @ theta)[:, None] - self.offsets
        best = None
        for _ in range(200):
            primal = t[:, None] - a * (x @ theta)[:, None] - self.offsets - slack
            dual_t = c - multipliers.sum(axis=1)
            pull = x.T @ (a * multipliers).sum(axis=1) + self.ridge * theta
            dual = (multipliers * self.offsets).sum() - self.ridge @ theta**2 / 2
            f = self.objective(theta)
            gap = (f - dual + np.abs(pull) @ np.abs(theta)) / max(f, 1e-300)
            if best is None or gap < best[2]:
                best = theta.copy(), f, gap
            if gap < 1e-13:
                break
            d = multipliers / slack
            total = d.sum(axis=1)
            mean = (a * d).sum(axis=1) / total
            spread = (d * (a - mean[:, None]) ** 2).sum(axis=1)
            matrix = x.T @ (spread[:, None] * x) + np.diag(self.ridge)

            def direction(centre):
                # multipliers*ds + slack*dm = centre - multipliers*slack, ds = dt - a x.dtheta + primal
                rhs = centre / slack - multipliers - d * primal
                # sum_j dm = dual_t;  x'(a dm) + ridge*dtheta = -pull
                r_t = dual_t - rhs.sum(axis=1)
                r_theta = -pull - x.T @ (a * rhs).sum(axis=1)
                # dm = rhs - d*(dt - a x.dtheta)
                lhs = r_theta + x.T @ (-mean * r_t)
                dtheta = np.linalg.lstsq(matrix, lhs, rcond=1e-16)[0]
                xd = x @ dtheta
                dt = mean * xd - r_t / total
                ds = dt[:, None] - a * xd[:, None] + primal
                dm = rhs - d * (dt[:, None] - a * xd[:, None])
                return dtheta, dt, ds, dm

            def longest(v, dv):
                falling = dv < 0
                return min(1.0, (-v[falling] / dv[falling]).min()) if falling.any() else 1.0

            mu = (multipliers * slack).mean()
            dtheta, dt, ds, dm = direction(0.0)
            p, q = longest(slack, ds), longest(multipliers, dm)
            after = ((slack + p * ds) * (multipliers + q * dm)).mean()
            dtheta, dt, ds, dm = direction(mu * (after / mu) ** 3 - ds * dm)
            p, q = 0.9995 * longest(slack, ds), 0.9995 * longest(multipliers, dm)
            if self.l2 > 0:
                p = q = min(p, q)
            theta, t, slack = theta + p * dtheta, t + p * dt, slack + p * ds
            multipliers = multipliers + q * dm
            if not np.isfinite(theta).all() or min(slack.min(), multipliers.min()) <= 0:
                break
        theta, f, gap = best
        largest = np.abs(theta[:-1]).max()
        theta = np.where(np.abs(theta) < 1e-7 * largest, 0.0, theta)
        return theta[None, :], min(f, self.objective(theta)), gap, None

    def peer(self):
        if self.l2 > 0:
            return None, None
        rows, j = self.slopes.shape
        width = self.x.shape[1]
        blocks = [
            scipy.sparse.hstack(
                [scipy.sparse.csr_matrix(self.slopes[:, [k]] * self.x), -scipy.sparse.eye(rows)]
            )
            for k in range(j)
        ]
        found = linprog(
            np.concatenate([np.zeros(width), self.c]),
            A_ub=scipy.sparse.vstack(blocks),
            b_ub=-self.offsets.T.ravel(),
            bounds=(None, None),
            method="highs",
        )
        return "HiGHS", self.objective(found.x[:width])


def scikit_learn(features, labels, loss, l1, l2):
    """Weights and intercept of a model with the same objective, where there is one."""
    n = len(labels)
    if loss == "squared" and l1 == l2 == 0:
        model = LinearRegression()
    elif loss == "squared" and l1 == 0:
        model = Ridge(alpha=n * l2, solver="svd")
    elif loss == "squared":
        model = ElasticNet(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2), tol=1e-12, max_iter=10**6)
    elif loss == "logistic" and l1 == 0 < l2:
        model = LogisticRegression(C=1 / (n * l2), tol=1e-10, max_iter=10_000)
    elif loss == "multinomial" and l1 == 0 < l2:
        model = LogisticRegression(
            C=1 / (n * l2), multi_class="multinomial", tol=1e-8, max_iter=10_000
        )
    elif loss == "poisson" and l1 == 0:
        model = PoissonRegressor(alpha=l2, tol=1e-10, max_iter=10_000)
    elif loss == "gamma" and l1 == 0:
        model = GammaRegressor(alpha=l2, tol=1e-10, max_iter=10_000)
    elif loss == "quantile" and l2 == 0:
        model = QuantileRegressor(quantile=QUANTILE, alpha=l1, solver="highs")
    else:
        return None, None
    model.fit(features, labels)
    return type(model).__name__, np.column_stack(
        [np.atleast_2d(model.coef_), np.atleast_1d(model.intercept_)]
    ).ravel()


def table(name, columns):
    data = np.loadtxt(ROOT / "data" / f"{name}.csv", delimiter=",", skiprows=1)
    features, labels = data[:, :-1][:, :columns], data[:, -1]
    deviations = features.std(axis=0)
    kept = deviations > 0
    features = (features - features.mean(axis=0))[:, kept] / deviations[kept]
    return features, labels, kept


def libsvm(path):
    lines = path.read_text().splitlines()
    width = max(int(e.split(":")[0]) for line in lines for e in line.split()[1:])
    features, labels = np.zeros((len(lines), width)), np.zeros(len(lines))
    for row, line in enumerate(lines):
        label, *entries = line.split()
        labels[row] = float(label) > 0
        for entry in entries:
            index, value = entry.split(":")
            features[row, int(index) - 1] = float(value)
    return features, labels, np.full(width, True)


def solve(features, labels, loss, l1, l2):
    """(weights with intercepts, F, gap, |gradients|, peer, peer's excess)"""
    problem = (Lines if loss in LINES else Smooth)(features, labels, loss, l1, l2)
    if loss == "perceptron":
        return np.zeros((1, features.shape[1] + 1)), 0.0, 0.0, None, None, None
    theta, f, gap, gradients = problem.solve()
    peer, weights = scikit_learn(features, labels, loss, l1, l2)
    if weights is not None:
        above = problem.objective(weights)
    else:
        peer, above = problem.peer()
    excess = None if above is None else (above - f) / f
    return theta, f, gap, gradients, peer, excess


def result(data, columns, loss, l1, l2, a9a):
    if data == "a9a":
        features, labels, kept = libsvm(a9a)
    else:
        features, labels, kept = table(data, columns)
    if loss == "one-versus-rest logistic":
        each = [
            solve(features, 1.0 * (labels == k), "logistic", l1, l2) for k in np.unique(labels)
        ]
        theta = np.vstack([e[0] for e in each])
        objectives = [e[1] for e in each]
        gap, gradients = max(e[2] for e in each), np.vstack([e[3] for e in each])
        peer, excess = each[0][4], max(each, key=lambda e: abs(e[5]))[5]
    else:
        theta, f, gap, gradients, peer, excess = solve(features, labels, loss, l1, l2)
        objectives = [f]
    assert abs(gap) < 1e-10, (data, loss, l1, l2, gap)
    assert excess is None or -1e-12 < excess < 1e-8, (data, loss, l1, l2, peer, excess)
    answer = {"data": data, "loss": loss, "l1": l1, "l2": l2}
    if columns is not None:
        answer["columns"] = columns
    answer["objective"] = sum(objectives)
    if len(objectives) > 1:
        answer["objectives"] = objectives
    answer["gap"] = gap
    if peer is not None:
        answer["peer"], answer["peerExcess"] = peer, excess
    if l1 > 0:
        # Of all columns, a row per class.
        support = np.zeros((len(theta), len(kept)), bool)
        support[:, kept] = theta[:, :-1] != 0
        answer["support"] = [np.flatnonzero(row).tolist() for row in support]
        nonzero = np.abs(theta[:, :-1])[theta[:, :-1] != 0]
        answer["smallestWeight"] = nonzero.min() if len(nonzero) else 0.0
        answer["largestWeight"] = nonzero.max() if len(nonzero) else 0.0
        if gradients is not None:
            zeros = gradients[theta[:, :-1] == 0]
            # How near the weights at 0 are to leaving it: 1 would leave.
            answer["tightness"] = float(zeros.max() / l1) if len(zeros) else 0.0
    return answer


def main(a9a):
    before = json.loads(FILE.read_text()) if FILE.exists() else {"files": {}, "problems": []}
    files = {}
    for name in "breast-cancer", "diabetes", "digits":
        text = (ROOT / "data" / f"{name}.csv").read_bytes()
        files[name] = {"path": f"data/{name}.csv", "sha256": hashlib.sha256(text).hexdigest()}
    if a9a:
        files["a9a"] = {"sha256": hashlib.sha256(a9a.read_bytes()).hexdigest()}
    elif "a9a" in before["files"]:
        files["a9a"] = before["files"]["a9a"]
    found = []
    for problem in problems():
        if problem[0] == "a9a" and not a9a:
            continue
        found.append(result(*problem, a9a))
        shown = found[-1].copy()
        shown.pop("support", None), shown.pop("objectives", None)
        print(*shown.values(), flush=True)
    if not a9a:
        found += [p for p in before["problems"] if p["data"] == "a9a"]
    text = {
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "parameters": {
            "huber": HUBER,
            "epsilon-insensitive": EPSILON,
            "squared-epsilon-insensitive": EPSILON,
            "quantile": QUANTILE,
            "expectile": EXPECTILE,
        },
        "files": files,
        "problems": found,
    }
    lines = json.dumps(text, indent=1)
    FILE.write_text(lines + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None)
