#!/usr/bin/env python3
"""Singular values of Hilbert and Vandermonde matrices to 60 digits by mpmath, an independent program.

Run: python3 make_singular_values.py > singular_values.json
"""
import json
import sys

import mpmath

mpmath.mp.dps = 60


def record(name, matrix):
    # The float64 entries are the matrix: no rounding of the mathematical object enters.
    exact = mpmath.matrix([[mpmath.mpf(x) for x in row] for row in matrix])
    values = sorted((mpmath.sqrt(abs(v)) for v in mpmath.eigsy(exact.T * exact, eigvals_only=True)), reverse=True)
    return {"name": name, "rows": matrix, "values": [float(v) for v in values]}


cases = [record(f"Hilbert {n}", [[1.0 / (i + j + 1) for j in range(n)] for i in range(n)]) for n in (2, 4, 6)]
cases.append(record("Vandermonde", [[float(x) ** j for j in range(4)] for x in range(1, 8)]))
cases.append(record("graded", [[2.0 ** (-10 * (i + j)) * (1 + (i * j) % 3) for j in range(3)] for i in range(5)]))
json.dump({"generator": "make_singular_values.py", "mpmath": mpmath.__version__, "cases": cases}, sys.stdout)
