import BoundKernel
import Foundation
import LinearAlgebra
import Networks
import Theorems
import Verification

/// Trials per second on one core and where the time goes, next to the bare LAPACK calls of the same trials in the same run.
struct BenchCommand: Command {
  static let name = "bench"
  static let summary = "Measure trials per second and where the time goes"
  static let usage = "[OPTIONS]"
  static let options: [OptionSpecification] = [
    .value("--trials", "N", "networks in a repetition (default 400)"),
    .value("--repetitions", "N", "repetitions, of which the median is shown (default 15)"),
    .flag("--json", "print one JSON object"),
  ]

  private let trials: Int
  private let repetitions: Int
  private let json: Bool

  init(_ arguments: ParsedArguments) throws {
    if let extra = arguments.positionals.first { throw UsageError("bench takes options only, '\(extra)' is given") }
    trials = try arguments.integer("--trials", atLeast: 1, default: 400)
    repetitions = try arguments.integer("--repetitions", atLeast: 1, default: 15)
    json = arguments.has("--json")
  }

  /// d = 8, k = 4, m = 16, L = 4, whitened.
  private static let ensemble = LinearEnsemble(
    depth: 4...4, width: 16...16, inputs: 8...8, outputs: 4...4, initializations: [.kaimingNormal],
    structures: [.plain], widthShapes: [.constant], data: [.whitened])

  private struct Row: Encodable {
    let work: String
    let microseconds: Double
    let ratioToLapack: Double
  }

  private struct Report: Encodable {
    let schema = "gnbounds.bench/1"
    let trials: Int
    let repetitions: Int
    let rows: [Row]
    let memory: String
    let linearAlgebra: String
  }

  func run() async throws -> ExitStatus {
    let source = LinearTrialSource(Self.ensemble, domain: LinearTrialSource.family, seed: 1)
    let theorems = try Catalogue.standard().theorems.filter { $0.kind == .theorem }
    let plan = try TheoremPlan(theorems)
    var workspace = Workspace()
    let instances = try (0..<trials).map { try source.instance($0, &workspace) }
    let measurements = LinearMeasurements(instances[0])

    // What the trials ask of LAPACK, recorded once.
    var singularValues: [Matrix] = []
    var eigenvalues: [Matrix] = []
    for instance in instances {
      measurements.restart(instance)
      _ = try plan.judge(measurements)
      let decomposed = measurements.decomposed
      singularValues += decomposed.singularValues
      eigenvalues += decomposed.eigenvalues + [measurements.gaussNewton()]
    }

    // Repetitions of everything take turns, so that a slow moment of the machine hits all alike.
    var samples: [[Double]] = Array(repeating: [], count: 5)
    for _ in 0..<repetitions {
      samples[0].append(
        try time { for index in 0..<trials { _ = try source.instance(index, &workspace) } })
      samples[1].append(
        try time {
          for instance in instances {
            measurements.restart(instance)
            _ = try measurements.spectrum()
          }
        })
      samples[2].append(
        try time {
          for instance in instances {
            measurements.restart(instance)
            _ = try plan.judge(measurements)
          }
        })
      samples[3].append(
        try time {
          for matrix in singularValues { _ = try workspace.singularValues(of: matrix) }
          for matrix in eigenvalues { _ = try workspace.eigenvalues(ofSymmetric: matrix) }
        })
      samples[4].append(try time { _ = try plan.run(0..<trials, of: source) })
    }
    let medians = samples.map { $0.sorted()[$0.count / 2] }
    try report(medians)
    return .success
  }

  private func time(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return Double((ContinuousClock.now - start) / .nanoseconds(1)) / 1000 / Double(trials)
  }

  private func report(_ medians: [Double]) throws {
    let (draw, spectrum, judged, lapack, full) = (medians[0], medians[1], medians[2], medians[3], medians[4])
    let rows = [
      ("draw the network", draw), ("κ(G): products, Ĝ, its eigenvalues", spectrum),
      ("11 theorems: singular values, bounds, verdicts", judged - spectrum), ("full trial", full),
      ("bare LAPACK calls of the same trials", lapack),
    ].map { Row(work: $0.0, microseconds: $0.1, ratioToLapack: $0.1 / lapack) }
    if json {
      try Output.printJSON(
        Report(
          trials: trials, repetitions: repetitions, rows: rows, memory: Self.residentMemory,
          linearAlgebra: BLAS.description))
      return
    }
    var table = TextTable(header: ["work on one core", "µs a trial", "of LAPACK", "trials/s"])
    for row in rows {
      table.append([
        row.work, String(format: "%.1f", row.microseconds), String(format: "%.2f", row.ratioToLapack),
        Format.count(Int(1e6 / row.microseconds)),
      ])
    }
    Output.print(
      ["d = 8, k = 4, m = 16, L = 4, whitened; medians of \(repetitions) repetitions of \(trials) trials", ""]
        + table.lines + [
          "",
          "LAPACK: singular values and eigenvalues of the matrices that the trials decompose, without the eigenvectors of",
          "linear.lower. Memory: \(Self.residentMemory). \(BLAS.description).",
        ])
  }

  /// The process's peak resident memory, from the system.
  private static var residentMemory: String {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = Double(line.split(whereSeparator: \.isWhitespace)[1])
    else { return "unknown" }
    return String(format: "%.0f MiB at most", kibibytes / 1024)
  }
}
