import Foundation
import LinearAlgebra
import Networks
import RandomStreams
import Reporting
import Theorems
import Verification
import VerifiedNumerics

/// Proofs: what they cost next to float64 in the same run, how narrow they are, and from which κ on they say nothing.
struct BenchRigorous: Encodable {
  /// One network, both tiers.
  struct SizeRow: Encodable {
    let label: String
    let order: Int
    /// From the weights to κ and the float64 verdicts of all theorems.
    let verdictMilliseconds: Double
    /// dsyevd on Ĝ alone.
    let eigenvaluesMilliseconds: Double
    let firstTierMilliseconds: Double
    let secondTierMilliseconds: Double
    let firstTierWidth: JSONNumber
    let secondTierWidth: JSONNumber

    var ratio: Double { firstTierMilliseconds / verdictMilliseconds }
  }

  /// Networks of a decade of κ.
  struct WidthRow: Encodable {
    let decade: String
    let networks: Int
    /// The median of (hi − lo)/lo of λ_min; null where half of them have no positive lower end.
    let firstTierWidth: JSONNumber
    let secondTierWidth: JSONNumber
    /// The share of networks whose κ is bounded from above.
    let bounded: Double
    /// The share for which κ ≤ 1.01κ is proved.
    let decided: Double
  }

  private(set) var sizes: [SizeRow] = []
  private(set) var widths: [WidthRow] = []
  /// Small trials of the default ensemble, all theorems.
  private(set) var trialMicroseconds = 0.0
  private(set) var floatTrialMicroseconds = 0.0

  init(_ extent: BenchExtent, repetitions: Int) throws {
    let networks =
      extent == .quick
      ? [BenchNetwork(inputs: 20, outputs: 5, depth: 3, width: 24)]
      : [
        BenchNetwork(inputs: 30, outputs: 10, depth: 3, width: 40),
        BenchNetwork(inputs: 100, outputs: 10, depth: 3, width: 120),
      ]
    for network in networks { sizes.append(try Self.measure(network, repetitions: network.order < 500 ? 9 : 3)) }
    try measureTrials(extent == .quick ? 100 : 1000, repetitions: repetitions)
    try measureWidths(extent == .quick ? 60 : 600)
  }

  private static func measure(_ network: BenchNetwork, repetitions: Int) throws -> SizeRow {
    var workspace = Workspace()
    let instance = try network.instance(&workspace)
    let arithmetic = try VerifiedArithmetic.onBLAS()
    let plan = try TheoremPlan(Catalogue.linear().theorems.filter { $0.kind == .theorem })
    let matrix = GaussNewtonSpectrum.matrix(instance, PartialProducts(instance))
    var enclosures: [ConditionNumberEnclosure] = []
    func prove(_ isEnough: Bool) throws -> ConditionNumberEnclosure {
      let factors = try GaussNewtonFactors(
        weights: instance.network.weights,
        dataFactor: instance.data.form == .whitened ? nil : instance.data.factor, arithmetic)
      return try ConditionNumberEnclosure(factors, arithmetic, &workspace, isEnough: { _ in isEnough })
    }
    enclosures = [try prove(true), try prove(false)]
    var other = Workspace()
    let times = try BenchClock.medians(
      repetitions,
      [
        { _ = try plan.judge(LinearMeasurements(instance)) },
        { _ = try other.eigenvaluesByLAPACK(ofSymmetric: matrix) },
        { _ = try prove(true) },
        { _ = try prove(false) },
      ])
    return SizeRow(
      label: network.label, order: network.order, verdictMilliseconds: 1e3 * times[0],
      eigenvaluesMilliseconds: 1e3 * times[1], firstTierMilliseconds: 1e3 * times[2],
      secondTierMilliseconds: 1e3 * (times[3] - times[2]),
      firstTierWidth: JSONNumber(enclosures[0].smallest.relativeWidth),
      secondTierWidth: JSONNumber(enclosures[1].smallest.relativeWidth))
  }

  private mutating func measureTrials(_ trials: Int, repetitions: Int) throws {
    let source = TrialSource(LinearEnsemble(), seed: 1)
    let plan = try TheoremPlan(Catalogue.linear().theorems.filter { $0.kind == .theorem })
    let times = try BenchClock.medians(
      min(repetitions, 3),
      [
        { _ = try plan.run(0..<trials, of: source) }, { _ = try plan.run(0..<trials, of: source, mode: .rigorous) },
      ])
    floatTrialMicroseconds = 1e6 * times[0] / Double(trials)
    trialMicroseconds = 1e6 * times[1] / Double(trials)
  }

  /// Three layers, d = 4 to 6, k = 2 to 4, each of singular values from 1 down to 1/c, c between 1 and 10¹⁶.
  private mutating func measureWidths(_ count: Int) throws {
    let arithmetic = try VerifiedArithmetic.onBLAS()
    var workspace = Workspace()
    let limits = [1e2, 1e4, 1e6, 1e8, 1e10, 1e12, 1e16, 1e20, 1e26, Double.infinity]
    let names = ["<1e2", "1e2–4", "1e4–6", "1e6–8", "1e8–10", "1e10–12", "1e12–16", "1e16–20", "1e20–26", "≥1e26"]
    var found: [[(first: Double, second: Double, bounded: Bool, decided: Bool)]] = names.map { _ in [] }
    for index in 0..<count {
      var stream = RandomStream(domain: "bench rigorous", seed: 1, index: UInt64(index))
      let (d, k) = (stream.integer(in: 4...6), stream.integer(in: 2...4))
      let weights = try Self.weights([d, d + stream.integer(in: 0...2), d, k], &stream, &workspace)
      let factors = try GaussNewtonFactors(weights: weights, dataFactor: nil, arithmetic)
      let first = try ConditionNumberEnclosure(factors, arithmetic, &workspace, isEnough: { _ in true })
      let second = try ConditionNumberEnclosure(factors, arithmetic, &workspace, isEnough: { _ in false })
      let κ = try Self.estimate(weights, &workspace)
      let decade = limits.firstIndex { κ < $0 } ?? limits.count - 1
      found[decade].append(
        (
          first.smallest.relativeWidth, second.smallest.relativeWidth, second.value.upper.isFinite,
          second.value.upper <= 1.01 * second.value.lower
        ))
    }
    for (name, rows) in zip(names, found) where !rows.isEmpty {
      let count = Double(rows.count)
      widths.append(
        WidthRow(
          decade: name, networks: rows.count, firstTierWidth: JSONNumber(BenchClock.median(rows.map(\.first))),
          secondTierWidth: JSONNumber(BenchClock.median(rows.map(\.second))),
          bounded: Double(rows.count(where: \.bounded)) / count,
          decided: Double(rows.count(where: \.decided)) / count))
    }
  }

  private static func weights(
    _ sizes: [Int], _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws -> [Matrix] {
    let spread = stream.uniform() * 16
    return try (1..<sizes.count).map { layer in
      let (rows, columns) = (sizes[layer], sizes[layer - 1])
      let rank = min(rows, columns)
      let (left, right) = (
        try workspace.qr(of: normal(rows, rank, &stream)).orthogonal,
        try workspace.qr(of: normal(columns, rank, &stream)).orthogonal
      )
      let own = stream.uniform(in: 0.5...1) * spread
      let values = (0..<rank).map { pow(10, -own * Double($0) / Double(max(1, rank - 1))) }
      return left * .diagonal(values) * right.transposed
    }
  }

  /// κ(G) = κ(F)² for the stack F of the P_lᵀ ⊗ Q_l, by float64: good for ordering networks, up to about 10³⁰.
  private static func estimate(_ weights: [Matrix], _ workspace: inout Workspace) throws -> Double {
    let products = PartialProducts(
      try LinearInstance(network: LinearNetwork(weights: weights), data: .whitened(weights[0].columns)))
    let (d, k) = (weights[0].columns, weights[weights.count - 1].rows)
    let blocks = zip(products.after, products.before).map { after, before in
      Matrix.kronecker((after ?? .identity(k)).transposed, before ?? .identity(d))
    }
    let height = blocks.reduce(0) { $0 + $1.rows }
    var stack = Matrix.zero(rows: height, columns: d * k)
    var first = 0
    for block in blocks {
      for j in 0..<block.columns {
        for i in 0..<block.rows { stack[first + i, j] = block[i, j] }
      }
      first += block.rows
    }
    let values = try workspace.singularValues(of: stack)
    let ratio = values[0] / values[values.count - 1]
    return ratio * ratio
  }

  private static func normal(_ rows: Int, _ columns: Int, _ stream: inout RandomStream) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in stream.normal() }
  }

  var lines: [String] {
    var cost = TextTable(header: [
      "proofs of κ", "order", "float verdicts", "dsyevd", "tier 1", "of float", "of dsyevd", "tier 2", "λ_min: width 1",
      "width 2",
    ])
    for row in sizes {
      cost.append([
        row.label, CountText.text(row.order), Format.number(row.verdictMilliseconds),
        Format.number(row.eigenvaluesMilliseconds), Format.number(row.firstTierMilliseconds), Format.number(row.ratio),
        Format.number(row.firstTierMilliseconds / row.eigenvaluesMilliseconds),
        Format.number(row.secondTierMilliseconds), Self.width(row.firstTierWidth), Self.width(row.secondTierWidth),
      ])
    }
    var narrow = TextTable(header: ["κ(G)", "networks", "λ_min: width 1", "width 2", "κ bounded", "decided"])
    for row in widths {
      narrow.append([
        row.decade, CountText.text(row.networks), Self.width(row.firstTierWidth), Self.width(row.secondTierWidth),
        Self.percent(row.bounded), Self.percent(row.decided),
      ])
    }
    let silent = widths.first { row in row.decided == 0 }
    return cost.lines + [
      "",
      String(
        format: "A trial of the default ensemble: %.0f µs in float64, %.0f µs proved (× %.1f).", floatTrialMicroseconds,
        trialMicroseconds, trialMicroseconds / floatTrialMicroseconds), "",
    ] + narrow.lines + [
      "", "Medians of relative widths; bounded: κ has a proven upper end; decided: narrower than a hundredth.",
      silent.map { "For κ \($0.decade) everything is undecided." }
        ?? "No range of κ in which everything is undecided was met.",
    ]
  }

  private static func width(_ number: JSONNumber) -> String { number.value.map(Format.number) ?? "–" }
  private static func percent(_ share: Double) -> String { String(format: "%.0f %%", 100 * share) }
}
