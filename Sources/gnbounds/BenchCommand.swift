import Foundation
import LinearAlgebra

/// How much `bench` measures.
enum BenchExtent: String, Encodable {
  /// Seconds: that everything runs.
  case quick
  /// About a minute.
  case standard
  /// Minutes: orders whose dense matrix needs gigabytes.
  case large
}

/// What κ and trials cost here, next to bare LAPACK calls in the same run, and how it grows.
struct BenchCommand: Command {
  static let name = "bench"
  static let summary = "Measure the time to κ, trials per second and where the time goes"
  static let usage = "[OPTIONS]"
  static let options: [OptionSpecification] = [
    .value("--trials", "N", "small networks in a repetition (default 400)"),
    .value("--repetitions", "N", "repetitions, of which the median is shown (default 15)"),
    .flag("--quick", "small sizes and few repetitions: a few seconds"),
    .flag("--large", "order 31,360 too, and the dense route at order 7,840: minutes"),
    .flag("--json", "print one JSON object"),
  ]

  private let trials: Int
  private let repetitions: Int
  private let extent: BenchExtent
  private let json: Bool

  init(_ arguments: ParsedArguments) throws {
    if let extra = arguments.positionals.first { throw UsageError("bench takes options only, '\(extra)' is given") }
    if arguments.has("--quick"), arguments.has("--large") { throw UsageError("--quick and --large exclude each other") }
    extent = arguments.has("--quick") ? .quick : arguments.has("--large") ? .large : .standard
    trials = try arguments.integer("--trials", atLeast: 1, default: extent == .quick ? 50 : 400)
    repetitions = try arguments.integer("--repetitions", atLeast: 1, default: extent == .quick ? 3 : 15)
    json = arguments.has("--json")
  }

  private struct Report: Encodable {
    let schema = "gnbounds.bench/2"
    let extent: BenchExtent
    let throughput: BenchThroughput
    let spectra: BenchSpectra
    let scaling: BenchScaling
    let twoLayers: BenchTwoLayers
    let batchNorm: BenchBatchNorm
    let convolution: BenchConvolution
    let rigorous: BenchRigorous
    let linearAlgebra: String
  }

  func run() async throws -> ExitStatus {
    let throughput = try await BenchThroughput(trials: trials, repetitions: repetitions, extent)
    var workspace = Workspace()
    let spectra = try BenchSpectra(extent, &workspace)
    let scaling = try BenchScaling(extent, &workspace)
    let twoLayers = try BenchTwoLayers(extent)
    let batchNorm = try BenchBatchNorm(extent)
    let convolution = try BenchConvolution(extent)
    let rigorous = try BenchRigorous(extent, repetitions: repetitions)
    if json {
      try Output.printJSON(
        Report(
          extent: extent, throughput: throughput, spectra: spectra, scaling: scaling,
          twoLayers: twoLayers, batchNorm: batchNorm, convolution: convolution, rigorous: rigorous,
          linearAlgebra: BLAS.description))
    } else {
      Output.print(
        throughput.lines + [
          "", "Kaiming-normal weights, whitened data unless it says correlated; medians, processor time of one thread",
          "",
        ]
          + spectra.lines + scaling.lines + [""] + twoLayers.lines + [""] + batchNorm.lines + [""]
          + convolution.lines + [""] + rigorous.lines + [
            "", "\(BLAS.description).",
          ])
    }
    return .success
  }
}
