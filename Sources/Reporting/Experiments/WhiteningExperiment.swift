import Foundation
import Plotting

/// Whitened against raw data, against depth. [ZSL24]
struct WhiteningExperiment: Experiment {
  let name = "whitening"
  let title = "Whitened and raw data, against depth"
  let reported = "κ on whitened and on raw data, against depth; the bound has κ(Σ) as a factor."

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(
      scale.depths.flatMap { depth in [0.0, 1].map { ["depth": Double(depth), "whitened": $0] } }, draws: scale.draws,
      paired: ["whitened"])
  }

  func description(_ scale: ExperimentScale) -> String {
    "Deep linear networks d → \(scale.baseWidth) → … → \(scale.outputs), Kaiming-normal weights, on the data as they are "
      + "(reduced to their range) and on the same data whitened, \(scale.draws) draws each."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    try LinearBounds.measure(
      hidden: bench.scale.baseWidth, depth: cell.integer("depth"), whitened: cell["whitened"] == 1, &bench)
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let (raw, white): ([String: Double], [String: Double]) = (["whitened": 0], ["whitened": 1])
    let (κRaw, κWhite) = (
      values.curve("kappa", against: "depth", where: raw), values.curve("kappa", against: "depth", where: white)
    )
    var table = MarkdownTable([
      "depth L", "κ raw", "κ whitened", "ratio", "weyl/κ raw", "datacoupled/κ raw", "envelope/κ raw",
    ])
    let names = ["linear.weyl", "linear.datacoupled", "linear.envelope"]
    let gain = { (x: Double) -> Double? in
      guard let a = κRaw.first(where: { $0.x == x }), let b = κWhite.first(where: { $0.x == x }) else { return nil }
      return a.value / b.value
    }
    for point in κRaw {
      table.append(
        [
          "\(Int(point.x))", ReportNumber.text(point.value), LinearBounds.value(κWhite, at: point.x),
          gain(point.x).map { ReportNumber.text($0) } ?? "–",
        ] + LinearBounds.tightness(values, names, at: point.x, of: "depth", where: raw))
    }
    let depth = κRaw.last?.x ?? 0
    let lowered = gain(depth).map { ReportNumber.text($0, digits: 3) } ?? "–"
    // One layer has κ(G) = κ(Σ).
    let dataOnly = κRaw.first?.value ?? .nan
    let plot = LinePlot(
      title: "Whitening lowers κ \(lowered) times at depth \(Int(depth))",
      horizontal: Axis("depth L", .integer, ticks: scale.depthTicks),
      vertical: Axis("κ(G) and bounds", .logarithmic, including: [1]),
      series: [
        LinePlot.Series("κ, raw", κRaw),
        LinePlot.Series("linear.weyl, raw", values.curve("linear.weyl", against: "depth", where: raw)),
        LinePlot.Series("linear.envelope, raw", values.curve("linear.envelope", against: "depth", where: raw)),
        LinePlot.Series("κ, whitened", κWhite),
        LinePlot.Series("linear.weyl, whitened", values.curve("linear.weyl", against: "depth", where: white)),
      ], note: LinearBounds.bands)
    let losses = zip(names, LinearBounds.tightness(values, names, at: depth, of: "depth", where: raw)).map {
      "`\($0)` \($1)"
    }
    var findings = ExperimentFindings(
      headline:
        "κ(Σ) = \(ReportNumber.text(dataOnly)) is κ at depth 1; whitening takes it away, and still lowers κ "
        + "\(lowered) times at depth \(Int(depth)).")
    findings.remarks = [
      "bound/κ on the raw data at depth \(Int(depth)): \(losses.joined(separator: ", ")). A bound that keeps the data inside the "
        + "sum, and doesn't pull κ(Σ) out in front, loses little on data as they are."
    ]
    findings.tables = [table.lines]
    findings.plots = [("kappa", plot.title, try plot.svg())]
    return findings
  }
}
