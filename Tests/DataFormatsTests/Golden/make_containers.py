#!/usr/bin/env python3
"""Writes the golden files of this folder that are compressed, archives, IDX or CIFAR-10, with NumPy's savez and
savez_compressed and Python's gzip and zipfile, all of them independent of the reader under test.

    python3 make_containers.py

expected-containers.json says what each file must be read as: rows, columns, the sample's shape and the bit patterns of
the elements in row-major order as 16 hexadecimal digits each (2 digits for elements that are bytes), or a part of the error; "member" names the array that is
chosen. The elements come from numpy.load, or, for IDX and CIFAR-10, which NumPy does not read, from the array that was
written. Nothing is random and no time is recorded, so a rerun with the versions named gives the same bytes.
"""

import gzip
import io
import json
import pathlib
import struct
import sys
import zipfile
import zlib

import numpy

FOLDER = pathlib.Path(__file__).resolve().parent
expected = {}


def contents(array, table):
    if array.dtype == "u1":
        return {"bytes": array.tobytes().hex()}
    return {"bits": [struct.pack(">d", value).hex() for value in table.ravel().tolist()]}


def accept(name, array, member=None):
    table = numpy.asarray(array).astype(numpy.float64)
    shape = list(table.shape[1:]) or [1]
    table = table.reshape(table.shape[0], -1)
    expected[name + (f"#{member}" if member else "")] = {
        "file": name,
        "member": member,
        "rows": table.shape[0],
        "columns": table.shape[1],
        "sampleShape": shape,
    } | contents(numpy.asarray(array), table)


def refuse(name, reason, member=None):
    expected[name + (f"#{member}" if member else "")] = {"file": name, "member": member, "refused": reason}


def write(name, content):
    (FOLDER / name).write_bytes(content)


def npy(array):
    content = io.BytesIO()
    numpy.lib.format.write_array(content, numpy.asarray(array))
    return content.getvalue()


def zipped(content, level=9):
    return gzip.compress(content, level, mtime=0)


def idx(array):
    code = {"u1": 8, "i1": 9, "i2": 11, "i4": 12, "f4": 13, "f8": 14}[array.dtype.str[1:]]
    header = struct.pack(f">HBB{array.ndim}I", 0, code, array.ndim, *array.shape)
    return header + array.astype(array.dtype.newbyteorder(">")).tobytes()


for pattern in ["*.npz", "*.gz", "*.idx", "*-ubyte", "*.bin", "gzipped-*", "*.zip"]:
    for stale in FOLDER.glob(pattern):
        stale.unlink()

grid = numpy.arange(120, dtype="<f8") / 7
images = (numpy.arange(5 * 4 * 3) * 37 % 256).astype("u1").reshape(5, 4, 3)

# NPZ: as NumPy writes it, which marks every member zip64.
for name, save in [("savez", numpy.savez), ("savez-compressed", numpy.savez_compressed)]:
    save(FOLDER / f"{name}-one.npz", grid[:24].reshape(4, 3, 2))
    accept(f"{name}-one.npz", numpy.load(FOLDER / f"{name}-one.npz")["arr_0"])
    save(FOLDER / f"{name}-two.npz", x=numpy.asfortranarray(grid[:12].reshape(3, 4)), y=numpy.arange(3), **{"ä.npy": grid[:2]})
    with numpy.load(FOLDER / f"{name}-two.npz") as arrays:
        for member in ["x", "y", "ä.npy"]:
            accept(f"{name}-two.npz", arrays[member], member)
        accept(f"{name}-two.npz", arrays["x"], "x.npy")
    refuse(f"{name}-two.npz", 'holds 3 arrays: "x", "y", "ä.npy": name one with --array')
    refuse(f"{name}-two.npz", 'holds no array "z"; expected --array with one of "x", "y", "ä.npy"', "z")
numpy.savez_compressed(FOLDER / "savez-zeros.npz", numpy.zeros((2, 90000), dtype="f2"))
refuse("savez-zeros.npz", 'holds no array "arr_1"', "arr_1")
numpy.savez(FOLDER / "savez-scalar.npz", 3.5)
refuse("savez-scalar.npz", 'member "arr_0.npy": header, byte ')
numpy.savez(FOLDER / "savez-empty.npz")
refuse("savez-empty.npz", "holds no array")
numpy.savez(FOLDER / "savez-nan.npz", numpy.array([[1, numpy.nan]]))
refuse("savez-nan.npz", 'member "arr_0.npy": row 1, column 2 (counted from 1): nan')


class Unseekable(io.BytesIO):
    """A pipe, as it were: zipfile must then write the sizes after the data."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise io.UnsupportedOperation

    def tell(self):
        raise io.UnsupportedOperation


def archive(name, members, method, stream=None, comment=b""):
    content = stream or io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        for member, data in members:
            # Without a date of its own, ZipInfo takes the start of 1980.
            info = zipfile.ZipInfo(member)
            info.compress_type = method
            with file.open(info, "w", force_zip64=False) as out:
                out.write(data)
        file.comment = comment
    write(name, content.getvalue())


for method, word in [(zipfile.ZIP_STORED, "stored"), (zipfile.ZIP_DEFLATED, "deflated")]:
    archive(f"{word}.npz", [("a.npy", npy(grid[:6].reshape(2, 3)))], method)
    accept(f"{word}.npz", numpy.load(FOLDER / f"{word}.npz")["a"])
    archive(f"{word}-piped.npz", [("a.npy", npy(grid[:6].reshape(2, 3)))], method, Unseekable())
    accept(f"{word}-piped.npz", grid[:6].reshape(2, 3))
archive(
    "comment.npz", [("readme.txt", b"hello"), ("folder/", b""), ("folder/a b\n.npy", npy(grid[:3]))],
    zipfile.ZIP_DEFLATED, comment=b"a comment, P\x4b\5\6 and more of it")
accept("comment.npz", grid[:3])
for method, word in [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")]:
    archive(f"{word}.npz", [("a.npy", npy(grid[:3]))], method)
    refuse(f"{word}.npz", f"is compressed by the method {method}; expected 0 (stored) or 8 (deflate)")
# zipfile writes the zip64 records of the end where there are more than 65,535 members; a smaller limit gives small files.
limit, zipfile.ZIP_FILECOUNT_LIMIT = zipfile.ZIP_FILECOUNT_LIMIT, 0
archive("zip64-end.npz", [("a.npy", npy(grid[:3]))], zipfile.ZIP_DEFLATED)
zipfile.ZIP_FILECOUNT_LIMIT = limit
accept("zip64-end.npz", grid[:3])
archive("no-extension", [("a.npy", npy(grid[:3]))], zipfile.ZIP_DEFLATED)
(FOLDER / "no-extension").rename(FOLDER / "content-decides.zip")
accept("content-decides.zip", grid[:3])
write("text.npz", b"1,2\n")
refuse("text.npz", "no end of a ZIP archive here")

# IDX: every type at its extremes.
for code in ["u1", "i1", "i2", "i4"]:
    limits = numpy.iinfo(code)
    array = numpy.array([limits.min, limits.min + 1, 0, 1, limits.max - 1, limits.max], dtype=code).reshape(3, 2)
    write(f"{code}.idx", idx(array))
    accept(f"{code}.idx", array)
for code in ["f4", "f8"]:
    info = numpy.finfo(code)
    array = numpy.array([info.min, info.max, info.tiny, info.smallest_subnormal, -0.0, 1 / 3], dtype=code)
    write(f"{code}.idx", idx(array))
    accept(f"{code}.idx", array)
write("images-idx3-ubyte", idx(images))
accept("images-idx3-ubyte", images)
write("axes-4.idx", idx(images.reshape(5, 2, 2, 3)))
accept("axes-4.idx", images.reshape(5, 2, 2, 3))
for name, array, reason in [
    ("no-samples.idx", numpy.zeros((0, 3), dtype="u1"), "has no samples"),
    ("no-features.idx", numpy.zeros((3, 0, 2), dtype="u1"), "has no features"),
    ("axes-0.idx", numpy.array(3, dtype="u1"), "shape () is a single number"),
    ("infinity.idx", numpy.array([[1, numpy.inf]], dtype="f4"), "row 1, column 2 (counted from 1): inf"),
]:
    write(name, idx(array))
    refuse(name, reason)

# CIFAR-10: three records; zlib keeps the compressed one small.
pixels = (numpy.arange(3 * 3072) % 251).astype("u1").reshape(3, 3072)
records = numpy.concatenate([numpy.array([[0], [9], [3]], dtype="u1"), pixels], axis=1)
write("cifar.bin.gz", zipped(records.tobytes()))
accept("cifar.bin.gz", pixels.reshape(3, 3, 32, 32))
# An image whose first bytes look like IDX: label 0, pixels 0, 8, 1.
black = numpy.zeros((1, 3072), dtype="u1")
black[0, 1:3] = [8, 1]
write("cifar-like-idx.bin", b"\0" + black.tobytes())
accept("cifar-like-idx.bin", black.reshape(1, 3, 32, 32))

# gzip, of every format, by content and whatever the extension.
write("axes-3.npy.gz", zipped(npy(grid[:24].reshape(2, 3, 4))))
accept("axes-3.npy.gz", grid[:24].reshape(2, 3, 4))
write("table.csv.gz", zipped(b"a,b\n1,2\n3,4.5\n"))
accept("table.csv.gz", [[1, 2], [3, 4.5]])
write("gzipped-table.csv", zipped(b"a,b\n1,2\n3,4.5\n", 0))
accept("gzipped-table.csv", [[1, 2], [3, 4.5]])
write("images-idx3-ubyte.gz", zipped(idx(images)))
accept("images-idx3-ubyte.gz", images)
write("gzipped-images", zipped(idx(images)))
accept("gzipped-images", images)
content = idx(images)
write("members.idx.gz", zipped(content[:7]) + zipped(b"") + zipped(content[7:30], 0) + zipped(content[30:], 1))
accept("members.idx.gz", images)
named = io.BytesIO()
with gzip.GzipFile("a name", "wb", 9, named, mtime=0) as file:
    file.write(content)
write("named.idx.gz", named.getvalue())
accept("named.idx.gz", images)
# More than the first part that is decompressed to find the header, in one sample and in many.
large = (numpy.arange(300000) // 1000 % 251).astype("u1")
write("large.idx.gz", zipped(idx(large.reshape(1, -1))))
refuse("large.idx.gz", "leave --array out", "arr_0")
write("twice.csv.gz", zipped(zipped(b"1,2\n")))
refuse("twice.csv.gz", "decompressed content: is compressed or an archive itself")
write("archive.npz.gz", zipped((FOLDER / "stored.npz").read_bytes()))
refuse("archive.npz.gz", "decompressed content: is compressed or an archive itself")
write("empty.csv.gz", zipped(b""))
refuse("empty.csv.gz", "decompressed content: is empty")
write("garbage.csv.gz", zipped(b"1,2\n") + b"\0\0")
refuse("garbage.csv.gz", "2 bytes that are not gzip")
write("unknown.gz", zipped(b"1,2\n"))
refuse("unknown.gz", "decompressed content: neither the content nor the extension")
write("cell.csv.gz", zipped(b"1,2\n3,x\n"))
refuse("cell.csv.gz", 'decompressed content: line 2, column 2: "x" is not a number')
write("trailing.idx.gz", zipped(content + b"\0"))
refuse("trailing.idx.gz", f"decompressed content: goes on after {len(content)} bytes")

(FOLDER / "expected-containers.json").write_text(
    json.dumps(
        {"numpy": numpy.__version__, "python": sys.version.split()[0], "zlib": zlib.ZLIB_RUNTIME_VERSION, "files": expected},
        indent=1, ensure_ascii=False)
    + "\n")
