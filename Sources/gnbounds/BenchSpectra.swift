import Foundation
import LinearAlgebra
import Networks
import Reporting

/// κ by the route chosen for it, next to the dense route's LAPACK call and to the bracket without the kd×kd matrix.
struct BenchSpectra: Encodable {
  struct Row: Encodable {
    let network: BenchNetwork
    let order: Int
    let route: String
    let conditionNumber: JSONNumber
    /// From the weights to κ.
    let milliseconds: Double
    let target: Double?
    /// dsyevd on the formed Ĝ, in the same run; absent where it takes too long.
    let denseMilliseconds: Double?
    let applications: Int
    let evidence: [String]
    let lower: Double?
    let upper: JSONNumber?
    let bracketMilliseconds: Double?
    let peakMebibytes: Double?
  }

  private(set) var rows: [Row] = []

  /// The networks with a time to reach, in milliseconds.
  private static let figures: [(BenchNetwork, target: Double)] = [
    (BenchNetwork(inputs: 64, outputs: 10, depth: 2, width: 256), 0.5),
    (BenchNetwork(inputs: 64, outputs: 10, depth: 3, width: 500), 3),
    (BenchNetwork(inputs: 64, outputs: 10, depth: 8, width: 256), 8),
    (BenchNetwork(inputs: 784, outputs: 10, depth: 3, width: 1024), 500),
  ]

  private static let largest = BenchNetwork(inputs: 3136, outputs: 10, depth: 3, width: 4096)

  init(_ extent: BenchExtent, _ workspace: inout Workspace) throws {
    for (network, target) in Self.figures where extent != .quick || network.order < 1000 {
      for data in [SyntheticData.whitened, .correlated] {
        var network = network
        network.data = data
        rows.append(try Self.measure(network, data == .whitened ? target : nil, extent, &workspace))
      }
    }
    if extent == .large { rows.append(try Self.measure(Self.largest, nil, extent, &workspace)) }
  }

  private static func measure(
    _ network: BenchNetwork, _ target: Double?, _ extent: BenchExtent, _ workspace: inout Workspace
  ) throws -> Row {
    BenchClock.resetPeakMemory()
    let instance = try network.instance(&workspace)
    var spectrum = try ExtremeSpectrum(instance, &workspace)
    let peak = BenchClock.peakMemory
    let repetitions = extent == .quick ? 3 : network.order < 1000 ? 31 : network.order < 10_000 ? 7 : 1
    var dense: Double?
    if network.order < 1000 || extent == .large && network.order < 10_000 {
      // Its memory goes away with it: peaks are those of the other routes.
      var workspace = Workspace()
      let matrix = GaussNewtonSpectrum.matrix(instance, PartialProducts(instance))
      dense = BenchClock.median(
        try (0..<(network.order < 1000 ? min(repetitions, 5) : 1)).map { _ in
          try BenchClock.seconds { _ = try workspace.eigenvalues(ofSymmetric: matrix) }
        })
    }
    var bracket: ConditionBracket?
    var own = Workspace()
    let medians = try BenchClock.medians(
      repetitions,
      [
        { spectrum = try ExtremeSpectrum(instance, &own) },
        { bracket = try ConditionBracket(instance, &own) },
      ])
    let ends = [spectrum.largest, spectrum.smallestNonzero].compactMap { $0 }
    return Row(
      network: network, order: network.order, route: spectrum.route.rawValue,
      conditionNumber: JSONNumber(spectrum.conditionNumber), milliseconds: 1e3 * medians[0], target: target,
      denseMilliseconds: dense.map { 1e3 * $0 }, applications: ends.reduce(0) { $0 + $1.applications },
      evidence: ends.map(\.evidence.rawValue), lower: bracket?.lower, upper: JSONNumber(bracket?.upper),
      bracketMilliseconds: 1e3 * medians[1], peakMebibytes: peak)
  }

  var lines: [String] {
    var times = TextTable(header: [
      "κ from the weights", "order", "route", "ms", "to reach", "dsyevd of Ĝ, ms", "peak MiB",
    ])
    var brackets = TextTable(header: ["bracket without Ĝ", "lower", "κ", "upper", "upper/lower", "ms", "κ, ms"])
    for row in rows {
      let κ = row.conditionNumber.value
      times.append([
        row.network.label, CountText.text(row.order), row.route, Format.number(row.milliseconds),
        row.target.map { Format.number($0) } ?? "", row.denseMilliseconds.map { Format.number($0) } ?? "–",
        row.peakMebibytes.map { CountText.text(Int($0)) } ?? "–",
      ])
      brackets.append([
        row.network.label, Format.number(row.lower ?? .nan), Format.number(κ ?? .nan),
        Format.number(row.upper?.value ?? .infinity),
        Format.number((row.upper?.value ?? .infinity) / (row.lower ?? .nan)),
        Format.number(row.bracketMilliseconds ?? .nan), Format.number(row.milliseconds),
      ])
    }
    return times.lines + [""] + brackets.lines
  }
}
