#!/usr/bin/env python3
"""Optima of Descent's objective on the data it ships, by Newton's method, for tests to compare with.

    F(θ) = mean loss + l1·|w|₁ + (l2/2)·|w|₂²        w: weights without intercepts

on columns standardised by mean and population deviation; a column of one value has weight 0.
Losses: logistic on labels 0 and 1; squared is half the squared error; multinomial is softmax with
all k rows of weights and k intercepts, where the intercepts, free up to a common shift, sum to 0.

Nothing of Descent is used. An L1 problem is first solved by accelerated proximal gradient steps,
which find the signs, then by Newton's method on the weights that are not 0. Every result must
satisfy the optimality conditions to TOLERANCE and agree with scikit-learn, which stops earlier.
Writes optima.json beside this script: weights of problem p as a row per class (one row when there
are no classes), in the order of the file's columns.
"""

import json
import pathlib
import platform

import numpy as np
import scipy
import sklearn
from scipy.special import expit, logsumexp
from sklearn.linear_model import ElasticNet, LogisticRegression, Ridge

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]
TOLERANCE = 1e-10

PROBLEMS = (
    ("breast-cancer", "logistic", 0.0, 1e-3),
    ("breast-cancer", "logistic", 0.0, 1e-1),
    ("breast-cancer", "logistic", 1e-2, 0.0),
    ("breast-cancer", "logistic", 1e-2, 1e-2),
    ("diabetes", "squared", 0.0, 0.0),
    ("diabetes", "squared", 0.0, 1e-1),
    ("diabetes", "squared", 1.0, 0.0),
    ("digits", "multinomial", 0.0, 1e-2),
)


def load(name):
    table = np.loadtxt(ROOT / "data" / f"{name}.csv", delimiter=",", skiprows=1)
    features, labels = table[:, :-1], table[:, -1]
    kept = features.std(axis=0) > 0
    features = features[:, kept]
    return (features - features.mean(axis=0)) / features.std(axis=0), labels, kept


class Problem:
    """θ is a k × (d + 1) matrix, flattened; the last column holds the intercepts."""

    def __init__(self, features, labels, loss, l1, l2):
        self.x = np.column_stack([features, np.ones(len(features))])
        self.loss, self.l1, self.l2 = loss, l1, l2
        if loss == "multinomial":
            self.y = np.eye(len(np.unique(labels)))[labels.astype(int)]
        else:
            self.y = labels[:, None]
        self.shape = self.y.shape[1], self.x.shape[1]
        self.penalised = np.ones(self.shape)
        self.penalised[:, -1] = 0
        self.penalised = self.penalised.ravel()

    def margins(self, theta):
        return self.x @ theta.reshape(self.shape).T

    def objective(self, theta):
        z = self.margins(theta)
        if self.loss == "squared":
            losses = (z - self.y)[:, 0] ** 2 / 2
        elif self.loss == "logistic":
            losses = (np.logaddexp(0, z) - self.y * z)[:, 0]
        else:
            losses = logsumexp(z, axis=1) - (self.y * z).sum(axis=1)
        w = theta * self.penalised
        return losses.mean() + self.l1 * np.abs(w).sum() + self.l2 / 2 * (w @ w)

    def probabilities(self, theta):
        z = self.margins(theta)
        if self.loss == "squared":
            return z
        return expit(z) if self.loss == "logistic" else np.exp(z - logsumexp(z, axis=1)[:, None])

    def gradient(self, theta):
        """Of all but the L1 term."""
        residuals = self.probabilities(theta) - self.y
        mean = residuals.T @ self.x / len(self.x)
        return mean.ravel() + self.l2 * theta * self.penalised

    def hessian(self, theta):
        p = self.probabilities(theta)
        rows = range(self.shape[0])
        if self.loss == "squared":
            curvature = lambda a, b: np.ones(len(p))
        elif self.loss == "logistic":
            curvature = lambda a, b: p[:, 0] * (1 - p[:, 0])
        else:
            curvature = lambda a, b: p[:, a] * ((a == b) - p[:, b])
        blocks = [
            [self.x.T @ (curvature(a, b)[:, None] * self.x) / len(p) for b in rows] for a in rows
        ]
        return np.block(blocks) + self.l2 * np.diag(self.penalised)

    def violation(self, theta):
        """The largest distance of 0 from the subdifferential in any coordinate."""
        g = self.gradient(theta)
        l1 = self.l1 * self.penalised
        zero = np.maximum(np.abs(g) - l1, 0)
        return np.where(theta == 0, zero, np.abs(g + l1 * np.sign(theta))).max()

    def newton(self, theta, free):
        """Newton's method with halved steps on the free coordinates, their signs kept."""
        signs = self.l1 * self.penalised * np.sign(theta)
        for _ in range(100):
            g = (self.gradient(theta) + signs)[free]
            step = np.zeros_like(theta)
            # Least squares: the softmax intercepts have one direction without curvature.
            step[free] = np.linalg.lstsq(self.hessian(theta)[np.ix_(free, free)], g, rcond=1e-13)[0]
            size = 1.0
            while size > 1e-3 and self.objective(theta - size * step) > self.objective(theta):
                size /= 2
            # Below the last digits of F only the gradient can tell.
            following = theta - (size if size > 1e-3 else 1.0) * step
            if np.abs(g).max() < TOLERANCE and self.violation(following) >= self.violation(theta):
                break
            theta = following
        return theta

    def proximal(self, theta):
        """Accelerated proximal gradient steps with restarts, until the violation is small."""
        rate = 1 / np.linalg.eigvalsh(self.hessian(np.zeros_like(theta))).max()
        ahead, t = theta, 1.0
        for step in range(1_000_000):
            moved = ahead - rate * self.gradient(ahead)
            shrunk = np.sign(moved) * np.maximum(np.abs(moved) - rate * self.l1, 0)
            following = np.where(self.penalised > 0, shrunk, moved)
            if (ahead - following) @ (following - theta) > 0:
                t = 1.0
            grown = (1 + (1 + 4 * t * t) ** 0.5) / 2
            ahead, t = following + (t - 1) / grown * (following - theta), grown
            theta = following
            if step % 100 == 0 and self.violation(theta) < 1e-9:
                break
        return theta

    def solve(self):
        theta = np.zeros(self.shape[0] * self.shape[1])
        if self.l1 > 0:
            theta = self.proximal(theta)
        free = np.flatnonzero((theta != 0) | (self.penalised == 0) | (self.l1 == 0))
        theta = self.newton(theta, free)
        violation = self.violation(theta)
        assert violation <= TOLERANCE, (self.loss, self.l1, self.l2, violation)
        return theta, violation


def scikit_learn(features, labels, loss, l1, l2):
    n = len(labels)
    if loss == "squared":
        if l1 > 0:
            model = ElasticNet(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2), tol=1e-12, max_iter=10**6)
        else:
            model = Ridge(alpha=n * l2, solver="svd")
        model.fit(features, labels)
        return np.append(model.coef_, model.intercept_)
    strength = l1 + l2
    model = LogisticRegression(
        penalty="elasticnet" if l1 > 0 else "l2",
        l1_ratio=l1 / strength if l1 > 0 else None,
        C=1 / (n * strength),
        solver="saga" if l1 > 0 else "newton-cg",
        multi_class="multinomial" if loss == "multinomial" else "ovr",
        tol=1e-9,
        max_iter=50_000,
        random_state=0,
    ).fit(features, labels)
    return np.column_stack([model.coef_, model.intercept_]).ravel()


def result(name, loss, l1, l2):
    features, labels, kept = load(name)
    problem = Problem(features, labels, loss, l1, l2)
    theta, violation = problem.solve()
    peer = scikit_learn(features, labels, loss, l1, l2)
    value = problem.objective(theta)
    excess = (problem.objective(peer) - value) / value
    assert -1e-14 < excess < 1e-8, (name, l1, l2, excess)
    matrix = theta.reshape(problem.shape)
    weights = np.zeros((problem.shape[0], len(kept)))
    weights[:, kept] = matrix[:, :-1]
    return {
        "data": f"data/{name}.csv",
        "loss": loss,
        "l1": l1,
        "l2": l2,
        "objective": value,
        "violation": violation,
        "scikitLearnExcess": excess,
        "intercept": matrix[:, -1].tolist(),
        "weights": weights.tolist(),
    }


def main():
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }
    problems = [result(*problem) for problem in PROBLEMS]
    for p in problems:
        print(p["data"], p["l1"], p["l2"], p["objective"], p["violation"], p["scikitLearnExcess"])
    text = json.dumps({"versions": versions, "problems": problems}, indent=1)
    (HERE / "optima.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
