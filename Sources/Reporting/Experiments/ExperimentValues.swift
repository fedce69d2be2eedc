import Plotting
import Verification

/// The numbers that an experiment measured, by setting.
public struct ExperimentValues: Sendable {
  private let values: [(cell: ExperimentCell, values: [String: Double])]

  init(_ values: [(cell: ExperimentCell, values: [String: Double])]) { self.values = values }

  /// A value over the draws of a setting.
  struct Point {
    let x: Double
    /// Every draw's, ascending.
    let draws: [Double]

    /// The median.
    var value: Double {
      let n = draws.count
      return n.isMultiple(of: 2) ? (draws[n / 2 - 1] + draws[n / 2]) / 2 : draws[n / 2]
    }
  }

  /// A quantity against a parameter, over all settings whose other parameters are the given ones, in the order of the
  /// parameter. Settings in which a draw has no finite value are left out.
  ///
  /// - Parameter divisor: a quantity by which every draw is divided.
  func curve(
    _ quantity: String, over divisor: String? = nil, against parameter: String, where fixed: [String: Double] = [:]
  ) -> [Point] {
    var draws: [Double: [Double]] = [:]
    for (cell, values) in values where fixed.allSatisfy({ cell[$0.key] == $0.value }) {
      let scale = divisor.map { values[$0] ?? .nan } ?? 1
      draws[cell[parameter], default: []].append((values[quantity] ?? .nan) / scale)
    }
    return draws.filter { $0.value.allSatisfy { $0.isFinite } }.sorted { $0.key < $1.key }.map {
      Point(x: $0.key, draws: $0.value.sorted())
    }
  }

  /// bound/κ of an upper bound; what lies below 1 by rounding is drawn at 1.
  func tightnessCurve(
    _ bound: String, against parameter: String, where fixed: [String: Double] = [:]
  ) -> [Point] {
    curve(bound, over: "kappa", against: parameter, where: fixed).map { point in
      Point(x: point.x, draws: point.draws.map { abs($0 - 1) < Verdict.resolution ? max(1, $0) : $0 })
    }
  }

  /// The median of bound/κ at a value of a parameter; nil where the bound isn't finite.
  func tightness(
    _ bound: String, at x: Double, of parameter: String, where fixed: [String: Double] = [:]
  ) -> Double? {
    curve(bound, over: "kappa", against: parameter, where: fixed).first { $0.x == x }?.value
  }

  /// Every draw of a curve as points of its own, for a fit.
  func points(
    _ quantity: String, against parameter: String, where fixed: [String: Double] = [:]
  ) -> [(x: Double, y: Double)] {
    curve(quantity, against: parameter, where: fixed).flatMap { point in point.draws.map { (point.x, $0) } }
  }

  /// The values of a parameter, ascending.
  func settings(_ parameter: String) -> [Double] { Set(values.map { $0.cell[parameter] }).sorted() }

  /// How many bounds were on the wrong side of κ.
  var violations: Int {
    // What is no number of them can't vouch for none.
    values.reduce(0) { $0 + (Int(exactly: $1.values["violations"] ?? 0) ?? 1) }
  }
  /// How many networks were measured.
  var networks: Int { values.count }
}

extension LinePlot.Series {
  /// A curve with its median, and a band from the least to the greatest draw.
  init(_ name: String, _ points: [ExperimentValues.Point]) {
    self.init(
      name,
      points.map {
        LinePlot.Point(x: $0.x, value: $0.value, lower: $0.draws.first, upper: $0.draws.last)
      })
  }
}
