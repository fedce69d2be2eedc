import Foundation
import Testing

@Suite("Counterexamples")
struct CounterexampleTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private static let everything = ["check", "--trials", "20", "--include-controls", "--include-conjectures"]

  /// d_0 … d_L.
  private static func widths(_ weights: [[[Double]]]) -> [Int] { [weights[0][0].count] + weights.map(\.count) }

  /// A matrix with the nonzero spectrum of G, from the printed numbers.
  private static func gaussNewton(_ found: CheckOutput.Counterexample) throws -> Oracle.Rows {
    var weights = found.weights
    switch found.family {
    case "residual":
      let strengths = try #require(found.strengths)
      for (layer, strength) in strengths.enumerated() {
        for i in 0..<min(weights[layer].count, weights[layer][0].count) { weights[layer][i][i] += strength }
      }
      fallthrough
    case "linear": return Oracle.gaussNewton(weights, factor: try #require(found.dataFactor))
    case "conv":
      let (extents, image) = (try #require(found.kernels), try #require(found.image))
      let jacobian = Oracle.convolutionJacobian(
        weights, extents: extents, images: Oracle.transposed(try #require(found.data)), image: image)
      return Oracle.product(Oracle.transposed(jacobian), jacobian)
    case "batchnorm":
      let jacobian = Oracle.batchNormJacobian(weights[0], weights[1], factor: try #require(found.dataFactor))
      return Oracle.product(Oracle.transposed(jacobian), jacobian)
    default:
      let jacobian = Oracle.twoLayerJacobian(
        weights[0], weights[1], slope: try #require(found.slope), data: try #require(found.data))
      return Oracle.product(jacobian, Oracle.transposed(jacobian))
    }
  }

  @Test(
    "every conjecture and control falls, on an instance of at most 3 layers and widths of at most 3",
    arguments: [1, 2, 77])
  func small(seed: Int) throws {
    let run = try tool.run(Self.everything + ["--json", "--seed", "\(seed)"])
    #expect(run.status == 0)
    let report = try run.decoded(CheckOutput.self)
    let claims = report.theorems.filter { $0.kind != "theorem" }
    #expect(claims.count >= 12)
    #expect(claims.allSatisfy { $0.violated > 0 })
    #expect(report.counterexamples.map(\.theorem) == claims.map(\.id))
    for found in report.counterexamples {
      #expect(found.weights.count <= 3, "\(found.theorem)")
      #expect(Self.widths(found.weights).allSatisfy { $0 <= 3 }, "\(found.theorem): \(Self.widths(found.weights))")
      #expect(found.weights.joined().joined().allSatisfy { $0.isFinite })
      let (kappa, bound) = (try #require(found.kappa), try #require(found.bound))
      let relation = try #require(claims.first { $0.id == found.theorem }).relation
      switch relation {
      case "upper": #expect(kappa > bound, "\(found.theorem)")
      case "lower": #expect(kappa < bound, "\(found.theorem)")
      default: #expect(kappa != bound, "\(found.theorem)")
      }
      // κ anew. Shrinking may make the ranks smaller than the widths allow: r counts what isn't zero.
      let values = Oracle.eigenvalues(ofSymmetric: try Self.gaussNewton(found))
      let largest = values[values.count - 1]
      let smallest = try #require(values.first { $0 > 1e-12 * largest })
      #expect(Oracle.relativeDifference(kappa, largest / smallest) < 1e-9, "\(found.theorem)")
    }
  }

  @Test("the replay lines that check prints show what it says")
  func replayLines() throws {
    let lines = try tool.run(Self.everything).outputLines
    let report = try tool.run(Self.everything + ["--json"]).decoded(CheckOutput.self)
    var identifier = ""
    var seen = 0
    for line in lines {
      if let heading = line.prefixMatch(of: #/(\S+) is refuted/#) { identifier = String(heading.1) }
      if let found = line.wholeMatch(of: #/  found:  (gnbounds replay .*)/#) {
        seen += 1
        let run = try tool.shell(String(found.1))
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("\(identifier): "))
        #expect(run.output.contains("\n  violated\n"), "\(run.command)")
      }
      if let worst = line.wholeMatch(of: #/  worst:  (gnbounds replay .*)  \(bound/κ = (.*)\)/#) {
        seen += 1
        let replay = try tool.shell("\(worst.1) --json").decoded(Replay.self)
        #expect(replay.verdict == "violated")
        let expected = try #require(report.counterexamples.first { $0.theorem == identifier })
        #expect(replay.ratio == expected.worstRatio, "\(worst.1)")
        let printed = try #require(Double(worst.2))
        #expect(abs(printed - (replay.ratio ?? .nan)) <= 6e-3 * printed, "\(worst.1)")
      }
    }
    #expect(seen == 2 * report.counterexamples.count)
    #expect(seen >= 24)
  }

  @Test("saved counterexamples replay as violated, with the same κ and bound")
  func saved() throws {
    let folder = try TemporaryFolder()
    let destination = folder.path("a/b")
    let run = try tool.run(Self.everything + ["--json", "--save-counterexamples", destination])
    #expect(run.status == 0)
    let found = try run.decoded(CheckOutput.self).counterexamples
    let files = try FileManager.default.contentsOfDirectory(atPath: destination).sorted()
    #expect(files == found.map { $0.theorem + ".json" }.sorted())
    for counterexample in found {
      let path = "\(destination)/\(counterexample.theorem).json"
      let replay = try tool.run("replay", counterexample.theorem, "--from", path, "--json")
      #expect(replay.status == 0)
      let report = try replay.decoded(Replay.self)
      #expect(report.verdict == "violated", "\(counterexample.theorem)")
      #expect(report.kappa == counterexample.kappa, "\(counterexample.theorem)")
      #expect(report.bound == counterexample.bound, "\(counterexample.theorem)")
      #expect(report.weights == counterexample.weights)
      #expect(report.dataFactor == counterexample.dataFactor)
    }
  }

  @Test("--quiet saves them too, and where they can't be saved is said before anything runs")
  func saving() throws {
    let folder = try TemporaryFolder()
    let run = try tool.run(Self.everything + ["--quiet", "--save-counterexamples", folder.path("quiet")])
    #expect(run.status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("quiet")).count >= 5)
    let file = try folder.write("file", "not a folder")
    expectRefusal(
      try tool.run("check", "--trials", "2000000", "--save-counterexamples", file),
      ["--save-counterexamples", file])
  }

  // MARK: Damaged files

  /// W^1 = (1, 0)ᵀ, W^2 = diag(2, 1), Σ = 1: κ(G) = 5/2.
  private static let intact = """
    {"bound": 1, "conditionNumber": 2.5, "dataFactor": [["0x1p+0"]], "family": "linear", "schema": "gnbounds.counterexample/2",
     "theorem": "control.minimum", "weights": [[["0x1p+0"], ["0"]], [["2.0", "0x0p+0"], ["0", "1"]]]}
    """

  /// A part of the file, what stands there in its place, and words of the reason.
  static let damages: [(part: String, replacement: String, reason: [String])] = [
    ("gnbounds.counterexample/2", "gnbounds.counterexample/9", ["schema", "gnbounds.counterexample/9"]),
    ("\"schema\"", "\"shema\"", ["schema", "missing"]),
    ("\"weights\"", "\"weight\"", ["weights", "missing"]),
    ("\"dataFactor\"", "\"data\"", ["dataFactor", "needs"]), ("\"linear\"", "\"tanh\"", ["family"]),
    ("\"linear\"", "\"relu\"", ["relu", "linear"]), ("\"family\"", "\"famly\"", ["family", "missing"]),
    ("\"2.0\"", "\"two\"", ["weights.2", "row 1, column 1", "'two'"]),
    ("\"2.0\"", "\"\"", ["weights.2", "row 1, column 1"]),
    ("\"2.0\"", "\"2.0 \"", ["weights.2", "row 1, column 1"]),
    ("\"2.0\"", "2", ["weights", "number"]),
    ("\"2.0\"", "\"nan\"", ["weights.2", "row 1, column 1", "finite"]),
    ("\"2.0\"", "\"-inf\"", ["weights.2", "row 1, column 1", "finite"]),
    ("\"2.0\"", "\"1e999\"", ["weights.2", "row 1, column 1", "finite"]),
    ("[\"0\", \"1\"]", "[\"0\"]", ["weights.2", "row 2", "1 entries", "2"]),
    ("[[\"0x1p+0\"], [\"0\"]]", "[[\"1\"], [\"0\"], [\"3\"]]", ["layer 2", "2×2", "3×1"]),
    ("[[\"0x1p+0\"], [\"0\"]]", "[]", ["weights.1", "0×0"]),
    ("[[\"0x1p+0\"], [\"0\"]]", "[[]]", ["weights.1", "1×0"]),
    ("[[[\"0x1p+0\"], [\"0\"]], [[\"2.0\", \"0x0p+0\"], [\"0\", \"1\"]]]", "[]", ["weights", "at least one layer"]),
    ("[[[\"0x1p+0\"], [\"0\"]], [[\"2.0\", \"0x0p+0\"], [\"0\", \"1\"]]]", "null", ["weights"]),
    ("\"dataFactor\": [[\"0x1p+0\"]]", "\"dataFactor\": [[\"0\"]]", ["S has rank 0 of 1"]),
    (
      "\"dataFactor\": [[\"0x1p+0\"]]", "\"dataFactor\": [[\"1\", \"2\"], [\"2\", \"4\"]]", ["S has rank 1 of 2"]
    ),
    ("\"dataFactor\": [[\"0x1p+0\"]]", "\"dataFactor\": [[\"1\", \"2\"]]", ["1×2"]),
    ("\"dataFactor\": [[\"0x1p+0\"]]", "\"dataFactor\": [[\"1\", \"0\"], [\"0\", \"1\"]]", ["2×2", "1×1"]),
    ("\"dataFactor\": [[\"0x1p+0\"]]", "\"dataFactor\": []", ["dataFactor", "0×0"]),
    ("\"dataFactor\": [[\"0x1p+0\"]]", "\"dataFactor\": [[\"nan\"]]", ["dataFactor", "row 1, column 1", "finite"]),
    ("]]]}", "]]]", ["not JSON: it ends too early"]),
    ("{\"bound\"", "[\"bound\"", ["not JSON at line 1, column 9"]),
  ]

  @Test("a damaged file is refused by file, place and reason", arguments: damages.indices)
  func damaged(index: Int) throws {
    let damage = Self.damages[index]
    #expect(Self.intact.contains(damage.part))
    let content = Self.intact.replacing(damage.part, with: damage.replacement, maxReplacements: 1)
    let folder = try TemporaryFolder()
    let path = try folder.write("damaged.json", content)
    expectRefusal(try tool.run("replay", "control.minimum", "--from", path, "--json"), [path] + damage.reason)
  }

  @Test("the file they're damaged from is intact")
  func undamaged() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("intact.json", Self.intact)
    let replay = try tool.run("replay", "control.minimum", "--from", path, "--json").decoded(Replay.self)
    #expect(replay.verdict == "violated")
    #expect(abs((replay.kappa ?? 0) - 2.5) < 1e-14)
  }

  @Test("a data factor at fault is named as such")
  func dataFactorNamed() throws {
    let folder = try TemporaryFolder()
    let singular = Self.intact.replacing("\"dataFactor\": [[\"0x1p+0\"]]", with: "\"dataFactor\": [[\"0\"]]")
    let path = try folder.write("singular.json", singular)
    let run = try tool.run("replay", "control.minimum", "--from", path)
    #expect(run.errors.contains("dataFactor: "))
    #expect(!run.errors.contains("weights: "))
  }

  @Test("what isn't such a file at all is refused with a reason")
  func otherFiles() throws {
    let folder = try TemporaryFolder()
    let refused = { (path: String, words: [String]) in
      expectRefusal(try tool.run("replay", "linear.weyl", "--from", path), [path] + words)
    }
    try refused(folder.path("missing.json"), [])
    try refused(folder.location.path, [])
    try refused(try folder.write("empty.json", ""), ["JSON"])
    try refused(try folder.write("text.json", "W = [1 0]"), ["JSON"])
    try refused(try folder.write("list.json", "[1, 2]"), [])
    try refused(try folder.write("number.json", "3"), [])
    try refused(try folder.write("null.json", "null"), [])
    try refused(try folder.write("object.json", "{}"), ["missing"])
    try refused(try folder.write("list.json", "[1]"), ["an object is needed, not a list"])
    try refused(try folder.write("torn.json", "{\"a\":"), ["not JSON: it ends too early"])
    try refused(try folder.write("comma.json", "{\"a\":\n 1,,}"), ["not JSON at line 2, column"])
    try refused(try folder.write("bytes.json", Data((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })), [])
    try refused(try folder.write("deep.json", String(repeating: "[", count: 100_000)), [])
  }

  @Test("numbers whose products overflow leave it undecided")
  func overflow() throws {
    let folder = try TemporaryFolder()
    let huge = Self.intact.replacing("\"2.0\"", with: "\"0x1p+1000\"")
    let run = try tool.run("replay", "control.minimum", "--from", try folder.write("huge.json", huge), "--json")
    #expect([0, 2].contains(run.status))
    if run.status == 0 { #expect(try run.decoded(Replay.self).verdict == "undecided") }
  }
}
