import Plotting

/// κ against depth where the width grows with the depth. [ZSL24]
struct ProportionalWidthExperiment: Experiment {
  let name = "proportional-width"
  let title = "κ against depth, with width in proportion to depth"
  let reported =
    "Where the width grows in proportion to the depth, the growth of κ slows, and for large factors reverses."

  private func factors(_ scale: ExperimentScale) -> [Int] { [1, 2, 4, 8].map { $0 * scale.inputs / 2 } }

  private func depths(_ scale: ExperimentScale) -> ClosedRange<Int> { 2...scale.depths.upperBound }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(
      factors(scale).flatMap { factor in
        depths(scale).map { ["factor": Double(factor), "depth": Double($0)] }
      }, draws: scale.draws)
  }

  func description(_ scale: ExperimentScale) -> String {
    "Deep linear networks d → m → … → m → \(scale.outputs) on whitened data, Kaiming-normal weights, m = c·L with c = "
      + "\(LinearBounds.list(factors(scale))), so that no layer is a bottleneck from L = 2 on; \(scale.draws) draws each."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    let depth = cell.integer("depth")
    return try LinearBounds.measure(hidden: cell.integer("factor") * depth, depth: depth, whitened: true, &bench)
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let factors = values.settings("factor")
    let (deepest, middle) = (Double(scale.depths.upperBound), Double((scale.depths.upperBound + 1) / 2))
    var table = MarkdownTable([
      "c", "κ at L = 2", "κ at L = \(Int(deepest))", "exponent of κ in L", "from L = \(Int(middle)) on",
    ])
    var deep: [(factor: Double, law: PowerLaw)] = []
    for factor in factors {
      let fixed = ["factor": factor]
      let curve = values.curve("kappa", against: "depth", where: fixed)
      let points = values.points("kappa", against: "depth", where: fixed)
      let law = PowerLaw(points.filter { $0.x >= middle })
      if let law { deep.append((factor, law)) }
      table.append([
        "\(Int(factor))", LinearBounds.value(curve, at: 2), LinearBounds.value(curve, at: deepest),
        PowerLaw(points)?.text ?? "–", law?.text ?? "–",
      ])
    }
    let names = { (list: [(factor: Double, law: PowerLaw)]) in LinearBounds.list(list.map { Int($0.factor) }) }
    let falling = deep.filter { $0.law.exponent < -2 * $0.law.error }
    let growing = deep.filter { $0.law.exponent > 2 * $0.law.error }
    let flat = deep.filter { abs($0.law.exponent) <= 2 * $0.law.error }
    let parts = [
      growing.isEmpty ? nil : "κ still grows for c = \(names(growing))",
      flat.isEmpty ? nil : "κ is constant within two standard errors for c = \(names(flat))",
      falling.isEmpty ? nil : "κ falls for c = \(names(falling))",
    ].compactMap(\.self)
    let plot = LinePlot(
      title: "With m = cL, from depth \(Int(middle)) on, \(parts.joined(separator: ", ")): exponents "
        + deep.map(\.law.exponentText).joined(separator: ", "),
      horizontal: Axis("depth L", .integer, ticks: Array(scale.depthTicks.dropFirst())),
      vertical: Axis("κ(G)", .logarithmic),
      series: factors.map { factor in
        LinePlot.Series("m = \(Int(factor)) L", values.curve("kappa", against: "depth", where: ["factor": factor]))
      }, note: LinearBounds.bands)
    var findings = ExperimentFindings(
      headline: "With m = cL, from L = \(Int(middle)) on, \(parts.joined(separator: ", ")): "
        + deep.map { "a = \($0.law.text) for c = \(Int($0.factor))" }.joined(separator: ", ")
        + " in κ ∼ L^a (± one standard error).")
    findings.tables = [table.lines]
    findings.plots = [("kappa", plot.title, try plot.svg())]
    return findings
  }
}
