#!/usr/bin/env python3
"""Eigenvalues of symmetric matrices, Cholesky factors and R factors to 60 digits by mpmath, an independent program.

Run: python3 make_factorizations.py, with mpmath 1.3.0; factorizations.json beside it is written anew, the same each time.
"""
import json
import pathlib

import mpmath

mpmath.mp.dps = 60


def exact(rows):
    # The float64 entries are the matrix: no rounding of the mathematical object enters.
    return mpmath.matrix([[mpmath.mpf(x) for x in row] for row in rows])


def rounded(matrix):
    return [[float(matrix[i, j]) for j in range(matrix.cols)] for i in range(matrix.rows)]


def eigenvalues(name, rows):
    return {"name": name, "rows": rows, "values": [float(v) for v in sorted(mpmath.eigsy(exact(rows), eigvals_only=True))]}


def cholesky(name, rows):
    return {"name": name, "rows": rows, "factor": rounded(mpmath.cholesky(exact(rows)))}


def triangular(name, rows):
    # R with positive diagonal is the transposed Cholesky factor of the Gram matrix, at 60 digits without loss.
    a = exact(rows)
    return {"name": name, "rows": rows, "factor": rounded(mpmath.cholesky(a.T * a).T)}


def square(n, entry):
    return [[float(entry(i, j)) for j in range(n)] for i in range(n)]


# Wilkinson's W21+ has pairs of eigenvalues that agree to 14 digits.
wilkinson = square(21, lambda i, j: abs(i - 10) if i == j else 1 if abs(i - j) == 1 else 0)
whole = square(9, lambda i, j: (7 * (i + j) + 13 * i * j + 5 * (i * j) ** 2) % 37 - 18)
hilbert = square(7, lambda i, j: 1.0 / (i + j + 1))
minimum = square(12, lambda i, j: min(i, j) + 1)
lehmer = square(6, lambda i, j: (min(i, j) + 1.0) / (max(i, j) + 1.0))
tall = [[float((3 * i * i + 5 * i * j + 11 * j + 2) % 29 - 14) for j in range(5)] for i in range(8)]
monomials = [[(x / 8.0) ** j for j in range(5)] for x in range(9)]

golden = {
    "generator": "make_factorizations.py",
    "mpmath": mpmath.__version__,
    "eigenvalues": [
        eigenvalues("Wilkinson 21", wilkinson), eigenvalues("whole numbers 9", whole), eigenvalues("Hilbert 7", hilbert),
        eigenvalues("minimum 12", minimum),
    ],
    "cholesky": [cholesky("Lehmer 6", lehmer), cholesky("minimum 12", minimum), cholesky("Hilbert 5", [r[:5] for r in hilbert[:5]])],
    "triangular": [triangular("whole numbers 8×5", tall), triangular("monomials 9×5", monomials)],
}
text = json.dumps(golden, ensure_ascii=False)
(pathlib.Path(__file__).resolve().parent / "factorizations.json").write_text(text + "\n", encoding="utf-8")
