#!/usr/bin/env python3
"""Golden values for the theorems about batch normalisation, by an independent program.

The network is evaluated on samples as it is written, F = W diag(g) BN(VX); its Jacobian by V, g and W comes from complex
steps, exact up to rounding, compared with central differences here. Bounds come straight from their statements (theory
section 5) with NumPy. Run: python3 make_batchnorm_bounds.py > batchnorm_bounds.json
"""
import json
import sys

import numpy as np

rng = np.random.default_rng(20261123)


def outputs(v, g, w, x):
    z = v @ x
    centred = z - z.mean(axis=1, keepdims=True)
    deviation = np.sqrt((centred * centred).mean(axis=1, keepdims=True))
    return (w @ (g[:, None] * centred / deviation)).ravel()


def jacobian(v, g, w, x):
    exact, differences = [], []
    parameters = [v.astype(complex), g.astype(complex), w.astype(complex)]
    for p in parameters:
        for index in np.ndindex(p.shape):
            kept = p[index]
            p[index] = kept + 1e-40j
            exact.append(outputs(*parameters, x).imag / 1e-40)
            step = 1e-5
            p[index] = kept + step
            up = outputs(*parameters, x).real
            p[index] = kept - step
            down = outputs(*parameters, x).real
            p[index] = kept
            differences.append((up - down) / (2 * step))
    exact, differences = np.array(exact).T, np.array(differences).T
    assert np.abs(exact - differences).max() < 1e-6 * np.abs(exact).max()
    return exact


def case(d, m, k, n, shift, scales):
    x = np.diag(scales) @ rng.standard_normal((d, n)) + shift * rng.standard_normal((d, 1))
    x = np.round(x, 3)
    v, w = np.round(rng.standard_normal((m, d)), 3), np.round(rng.standard_normal((k, m)), 3)
    spectrum = np.linalg.svd(jacobian(v, np.ones(m), w, x), compute_uv=False) ** 2 / n
    rank = int((spectrum > 1e-9 * spectrum[0]).sum())
    # The gap must leave no doubt.
    assert rank == len(spectrum) or spectrum[rank] < 1e-13 * spectrum[0]
    cov = np.cov(x, bias=True).reshape(d, d)
    eigenvalues = np.linalg.eigvalsh(cov)
    range_dimension = int((eigenvalues > 1e-12 * eigenvalues[-1]).sum())
    result = dict(data=x.tolist(), hidden=v.tolist(), output=w.tolist(), rank=rank, kappa=spectrum[0] / spectrum[rank - 1])
    if rank < k * range_dimension or range_dimension < d:
        return result
    s2 = np.einsum("ib,bc,ic->i", v, cov, v)
    values, vectors = np.linalg.eigh(cov)
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    u = (root @ v.T / np.sqrt(s2)).T
    scaled = lambda c: np.linalg.svd(w * np.sqrt(c), compute_uv=False)
    row = lambda c: 0.0 if k > m else scaled(c)[-1] ** 2
    units = np.linalg.svd(u, compute_uv=False)
    column = 0.0 if d > m else units[-1] ** 2
    top = scaled(np.maximum(values[-1] / s2, 1))[0] ** 2 + units[0] ** 2
    bottom = row(np.minimum(values[0] / s2, 1)) + column
    if bottom > 1e-12 * top:
        result["weyl"] = top / bottom

    def compressed(a):
        t = u.T @ u
        for i in range(m):
            p = np.eye(d) - np.outer(u[i], u[i])
            t = t + (a @ w[:, i]) ** 2 * (p @ cov @ p / s2[i] + np.outer(u[i], u[i]))
        return np.linalg.eigvalsh(t)

    left = np.linalg.svd(w)[0]
    result["lowerOfSingularVectors"] = compressed(left[:, 0])[-1] / compressed(left[:, -1])[0]
    return result


cases = [case(*arguments) for arguments in [
    (1, 1, 1, 4, 0, [1]), (2, 1, 1, 6, 0, [1, 1]), (2, 3, 1, 8, 5, [1, 1]), (3, 4, 2, 12, 0, [1, 1, 1]),
    (3, 4, 2, 12, 100, [1, 1, 1]), (3, 2, 3, 10, 1, [1, 2, 3]), (2, 2, 3, 9, 0, [0.1, 10]), (4, 6, 3, 20, 10, [5, 1, 1, 0.2]),
    (4, 2, 2, 15, 0, [1, 1, 1, 1]), (3, 5, 2, 3, 2, [1, 1, 1]), (5, 8, 3, 30, 20, [1, 3, 0.3, 1, 2]), (2, 4, 4, 7, 1, [4, 1])]]
json.dump(cases, sys.stdout, indent=1)
print()
