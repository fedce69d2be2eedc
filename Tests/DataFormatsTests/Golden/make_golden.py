#!/usr/bin/env python3
"""Writes the golden files of this folder with NumPy, the reference implementation of the NPY format.

    python3 make_golden.py

expected.json says what each file must be read as: rows, columns and the bit patterns of the elements in row-major
order as 16 hexadecimal digits each, or a part of the error. The elements come from NumPy reading its own file back
and converting to float64; the decimals' from Python's float(), which rounds correctly. The output depends on nothing
random, so a rerun with the NumPy version named in expected.json gives the same bytes.
"""

import json
import pathlib
import struct

import numpy

FOLDER = pathlib.Path(__file__).resolve().parent
expected = {}


def bits(values):
    return [struct.pack(">d", value).hex() for value in values]


def accept(name, rows, columns, values):
    expected[name] = {"rows": rows, "columns": columns, "bits": bits(values)}


def save(name, array, version=None):
    with open(FOLDER / name, "wb") as file:
        numpy.lib.format.write_array(file, array, version=version)


def accepted(name, array, version=None):
    save(name, array, version)
    table = numpy.load(FOLDER / name).astype(numpy.float64)
    table = table.reshape(table.shape[0], -1)
    accept(name, *table.shape, table.ravel().tolist())


def refused(name, array, reason):
    save(name, array)
    expected[name] = {"refused": reason}


for stale in list(FOLDER.glob("*.npy")) + list(FOLDER.glob("*.csv")):
    stale.unlink()

# Element types: the extremes of each that a double holds exactly, in both byte orders.
for code in ["i1", "i2", "i4", "u1", "u2", "u4"]:
    limits = numpy.iinfo(code)
    values = [limits.min, limits.min + 1, 0, 1, limits.max - 1, limits.max]
    for order, word in [("<", "little"), (">", "big")]:
        accepted(f"{code}-{word}.npy", numpy.array(values, dtype=order + code).reshape(2, 3))
for order, word in [("<", "little"), (">", "big")]:
    signed = [-(2**63), -(2**53), -1, 2**53, 2**62, 2**53 + 2]
    accepted(f"i8-{word}.npy", numpy.array(signed, dtype=order + "i8").reshape(3, 2))
    unsigned = [0, 1, 2**53, 2**63, 2**64 - 2**11, 12345678901234]
    accepted(f"u8-{word}.npy", numpy.array(unsigned, dtype=order + "u8").reshape(3, 2))
    for code in ["f2", "f4", "f8"]:
        info = numpy.finfo(code)
        values = [info.min, info.max, info.tiny, info.smallest_subnormal, -0.0, info.eps, 1 / 3, -1.5]
        accepted(f"{code}-{word}.npy", numpy.array(values, dtype=order + code).reshape(4, 2))
accepted("b1.npy", numpy.array([[True, False], [False, True], [True, True]]))

# Memory order, axes, versions.
grid = numpy.arange(120, dtype="<f8") / 7
accepted("axes-1.npy", grid[:5])
accepted("axes-2-fortran.npy", numpy.asfortranarray(grid[:12].reshape(3, 4)))
accepted("axes-3.npy", grid[:24].reshape(2, 3, 4))
accepted("axes-3-fortran.npy", numpy.asfortranarray(grid[:24].reshape(2, 3, 4)))
accepted("axes-4-fortran-big.npy", numpy.asfortranarray(grid.reshape(2, 3, 4, 5).astype(">f4")))
accepted("one-sample.npy", grid[:3].reshape(1, 3))
for version in [(1, 0), (2, 0), (3, 0)]:
    accepted(f"version-{version[0]}.npy", grid[:6].reshape(3, 2), version)

# What must be refused.
refused("axes-0.npy", numpy.array(3.5), "shape () is a single number")
refused("no-samples.npy", numpy.zeros((0, 3)), "has no samples")
refused("no-samples-1.npy", numpy.zeros(0), "has no samples")
refused("no-features.npy", numpy.zeros((3, 0)), "has no features")
refused("no-features-3.npy", numpy.zeros((3, 2, 0)), "has no features")
refused("nan.npy", numpy.array([[1, 2], [numpy.nan, 4]]), "row 2, column 1 (counted from 1): nan")
refused("infinity.npy", numpy.array([[1, -numpy.inf], [3, 4]], dtype=">f2"), "row 1, column 2 (counted from 1): -inf")
refused("infinity-fortran.npy", numpy.asfortranarray([[1, 2, 3], [4, 5, numpy.inf]]), "row 2, column 3 ")
refused("rounded-i8.npy", numpy.array([1, -(2**53) - 1]), "row 2, column 1 (counted from 1): the integer -9007199254740993 ")
refused("rounded-u8.npy", numpy.array([[2**64 - 1]], dtype="u8"), "the integer 18446744073709551615 would be rounded")
refused("complex.npy", numpy.array([1j]), "complex")
refused("long-double.npy", numpy.zeros(1, dtype="f16"), "floating-point of another width")
refused("object.npy", numpy.array([None, "x"], dtype=object), "object")
refused("structured.npy", numpy.zeros(2, dtype=[("x", "<f8"), ("y'", "<i4", (2,))]), "structured type")
refused("bytes.npy", numpy.array([b"ab"]), "byte string")
refused("text.npy", numpy.array(["ab"]), "Unicode string")
refused("date.npy", numpy.array(["2020-01-01"], dtype="M8[D]"), "datetime")
refused("duration.npy", numpy.array([3], dtype="m8[s]"), "time difference")
refused("raw.npy", numpy.zeros(2, dtype="V3"), "raw bytes")

# Decimals: halfway cases, subnormals, many digits, and the borders of the fast path.
decimals = """
0 -0 0.0 -0.0 1 -1 +1 1. .5 -.5 00012.500 1e0 1E+5 1e-5 0e999 -0e-999 1e22 1e23 9007199254740992 9007199254740993
9007199254740993e0 9007199254740993e1 9007199254740992e22 9007199254740992e-22 9007199254740991e23 0.1 0.2 0.3 123456789e-22
1.7976931348623157e308 1.7976931348623158e308 2.2250738585072014e-308 2.2250738585072011e-308 2.225073858507201e-308
4.9406564584124654e-324 5e-324 2.4703282292062327e-324 2.4703282292062328e-324 1e-400 1e-99999999999999999999
5708990770823839524233143877797980545530986496 1.00000000000000011102230246251565404236316680908203124
1.00000000000000011102230246251565404236316680908203125 1.00000000000000011102230246251565404236316680908203126
0.500000000000000166533453693773481063544750213623046875 3.518437208883201171875e13 62.5364939768271845828
8.10109172351e-10 1.50000000000000011102230246251565 104308485241983990666713401708072175773165034278685
6929495644600919.5 3.7455744005952583e15 3.1415926535897932384626433832795028841971693993751058209749445923078164
18446744073709551615 18446744073709551616 9223372036854775807 0.000000000000000000000000000000000000001
""".split()
decimals += ["1" + "0" * 400 + "e-400", "0." + "0" * 400 + "1e401", "1." + "0" * 900 + "1", "0" * 50 + "7"]
(FOLDER / "decimals.csv").write_text("\n".join(decimals) + "\n")
accept("decimals.csv", len(decimals), 1, [float(text) for text in decimals])

# What NumPy's own text writer makes.
table = numpy.asfortranarray(numpy.sin(numpy.arange(40)).reshape(8, 5) * 10.0 ** numpy.arange(-2, 3))
numpy.savetxt(FOLDER / "savetxt.csv", table, delimiter=",", header="a,b,c,d,e", comments="")
accept("savetxt.csv", *table.shape, table.ravel().tolist())

(FOLDER / "expected.json").write_text(json.dumps({"numpy": numpy.__version__, "files": expected}, indent=1) + "\n")
