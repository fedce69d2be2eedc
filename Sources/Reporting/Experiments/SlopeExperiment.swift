import LinearAlgebra
import Networks
import Plotting
import RandomStreams
import Theorems
import Verification

/// Slopes α of leaky ReLU networks, against width. [ZSL24]
struct SlopeExperiment: Experiment {
  let name = "slope"
  let title = "Leaky-ReLU slopes α, against width"
  let reported = "κ for several slopes α, against width."

  private let slopes = [0, 0.1, 0.5, 1]

  private static let plan = Result { try TheoremPlan([.reluWeyl(), .reluMasked(), .reluCoupled()]) }

  private func samples(_ scale: ExperimentScale) -> Int { scale.inputs * 3 / 4 }

  private func widths(_ scale: ExperimentScale) -> [Int] { [1, 2, 4, 8, 16, 32].map { $0 * scale.inputs } }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(
      slopes.flatMap { slope in widths(scale).map { ["slope": slope, "width": Double($0)] } }, draws: scale.draws,
      paired: ["slope"])
  }

  func description(_ scale: ExperimentScale) -> String {
    "Two-layer networks d → m → 1 with leaky ReLU of slope α = 0, 0.1, 0.5 and 1, Kaiming-normal weights, on "
      + "\(samples(scale)) samples of the whitened data, m from \(widths(scale)[0]) to \(widths(scale).last ?? 0); "
      + "\(scale.draws) draws each, of weights and samples."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    let source = bench.data.samples
    let count = min(samples(bench.scale), source.count)
    let chosen = try bench.stream.sampleWithoutReplacement(count, of: source.count)
    let data = Matrix(rows: source.features, columns: count) { source.samples[chosen[$1], $0] }
    let layers = try bench.layers([source.features, cell.integer("width"), 1])
    let network = try ReLUNetwork(hidden: layers[0], output: layers[1], slope: cell["slope"])
    let instance = try RankedReLUInstance(try ReLUInstance(network: network, data: data), &bench.workspace)
    let plan = try Self.plan.get()
    return ExperimentBench.judged(plan, try plan.judge(ReLUMeasurements(instance)))
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let last = Double(widths(scale).last ?? 0)
    let curves = slopes.map { values.curve("kappa", against: "width", where: ["slope": $0]) }
    var table = MarkdownTable(
      ["α"] + widths(scale).map { "κ, m = \($0)" } + ["relu.weyl/κ", "relu.masked/κ", "relu.coupled/κ"])
    for (slope, κ) in zip(slopes, curves) {
      let ratios = LinearBounds.tightness(
        values, ["relu.weyl", "relu.masked", "relu.coupled"], at: last, of: "width", where: ["slope": slope])
      table.append(
        [ReportNumber.short(slope)] + widths(scale).map { LinearBounds.value(κ, at: Double($0)) } + ratios)
    }
    let ends = curves.map { curve in curve.first { $0.x == last }?.value ?? .nan }
    let gains = zip(slopes, ends).dropLast().compactMap { _, end in ends.last.map { $0 / end } }.filter(\.isFinite)
    let (least, most) = (gains.min() ?? .nan, gains.max() ?? .nan)
    let range = "\(ReportNumber.text(least, digits: 2)) to \(ReportNumber.text(most, digits: 2))"
    let plot = LinePlot(
      title: least > 1
        ? "At width \(Int(last)) leaky ReLU has a κ \(range) times smaller than the linear network" : title,
      horizontal: Axis("hidden width m", .logarithmic), vertical: Axis("κ(G)", .logarithmic),
      series: zip(slopes, curves).filter { !$0.1.isEmpty }.map {
        LinePlot.Series("α = \(ReportNumber.short($0))", $1)
      }, note: LinearBounds.bands)
    let crossings = zip(slopes, curves).dropLast().compactMap { slope, curve -> String? in
      guard let linear = curves.last else { return nil }
      return Crossing.first(curve.map { ($0.x, $0.value) }, linear.map { ($0.x, $0.value) }).map {
        "α = \(ReportNumber.short(slope)) at m ≈ \(Int($0))"
      }
    }
    var findings = ExperimentFindings(
      headline: "At m = \(Int(last)): "
        + zip(slopes, ends).map { "κ = \(ReportNumber.text($1, digits: 3)) for α = \(ReportNumber.short($0))" }
        .joined(separator: ", ") + ".")
    findings.remarks = [
      crossings.isEmpty
        ? "No curve crosses that of the linear network (α = 1)."
        : "Curves cross that of the linear network (α = 1): \(crossings.joined(separator: ", ")).",
      "The same weights and samples under every slope. The last columns are median bound/κ at m = \(Int(last)).",
    ]
    findings.tables = [table.lines]
    findings.plots = [("kappa", plot.title, try plot.svg())]
    return findings
  }
}
