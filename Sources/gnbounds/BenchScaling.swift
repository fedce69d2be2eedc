import Foundation
import LinearAlgebra
import Networks
import Reporting

/// How the time to κ grows with d, k, L and m, one at a time.
struct BenchScaling: Encodable {
  struct Row: Encodable {
    let network: BenchNetwork
    let route: String
    let milliseconds: Double
    /// What the cost model says.
    let modelMilliseconds: Double?
    let denseMilliseconds: Double?
  }

  struct Series: Encodable {
    let parameter: String
    let values: [Int]
    let rows: [Row]
  }

  private(set) var series: [Series] = []

  private static let base = BenchNetwork(inputs: 64, outputs: 10, depth: 3, width: 256)
  /// The dense route is measured up to this order.
  private static let largestDenseOrder = 1300

  init(_ extent: BenchExtent, _ workspace: inout Workspace) throws {
    let isQuick = extent == .quick
    let parameters: [(String, WritableKeyPath<BenchNetwork, Int>, [Int])] = [
      ("d", \.inputs, isQuick ? [16, 32] : [8, 16, 32, 64, 128, 256, 512]),
      ("k", \.outputs, isQuick ? [1, 4] : [1, 2, 5, 10, 20, 40]),
      ("L", \.depth, isQuick ? [2, 3] : [1, 2, 3, 4, 8, 16, 32]),
      ("m", \.width, isQuick ? [64, 128] : [64, 128, 256, 512, 1024]),
    ]
    for (name, path, values) in parameters {
      let rows = try values.map { value in
        var network = Self.base
        if isQuick { network.inputs = 16 }
        network[keyPath: path] = value
        return try Self.measure(network, isQuick, &workspace)
      }
      series.append(Series(parameter: name, values: values, rows: rows))
    }
  }

  private static func measure(
    _ network: BenchNetwork, _ isQuick: Bool, _ workspace: inout Workspace
  ) throws -> Row {
    let instance = try network.instance(&workspace)
    let cost = SpectrumCost(instance)
    var spectrum = try ExtremeSpectrum(instance, &workspace)
    let repetitions = isQuick ? 1 : network.order < 1000 ? 15 : 5
    let time = BenchClock.median(
      try (0..<repetitions).map { _ in
        try BenchClock.seconds { spectrum = try ExtremeSpectrum(instance, &workspace) }
      })
    var dense: Double?
    if network.order <= largestDenseOrder {
      let matrix = GaussNewtonSpectrum.matrix(instance, PartialProducts(instance))
      dense = BenchClock.median(
        try (0..<min(3, repetitions)).map { _ in
          try BenchClock.seconds { _ = try workspace.eigenvalues(ofSymmetric: matrix) }
        })
    }
    return Row(
      network: network, route: spectrum.route.rawValue, milliseconds: 1e3 * time,
      modelMilliseconds: cost.seconds(for: spectrum.route).map { 1e3 * $0 },
      denseMilliseconds: dense.map { 1e3 * $0 })
  }

  var lines: [String] {
    series.flatMap { series in
      var table = TextTable(
        header: [
          "\(series.parameter) in \(Self.label(series))", "order", "route", "ms", "model, ms", "dsyevd of Ĝ, ms",
        ])
      for (value, row) in zip(series.values, series.rows) {
        table.append([
          "\(value)", CountText.text(row.network.order), row.route, Format.number(row.milliseconds),
          row.modelMilliseconds.map { Format.number($0) } ?? "–",
          row.denseMilliseconds.map { Format.number($0) } ?? "–",
        ])
      }
      return [""] + table.lines
    }
  }

  private static func label(_ series: Series) -> String {
    guard let network = series.rows.first?.network else { return "" }
    return network.label.split(separator: " ").filter { !$0.hasPrefix(series.parameter) }.joined(separator: " ")
  }
}
