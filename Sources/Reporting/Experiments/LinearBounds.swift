import Foundation
import LinearAlgebra
import Networks
import Plotting
import Theorems
import Verification

/// What the experiments on deep linear networks share.
enum LinearBounds {
  static let bands = "Lines are medians, bands span all draws."

  /// The bounds that are measured.
  private static let plan = Result {
    try TheoremPlan([
      .linearWeyl(), .linearLoose(), .linearDataCoupled(), .linearCoupled(), .linearEnvelope(), .linearLower(),
    ])
  }

  /// κ and the bounds of a Kaiming network.
  static func measure(
    hidden: Int, depth: Int, whitened: Bool, _ bench: inout ExperimentBench
  ) throws -> [String: Double] {
    let moment = whitened ? bench.data.white : bench.data.raw
    let inputs = moment.basis == nil ? moment.rank : moment.features
    let instance = try bench.linear(
      bench.widths(inputs: inputs, hidden: hidden, depth: depth, outputs: bench.outputs), on: moment)
    let plan = try plan.get()
    return ExperimentBench.judged(plan, try LinearMeasurements(instance).outcomes(of: plan))
  }

  /// bound/κ against a parameter.
  static func plot(
    _ values: ExperimentValues, against parameter: String, where fixed: [String: Double], _ bounds: [String],
    horizontal: Axis, title: String
  ) -> LinePlot {
    LinePlot(
      title: title, horizontal: horizontal, vertical: Axis("bound / κ", .logarithmic, including: [1]),
      series: bounds.map { ($0, values.tightnessCurve($0, against: parameter, where: fixed)) }
        .filter { !$0.1.isEmpty }.map { LinePlot.Series($0.0, $0.1) }, note: bands)
  }

  /// bound/κ as text; what rounding explains is no distance from 1.
  private static func tightness(_ value: Double) -> String {
    ReportNumber.ratio(abs(value - 1) < Verdict.resolution ? 1 : value)
  }

  /// Medians of bound/κ as text.
  static func tightness(
    _ values: ExperimentValues, _ bounds: [String], at x: Double, of parameter: String,
    where fixed: [String: Double] = [:]
  ) -> [String] {
    bounds.map { values.tightness($0, at: x, of: parameter, where: fixed).map(tightness) ?? "–" }
  }

  /// The median at a point, as text.
  static func value(_ curve: [ExperimentValues.Point], at x: Double) -> String {
    curve.first { $0.x == x }.map { ReportNumber.text($0.value) } ?? "–"
  }

  /// 1, 2 and 3.
  static func list(_ numbers: [Int]) -> String { CountText.list(numbers.map(String.init)) }
}
