import DataFormats
import Foundation
import LinearAlgebra
import Networks
import Reporting
import Verification

/// The experiments of [ZSL24] on real or synthetic data, a page each.
struct FiguresCommand: Command {
  static let name = "figures"
  static let summary = "Run the experiments of [ZSL24] again, and write a page with plots on each"
  static let usage = "[NAME...] --output DIR [OPTIONS]"
  static let options: [OptionSpecification] = [
    .value("--output", "DIR", "write figures.md (for all experiments) and the folder figures to this folder"),
    .value("--data", "FILE", "images or other samples of up to 64 features in place of synthetic images"),
    .value("--array", "NAME", "the array of an NPZ archive with several"),
    .flag("--quick", "small networks: less than a minute"),
    .value("--journal", "FILE", "append every measured network to FILE as soon as it's done"),
    .flag("--resume", "finish the journal: measure only what it hasn't got"),
    .value("--seed", "S", "seed of everything random (default 1)"),
    .value("--jobs", "N", "networks in parallel (default: the processors)"),
    .flag("--list", "name the experiments"),
  ]

  private let experiments: [any Experiment]
  private let scale: ExperimentScale
  /// The folder of the pages; nil where the experiments are only named.
  private let output: String?
  private let path: String?
  private let array: String?
  private let journal: String?
  private let resumes: Bool
  private let seed: UInt64
  private let jobs: Int

  init(_ arguments: ParsedArguments) throws {
    let all = Experiments.all
    let names = arguments.positionals
    for name in names where !all.contains(where: { $0.name == name }) {
      throw UsageError("unknown experiment '\(name)'" + Suggestion.sentence(for: name, among: all.map(\.name)))
    }
    experiments = names.isEmpty ? all : all.filter { names.contains($0.name) }
    scale = arguments.has("--quick") ? .quick : .full
    let lists = arguments.has("--list")
    let folder = try arguments.single("--output")
    if folder == nil, !lists { throw UsageError("figures writes pages to a folder: name it with --output DIR") }
    output = lists ? nil : folder
    path = try arguments.single("--data")
    array = try arguments.single("--array")
    if array != nil, path == nil { throw UsageError("--array is about real data: give them with --data FILE") }
    journal = try arguments.single("--journal")
    resumes = arguments.has("--resume")
    if resumes, journal == nil { throw UsageError("--resume finishes a journal: name it with --journal FILE") }
    seed = try arguments.seed()
    jobs = try arguments.integer(
      "--jobs", atLeast: 1, default: ProcessInfo.processInfo.activeProcessorCount)
  }

  func run() async throws -> ExitStatus {
    guard let output else {
      let width = experiments.map { $0.name.count }.max() ?? 0
      Output.print(
        experiments.map { $0.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.title })
      return .success
    }
    let (data, digest) = try inputs()
    let run = ExperimentRun(
      experiments, on: data, scale: scale, seed: seed,
      provenance: ["- gnbounds \(GNBounds.version), seed \(seed)", "- \(BLAS.description)"],
      command: repetition(into: "Reports"))
    let record = try journal.map { path in
      try ExperimentJournal(
        path,
        for: ExperimentJournal.Header(
          version: GNBounds.version, seed: seed, scale: scale, data: digest, linearAlgebra: BLAS.description),
        resuming: resumes)
    }
    let jobs = jobs
    let (result, signal) = try await Interruption.cancelling { () async throws -> ExperimentRun.Result? in
      let bar = ProgressBar(quiet: false, of: "networks")
      defer { bar.finish() }
      do {
        return try await run.result(jobs: jobs, known: record?.known ?? [:], progress: bar.update) {
          try record?.write($0, $1)
        }
      } catch is CancellationError { return nil }
    }
    guard let result else {
      Output.complain(
        journal.map { "Resume: \(repetition(into: output)(names)) --journal \(Output.quoted($0)) --resume" }
          ?? "Interrupted; --journal FILE would have kept what was measured.")
      return .interrupted(signal ?? SIGINT)
    }
    try ReportFolder(output).write(result.files)
    let pages = result.files.count { $0.path.hasSuffix(".md") }
    Output.print(
      result.headlines.map { "\($0.name): \($0.headline)" } + [
        "\(CountText.plural(pages, "page")) and \(CountText.plural(result.files.count - pages, "plot")) in \(output)"
      ])
    return result.violations > 0 ? .violated : .success
  }

  /// The experiments that were named; none for all.
  private var names: [String] { experiments.count == Experiments.all.count ? [] : experiments.map(\.name) }

  /// The command that repeats some of the experiments, all where none is named.
  private func repetition(into output: String) -> @Sendable ([String]) -> String {
    let data = (path.map { ["--data", $0] } ?? []) + (array.map { ["--array", $0] } ?? [])
    let rest = data + (scale == .quick ? ["--quick"] : []) + (seed == 1 ? [] : ["--seed", String(seed)])
    return { names in Output.command([Self.name] + names + rest + ["--output", output]) }
  }

  /// The inputs, and a digest of their values.
  private func inputs() throws -> (ExperimentData, digest: String) {
    guard let path else { return (try .synthetic(edge: scale.edge, seed: seed), "synthetic") }
    var table: NumericTable
    do { table = try DataFile.readTable(atPath: path, member: array) } catch {
      throw UsageError(error.description)
    }
    let edge = scale.edge
    if table.sampleShape.count > 1 {
      do { table = try table.grayscale().downsampled(height: edge, width: edge) } catch {
        throw UsageError("\(path): \(error)")
      }
    }
    guard table.columns <= edge * edge else {
      throw UsageError(
        "\(path): \(table.columns) features, and the experiments' widths are for up to \(edge * edge): "
          + "images are made \(edge)×\(edge), other samples need fewer features")
    }
    let matrix = Matrix(rows: table.rows, columns: table.columns) { table.elements[$0 * table.columns + $1] }
    let size = table.sampleShape.count > 1 ? " made \(edge)×\(edge)" : " of \(table.columns) features"
    do {
      return (
        try ExperimentData(
          samples: matrix, description: "\(CountText.text(table.rows)) samples of \(path)\(size)"),
        Digest(of: matrix).description
      )
    } catch { throw UsageError("\(path): \(error)") }
  }
}
