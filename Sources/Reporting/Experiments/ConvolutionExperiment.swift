import LinearAlgebra
import Networks
import Plotting
import Theorems
import Verification

/// Two-layer linear convolutional networks: κ against the number of filters and against the kernels' size. [ZSL24]
struct ConvolutionExperiment: Experiment {
  let name = "convolution"
  let title = "Convolutional networks: κ against filters and kernel size"
  let reported =
    "κ of a two-layer linear convolutional network against the number of filters and against the kernel size."

  private static let plan = Result { try TheoremPlan([.convolutionWeyl(), .convolutionCongruence()]) }
  private let outputs = 2

  private func filters(_ scale: ExperimentScale) -> [Int] {
    scale == .full ? [1, 2, 4, 8, 16, 32, 64, 128] : [1, 4, 16]
  }

  private func sizes(_ scale: ExperimentScale) -> [Int] { scale == .full ? [1, 2, 3, 4, 5] : [1, 2, 3] }

  func cells(_ scale: ExperimentScale) -> [ExperimentCell] {
    ExperimentCell.grid(
      sizes(scale).flatMap { size in filters(scale).map { ["size": Double(size), "filters": Double($0)] } },
      draws: scale.draws)
  }

  func description(_ scale: ExperimentScale) -> String {
    "Networks of two convolutional layers with full zero padding, 1 → c → \(outputs) channels, kernels of r×r taps, "
      + "Kaiming-normal weights, c from \(filters(scale)[0]) to \(filters(scale).last ?? 0), r from \(sizes(scale)[0]) to "
      + "\(sizes(scale).last ?? 0), on up to \(ExperimentData.imageCount) images as they are, \(scale.draws) draws of weights each."
  }

  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double] {
    let (size, filters) = (cell.integer("size"), cell.integer("filters"))
    var kernels: [ConvolutionKernel] = []
    for (inputs, outputs) in [(1, filters), (filters, outputs)] {
      let weights = try Initialization.kaimingNormal.draw(
        rows: outputs, columns: inputs * size * size, &bench.stream, &bench.workspace)
      kernels.append(try ConvolutionKernel(weights: weights, height: size, width: size))
    }
    let instance = try ConvolutionInstance(
      network: try ConvolutionalNetwork(kernels: kernels), images: bench.data.images, &bench.workspace)
    let plan = try Self.plan.get()
    var values = ExperimentBench.judged(plan, try plan.judge(ConvolutionMeasurements(instance)))
    let singular = try bench.workspace.singularValues(of: instance.data.factor)
    let ratio = singular[0] / singular[singular.count - 1]
    values["data"] = ratio * ratio
    return values
  }

  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings {
    let (few, many) = (Double(filters(scale)[0]), Double(filters(scale).last ?? 0))
    var table = MarkdownTable([
      "taps", "κ(M)", "κ, c = \(Int(few))", "κ, c = \(Int(many))", "conv.weyl/κ, c = \(Int(many))",
      "conv.congruence/κ",
    ])
    for size in sizes(scale).map(Double.init) {
      let fixed = ["size": size]
      let κ = values.curve("kappa", against: "filters", where: fixed)
      table.append(
        [
          "\(Int(size))×\(Int(size))",
          LinearBounds.value(values.curve("data", against: "filters", where: fixed), at: few),
        ]
          + [few, many].map { LinearBounds.value(κ, at: $0) }
          + LinearBounds.tightness(
            values, ["conv.weyl", "conv.congruence"], at: many, of: "filters", where: fixed))
    }
    let byFilters = LinePlot(
      title: "κ of 3×3 kernels against filters: \(course(values, "filters", ["size": 3]))",
      horizontal: Axis("filters c", .logarithmic, ticks: filters(scale).map(Double.init)),
      vertical: Axis("κ(G)", .logarithmic, including: [1]),
      series: sizes(scale).map { size in
        LinePlot.Series(
          "\(size)×\(size) taps", values.curve("kappa", against: "filters", where: ["size": Double(size)]))
      }, note: LinearBounds.bands)
    let chosen = filters(scale).filter { [1, 4, 16, 128].contains($0) }
    let bySize = LinePlot(
      title: "κ of 16 filters against kernel size: \(course(values, "size", ["filters": 16]))",
      horizontal: Axis("kernel edge r", .integer, ticks: sizes(scale).map(Double.init)),
      vertical: Axis("κ(G)", .logarithmic, including: [1]),
      series: chosen.map { count in
        LinePlot.Series(
          "\(count) filter\(count == 1 ? "" : "s")",
          values.curve("kappa", against: "size", where: ["filters": Double(count)]))
      }, note: LinearBounds.bands)
    var findings = ExperimentFindings(
      headline: "With 3×3 kernels the median κ goes \(course(values, "filters", ["size": 3])); with 16 filters "
        + "\(course(values, "size", ["filters": 16])).")
    findings.remarks = [
      "κ(M) is the condition number of the images' autocorrelation, which the bounds have as a factor; it's the data's part.",
      "With few filters G is singular, and κ is λ₁ over the smallest nonzero eigenvalue.",
    ]
    findings.tables = [table.lines]
    findings.plots = [("filters", byFilters.title, try byFilters.svg()), ("size", bySize.title, try bySize.svg())]
    return findings
  }

  /// The two ends of a curve of κ, and its peak where that lies between, in words.
  private func course(_ values: ExperimentValues, _ parameter: String, _ fixed: [String: Double]) -> String {
    let curve = values.curve("kappa", against: parameter, where: fixed)
    let symbol = parameter == "size" ? "r" : "c"
    let at = { (point: ExperimentValues.Point) in
      "\(ReportNumber.text(point.value, digits: 3)) at \(symbol)\u{a0}=\u{a0}\(Int(point.x))"
    }
    guard let first = curve.first, let last = curve.last, let peak = curve.max(by: { $0.value < $1.value }) else {
      return "–"
    }
    let through = peak.x > first.x && peak.x < last.x ? " over \(at(peak))" : ""
    return "from \(at(first))\(through) to \(at(last))"
  }
}
