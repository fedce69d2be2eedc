#!/usr/bin/env python3
"""Golden values for the theorems about deep linear networks, by an independent program.

Every bound is computed straight from its statement (theory section 2) with NumPy, none through the kernel's rules; kappa
comes from the explicit Jacobian on inputs X with X X^T / n = S S^T. Run: python3 make_linear_bounds.py > linear_bounds.json
"""
import json
import sys

import numpy as np

rng = np.random.default_rng(20261121)


def sigma(a):
    return np.linalg.svd(a, compute_uv=False)


def s_max(a):
    return sigma(a)[0]


def s_row(a):
    return 0.0 if a.shape[0] > a.shape[1] else sigma(a)[-1]


def s_col(a):
    return 0.0 if a.shape[1] > a.shape[0] else sigma(a)[-1]


def eig(m):
    return np.linalg.eigvalsh((m + m.T) / 2)


def chain(mats, size):
    out = np.eye(size)
    for m in mats:
        out = m @ out
    return out


def case(widths, white, scale=1.0):
    depth = len(widths) - 1
    d, k = widths[0], widths[-1]
    ws = [np.round(scale * rng.standard_normal((widths[l + 1], widths[l])), 3) for l in range(depth)]
    s = np.eye(d) if white else np.round(rng.standard_normal((d, d)) + 1.5 * np.eye(d), 3)
    ps = [chain(ws[l + 1:], widths[l + 1]) for l in range(depth)]
    qs = [chain(ws[:l], d) for l in range(depth)]
    # Jacobian of the stacked outputs on X = sqrt(d) S, n = d, so that X X^T / n = S S^T.
    x = np.sqrt(d) * s
    blocks = []
    for p, q in zip(ps, qs):
        blocks.append(np.hstack([np.kron((q @ x[:, [j]]).T, p).T for j in range(d)]).T)
    jac = np.hstack(blocks)
    spectrum = np.sort(sigma(jac) ** 2 / d)[::-1]
    # ranks by a tolerance: the generator only draws well-separated ones
    rank = int((spectrum > 1e-10 * spectrum[0]).sum())
    kappa = spectrum[0] / spectrum[rank - 1]

    sm = s @ s.T
    ks = eig(sm)[-1] / eig(sm)[0]
    p_max, p_row = np.array([s_max(p) for p in ps]) ** 2, np.array([s_row(p) for p in ps]) ** 2
    q_max, q_col = np.array([s_max(q) for q in qs]) ** 2, np.array([s_col(q) for q in qs]) ** 2
    qs_max = np.array([s_max(q @ s) for q in qs]) ** 2
    qs_col = np.array([s_col(q @ s) for q in qs]) ** 2
    a_s = [p @ p.T for p in ps]
    b_s = [(q @ s).T @ (q @ s) for q in qs]
    full = rank == k * d
    bounds = {}
    if full:
        bounds["linear.weyl"] = ks * (p_max * q_max).sum() / (p_row * q_col).sum()
        bounds["linear.datacoupled"] = (p_max * qs_max).sum() / (p_row * qs_col).sum()
        u_d = eig(sum(a * b for a, b in zip(p_max, b_s)))[-1]
        l_d = eig(sum(a * b for a, b in zip(p_row, b_s)))[0]
        u_k = eig(sum(b * a for b, a in zip(qs_max, a_s)))[-1]
        l_k = eig(sum(b * a for b, a in zip(qs_col, a_s)))[0]
        bounds["linear.coupled"] = min(u_d, u_k) / max(l_d, l_k)
        low = l_d + l_k - (p_row * qs_col).sum()
        top_k = eig(sum(b * a for b, a in zip(qs_col, a_s)))[-1]
        top_d = eig(sum(a * b for a, b in zip(p_row, b_s)))[-1]
        up_d = u_d - ((p_max * qs_col).sum() - top_k)
        up_k = u_k - ((p_row * qs_max).sum() - top_d)
        bounds["linear.envelope"] = min(up_d, up_k) / low
        alpha = p_row * q_col
        if (alpha > 1e-20).all():
            ratio = (p_max / p_row) * (q_max / q_col)
            bounds["linear.convex"] = ks * (alpha / alpha.sum() * ratio).sum()
            bounds["linear.loose"] = ks * ratio.max()
        w_max = np.array([s_max(w) for w in ws]) ** 2
        w_row, w_col = np.array([s_row(w) for w in ws]) ** 2, np.array([s_col(w) for w in ws]) ** 2
        denominator = sum(np.prod(w_row[l + 1:]) * np.prod(w_col[:l]) for l in range(depth))
        if denominator > 1e-20:
            numerator = sum(np.prod(np.delete(w_max, l)) for l in range(depth))
            bounds["linear.layerwise"] = ks * numerator / denominator
    if depth == 2 and white and full:
        bounds["linear.onehidden"] = (s_max(ws[1]) ** 2 + s_max(ws[0]) ** 2) / (s_row(ws[1]) ** 2 + s_col(ws[0]) ** 2)

    def smallest_positive(values):
        values = np.sort(values)
        kept = values[values > 1e-10 * values[-1]]
        return kept[0] if len(kept) else 0.0

    p1, q_last = np.linalg.matrix_rank(ps[0]), np.linalg.matrix_rank(qs[-1])
    if rank == p1 * d + (k - p1) * q_last and rank > 0:
        ap = [smallest_positive(eig(a)) for a in a_s]
        bp = [smallest_positive(eig(b)) for b in b_s]
        u = min(eig(sum(a * b for a, b in zip(p_max, b_s)))[-1], eig(sum(b * a for b, a in zip(qs_max, a_s)))[-1])
        left = [eig(sum(a * b for a, b in zip(ap, b_s)))[0]] if p1 > 0 else []
        left += [bp[-1]] if p1 < k and q_last > 0 else []
        right = [eig(sum(b * a for b, a in zip(bp, a_s)))[0]] if q_last > 0 else []
        right += [eig(sm)[0] * ap[0]] if q_last < d and p1 > 0 else []
        bounds["linear.bottleneck"] = u / max(min(left), min(right))
    return {
        "weights": [w.tolist() for w in ws], "dataFactor": s.tolist(), "rank": rank, "kappa": kappa, "bounds": bounds,
    }


cases = []
for widths in [
    (3, 2), (4, 6, 3), (3, 5, 2), (2, 2, 2), (1, 3, 2), (3, 4, 1), (4, 7, 6, 3), (3, 5, 5, 5, 2), (2, 6, 4, 5, 3, 2),
    (4, 2, 3), (4, 6, 1, 5, 3), (5, 2, 2, 4), (3, 1, 1, 2), (6, 8, 3, 8, 5), (2, 3, 2, 3, 2, 3, 2),
]:
    for white in (True, False):
        cases.append(case(widths, white, scale=0.8))
json.dump({"generator": "make_linear_bounds.py", "numpy": np.__version__, "python": sys.version.split()[0],
           "cases": cases}, sys.stdout, indent=None, separators=(",", ":"))
