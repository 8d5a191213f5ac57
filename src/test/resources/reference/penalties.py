#!/usr/bin/env python3
"""Optima of penalised least squares and softmax on the data that Descent ships, for tests to
compare with.

    F(θ) = mean loss + Σⱼ fⱼ(l1·|wⱼ| + (l2/2)·wⱼ²) + group_lasso·Σ_g √|g|·‖w_g‖₂
    subject to  lower ≤ wⱼ/σⱼ ≤ upper,  ‖w‖₂ ≤ max_norm

Squared is half the squared error. Numeric columns are standardised by mean and population deviation
σ; a categorical column becomes a 0/1 column for each value and two that are always 0 (an empty cell,
an unknown value), not scaled, and is a group of the group lasso unless groups are given. Intercepts
are not penalised.

Nothing of Descent is used, only numpy. Least squares is solved by consensus ADMM, which needs the
proximal step of each penalty and each constraint alone and never that of two together. Softmax with
a group lasso is solved by accelerated proximal gradient steps with restarts. Every result must be
as good as 20,000 points near it. Writes penalties.json beside this script: raw weights w/σ, a row a
class.
"""

import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]

SERUM = {f"s{i}": "serum" for i in range(1, 7)} | {"bmi": "body", "bp": "body"}

PROBLEMS = (
    {"data": "diabetes", "categorical": "sex", "group-lasso": 2.0},
    {"data": "diabetes", "group-lasso": 4.0, "groups": SERUM},
    {"data": "diabetes", "group-lasso": 2.0, "l1": 1.0, "l2": 0.05, "groups": SERUM},
    {"data": "diabetes", "group-lasso": 1.0, "l1": 0.5, "upper": 3.0, "lower": 0.0,
     "groups": SERUM},
    {"data": "diabetes", "group-lasso": 1.0, "upper": 4.0, "lower": -0.25, "groups": SERUM},
    {"data": "diabetes", "l1": 2.0, "l2": 0.1, "factors": {"age": 0, "sex": 0.5, "s1": 3, "s5": 2}},
    {"data": "diabetes", "lower": -0.5, "upper": 5.0},
    {"data": "diabetes", "max-norm": 20.0},
    {"data": "diabetes", "max-norm": 20.0, "l1": 1.0, "upper": 3.0},
    {"data": "digits", "group-lasso": 0.01},
)  # fmt: skip


def load(problem):
    path = ROOT / "data" / f"{problem['data']}.csv"
    names = path.read_text().split("\n", 1)[0].split(",")[:-1]
    table = np.loadtxt(path, delimiter=",", skiprows=1)
    columns, sigmas, slots, groups = [], [], [], []
    for name, values in zip(names, table.T):
        if name == problem.get("categorical"):
            known = sorted(set(values))
            columns += [(values == v).astype(float) for v in known] + [np.zeros(len(values))] * 2
            added = len(known) + 2
            sigmas += [1.0] * added
        else:
            sigma = values.std()
            columns.append((values - values.mean()) / sigma if sigma > 0 else np.zeros(len(values)))
            added = 1
            sigmas.append(sigma)
        slots += [name] * added
        groups += [problem.get("groups", {}).get(name, name)] * added
    return np.column_stack(columns), np.array(sigmas), slots, groups, table[:, -1]


class Penalty:
    """On weights as an array of features × classes."""

    def __init__(self, problem, sigmas, slots, groups, classes):
        self.l1, self.l2 = problem.get("l1", 0.0), problem.get("l2", 0.0)
        self.group = problem.get("group-lasso", 0.0)
        self.radius = problem.get("max-norm", np.inf)
        factors = problem.get("factors", {})
        self.factors = np.array([factors.get(slot, 1.0) for slot in slots])[:, None]
        self.groups = [np.array([g == name for g in groups]) for name in dict.fromkeys(groups)]
        self.sizes = [np.sqrt(g.sum() * classes) for g in self.groups]
        scale = np.where(sigmas > 0, sigmas, 1)
        low = problem.get("lower", -np.inf) * scale
        high = problem.get("upper", np.inf) * scale
        self.low, self.high = low[:, None], high[:, None]

    def value(self, w):
        sum_of_groups = sum(s * np.linalg.norm(w[g]) for g, s in zip(self.groups, self.sizes))
        net = self.factors * (self.l1 * np.abs(w) + self.l2 / 2 * w**2)
        return net.sum() + self.group * sum_of_groups

    def allows(self, w):
        inside = (w >= self.low - 1e-9) & (w <= self.high + 1e-9)
        return inside.all() and np.linalg.norm(w) <= self.radius * (1 + 1e-12)

    def shrink(self, w, step):
        out = w.copy()
        for g, s in zip(self.groups, self.sizes):
            norm, most = np.linalg.norm(w[g]), step * self.group * s
            out[g] = 0 if norm <= most else w[g] * (1 - most / norm)
        return out

    def steps(self):
        """The proximal step of each part alone."""
        parts = []
        if self.l1 > 0:
            parts.append(
                lambda w, t: np.sign(w) * np.maximum(np.abs(w) - t * self.l1 * self.factors, 0)
            )
        if self.group > 0:
            parts.append(self.shrink)
        if np.isfinite(self.low).any() or np.isfinite(self.high).any():
            parts.append(lambda w, t: np.clip(w, self.low, self.high))
        if np.isfinite(self.radius):
            parts.append(lambda w, t: w * min(1, self.radius / np.linalg.norm(w)))
        return parts


def least_squares(x, y, penalty):
    n, d = x.shape
    z = np.column_stack([x, np.ones(n)])
    parts = penalty.steps()
    rho = 0.3
    weight = np.append(penalty.factors[:, 0] * penalty.l2 + rho * len(parts), 0)
    inverse = np.linalg.inv(z.T @ z / n + np.diag(weight))
    right = z.T @ y / n
    copies, duals = [np.zeros((d, 1))] * len(parts), [np.zeros((d, 1))] * len(parts)
    for step in range(400_000):
        pull = rho * sum(c - u for c, u in zip(copies, duals))
        theta = inverse @ (right + np.append(pull[:, 0], 0))
        w = theta[:-1, None]
        before = copies
        copies = [part(w + u, 1 / rho) for part, u in zip(parts, duals)]
        duals = [u + w - c for c, u in zip(copies, duals)]
        moved = max(np.abs(c - b).max() for c, b in zip(copies, before))
        apart = max(np.abs(w - c).max() for c in copies)
        if step > 100 and max(moved, apart) < 1e-13:
            break
    assert apart < 1e-9, (apart, moved)
    # The first copy has the zeros of its step, the others nearly; all agree.
    zeros = np.any([np.abs(c) == 0 for c in copies], axis=0)
    w = np.where(zeros, 0, copies[-1])
    return w, np.array([(y - x @ w[:, 0]).mean()])


def softmax_parts(x, y, w, b):
    z = x @ w + b
    z -= z.max(axis=1, keepdims=True)
    p = np.exp(z)
    p /= p.sum(axis=1, keepdims=True)
    loss = -(z * y).sum(axis=1) + np.log(np.exp(z).sum(axis=1))
    return loss.mean(), p - y


def softmax(x, labels, penalty):
    y = np.eye(int(labels.max()) + 1)[labels.astype(int)]
    n, k = y.shape
    z = np.column_stack([x, np.ones(n)])
    rate = 2 / np.linalg.eigvalsh(z.T @ z / n).max()
    w, b = np.zeros((x.shape[1], k)), np.zeros(k)
    ahead_w, ahead_b, t = w, b, 1.0
    for step in range(200_000):
        _, r = softmax_parts(x, y, ahead_w, ahead_b)
        next_w = penalty.shrink(ahead_w - rate * (x.T @ r / n), rate)
        next_b = ahead_b - rate * r.mean(axis=0)
        uphill = ((ahead_w - next_w) * (next_w - w)).sum()
        if uphill + ((ahead_b - next_b) * (next_b - b)).sum() > 0:
            t = 1.0
        grown = (1 + (1 + 4 * t * t) ** 0.5) / 2
        moved = max(np.abs(next_w - ahead_w).max(), np.abs(next_b - ahead_b).max())
        ahead_w = next_w + (t - 1) / grown * (next_w - w)
        ahead_b = next_b + (t - 1) / grown * (next_b - b)
        w, b, t = next_w, next_b, grown
        if moved < 1e-13:
            break
    assert moved < 1e-11, moved
    return w, b - b.mean()


def objective(problem, x, labels, penalty, w, b):
    if problem["data"] == "digits":
        y = np.eye(int(labels.max()) + 1)[labels.astype(int)]
        return softmax_parts(x, y, w, b)[0] + penalty.value(w)
    return ((labels - x @ w[:, 0] - b[0]) ** 2).mean() / 2 + penalty.value(w)


def result(problem):
    x, sigmas, slots, groups, labels = load(problem)
    classes = int(labels.max()) + 1 if problem["data"] == "digits" else 1
    penalty = Penalty(problem, sigmas, slots, groups, classes)
    w, b = (softmax if classes > 1 else least_squares)(x, labels, penalty)
    value = objective(problem, x, labels, penalty, w, b)
    assert penalty.allows(w), (problem, w.T, penalty.low.T, penalty.high.T)
    random = np.random.default_rng(0)
    for k in range(20_000 if classes == 1 else 500):
        some = random.random(w.shape) < 0.5
        near = w + random.normal(size=w.shape) * some * 10 ** -random.uniform(0, 5)
        shift = b + random.normal(size=b.shape) * 10 ** -random.uniform(0, 5)
        near = np.clip(near, penalty.low, penalty.high)
        if penalty.allows(near):
            other = objective(problem, x, labels, penalty, near, shift)
            assert other >= value * (1 - 1e-14), (problem, other, value)
    raw = np.divide(w, sigmas[:, None], out=np.zeros_like(w), where=sigmas[:, None] > 0)
    return problem | {"objective": value, "weights": raw.T.tolist()}


def main():
    problems = [result(problem) for problem in PROBLEMS]
    for p in problems:
        zeros = sum(x == 0 for row in p["weights"] for x in row)
        print({k: v for k, v in p.items() if k not in ("weights", "groups")}, "zeros", zeros)
    text = json.dumps({"numpy": np.__version__, "problems": problems}, indent=1)
    (HERE / "penalties.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
