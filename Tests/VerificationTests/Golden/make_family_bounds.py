#!/usr/bin/env python3
"""Golden values for the theorems about residual and two-layer (leaky) ReLU networks, by an independent program.

Every bound is computed straight from its statement (theory sections 3 and 4) with NumPy, none through the kernel's rules;
kappa comes from explicit Jacobians by central differences of the networks' outputs, which are exact up to rounding since
outputs are multilinear in single weights away from kinks. Run: python3 make_family_bounds.py > family_bounds.json
"""
import json
import sys

import numpy as np

rng = np.random.default_rng(20261122)


def sigma(a):
    return np.linalg.svd(a, compute_uv=False)


def s_max(a):
    return sigma(a)[0]


def s_row(a):
    return 0.0 if a.shape[0] > a.shape[1] else sigma(a)[-1]


def s_col(a):
    return s_row(a.T)


def eig(m):
    return np.linalg.eigvalsh((m + m.T) / 2)


def quotient(top, bottom):
    return top / bottom if bottom > 1e-12 * top else None


def jacobian(outputs, parameters, step):
    columns = []
    for p in parameters:
        for index in np.ndindex(p.shape):
            kept = p[index]
            p[index] = kept + step
            up = outputs()
            p[index] = kept - step
            down = outputs()
            p[index] = kept
            columns.append((up - down) / (2 * step))
    return np.array(columns).T


def kappa_of(jac):
    spectrum = sigma(jac) ** 2
    # ranks by a tolerance: only well-separated cases are kept
    rank = int((spectrum > 1e-9 * spectrum[0]).sum())
    return spectrum[0] / spectrum[rank - 1], rank


def residual_case(widths, betas, aligned=False):
    depth, d, k = len(widths) - 1, widths[0], widths[-1]
    if aligned:
        ws = []
        for l in range(depth):
            b = np.round(rng.standard_normal((d, d)), 2)
            ws.append(np.round(b @ b.T, 4))
    else:
        ws = [np.round(rng.standard_normal((widths[l + 1], widths[l])), 3) for l in range(depth)]
    s = np.round(rng.standard_normal((d, d)) + 1.5 * np.eye(d), 3)
    eyes = [np.eye(*w.shape) for w in ws]
    x = np.sqrt(d) * s

    def outputs():
        y = x
        for w, e, b in zip(ws, eyes, betas):
            y = w @ y + b * (e @ y)
        return y.ravel()

    kappa, rank = kappa_of(jacobian(outputs, ws, 0.5))
    vs = [w + b * e for w, e, b in zip(ws, eyes, betas)]

    def chain(mats, size):
        out = np.eye(size)
        for m in mats:
            out = m @ out
        return out

    ps = [chain(vs[l + 1:], widths[l + 1]) for l in range(depth)]
    qs = [chain(vs[:l], d) for l in range(depth)]
    data = np.linalg.cond(s) ** 2
    bounds = {}
    bounds["residual.weyl"] = quotient(
        data * sum((s_max(p) * s_max(q)) ** 2 for p, q in zip(ps, qs)),
        sum((s_row(p) * s_col(q)) ** 2 for p, q in zip(ps, qs)))
    a = [p @ p.T for p in ps]
    b = [s.T @ q.T @ q @ s for q in qs]
    lam = lambda m, i: eig(m)[i]
    row = lambda p: s_row(p) ** 2
    u_d = lam(sum(s_max(p) ** 2 * m for p, m in zip(ps, b)), -1)
    l_d = lam(sum(row(p) * m for p, m in zip(ps, b)), 0)
    u_k = lam(sum(s_max(q @ s) ** 2 * m for q, m in zip(qs, a)), -1)
    l_k = lam(sum(s_col(q @ s) ** 2 * m for q, m in zip(qs, a)), 0)
    bounds["residual.coupled"] = quotient(min(u_d, u_k), max(l_d, l_k))
    top = [s_max(w) + abs(beta) for w, beta in zip(ws, betas)]
    low = lambda f: [max(0, f(w) - abs(beta), f(e) * abs(beta) - s_max(w)) for w, e, beta in zip(ws, eyes, betas)]

    def layerwise(top, rows, cols):
        high = sum(np.prod([top[i] ** 2 for i in range(depth) if i != l]) for l in range(depth))
        bottom = sum(
            np.prod([rows[i] ** 2 for i in range(l + 1, depth)]) * np.prod([cols[i] ** 2 for i in range(l)])
            for l in range(depth))
        return quotient(data * high, bottom)

    bounds["residual.perturbation"] = layerwise(top, low(s_row), low(s_col))
    if aligned:
        small = [eig(w)[0] + beta for w, beta in zip(ws, betas)]
        bounds["residual.aligned"] = layerwise([eig(w)[-1] + beta for w, beta in zip(ws, betas)], small, small)
    if rank < d * k:
        bounds = {}
    return dict(weights=[w.tolist() for w in ws], strengths=list(betas), dataFactor=s.tolist(), rank=rank, kappa=kappa,
                bounds={name: value for name, value in bounds.items() if value is not None})


def relu_case(m, d, k, n, alpha):
    while True:
        v = np.round(rng.standard_normal((m, d)), 3)
        x = np.round(rng.standard_normal((d, n)), 3)
        z = v @ x
        # Central differences mustn't reach a kink.
        if np.abs(z).min() > 0.01:
            break
    w = np.round(rng.standard_normal((k, m)), 3)
    phi = lambda t: np.where(t > 0, t, alpha * t)
    outputs = lambda: (w @ phi(v @ x)).ravel()
    jac = jacobian(outputs, [v, w], 1e-3)
    kappa, rank = kappa_of(jac)
    der = np.where(z > 0, 1.0, alpha)
    feat = phi(z)
    h = np.vstack([(w[a] * der.T) for a in range(k)])
    masked = [w * der[:, j] for j in range(n)]
    norms = (x ** 2).sum(axis=0)
    fmax, fcol = s_max(feat) ** 2, s_col(feat) ** 2
    xmax, xcol = s_max(x) ** 2, s_col(x) ** 2
    cmax, cmin = np.array([s_max(c) ** 2 for c in masked]), np.array([s_row(c) ** 2 for c in masked])
    hmax, hmin = s_max(h) ** 2, s_row(h) ** 2
    gram = feat.T @ feat
    bounds = {
        "relu.weyl": quotient(xmax * s_max(w) ** 2 + fmax, alpha ** 2 * xcol * s_row(w) ** 2 + fcol),
        "relu.masked": quotient(xmax * cmax.max() + fmax, xcol * cmin.min() + fcol),
        "relu.schur": quotient(
            min(hmax * norms.max(), xmax * cmax.max()) + fmax, max(hmin * norms.min(), xcol * cmin.min()) + fcol),
        "relu.coupled": quotient(
            min(eig(np.diag(xmax * cmax + hmin * norms - xmax * hmin) + gram)[-1],
                eig(np.diag(hmax * norms + xcol * cmax - xcol * hmax) + gram)[-1]),
            eig(np.diag(xcol * cmin + hmin * norms - xcol * hmin) + gram)[0]),
    }
    if rank < k * n:
        bounds = {}
    bounds["gram.duality"] = kappa
    return dict(hidden=v.tolist(), output=w.tolist(), slope=alpha, data=x.tolist(), rank=rank, kappa=kappa,
                bounds={name: value for name, value in bounds.items() if value is not None})


residual = [residual_case(widths, betas) for widths, betas in [
    ([3, 2], [1.0]), ([2, 3, 2], [1.0, 1.0]), ([2, 4, 3], [-0.5, 2.0]), ([3, 3, 3, 3], [4.0, -5.0, 6.0]),
    ([2, 5, 5, 2], [0.0, 0.0, 0.0]), ([2, 6, 4, 2], [8.0, 0.0, -9.0]), ([3, 2, 3], [1.0, 1.0]), ([1, 4, 1], [-3.0, 3.0])]]
residual += [residual_case([d] * (depth + 1), betas, aligned=True) for d, depth, betas in [
    (2, 1, [0.5]), (2, 2, [0.0, 1.0]), (3, 3, [1.0, 1.0, 1.0]), (4, 2, [0.25, 3.0])]]
relu = [relu_case(*sizes) for sizes in [
    (4, 3, 1, 2, 0.0), (6, 3, 2, 2, 0.0), (8, 4, 2, 3, 0.0), (5, 3, 1, 3, 0.5), (8, 3, 2, 3, 0.1), (9, 2, 2, 4, 0.25),
    (3, 2, 1, 4, 0.5), (7, 4, 3, 2, 1.0), (2, 3, 2, 3, 0.5), (6, 5, 1, 4, 0.01), (10, 2, 1, 6, 0.3), (5, 2, 2, 1, 0.7)]]
json.dump({"residual": residual, "relu": relu}, sys.stdout, indent=1)
print()
