import Foundation
import Testing

@Suite("Replay")
struct ReplayTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  /// An ensemble and how many of 12 trials have to be comparable at least.
  static let ensembles: [([String], Int)] = [
    (["--structure", "plain", "--depth", "2...4"], 4),
    (["--structure", "plain", "--depth", "1"], 6),
    (["--structure", "plain,balanced", "--depth", "2", "--moment", "isotropic,correlated", "--seed", "7"], 4),
    (
      ["--depth", "3...6", "--width", "6...12", "--inputs", "1...4", "--init", "orthogonal", "--structure", "plain"], 6
    ),
    (
      [
        "--depth", "5", "--width", "20", "--inputs", "8", "--outputs", "5", "--moment", "whitened", "--shape",
        "constant",
      ], 2
    ),
    (["--structure", "neighbour-aligned", "--init", "spectrum", "--depth", "2...3", "--seed", "3"], 1),
  ]

  @Test("κ and the bound come out the same from the printed weights and data", arguments: ensembles)
  func recomputed(ensemble: [String], least: Int) throws {
    var compared = 0
    var bounded = 0
    for index in 0..<12 {
      let run = try tool.run(["replay", "linear.weyl", "--index", "\(index)", "--json"] + ensemble)
      #expect(run.status == 0)
      let replay = try run.decoded(Replay.self)
      let (weights, factor) = (replay.weights, try #require(replay.dataFactor))
      #expect(replay.rank == Oracle.rank(weights), "\(run.command)")
      #expect(replay.order == weights[0][0].count * weights[weights.count - 1].count)
      let covariance = Oracle.product(factor, Oracle.transposed(factor))
      for (printed, computed) in zip(try #require(replay.covariance).joined(), covariance.joined()) {
        #expect(abs(printed - computed) <= 1e-13 * (covariance.joined().max() ?? 1))
      }
      guard let kappa = replay.kappa, kappa < 1e5 else { continue }
      compared += 1
      let expected = Oracle.conditionNumber(weights, factor: factor, rank: replay.rank)
      #expect(Oracle.relativeDifference(kappa, expected) < 1e-8, "\(run.command): \(kappa) against \(expected)")
      let bound = Oracle.weylBound(weights, covariance: covariance)
      if let printed = replay.bound {
        guard printed < 1e5 else { continue }
        bounded += 1
        #expect(Oracle.relativeDifference(printed, bound) < 1e-8, "\(run.command): \(printed) against \(bound)")
        let ratio = try #require(replay.ratio)
        #expect(Oracle.relativeDifference(ratio, printed / kappa) < 1e-14)
      } else {
        #expect(replay.verdict == "vacuous")
        #expect(replay.boundReason != nil)
        #expect(bound > 1e12, "\(run.command)")
      }
    }
    #expect(compared >= least, "only \(compared) trials of \(ensemble) can be compared")
    #expect(bounded >= 1)
  }

  @Test(
    "the slack of the steps multiplies to bound/κ",
    arguments: [
      "linear.weyl", "linear.convex", "linear.loose", "linear.layerwise", "linear.datacoupled", "linear.coupled",
      "linear.envelope", "linear.bottleneck",
    ])
  func slack(theorem: String) throws {
    var bounded = 0
    for index in 0..<10 {
      let run = try tool.run(
        "replay", theorem, "--index", "\(index)", "--json", "--depth", "2...4", "--structure", "plain")
      let replay = try run.decoded(Replay.self)
      guard let bound = replay.bound, let ratio = replay.ratio else { continue }
      bounded += 1
      #expect(!replay.slack.isEmpty, "\(run.command)")
      let product = replay.slack.reduce(1) { $0 * $1.slack }
      #expect(Oracle.relativeDifference(product, ratio) < 1e-9, "\(run.command): \(product) against \(ratio)")
      let last = try #require(replay.slack.last)
      #expect(Oracle.relativeDifference(last.bound, bound) < 1e-9)
      // No step of a sound derivation gains, beyond rounding.
      for step in replay.slack { #expect(step.slack > 1 - 1e-6, "\(run.command): \(step.rules)") }
    }
    #expect(bounded >= 2)
  }

  @Test("the same trial is the same bytes, another index or seed is another network")
  func deterministic() throws {
    let first = try tool.run("replay", "linear.coupled", "--index", "17", "--json")
    #expect(first.output == (try tool.run("replay", "linear.coupled", "--index=17", "--json").output))
    #expect(first.output == (try tool.run("replay", "linear.coupled", "--seed", "1", "--index", "17", "--json").output))
    let weights = try first.decoded(Replay.self).weights
    #expect(
      weights != (try tool.run("replay", "linear.coupled", "--index", "18", "--json").decoded(Replay.self).weights))
    let reseeded = try tool.run("replay", "linear.coupled", "--index", "17", "--seed", "2", "--json")
    #expect(weights != (try reseeded.decoded(Replay.self).weights))
  }

  @Test("every theorem sees the same network in the same trial")
  func sameNetwork() throws {
    let networks = try ["linear.weyl", "linear.lower", "linear.rank"].map {
      try tool.run("replay", $0, "--index", "5", "--json").decoded(Replay.self).weights
    }
    #expect(networks[0] == networks[1])
    #expect(networks[0] == networks[2])
  }

  @Test("the assumption that fails is told, and the denominator that isn't positive")
  func failures() throws {
    let reason = { (theorem: String, options: [String]) in
      let output = try tool.run(["replay", theorem, "--index", "3"] + options).outputLines
      return try output[#require(output.firstIndex(of: "Verdict"))...].prefix { !$0.isEmpty }.joined(separator: "\n")
    }
    let onehidden = try reason("linear.onehidden", ["--depth", "4"])
    #expect(onehidden.hasSuffix("inapplicable\n  the assumption L = 2 fails"), "\(onehidden)")
    // W^2 has more rows than columns, and W^1 more columns than rows.
    for (inputs, outputs, layer) in [("2", "3", 1), ("3", "2", 2)] {
      let sizes = ["--depth", "2", "--width", "2", "--inputs", inputs, "--outputs", outputs, "--structure", "plain"]
      let convex = try reason("linear.convex", sizes)
      #expect(convex.hasSuffix("for every l fails, at l = \(layer)"), "\(convex)")
    }
    let narrow = ["--depth", "3", "--width", "1", "--inputs", "4", "--outputs", "4", "--structure", "plain"]
    let weyl = try reason("linear.weyl", narrow)
    #expect(weyl.contains("vacuous\n  Ĝ is singular, of rank 7 and order 16, so that"), "\(weyl)")
    #expect(weyl.contains(" > 0"))
    let masked = ["--batch", "6", "--inputs", "1", "--width", "1", "--outputs", "2", "--sizes", "free"]
    let relu = try reason("relu.weyl", masked)
    #expect(relu.contains("vacuous\n  K is singular, of rank 2 and order 12, so that"), "\(relu)")
  }

  @Test("large matrices and long lists are told in short; values below rounding and zeros are counted")
  func size() throws {
    let large = try tool.run(
      "replay", "linear.weyl", "--index", "1", "--depth", "2", "--width", "64", "--inputs", "30", "--outputs", "4",
      "--structure", "plain", "--shape", "constant")
    #expect(large.output.utf8.count < 5000 && large.outputLines.count < 60)
    #expect(large.output.contains("W^1: 64×30, entries from -"))
    #expect(large.output.contains("--json has every entry"))
    #expect(large.output.contains("(30 in all)"))
    let masked = try tool.run(
      "replay", "relu.weyl", "--index", "1", "--slope", "one", "--batch", "8", "--inputs", "2", "--width", "6",
      "--outputs", "1", "--sizes", "free")
    #expect(masked.output.firstMatch(of: #/\n  [ΦH] \([^\n]*and \d+ below rounding\n/#) != nil, "\(masked.output)")
    #expect(masked.output.firstMatch(of: #/\n  [A-ZΦ][^\n]*e-1[6-9]/#) == nil)
  }

  @Test("the heading of the matrices counts Σ, which has more digits than S and may be larger than the weights")
  func heading() throws {
    let large = try tool.run(
      "replay", "linear.weyl", "--index", "0", "--depth", "1", "--inputs", "20", "--outputs", "1", "--moment",
      "correlated", "--structure", "plain")
    #expect(
      large.output.contains("\nMatrices, the large ones by shape and extremes (--json has every entry)\n  W^1 = ["))
    #expect(large.output.contains("\n  Σ: 20×20, entries from "))
    let folder = try TemporaryFolder()
    for (factor, text) in [
      ("0.5", "\nMatrices\n  W^1 = [ 2 ]\n  Σ = [ 0.25 ]\n"), ("1", "\nMatrices\n  W^1 = [ 2 ]\n  Σ = I\n"),
      ("0.1", "\nMatrices, rounded (--json has every digit)\n  W^1 = [ 2.000 ]\n  Σ = [ 0.01000 ]\n"),
    ] {
      let file = try folder.write(
        "\(factor).json",
        """
        {"bound": 1, "conditionNumber": 1, "dataFactor": [["\(factor)"]], "family": "linear",
         "schema": "gnbounds.counterexample/2", "theorem": "linear.weyl", "weights": [[["2"]]]}
        """)
      let run = try tool.run("replay", "linear.weyl", "--from", file)
      #expect(run.output.hasSuffix(text), "\(run.output)\(run.errors)")
    }
  }

  @Test("the text gives the same numbers as the JSON")
  func text() throws {
    var reasons = 0
    for index in 0..<6 {
      let arguments = ["replay", "linear.weyl", "--index", "\(index)", "--structure", "plain", "--depth", "2...4"]
      let text = try tool.run(arguments)
      #expect(text.status == 0)
      #expect(text.errors.isEmpty)
      let replay = try tool.run(arguments + ["--json"]).decoded(Replay.self)
      let kappa = try #require(text.output.firstMatch(of: #/κ\(G\) = (\S+)/#))
      #expect(Double(kappa.1) == replay.kappa)
      let bound = text.output.firstMatch(of: #/\n  bound = (\S+)\n/#)
      #expect(bound.flatMap { Double($0.1) } == replay.bound)
      let verdict = "\n  \(replay.verdict)\n"
      #expect(text.output.contains(replay.verdictReason.map { verdict + "  \($0)\n\n" } ?? verdict + "\n"))
      #expect((replay.verdictReason == nil) == (replay.verdict == "holds" || replay.verdict == "touching"))
      #expect(text.output.contains("rank G = \(replay.rank) of kd = \(replay.order)"))
      reasons += replay.verdictReason == nil ? 0 : 1
    }
    #expect((1..<6).contains(reasons))
  }
}
