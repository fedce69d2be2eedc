import LinearAlgebra
import Networks
import Plotting

/// What each layer contributes: κ²(P_l), κ²(Q_l), σ_row(P_l), σ_col(Q_l) against l. [ZSL24]
struct LayersExperiment: Experiment {
  let name = "layers"
  let title = "Singular values of the partial products, layer by layer"
  let reported = "κ²(P_l), κ²(Q_l), σ_row(P_l) and σ_col(Q_l) against l, for several depths."

  private func depths(_ scale: ExperimentScale) -> [Int] { scale == .full ? [4, 7, 10] : [3, 5] }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(depths(scale).map { ["depth": Double($0)] }, draws: scale.draws)
  }

  func description(_ scale: ExperimentScale) -> String {
    "Deep linear networks d → \(scale.baseWidth) → … → \(scale.outputs) on whitened data, Kaiming-normal weights, L = "
      + "\(LinearBounds.list(depths(scale))), \(scale.draws) draws each. P_l is the product of the layers above l, Q_l that of "
      + "those below."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    let moment = bench.data.white
    let depth = cell.integer("depth")
    let instance = try bench.linear(
      bench.widths(inputs: moment.rank, hidden: bench.scale.baseWidth, depth: depth, outputs: bench.outputs), on: moment
    )
    let products = PartialProducts(instance)
    var values: [String: Double] = [:]
    for layer in 1...depth {
      // An identity has singular values 1.
      let after = try products.after[layer - 1].map { try bench.workspace.singularValues(of: $0) } ?? [1]
      let before = try products.before[layer - 1].map { try bench.workspace.singularValues(of: $0) } ?? [1]
      let (p, q) = (after[after.count - 1], before[before.count - 1])
      values["P\(layer)"] = (after[0] / p) * (after[0] / p)
      values["Q\(layer)"] = (before[0] / q) * (before[0] / q)
      values["p\(layer)"] = p
      values["q\(layer)"] = q
      values["weight\(layer)"] = p * p * q * q
    }
    return values
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let depths = self.depths(scale)
    func curve(_ quantity: String, _ depth: Int) -> [ExperimentValues.Point] {
      (1...depth).compactMap { layer in
        values.curve("\(quantity)\(layer)", against: "depth", where: ["depth": Double(depth)]).first.map {
          ExperimentValues.Point(x: Double(layer), draws: $0.draws)
        }
      }
    }
    let deepest = depths.last ?? 0
    let (after, before) = (curve("P", deepest), curve("Q", deepest))
    let crossing = Crossing.first(after.map { ($0.x, $0.value) }, before.map { ($0.x, $0.value) })
    let condition = LinePlot(
      title: crossing.map {
        "At depth \(deepest), κ²(Q_l) overtakes κ²(P_l) at layer \(ReportNumber.text($0, digits: 2))"
      }
        ?? "κ²(P_l) and κ²(Q_l), layer by layer",
      horizontal: Axis("layer l", .integer, ticks: (1...deepest).map(Double.init)),
      vertical: Axis("squared condition number", .logarithmic, including: [1]),
      series: depths.flatMap { depth in
        [
          LinePlot.Series("κ²(P_l), L = \(depth)", curve("P", depth)),
          LinePlot.Series("κ²(Q_l), L = \(depth)", curve("Q", depth)),
        ]
      }, note: LinearBounds.bands)
    let smallest = LinePlot(
      title: "The smallest singular values of the partial products, layer by layer",
      horizontal: Axis("layer l", .integer, ticks: (1...deepest).map(Double.init)),
      vertical: Axis("singular value", .logarithmic),
      series: depths.flatMap { depth in
        [
          LinePlot.Series("σ_row(P_l), L = \(depth)", curve("p", depth)),
          LinePlot.Series("σ_col(Q_l), L = \(depth)", curve("q", depth)),
        ]
      }, note: LinearBounds.bands)
    let weights = curve("weight", deepest)
    let total = weights.reduce(0) { $0 + $1.value }
    var table = MarkdownTable(["l", "κ²(P_l)", "κ²(Q_l)", "σ_row(P_l)", "σ_col(Q_l)", "weight γ_l"])
    for (index, weight) in weights.enumerated() {
      table.append(
        ["\(index + 1)"]
          + ["P", "Q", "p", "q"].map { LinearBounds.value(curve($0, deepest), at: Double(index + 1)) }
          + [ReportNumber.text(weight.value / total)])
    }
    let heaviest = weights.max { $0.value < $1.value }
    var findings = ExperimentFindings(
      headline:
        "At depth \(deepest) κ²(P_l) falls from \(after.first.map { ReportNumber.text($0.value) } ?? "–") to 1 and κ²(Q_l) grows "
        + "from 1 to \(before.last.map { ReportNumber.text($0.value) } ?? "–")"
        + (crossing.map { "; they cross at layer \(ReportNumber.text($0, digits: 2))" } ?? "") + ".")
    findings.remarks = [
      heaviest.map {
        "The heaviest term of the convex combination is layer \(Int($0.x)), with γ_l = "
          + "\(ReportNumber.text($0.value / total)) (γ_l from the medians of σ_row²(P_l)σ_col²(Q_l))."
      } ?? "",
      "The table is for L = \(deepest).",
    ]
    findings.tables = [table.lines]
    findings.plots = [
      ("condition", condition.title, try condition.svg()), ("smallest", smallest.title, try smallest.svg()),
    ]
    return findings
  }
}
