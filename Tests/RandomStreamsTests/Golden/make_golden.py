#!/usr/bin/env python3
"""Writes ../Golden*.swift: what NumPy and mpmath say about the random streams, a file for each type that is tested.

    python3 make_golden.py && swift format -i ../Golden*.swift

Independent of the Swift code in every step: the words come from NumPy's own Philox (which counts up before its first
block, so it starts one below), integers and samples from them by Python's big integers and lists, logarithms and normal
quantiles from mpmath with 200 bits. Doubles are written as their bit patterns. Inputs come from Python's random module
with a fixed seed, so a rerun gives the same file.
"""

import pathlib
import random
import struct

import mpmath
import numpy

mpmath.mp.prec = 200
source = random.Random(20110241)
M = 2**64


def bits(x):
    return struct.unpack(">Q", struct.pack(">d", x))[0]


def nearest(x):
    """The double nearest to an mpmath number, subnormal or not: a Fraction converts with one rounding."""
    sign, mantissa, exponent, _ = x._mpf_
    value = int(mantissa) * 2**exponent if exponent >= 0 else int(mantissa) / 2**-exponent
    return -value if sign else float(value)


def philox(counter, key, count):
    start = (sum(word << 64 * i for i, word in enumerate(counter)) - 1) % 2**256
    words = numpy.array([start >> 64 * i & M - 1 for i in range(4)], dtype=numpy.uint64)
    generator = numpy.random.Philox(counter=words, key=numpy.array(key, dtype=numpy.uint64))
    return [int(word) for word in generator.random_raw(count)]


def fnv(text):
    value = 14695981039346656037
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % M
    return value


def quantile(p):
    p = mpmath.mpf(p)
    if p == 0.5:
        return mpmath.mpf(0)
    if p > 0.5:
        return -quantile(1 - p)
    x = -mpmath.sqrt(-2 * mpmath.log(2 * p)) if p > 1e-5 else -mpmath.sqrt(-2 * mpmath.log(p))
    for _ in range(100):
        # Newton's method on ln Φ, which is concave.
        phi = mpmath.ncdf(x)
        step = mpmath.log(phi / p) * phi / mpmath.npdf(x)
        x -= step
        if abs(step) < abs(x) * mpmath.mpf(2) ** -150:
            return x
    raise ArithmeticError(p)


def integer(words, low, high):
    size = high - low + 1
    while True:
        product = next(words) * size
        if product % M >= M % size:
            return low + product // M


def sample(words, count, n):
    members = list(range(n))
    for place in range(count):
        chosen = integer(words, place, n - 1)
        members[place], members[chosen] = members[chosen], members[place]
    return members[:count]


def random_words(count):
    return [source.getrandbits(64) for _ in range(count)]


def positive_double(low, high):
    return source.uniform(1, 2) * 2.0 ** source.randrange(low, high)


lines = []


def write(name):
    """Writes the tables so far as an enum in a file of its name."""
    header = (
        f"// Written by Golden/make_golden.py with NumPy {numpy.__version__} and mpmath {mpmath.__version__}: "
        f"change that, not this.\n\nenum {name} {{\n")
    text = header + "\n".join(lines).rstrip() + "\n}\n"
    (pathlib.Path(__file__).resolve().parent.parent / f"{name}.swift").write_text(text)
    lines.clear()


def table(name, comment, element, rows):
    lines.extend([f"  /// {comment}", f"  static let {name}: [{element}] = ["])
    lines.extend(f"    {row}," for row in rows)
    lines.extend(["  ]", ""])


def hexadecimal(words):
    return ", ".join(f"0x{word:016x}" for word in words)


def pairs(inputs, function):
    return [f"({hexadecimal([bits(x), bits(nearest(function(x)))])})" for x in inputs]


def block_rows():
    for _ in range(12):
        counter, key = random_words(4), random_words(2)
        yield f"[{hexadecimal(counter)}]"
        yield f"[{hexadecimal(key)}]"
        yield f"[{hexadecimal(philox(counter, key, 4))}]"


table("blocks", "NumPy's blocks: counter, key and output in turn.", "[UInt64]", block_rows())

carries = [[M - 1, 7, 8, 9], [M - 1, M - 1, 8, 9], [M - 1, M - 1, M - 1, 9], [M - 1] * 4]
table(
    "carries", "NumPy's eight words from a counter whose second block carries: counter and output in turn, key (1, 2).",
    "[UInt64]", (f"[{hexadecimal(x)}]" for counter in carries for x in (counter, philox(counter, [1, 2], 8))))
write("GoldenPhilox4x64")

streams = [("", 0, 0, 0), ("a", 0, 0, 0), ("linear/bottleneck", 20250721, 3, 1), ("κ ≤ 1", M - 1, M - 2, M - 3)]


def stream_rows():
    for domain, seed, index, attempt in streams:
        words = philox([0, index, attempt, 0], [seed, fnv(domain)], 6)
        uniforms = [((word >> 12) + 0.5) / 2**52 for word in words]
        yield "Stream("
        yield f'  domain: "{domain}", seed: {seed}, index: {index}, attempt: {attempt},'
        for name, values in (
            ("words", words), ("uniforms", map(bits, uniforms)), ("normals", (bits(nearest(quantile(u))) for u in uniforms))):
            values = list(values)
            yield f"  {name}: ["
            yield f"    {hexadecimal(values[:4])},"
            yield f"    {hexadecimal(values[4:])},"
            yield "  ]" + ("" if name == "normals" else ",")
        yield ")"


lines.extend(["  struct Stream: Sendable {", "    var domain: String", "    var seed, index, attempt: UInt64",
              "    var words, uniforms, normals: [UInt64]", "  }", ""])
lines.extend(["  /// NumPy's words of streams and what they are as uniform (exact) and normal numbers (mpmath, rounded).",
              "  static let streams: [Stream] = ["])
lines.extend(f"    {row}" + ("," if row == ")" else "") for row in stream_rows())
lines.extend(["  ]", ""])

ranges = [(0, 0), (1, 6), (-3, 4), (0, 3 * 2**61 - 1), (0, 2**62 - 1), (-(2**62), 2**62 - 1),
          (-(2**63), 2**62 - 1), (-(2**63), 2**63 - 1),
          (-(2**63), 2**63 - 2), (2**63 - 1, 2**63 - 1), (-(2**63), -(2**63)), (-1, 2**62)]


def integer_rows():
    for low, high in ranges:
        words = iter(philox([0, 5, 0, 0], [11, fnv("integers")], 64))
        values = [integer(words, low, high) for _ in range(8)] + [next(words) % 1000]
        yield f"([{', '.join(map(str, [low if low > -2**63 else 'Int.min', high]))}], ["
        yield f"  {', '.join('Int.min' if value == -2**63 else str(value) for value in values[:4])},"
        yield f"  {', '.join('Int.min' if value == -2**63 else str(value) for value in values[4:])},"
        yield "])"


lines.extend(["  /// Bounds; eight integers between them and, to see how many words they took, the next word modulo 1000, of the",
              "  /// stream \"integers\", seed 11, index 5.", "  static let integers: [([Int], [Int])] = ["])
lines.extend(f"    {row}" + ("," if row == "])" else "") for row in integer_rows())
lines.extend(["  ]", ""])

sizes = [(0, 0), (0, 5), (1, 1), (5, 5), (3, 10), (12, 40), (10, 10)]
table(
    "samples", 'Count, population and sample of the stream "samples", seed 12, index 6.', "(Int, Int, [Int])",
    (f"({count}, {n}, {sample(iter(philox([0, 6, 0, 0], [12, fnv('samples')], 64)), count, n)})" for count, n in sizes))
write("GoldenRandomStream")

logarithms = (
    [5e-324, 2.0**-1030, 2.0**-1022, 2.0**-53, 0.5, 2.0**0.5, 2.0**0.5 * (1 - 2.0**-53), 0.5**0.5, 2.0, 10.0,
     numpy.finfo(float).max.item(), 1 - 2.0**-53, 1 + 2.0**-52, 1.0]
    + [1 + s * 2.0**-k * source.uniform(1, 2) for k in range(3, 52, 6) for s in (1, -1)]
    + [source.uniform(0.5, 2) for _ in range(60)]
    + [positive_double(-53, -3) for _ in range(40)]
    + [positive_double(-1074, 1023) for _ in range(40)])
table("values", "Bit patterns of x and ln x.", "(UInt64, UInt64)", pairs(logarithms, lambda x: mpmath.log(mpmath.mpf(x))))
write("GoldenLogarithm")

probabilities = (
    [0.5, 0.075, 0.925, 0.25, 0.001, 1e-20, 2.0**-53, 1 - 2.0**-53, 1.3887943864964021e-11, 1.38e-11, 1.39e-11,
     5e-324, 1e-300, 1e-100]
    + [0.075 + s * 2.0**-k for k in (8, 40) for s in (1, -1)]
    + [0.925 + s * 2.0**-k for k in (8, 40) for s in (1, -1)]
    + [0.5 + s * 2.0**-k for k in (3, 20, 51) for s in (1, -1)]
    + [source.uniform(0.075, 0.925) for _ in range(40)]
    + [source.uniform(0.925, 1) for _ in range(20)]
    + [positive_double(-37, -4) for _ in range(40)]
    + [positive_double(-53, -37) for _ in range(20)]
    + [positive_double(-1074, -53) for _ in range(20)])
table("values", "Bit patterns of p and of the normal quantile at p.", "(UInt64, UInt64)", pairs(probabilities, quantile))
write("GoldenStandardNormal")
