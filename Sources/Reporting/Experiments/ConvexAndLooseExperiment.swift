import Plotting

/// The convex and the loose bound of one hidden layer, against width. [ZSL24]
struct ConvexAndLooseExperiment: Experiment {
  let name = "convex-and-loose"
  let title = "The convex and the loose bound, against width"
  let reported = "The convex combination and the loose maximum for one hidden layer, against width."

  private func widths(_ scale: ExperimentScale) -> [Int] {
    let base = scale.inputs
    return [base, base * 5 / 4, base * 3 / 2, base * 2, base * 3, base * 4, base * 6, base * 8, base * 16]
  }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(widths(scale).map { ["width": Double($0)] }, draws: scale.draws)
  }

  func description(_ scale: ExperimentScale) -> String {
    "Linear networks d → m → \(scale.outputs) on whitened data, Kaiming-normal weights, m from \(widths(scale)[0]) to "
      + "\(widths(scale).last ?? 0), \(scale.draws) draws each. `linear.convex` is the same number as `linear.weyl` where all "
      + "terms are positive."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    try LinearBounds.measure(hidden: cell.integer("width"), depth: 2, whitened: true, &bench)
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let κ = values.curve("kappa", against: "width")
    let names = ["linear.weyl", "linear.loose"]
    var table = MarkdownTable(["width m", "κ", "convex/κ", "loose/κ"])
    for point in κ {
      table.append(
        ["\(Int(point.x))", ReportNumber.text(point.value)]
          + LinearBounds.tightness(values, names, at: point.x, of: "width"))
    }
    let (first, last) = (κ.first?.x ?? 0, κ.last?.x ?? 0)
    let ends = [first, last].map { x in
      values.tightness("linear.loose", at: x, of: "width").map { ReportNumber.text($0, digits: 3) } ?? "–"
    }
    let plot = LinePlot(
      title:
        "The convex bound is κ itself; the loose one is \(ends[0]) κ at m = \(Int(first)), \(ends[1]) κ at m = \(Int(last))",
      horizontal: Axis("hidden width m", .logarithmic), vertical: Axis("κ(G) and bounds", .logarithmic, including: [1]),
      series: [
        LinePlot.Series("κ(G)", κ), LinePlot.Series("linear.convex", values.curve("linear.weyl", against: "width")),
        LinePlot.Series("linear.loose", values.curve("linear.loose", against: "width")),
      ], note: LinearBounds.bands)
    let largest = κ.compactMap { values.tightness("linear.weyl", at: $0.x, of: "width") }.max() ?? .nan
    var findings = ExperimentFindings(
      headline:
        "With one hidden layer and Σ = I the convex bound equals κ (largest ratio \(ReportNumber.ratio(largest))), as "
        + "`linear.onehidden` says it must; the loose bound is \(ends[0]) times κ at m = \(Int(first)) and \(ends[1]) times at "
        + "m = \(Int(last)).")
    findings.tables = [table.lines]
    findings.plots = [("bounds", plot.title, try plot.svg())]
    return findings
  }
}
