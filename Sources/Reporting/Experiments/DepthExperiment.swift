import Plotting
import Theorems
import Verification

/// κ and its bounds against depth, for several widths. [ZSL24]
struct DepthExperiment: Experiment {
  let name = "depth"
  let title = "κ against depth, for several widths"
  let reported = "At fixed width κ grows with depth, close to quadratically."

  private func widths(_ scale: ExperimentScale) -> [Int] { [1, 2, 4, 8].map { $0 * scale.baseWidth } }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(
      widths(scale).flatMap { width in
        scale.depths.map { ["width": Double(width), "depth": Double($0)] }
      }, draws: scale.draws)
  }

  func description(_ scale: ExperimentScale) -> String {
    "Deep linear networks d → m → … → m → \(scale.outputs) on whitened data, Kaiming-normal weights, depth "
      + "\(scale.depths.lowerBound) to \(scale.depths.upperBound), m = \(LinearBounds.list(widths(scale))), "
      + "\(scale.draws) draws each."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    try LinearBounds.measure(
      hidden: cell.integer("width"), depth: cell.integer("depth"), whitened: true, &bench)
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let widths = values.settings("width")
    var table = MarkdownTable(["width m", "κ at L = 2", "κ at L = \(scale.depths.upperBound)", "exponent of κ in L"])
    var exponents: [PowerLaw] = []
    for width in widths {
      let curve = values.curve("kappa", against: "depth", where: ["width": width])
      // One layer on white data has κ = 1 for every width: growth begins at two.
      let law = PowerLaw(
        values.points("kappa", against: "depth", where: ["width": width]).filter { $0.x >= 2 })
      if let law { exponents.append(law) }
      table.append(
        ["\(Int(width))"] + [2, Double(scale.depths.upperBound)].map { LinearBounds.value(curve, at: $0) }
          + [law?.text ?? "–"])
    }
    let plot = LinePlot(
      title: exponents.first.map {
        "κ grows like depth to the power \($0.exponentText) when narrow, "
          + "\(exponents[exponents.count - 1].exponentText) when wide"
      } ?? title,
      horizontal: Axis("depth L", .integer, ticks: scale.depthTicks),
      vertical: Axis("κ(G)", .logarithmic, including: [1]),
      series: widths.map { width in
        LinePlot.Series("m = \(Int(width))", values.curve("kappa", against: "depth", where: ["width": width]))
      }, note: LinearBounds.bands)
    let (narrow, deepest) = (widths.first ?? 0, Double(scale.depths.upperBound))
    let names = ["linear.weyl", "linear.coupled", "linear.envelope"]
    let tightest = LinearBounds.tightness(
      values, ["linear.envelope"], at: deepest, of: "depth", where: ["width": narrow])[0]
    let bounds = LinearBounds.plot(
      values, against: "depth", where: ["width": narrow], names,
      horizontal: Axis("depth L", .integer, ticks: scale.depthTicks),
      title: "At width \(Int(narrow)) the median of linear.envelope is \(tightest) κ at depth \(Int(deepest))")
    var findings = ExperimentFindings(
      headline: exponents.isEmpty
        ? "Too few depths for an exponent."
        : "κ grows as L^a with a = \(exponents.map(\.text).joined(separator: ", ")) for m = "
          + "\(LinearBounds.list(widths.map { Int($0) })) (fitted to L ≥ 2, all draws; ± one standard error).")
    findings.tables = [table.lines]
    findings.plots = [("kappa", plot.title, try plot.svg()), ("bounds", bounds.title, try bounds.svg())]
    let parts = widths.map { width in
      LinearBounds.tightness(values, names, at: deepest, of: "depth", where: ["width": width]).joined(separator: ", ")
        + " at m = \(Int(width))"
    }
    findings.remarks = [
      "Median bound/κ of \(names.map { "`\($0)`" }.joined(separator: ", ")) at L = \(Int(deepest)): "
        + parts.joined(separator: "; ") + "."
    ]
    return findings
  }
}
