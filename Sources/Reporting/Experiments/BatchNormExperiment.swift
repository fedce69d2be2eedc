import LinearAlgebra
import Networks
import Plotting
import Theorems
import Verification

/// Batch normalisation against none, against width. [ZSL24]
struct BatchNormExperiment: Experiment {
  let name = "batch-norm"
  let title = "Batch normalisation against none, against width"
  let reported =
    "Batch normalisation improves the conditioning: κ with and without it against width, 64-dimensional inputs, 1,000 samples, "
    + "five runs."

  private static let plan = Result { try TheoremPlan([.batchNormWeyl(), .batchNormLower()]) }
  private let kinds = [0.0, 1]

  private func widths(_ scale: ExperimentScale) -> [Int] { [1, 2, 4, 8, 16].map { $0 * scale.inputs } }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(
      kinds.flatMap { kind in widths(scale).map { ["whitened": kind, "width": Double($0)] } }, draws: scale.draws,
      paired: ["whitened"])
  }

  func description(_ scale: ExperimentScale) -> String {
    "Networks d → m → 1 with and without batch normalisation, W·BN(VX) and WVX with the same Kaiming-normal weights, m from "
      + "\(widths(scale)[0]) to \(widths(scale).last ?? 0), \(scale.draws) draws each. The batch is the data set. Batch "
      + "normalisation subtracts the mean, so the network without it is measured on the data as they are and centred."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    let isWhite = cell["whitened"] == 1
    let moment = isWhite ? bench.data.centeredWhite : bench.data.centered
    let inputs = moment.basis?.rows ?? moment.rank
    let layers = try bench.layers([inputs, cell.integer("width"), 1])
    let network = try BatchNormNetwork(
      hidden: moment.basis.map { layers[0] * $0 } ?? layers[0], output: layers[1])
    let instance = try BatchNormInstance(network: network, data: moment.moment, ranks: .generic(network.plain))
    let plan = try Self.plan.get()
    var values = ExperimentBench.judged(plan, try plan.judge(BatchNormMeasurements(instance)))
    values["centered"] = try bench.conditionNumber(instance.withoutNormalization)
    if !isWhite {
      let raw = bench.data.raw
      let plain = try LinearNetwork(weights: [raw.basis.map { layers[0] * $0 } ?? layers[0], layers[1]])
      values["plain"] = try bench.conditionNumber(
        try LinearInstance(network: plain, data: raw.moment, ranks: .generic(plain)))
    }
    return values
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let last = Double(widths(scale).last ?? 0)
    let (raw, white): ([String: Double], [String: Double]) = (["whitened": 0], ["whitened": 1])
    func curve(_ quantity: String, over divisor: String? = nil, _ fixed: [String: Double]) -> [ExperimentValues.Point] {
      values.curve(quantity, over: divisor, against: "width", where: fixed)
    }
    var table = MarkdownTable([
      "width m", "κ without", "κ without, centred", "κ with", "whitened: without", "with", "batchnorm.weyl/κ",
    ])
    for width in widths(scale).map(Double.init) {
      table.append(
        ["\(Int(width))"]
          + [
            curve("plain", raw), curve("centered", raw), curve("kappa", raw), curve("centered", white),
            curve("kappa", white),
          ]
          .map { LinearBounds.value($0, at: width) }
          + LinearBounds.tightness(values, ["batchnorm.weyl"], at: width, of: "width", where: raw))
    }
    let quotients = [
      curve("plain", over: "kappa", raw), curve("centered", over: "kappa", raw),
      curve("centered", over: "kappa", white),
    ].map { curve in curve.first { $0.x == last }?.value ?? .nan }
    let gains = quotients.map { ReportNumber.text($0, digits: 3) }
    // What centring alone gains is the quotient of the first two.
    let isMostlyCentring = quotients[0] / quotients[1] > quotients[1]
    let plot = LinePlot(
      title:
        "Batch norm divides κ by \(gains[0]) on raw data, by \(gains[1]) on centred, by \(gains[2]) on whitened ones",
      horizontal: Axis("hidden width m", .logarithmic), vertical: Axis("κ(G)", .logarithmic, including: [1]),
      series: [
        LinePlot.Series("none, raw data", curve("plain", raw)),
        LinePlot.Series("none, centred", curve("centered", raw)),
        LinePlot.Series("batch norm", curve("kappa", raw)),
        LinePlot.Series("none, whitened", curve("centered", white)),
        LinePlot.Series("batch norm, whitened", curve("kappa", white)),
      ], note: LinearBounds.bands)
    var findings = ExperimentFindings(
      headline:
        "At m = \(Int(last)) batch normalisation divides κ by \(gains[0]) on the data as they are, by \(gains[1]) on the "
        + "centred data and by \(gains[2]) on whitened data"
        + (isMostlyCentring ? ": most of the gain on raw data comes from subtracting the mean." : "."))
    findings.remarks = ["The same weights in all networks of a draw; the quotients are medians over the draws."]
    findings.tables = [table.lines]
    findings.plots = [("kappa", plot.title, try plot.svg())]
    return findings
  }
}
