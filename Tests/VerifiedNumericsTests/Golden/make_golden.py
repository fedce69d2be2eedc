"""Golden enclosures for Tests/VerifiedNumericsTests: run as `python make_golden.py > golden.json`.

Weights are float64 numbers taken as exact. Eigenvalues of the Gauss-Newton matrix, formed exactly up to balls of PRECISION
bits, and singular values are found by bisection over float64 numbers with the inertia of the shifted matrix (LDL^T in Arb's
ball arithmetic, every pivot's sign certain), so that each lies between two neighbouring numbers. No float64 linear algebra
takes part in what is claimed; it serves to choose the weights only.
"""

import json
import math
import random
import struct
import sys

import flint
from flint import arb, arb_mat, ctx

PRECISION = 1500
ctx.prec = PRECISION
random.seed(20261121)


# --- Weights -------------------------------------------------------------------------------------------------------------


def gaussian(rows, columns, scale=1.0):
    return [[random.gauss(0, scale) for _ in range(columns)] for _ in range(rows)]


def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def transpose(a):
    return [list(column) for column in zip(*a)]


def orthogonal(order):
    columns = []
    while len(columns) < order:
        v = [random.gauss(0, 1) for _ in range(order)]
        for _ in range(2):
            for u in columns:
                c = sum(x * y for x, y in zip(u, v))
                v = [x - c * y for x, y in zip(v, u)]
        norm = math.sqrt(sum(x * x for x in v))
        if norm > 1e-3:
            columns.append([x / norm for x in v])
    return transpose(columns)


def spread(rows, columns, condition):
    """Singular values from 1 down to 1/condition, logarithmically."""
    rank = min(rows, columns)
    u, v = orthogonal(rows), orthogonal(columns)
    values = [condition ** (-i / max(1, rank - 1)) for i in range(rank)]
    middle = [[values[i] if i == j else 0.0 for j in range(columns)] for i in range(rows)]
    return multiply(multiply(u, middle), transpose(v))


def diagonal(values):
    return [[x if i == j else 0.0 for j in range(len(values))] for i, x in enumerate(values)]


def scaled(factor, a):
    return [[factor * x for x in row] for row in a]


def hilbert(order):
    return [[1.0 / (i + j + 1) for j in range(order)] for i in range(order)]


def kahan(order, theta=1.2):
    s, c = math.sin(theta), math.cos(theta)
    return [[s**i * (1.0 if i == j else -c if j > i else 0.0) for j in range(order)] for i in range(order)]


def laeuchli(order, epsilon):
    return [[1.0] * order] + diagonal([epsilon] * order)


def identity(order):
    return diagonal([1.0] * order)


def instances():
    for depth in range(1, 6):
        for kind in ("white", "correlated"):
            d, k = random.randint(2, 5), random.randint(1, 4)
            widths = [d] + [random.randint(max(d, k), max(d, k) + 3) for _ in range(depth - 1)] + [k]
            weights = [gaussian(widths[i + 1], widths[i], (2 / widths[i]) ** 0.5) for i in range(depth)]
            yield f"gaussian L={depth} {kind}", weights, None if kind == "white" else spread(d, d, 20.0)
    for exponent in (2, 4, 6, 8, 10, 12):
        c = 10.0**exponent
        yield f"layer κ=1e{exponent} L=2", [spread(4, 4, c), spread(3, 4, 10.0)], None
        yield f"layer κ=1e{exponent} L=3", [spread(4, 4, c), spread(4, 4, c), spread(3, 4, c)], None
    yield "data κ=1e5 L=2", [gaussian(4, 4), gaussian(3, 4)], spread(4, 4, 1e5)
    yield "data κ=1e7 L=3", [gaussian(5, 4), gaussian(5, 5), gaussian(2, 5)], spread(4, 4, 1e7)
    for order in (4, 6, 8):
        yield f"Hilbert {order}", [hilbert(order), hilbert(order), hilbert(order)], None
    yield "Kahan", [kahan(6), kahan(6), transpose(kahan(6))], None
    yield "Läuchli", [laeuchli(4, 1e-5), transpose(laeuchli(4, 1e-5)), laeuchli(4, 1e-5)], None
    yield "graded rows", [diagonal([10.0 ** (-3 * i) for i in range(5)]), gaussian(5, 5), gaussian(2, 5)], None
    yield "graded columns", [gaussian(5, 5), diagonal([10.0 ** (-3 * i) for i in range(5)]), gaussian(2, 5)], None
    yield "clustered", [spread(5, 5, 1.0 + 1e-9), spread(5, 5, 1.0 + 1e-9), spread(3, 5, 1.0 + 1e-9)], None
    for factor, name in ((1e-300, "tiny"), (1e300, "huge"), (5e-324, "subnormal")):
        ints = [[[float(random.randint(1, 9)) for _ in range(3)] for _ in range(3)] for _ in range(3)]
        yield f"{name} L=3", [scaled(factor, w) for w in ints], None
    yield "tiny and huge L=3", [scaled(1e-200, gaussian(3, 3)), scaled(1e250, gaussian(3, 3)), gaussian(3, 3)], None
    # Widths that leave Ĝ singular.
    yield "bottleneck L=2", [gaussian(2, 4), gaussian(3, 2)], None
    yield "bottleneck L=2 data", [gaussian(2, 4), gaussian(3, 2)], spread(4, 4, 50.0)
    yield "bottleneck L=3", [gaussian(4, 4), gaussian(2, 4), gaussian(3, 2)], None
    yield "bottleneck L=4", [gaussian(4, 5), gaussian(1, 4), gaussian(4, 1), gaussian(3, 4)], spread(5, 5, 30.0)
    # Values that leave Ĝ singular.
    ones = [[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0]]
    yield "integer rank 2 L=2", [ones, transpose(ones)], None
    yield "integer rank 2 L=3", [ones, identity(3), ones], None
    yield "flag widths L=4", [[[0.0], [1.0]], [[1.0, 1.0]], [[0.0], [1.0]], [[1.0, 1.0]]], None
    yield "order 36", [spread(6, 6, 1e3), spread(7, 6, 1e3), spread(6, 7, 1e3)], None
    yield "order 40", [gaussian(9, 8), gaussian(8, 9), gaussian(5, 8)], spread(8, 8, 1e2)


def symmetric_matrices():
    """Symmetric positive definite float64 matrices, to be taken as exact."""
    for order in (1, 2, 5, 20, 40):
        for exponent in (2, 8, 12, 14):
            a = orthogonal(order)
            values = [10.0 ** (-exponent * i / max(1, order - 1)) for i in range(order)]
            m = multiply(multiply(a, diagonal(values)), transpose(a))
            m = [[m[max(i, j)][min(i, j)] for j in range(order)] for i in range(order)]
            if below(ball(m), arb(0)) == 0:
                yield f"order {order} κ=1e{exponent}", m
    for order in (3, 6, 9):
        yield f"Hilbert {order}", hilbert(order)


# --- Proofs --------------------------------------------------------------------------------------------------------------


def ball(a):
    return arb_mat([[arb(x) for x in row] for row in a])


def below(matrix, x):
    """How many eigenvalues of the symmetric matrix are below x; certain, or an error."""
    n = matrix.nrows()
    a = [[matrix[i, j] - (x if i == j else 0) for j in range(i + 1)] for i in range(n)]
    count = 0
    for k in range(n):
        pivot = a[k][k]
        if pivot < 0:
            count += 1
        elif not pivot > 0:
            raise ArithmeticError("the sign of a pivot isn't certain")
        for i in range(k + 1, n):
            factor = a[i][k] / pivot
            for j in range(k + 1, i + 1):
                a[i][j] -= factor * a[j][k]
    return count


def key(x):
    return struct.unpack("<q", struct.pack("<d", x))[0]


def number(k):
    return struct.unpack("<d", struct.pack("<q", k))[0]


def eigenvalue(matrix, index):
    """Neighbouring positive float64 numbers around the positive eigenvalue with so many below it."""
    low, high = key(5e-324), key(1.7e308)
    while high - low > 1:
        middle = (low + high) // 2
        x = arb(number(middle))
        try:
            inside = below(matrix, x) > index
        except ArithmeticError:
            # An eigenvalue may be a float64 number: look on both sides of it.
            step = x * arb(2) ** -200
            if below(matrix, x + step) > index >= below(matrix, x - step):
                return number(middle - 1), number(middle + 1)
            inside = below(matrix, x + step) > index
        low, high = (low, middle) if inside else (middle, high)
    return number(low), number(high)


def rank(matrix):
    """Of a symmetric positive semidefinite matrix whose positive eigenvalues are above 2^-600 of its largest."""
    n = matrix.nrows()
    trace = sum((matrix[i, i] for i in range(n)), arb(0))
    return n - below(matrix, trace * arb(2) ** -600)


def kronecker(a, b):
    m, n = a.nrows(), b.nrows()
    return arb_mat([[a[i // n, j // n] * b[i % n, j % n] for j in range(m * n)] for i in range(m * n)])


def gauss_newton(weights, factor):
    matrices = [ball(w) for w in weights]
    d, k = len(weights[0][0]), len(weights[-1])
    unit = lambda n: ball(identity(n))
    s = ball(factor) if factor else unit(d)
    total = None
    for layer in range(len(matrices)):
        p, q = unit(k), s
        for w in reversed(matrices[layer + 1 :]):
            p = p * w
        for w in matrices[:layer]:
            q = w * q
        term = kronecker(p * p.transpose(), q.transpose() * q)
        total = term if total is None else total + term
    return total


def symmetric(a):
    """The lower triangle mirrored: balls needn't agree."""
    n = a.nrows()
    return arb_mat([[a[max(i, j), min(i, j)] for j in range(n)] for i in range(n)])


def hexadecimal(a):
    return [[x.hex() for x in row] for row in a]


def power(weights, factor):
    """The exponent by which a matrix is scaled so that bisection stays within float64."""
    return max(math.frexp(max(abs(x) for row in a for x in row))[1] for a in weights + ([factor] if factor else []))


def main():
    found = []
    for name, weights, factor in instances():
        matrix = symmetric(gauss_newton(weights, factor))
        n = matrix.nrows()
        trace = sum((matrix[i, i] for i in range(n)), arb(0))
        # Divided by 4^exponent, a power near the trace.
        exponent = int(((trace.mid().log() / arb(4).log()).mid()).floor().unique_fmpz())
        matrix = matrix * arb(4) ** -exponent
        r = rank(matrix)
        low = eigenvalue(matrix, n - r)
        high = eigenvalue(matrix, n - 1)
        kappa = (math.nextafter(high[0] / low[1], 0), math.nextafter(high[1] / low[0], math.inf))
        singular = []
        for w in weights:
            tall = w if len(w) >= len(w[0]) else transpose(w)
            shift = power([w], None)
            a = ball(tall) * arb(2) ** -shift
            gram = symmetric(a.transpose() * a)
            if rank(gram) < gram.nrows():
                singular.append(None)
                continue
            ends = [eigenvalue(gram, i) for i in (gram.nrows() - 1, 0)]
            # Divided by 2^shift.
            singular.append(
                {
                    "exponent": shift,
                    "largest": [math.nextafter(math.sqrt(ends[0][0]), 0).hex(), math.nextafter(math.sqrt(ends[0][1]), 9).hex()],
                    "smallest": [math.nextafter(math.sqrt(ends[1][0]), 0).hex(), math.nextafter(math.sqrt(ends[1][1]), 9).hex()],
                }
            )
        found.append(
            {
                "name": name,
                "weights": [hexadecimal(w) for w in weights],
                "dataFactor": hexadecimal(factor) if factor else None,
                "rank": r,
                "exponent": exponent,
                "smallest": [x.hex() for x in low],
                "largest": [x.hex() for x in high],
                "kappa": [x.hex() for x in kappa],
                "singularValues": singular,
            }
        )
        print(f"{name}: order {n}, rank {r}, kappa {kappa[0]:.6g}", file=sys.stderr)
    matrices = []
    for name, m in symmetric_matrices():
        exact = ball(m)
        low, high = eigenvalue(exact, 0), eigenvalue(exact, len(m) - 1)
        matrices.append(
            {"name": name, "rows": hexadecimal(m), "smallest": [x.hex() for x in low], "largest": [x.hex() for x in high]}
        )
    provenance = {
        "generator": "make_golden.py",
        "python": sys.version.split()[0],
        "python-flint": flint.__version__,
        "flint": flint.__FLINT_VERSION__,
        "precision": PRECISION,
    }
    line = lambda value: json.dumps(value, ensure_ascii=False)
    lines = lambda values: "[\n" + ",\n".join(map(line, values)) + "\n]"
    print(f'{{"provenance": {line(provenance)},\n"instances": {lines(found)},\n"matrices": {lines(matrices)}}}')


main()
