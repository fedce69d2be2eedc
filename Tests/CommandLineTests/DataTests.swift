import Foundation
import Testing

/// NPY version 1.0 in bytes: the magic string, the length of the header, a Python literal, the elements in little endian.
enum NPY {
  static func file(shape: String, descriptor: String = "<f8", isFortran: Bool = false, _ elements: [Double]) -> Data {
    var header = "{'descr': '\(descriptor)', 'fortran_order': \(isFortran ? "True" : "False"), 'shape': \(shape), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)])
    data.append(contentsOf: header.utf8)
    for element in elements {
      for byte in 0..<8 { data.append(UInt8(truncatingIfNeeded: element.bitPattern >> UInt64(8 * byte))) }
    }
    return data
  }
}

@Suite("Data")
struct DataTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  /// 12 samples of 4 features, the last the sum of the first two: rank 3. All are eighths, so that sums are exact.
  static let samples: [[Double]] = (0..<12).map { sample in
    let a = Double((sample * 37 + 11) % 29 - 14) / 8
    let b = Double((sample * 53 + 5) % 31 - 12) / 8
    let c = Double((sample * 17 + 3) % 23 - 9) / 4
    return [a, b, c, a + b]
  }

  private static func csv(_ rows: [[Double]], header: String? = nil) -> String {
    let lines = rows.map { $0.map { "\($0)" }.joined(separator: ",") }
    return ((header.map { [$0] } ?? []) + lines).joined(separator: "\n") + "\n"
  }

  private func replay(_ path: String, _ options: String...) throws -> Replay {
    let run = try tool.run(
      ["replay", "linear.weyl", "--index", "3", "--json", "--structure", "plain", "--depth", "2", "--data", path]
        + options)
    #expect(run.status == 0, "\(run.errors)")
    return try run.decoded(Replay.self)
  }

  // MARK: Good data

  @Test("CSV and NPY of the same samples give the same bytes and report samples, features and rank")
  func formats() throws {
    let flat = Array(Self.samples.joined())
    let columns = (0..<4).flatMap { column in Self.samples.map { $0[column] } }
    let paths = [
      try folder.write("plain.csv", Self.csv(Self.samples)),
      try folder.write("header.csv", Self.csv(Self.samples, header: "a,b,c,d")),
      try folder.write("rows.npy", NPY.file(shape: "(12, 4)", flat)),
      try folder.write("columns.npy", NPY.file(shape: "(12, 4)", isFortran: true, columns)),
    ]
    var outputs: Set<String> = []
    for path in paths {
      let run = try tool.run("check", "--trials", "40", "--data", path)
      #expect(run.status == 0)
      let named = path.hasSuffix("header.csv") ? "; the first line taken as column names" : ""
      #expect(run.output.contains("Data: \(path): 12 samples of 4 features, rank 3\(named)\n"))
      outputs.insert(run.output.replacing(path, with: "FILE").replacing(named, with: ""))
    }
    #expect(outputs.count == 1)
  }

  @Test("Σ is the second moment of the samples on their range")
  func moment() throws {
    let path = try folder.write("samples.csv", Self.csv(Self.samples))
    let report = try replay(path)
    #expect(report.covariance?.count == 3)
    let second = Oracle.product(Oracle.transposed(Self.samples), Self.samples).map { $0.map { $0 / 12 } }
    let expected = Oracle.eigenvalues(ofSymmetric: second)
    #expect(abs(expected[0]) < 1e-14)
    for (value, nonzero) in zip(Oracle.eigenvalues(ofSymmetric: try #require(report.covariance)), expected.dropFirst())
    {
      #expect(Oracle.relativeDifference(value, nonzero) < 1e-12)
    }
    let kappa = try #require(report.kappa)
    let anew = Oracle.conditionNumber(report.weights, factor: try #require(report.dataFactor), rank: report.rank)
    #expect(Oracle.relativeDifference(kappa, anew) < 1e-8)
  }

  @Test("centred and standardised Σ are those of the samples")
  func preparation() throws {
    let path = try folder.write("samples.csv", Self.csv(Self.samples))
    let means = (0..<4).map { j in Self.samples.reduce(0) { $0 + $1[j] } / 12 }
    let centered = Self.samples.map { zip($0, means).map { $0 - $1 } }
    let deviations = (0..<4).map { j in (centered.reduce(0) { $0 + $1[j] * $1[j] } / 12).squareRoot() }
    let standardized = centered.map { zip($0, deviations).map { $0 / $1 } }
    for (option, samples) in [("--center", centered), ("--standardize", standardized)] {
      let second = Oracle.product(Oracle.transposed(samples), samples).map { $0.map { $0 / 12 } }
      let expected = Oracle.eigenvalues(ofSymmetric: second).dropFirst()
      let values = Oracle.eigenvalues(ofSymmetric: try #require(replay(path, option).covariance))
      #expect(values.count == 3)
      for (value, nonzero) in zip(values, expected) {
        #expect(Oracle.relativeDifference(value, nonzero) < 1e-10, "\(option)")
      }
    }
  }

  @Test("whitened data have the identity for Σ, of the order of their rank")
  func whitened() throws {
    let path = try folder.write("samples.npy", NPY.file(shape: "(12, 4)", Array(Self.samples.joined())))
    #expect(try replay(path, "--whiten").covariance == Oracle.identity(3))
    #expect(try replay(path, "--whiten", "--center").covariance == Oracle.identity(3))
    let run = try tool.run("check", "--trials", "40", "--whiten", "--data", path)
    #expect(run.status == 0)
    #expect(run.output.contains("rank 3, whitened\n"))
  }

  @Test("copies of one sample are no data")
  func constant() throws {
    let path = try folder.write("constant.csv", "1,2\n1,2\n1,2\n")
    for options in [[], ["--center"], ["--standardize"], ["--whiten"]] {
      expectRefusal(
        try tool.run(["check", "--trials", "10", "--data", path] + options),
        [path, "3 samples of 2 features", "the same"])
    }
  }

  @Test("samples are drawn by the seed")
  func sampling() throws {
    let path = try folder.write("samples.csv", Self.csv(Self.samples))
    let draw = { (seed: Int) in
      try tool.run("check", "--trials", "20", "--data", path, "--samples", "5", "--seed", "\(seed)", "--json")
    }
    let first = try draw(1)
    #expect(first.status == 0)
    #expect(first.output == (try draw(1).output))
    let moments = try (1...6).map { try replay(path, "--samples", "5", "--seed", "\($0)").covariance }
    #expect(Set(moments).count == 6)
    #expect(try replay(path, "--samples", "12").covariance == replay(path).covariance)
    #expect(try replay(path, "--samples", "1").covariance?.count == 1)
    let text = try tool.run("check", "--trials", "20", "--data", path, "--samples", "5")
    #expect(text.output.contains("Data: \(path): 5 samples of 4 features"))
    #expect(text.output.contains("--samples 5"))
  }

  @Test("the last line repeats a check of a file with spaces and quotes in its name")
  func reproduction() throws {
    let path = try folder.write("Ann's own data.csv", Self.csv(Self.samples))
    let run = try tool.run("check", "--trials", "15", "--data", path, "--center", "--whiten", "--samples", "9")
    let line = try #require(run.output.firstMatch(of: #/Reproduce: (gnbounds .*)/#)).1
    let again = try tool.shell(String(line))
    #expect(again.status == 0)
    #expect(again.output == run.output)
  }

  // MARK: Bad data

  @Test("options that data decide are refused beside --data, and so are more samples than there are")
  func conflicts() throws {
    let path = try folder.write("samples.csv", Self.csv(Self.samples))
    let refused = { (options: [String], words: [String]) in
      expectRefusal(try tool.run(["check", "--data", path] + options), words)
    }
    try refused(["--inputs", "4"], ["--inputs", path])
    try refused(["--moment", "whitened"], ["--moment", path])
    try refused(["--data", path], ["--data", "2 times"])
    try refused(["--samples", "13"], ["--samples 13", path, "12 samples"])
    try refused(["--samples", "0"], ["--samples 0"])
    try refused(["--samples", "all"], ["--samples all"])
    try refused(["--samples", "1", "--center"], [path, "single sample", "centred"])
    try refused(["--samples", "1"], [path, "batchnorm: a single sample", "leave batchnorm out with --family"])
    try refused(["--batch", "13"], ["--batch 13: at most 12, the samples of \(path) that are used"])
    try refused(["--batch", "2...8", "--samples", "7"], ["--batch 2...8: at most 7, the samples of \(path)"])
    #expect(try tool.run("check", "--data", path, "--family", "relu", "--batch", "12", "--trials", "5").status == 0)
  }

  @Test("fewer samples than a batch has by default are all used, and the last line says so and works")
  func fewSamples() throws {
    let path = try folder.write("few.csv", Self.csv(Array(Self.samples.prefix(5))))
    let run = try tool.run("check", "--data", path, "--family", "relu", "--trials", "5")
    let line = try #require(run.output.firstMatch(of: #/Reproduce: (gnbounds .*--batch 1\.\.\.5 .*)/#)).1
    #expect(try tool.shell(String(line)).output == run.output)
  }

  @Test("a check that decides nothing tells why, in every form, and what may help")
  func undecided() throws {
    let rows: [[Double]] = (0..<12).map { i in
      (0..<6).map { (j: Int) -> Double in
        let value: Int = (i * 37 + j * 11 + i * i * j) % 29
        return j == 5 ? Double(value) / 1e6 : Double(value)
      }
    }
    let path = try folder.write("hard.csv", Self.csv(rows))
    let arguments = [
      "check", "--theorem", "linear.weyl", "--structure", "plain", "--depth", "3", "--width", "8", "--outputs", "2",
      "--shape", "constant", "--trials", "6", "--data", path,
    ]
    let run = try tool.run(arguments)
    #expect(run.status == 3)
    let reason = "κ is too large for float64 to tell"
    #expect(run.output.contains("\nNothing decided of\n  linear.weyl: \(reason) (6 trials)\n"))
    #expect(run.output.contains("\nUNDECIDED: no trial decided anything; most often because \(reason).\n"))
    #expect(run.output.contains("\nWhat may decide more: --whiten, which takes κ(Σ) away; --rigorous"))
    #expect(try tool.run(arguments + ["--json"]).output.contains("\"undecidedBecause\" : {\n        \"width\" : 6"))
    let journal = folder.path("hard.jsonl")
    #expect(try tool.run(arguments + ["--journal", journal, "--quiet"]).status == 3)
    #expect(try tool.run("merge", journal).output == run.output)
    // The hints are true.
    #expect(try tool.run(arguments + ["--whiten"]).status == 0)
    #expect(try tool.run(arguments + ["--rigorous"]).status == 0)
  }

  /// Name, content, and words of the refusal beside the name.
  static let bad: [(name: String, content: Data, words: [String])] = [
    ("zero.csv", Data("0,0\n0,0\n-0,0\n".utf8), ["3 samples of 2 features", "zero"]),
    ("nan.csv", Data("a,b\n1,2\n3,nan\n".utf8), ["line 3, column 2", "nan"]),
    ("inf.csv", Data("1,2\n-inf,3\n".utf8), ["line 2, column 1", "inf"]),
    ("ragged.csv", Data("1,2,3\n4,5,6\n7,8\n".utf8), ["line 3", "2 cells", "3"]),
    ("long.csv", Data("1,2\n4,5,6\n".utf8), ["line 2", "3 cells", "2"]),
    ("text.csv", Data("1,2\n3,four\n".utf8), ["line 2, column 2", "four"]),
    ("gap.csv", Data("1,2\n3,\n".utf8), ["line 2, column 2"]),
    ("empty.csv", Data(), ["empty"]),
    ("header.csv", Data("a,b\n".utf8), ["no samples"]),
    ("huge.csv", Data("1e200,1\n1,2\n".utf8), ["1e+200", "overflow"]),
    ("hidden.csv", Data("1,1\n1,1.0000000000000002\n".utf8), ["rank 2", "rounding"]),
    ("table.txt", Data("1 2\n3 4\n".utf8), ["known format", ".npy", ".csv"]),
    ("truncated.npy", NPY.file(shape: "(2, 2)", [1, 2, 3]), ["header, byte", "(2, 2)", "32 bytes", "24"]),
    ("longer.npy", NPY.file(shape: "(2, 2)", [1, 2, 3, 4, 5]), ["32 bytes", "40"]),
    ("lying.npy", NPY.file(shape: "(4000000000, 4000000000)", [1, 2]), ["header, byte", "(4000000000, 4000000000)"]),
    (
      "overflow.npy", NPY.file(shape: "(9223372036854775807, 3)", [1, 2]),
      ["header, byte", "more than 9223372036854775807 bytes"]
    ),
    ("negative.npy", NPY.file(shape: "(-1, 2)", [1, 2]), ["header, byte", "shape"]),
    ("scalar.npy", NPY.file(shape: "()", [1]), ["header, byte", "shape ()", "samples"]),
    ("none.npy", NPY.file(shape: "(0, 2)", []), []),
    ("thin.npy", NPY.file(shape: "(2, 0)", []), []),
    ("object.npy", NPY.file(shape: "(1, 2)", descriptor: "|O", [1, 2]), ["header, byte", "|O"]),
    ("nan.npy", NPY.file(shape: "(2, 2)", [1, 2, .nan, 4]), ["row 2, column 1"]),
    ("infinite.npy", NPY.file(shape: "(2, 2)", [1, 2, 3, -.infinity]), ["row 2, column 2"]),
    ("zero.npy", NPY.file(shape: "(2, 3)", [0, 0, 0, 0, 0, 0]), ["2 samples of 3 features", "zero"]),
    ("cut.npy", Data(NPY.file(shape: "(1, 2)", [1, 2]).prefix(40)), ["header, byte"]),
    ("magic.npy", Data(NPY.file(shape: "(1, 2)", [1, 2]).prefix(7)), ["header"]),
    (
      "length.npy", Data([0x93] + Array("NUMPY".utf8) + [1, 0, 0xFF, 0xFF]) + Data("x".utf8), ["header, byte", "65535"]
    ),
    ("version.npy", Data([0x93] + Array("NUMPY".utf8) + [9, 0, 0, 0]), ["header, byte", "9.0"]),
    ("notes.npy", Data("1,2\n".utf8), []),
  ]

  @Test("bad files are refused by name, place and reason", arguments: bad.indices)
  func refused(index: Int) throws {
    let (name, content, words) = Self.bad[index]
    let path = try folder.write(name, content)
    expectRefusal(try tool.run("check", "--trials", "5", "--data", path, "--json"), [path] + words)
    expectRefusal(try tool.run("replay", "linear.weyl", "--index", "0", "--data", path), [path] + words)
  }

  @Test("what isn't a readable file is refused by name and reason")
  func noFile() throws {
    let missing = folder.path("missing.csv")
    expectRefusal(try tool.run("check", "--data", missing), [missing, "no such file"])
    expectRefusal(try tool.run("check", "--data", folder.location.path), [folder.location.path, "directory"])
    expectRefusal(try tool.run("check", "--data", "/dev/zero"), ["/dev/zero"])
    expectRefusal(try tool.run("check", "--data", ""), [])
  }

  @Test("a file cut at any byte is refused or read, never a crash", arguments: ["csv", "npy"])
  func cuts(format: String) throws {
    let content =
      format == "csv"
      ? Data(Self.csv(Array(Self.samples.prefix(3))).utf8)
      : NPY.file(shape: "(3, 4)", Array(Self.samples.prefix(3).joined()))
    for length in stride(from: 0, to: content.count, by: 9) {
      let path = try folder.write("cut.\(format)", Data(content.prefix(length)))
      let run = try tool.run("check", "--trials", "1", "--data", path, "--quiet")
      if format == "npy" { expectRefusal(run, [path]) } else { #expect([0, 2, 3].contains(run.status)) }
    }
  }
}

@Suite("Images as data")
struct ImageDataTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  /// Twelve 6×6 images whose pixels are constant over 3×3 cells, so that 2×2 says all.
  private static let cells: [[Double]] = (0..<12).map { sample in
    (0..<4).map { (cell: Int) -> Double in Double((sample * 37 + cell * 11 + sample * sample * cell) % 29) }
  }

  private static let images: [Double] = cells.flatMap { cell in
    (0..<36).map { (pixel: Int) -> Double in cell[pixel / 18 * 2 + pixel % 6 / 3] }
  }

  private func firstLines(_ arguments: [String]) throws -> [String] {
    let run = try tool.run(["check", "--trials", "30", "--theorem", "linear.weyl"] + arguments, in: folder.location)
    try #require(run.status == 0, "\(run.errors)")
    return run.outputLines
  }

  @Test("--downsample gives what the small images themselves give, and the output says so and repeats it")
  func downsample() throws {
    try folder.write("large.npy", NPY.file(shape: "(12, 6, 6)", Self.images))
    try folder.write("small.npy", NPY.file(shape: "(12, 2, 2)", Array(Self.cells.joined())))
    let large = try firstLines(["--data", "large.npy", "--downsample", "2x2"])
    let small = try firstLines(["--data", "small.npy"])
    #expect(large[1] == "Data: large.npy: 12 samples of 4 features (2×2), rank 4")
    #expect(large[4..<6] == small[4..<6])
    let line = try #require(large.dropLast().last)
    #expect(line.hasPrefix("Reproduce: ") && line.contains("--data large.npy --downsample 2x2"))
  }

  @Test("--grayscale makes colours gray")
  func grayscale() throws {
    let planes = (0..<12).flatMap { sample in
      Array(repeating: Self.images[(sample * 36)..<(sample * 36 + 36)], count: 3).joined()
    }
    try folder.write("colour.npy", NPY.file(shape: "(12, 3, 6, 6)", planes))
    let lines = try firstLines(["--data", "colour.npy", "--grayscale", "--downsample", "2x2"])
    #expect(lines[1] == "Data: colour.npy: 12 samples of 4 features (2×2), rank 4")
  }

  @Test("what makes no sense is refused with the reason")
  func refusals() throws {
    let path = try folder.write("large.npy", NPY.file(shape: "(12, 6, 6)", Self.images))
    let table = try folder.write("table.csv", "1,2\n3,4\n5,7\n")
    for size in ["8", "2x", "x2", "2x2x2", "axb", "", "2×2"] {
      expectRefusal(try tool.run("check", "--data", path, "--downsample", size), ["--downsample"])
    }
    expectRefusal(try tool.run("check", "--data", path, "--downsample", "8x8"), [path, "6×6", "8×8"])
    expectRefusal(try tool.run("check", "--data", path, "--downsample", "0x2"), [path])
    expectRefusal(try tool.run("check", "--data", table, "--downsample", "1x1"), [table, "vector of 2 features"])
    expectRefusal(try tool.run("check", "--data", path, "--array", "x"), [path])
    for option in [["--downsample", "2x2"], ["--grayscale"], ["--array", "x"]] {
      expectRefusal(try tool.run(["check"] + option), [option[0], "--data"])
    }
  }
}
