import DataFormats
import Foundation
import LinearAlgebra
import Reporting
import Theorems
import Verification

/// Pages and plots from journals, and the comparison with a baseline.
struct ReportCommand: Command {
  static let name = "report"
  static let summary = "Write pages on how tight each theorem is, and compare with a baseline"
  static let usage = "JOURNAL... (--output DIR | --check-baseline | --update-baseline) [--baseline FILE]"
  static let options: [OptionSpecification] = [
    .value("--output", "DIR", "write the pages and plots to this folder"),
    .value("--baseline", "FILE", "the baseline (default: baseline.json in --output, else Reports/baseline.json)"),
    .flag("--check-baseline", "exit with 1 where a verdict has changed or a quantile has left its interval"),
    .flag("--update-baseline", "make the journals' check the baseline"),
  ]

  private let paths: [String]
  private let output: String?
  private let baseline: String
  private let checks: Bool
  private let updates: Bool

  init(_ arguments: ParsedArguments) throws {
    paths = arguments.positionals
    if paths.isEmpty {
      throw UsageError(
        "report needs the journal of a check: gnbounds check --journal A.jsonl, then gnbounds report A.jsonl")
    }
    output = try arguments.single("--output")
    checks = arguments.has("--check-baseline")
    updates = arguments.has("--update-baseline")
    if checks, updates { throw UsageError("--check-baseline and --update-baseline exclude each other") }
    if output == nil, !checks, !updates {
      throw UsageError("report writes pages with --output DIR, or compares with --check-baseline")
    }
    baseline = try arguments.single("--baseline") ?? "\(output ?? "Reports")/baseline.json"
  }

  func run() async throws -> ExitStatus {
    let (configuration, header) = try RecordedCheck.configuration(of: paths[0])
    var trials = ReportTrials()
    let result = try CheckResult(configuration.check, header, merging: paths) { trials.record($1, series: $0) }
    var lines: [String] = []
    let comparison = try compare(result, configuration.reproduction, &lines)
    if let output {
      let report = try Report(
        result, trials, refutations: try result.refutations(), comparison: comparison,
        words: words(configuration, in: output))
      let files = try report.files()
      try ReportFolder(output).write(files)
      let pages = files.count { $0.path.hasSuffix(".md") }
      lines += [
        report.verdict.replacingOccurrences(of: "**", with: ""),
        "\(CountText.plural(pages, "page")) and \(CountText.plural(files.count - pages, "plot")) in \(output)",
      ]
    }
    Output.print(lines)
    if checks, comparison?.regressions.isEmpty == false { return .violated }
    return ExitStatus(result.conclusion)
  }

  /// Compares with the baseline, and says what came of it; an update comes first, and says what it changes.
  private func compare(
    _ result: CheckResult, _ arguments: [String], _ lines: inout [String]
  ) throws -> BaselineComparison? {
    let isThere = FileManager.default.fileExists(atPath: baseline)
    if updates {
      // A baseline that can't be compared with is replaced all the same: that's what an update is for.
      let old = isThere ? try? BaselineComparison(result, arguments: arguments, with: read(), path: baseline) : nil
      let new = Baseline(result, arguments: arguments)
      try ReportFolder.write(try new.encoded(), to: baseline)
      lines += (old?.regressions ?? []).map { "changes the baseline: " + $0 }
      lines.append("\(baseline) updated: \(CountText.plural(new.theorems.count, "theorem"))")
      return try BaselineComparison(result, arguments: arguments, with: new, path: baseline)
    }
    guard isThere || checks else { return nil }
    let comparison = try BaselineComparison(result, arguments: arguments, with: read(), path: baseline)
    lines += comparison.regressions.map { "CHANGED: " + $0 }
    if comparison.regressions.isEmpty {
      lines.append("Unchanged against \(baseline): every verdict, and every quantile in its interval.")
    }
    if !comparison.additions.isEmpty {
      lines.append("Not in the baseline: \(comparison.additions.joined(separator: ", ")); --update-baseline adds them.")
    }
    return comparison
  }

  private func read() throws -> Baseline {
    let data: Data
    do { data = try FileFault.content(ofFileAtPath: baseline) } catch {
      throw UsageError("\(baseline): \(error); --update-baseline writes one")
    }
    return try Baseline(decoding: data, path: baseline)
  }

  private func words(_ configuration: CheckConfiguration, in output: String) -> ReportWords {
    let options = configuration.options
    // By name, since the folder needn't be there yet.
    let folder = URL(fileURLWithPath: output, isDirectory: true).resolvingSymlinksInPath()
    return ReportWords(
      version: GNBounds.version, linearAlgebra: BLAS.description, data: options.realData?.description,
      arguments: configuration.reproduction, family: FamilyText.name,
      command: Output.command, replay: { options.replay($0, index: $1) },
      hasPage: { FileManager.default.fileExists(atPath: folder.appending(path: $0).standardizedFileURL.path) },
      instance: { MatrixText.instance($0, Format.exact) })
  }
}

/// The folder that pages and plots are written to.
struct ReportFolder {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Writes files, each at once: a reader never sees half of one.
  func write(_ files: [ReportFile]) throws {
    for file in files { try Self.write(Data(file.text.utf8), to: "\(path)/\(file.path)") }
  }

  static func write(_ data: Data, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch { throw UsageError("\(path): can't be written: \(FileFault(makingFolder: error))") }
    do { try data.write(to: url, options: .atomic) } catch {
      throw UsageError("\(path): \(FileFault(writing: error, atPath: path))")
    }
  }
}
