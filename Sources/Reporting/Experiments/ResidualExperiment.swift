import Networks
import Plotting
import Theorems
import Verification

/// The strength β of residual connections, against depth. [ZSL24]
struct ResidualExperiment: Experiment {
  let name = "residual"
  let title = "Residual strength β, against depth"
  let reported = "Residual connections improve the conditioning; κ for several strengths β, against depth."

  private let strengths = [0, 0.5, 1, 2]

  private static let plan = Result { try TheoremPlan([.residualWeyl(), .residualCoupled()]) }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(
      strengths.flatMap { strength in
        scale.depths.map { ["strength": strength, "depth": Double($0)] }
      }, draws: scale.draws, paired: ["strength"])
  }

  func description(_ scale: ExperimentScale) -> String {
    "Residual linear networks with layers W^l + βE, d → \(scale.baseWidth) → … → \(scale.outputs), Kaiming-normal W^l, β = 0, "
      + "½, 1 and 2 in every layer, whitened data, \(scale.draws) draws each."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    let moment = bench.data.white
    let depth = cell.integer("depth")
    let branches = try bench.layers(
      bench.widths(inputs: moment.rank, hidden: bench.scale.baseWidth, depth: depth, outputs: bench.outputs))
    let network = try ResidualNetwork(
      branches: branches, strengths: Array(repeating: cell["strength"], count: depth))
    let instance = try ResidualInstance(
      network: network, data: moment.moment, ranks: .generic(try network.linear()))
    let plan = try Self.plan.get()
    return ExperimentBench.judged(plan, try plan.judge(ResidualMeasurements(instance)))
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let depth = Double(scale.depths.upperBound)
    var table = MarkdownTable(
      ["β", "κ at L = 2", "κ at L = \(Int(depth))", "exponent of κ in L", "residual.weyl/κ", "residual.coupled/κ"])
    var laws: [(strength: Double, law: PowerLaw)] = []
    let curves = strengths.map { values.curve("kappa", against: "depth", where: ["strength": $0]) }
    for (strength, κ) in zip(strengths, curves) {
      let fixed = ["strength": strength]
      let law = PowerLaw(values.points("kappa", against: "depth", where: fixed).filter { $0.x >= 2 })
      if let law { laws.append((strength, law)) }
      let ratios = LinearBounds.tightness(
        values, ["residual.weyl", "residual.coupled"], at: depth, of: "depth", where: fixed)
      table.append(
        [
          ReportNumber.short(strength), LinearBounds.value(κ, at: 2), LinearBounds.value(κ, at: depth),
          law?.text ?? "–",
        ]
          + ratios)
    }
    let ends = curves.compactMap { curve in curve.first { $0.x == depth }?.value }
    let change = (ends.first ?? .nan) / (ends.last ?? .nan)
    let plot = LinePlot(
      title:
        "β = 2 \(change >= 1 ? "lowers" : "raises") κ \(ReportNumber.text(max(change, 1 / change), digits: 3)) times at depth \(Int(depth))",
      horizontal: Axis("depth L", .integer, ticks: scale.depthTicks),
      vertical: Axis("κ(G)", .logarithmic, including: [1]),
      series: zip(strengths, curves).map { LinePlot.Series("β = \(ReportNumber.short($0))", $1) },
      note: LinearBounds.bands)
    let crossings = zip(strengths.dropFirst(), curves.dropFirst()).compactMap { strength, curve -> String? in
      guard let plain = curves.first else { return nil }
      return Crossing.first(plain.map { ($0.x, $0.value) }, curve.map { ($0.x, $0.value) }).map {
        "β = \(ReportNumber.short(strength)) at L = \(ReportNumber.text($0, digits: 2))"
      }
    }
    var findings = ExperimentFindings(
      headline: "At L = \(Int(depth)): "
        + zip(strengths, ends).map { "κ = \(ReportNumber.text($1, digits: 3)) for β = \(ReportNumber.short($0))" }
        .joined(separator: ", ") + ".")
    findings.remarks = [
      "In κ ∼ L^a, fitted to L ≥ 2: "
        + laws.map { "a = \($0.law.text) for β = \(ReportNumber.short($0.strength))" }.joined(separator: ", ") + ".",
      crossings.isEmpty
        ? "No curve with β > 0 crosses that of β = 0 from L = 2 on."
        : "Curves that cross that of β = 0: \(crossings.joined(separator: ", ")).",
      "The same weights W^l under every β. The last columns are median bound/κ at L = \(Int(depth)).",
    ]
    findings.tables = [table.lines]
    findings.plots = [("kappa", plot.title, try plot.svg())]
    return findings
  }
}
