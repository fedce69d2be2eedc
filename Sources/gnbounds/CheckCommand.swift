import DataFormats
import Foundation
import Networks
import Theorems
import Verification

/// Random networks against every theorem.
struct CheckCommand: Command {
  static let name = "check"
  static let summary = "Check random networks against every theorem: the main job"
  static let usage = "[OPTIONS]"
  static let options: [OptionSpecification] =
    CheckConfiguration.specifications + [
      .value("--journal", "FILE", "append every trial to FILE as soon as it's done, a JSON line each"),
      .flag("--resume", "finish the journal: run only what it hasn't got"),
      .value("--save-counterexamples", "DIR", "write what refutes a claim to DIR/ID.json, by value"),
    ] + CheckOutput.specifications
  static let notes = EnsembleOptions.notes

  private let configuration: CheckConfiguration
  private let output: CheckOutput
  private let journal: String?
  private let resumes: Bool
  private let directory: String?

  init(_ arguments: ParsedArguments) throws {
    if let extra = arguments.positionals.first {
      throw UsageError("check takes options only, '\(extra)' is given: --theorem \(extra)?")
    }
    configuration = try CheckConfiguration(arguments)
    try configuration.options.requireMemory(jobs: min(configuration.check.jobs, configuration.check.trials))
    output = try CheckOutput(arguments)
    journal = try arguments.single("--journal")
    resumes = arguments.has("--resume")
    if resumes, journal == nil { throw UsageError("--resume finishes a journal: name it with --journal FILE") }
    directory = try arguments.single("--save-counterexamples")
    if let directory { try Self.makeDirectory(directory) }
  }

  private static func makeDirectory(_ path: String) throws(UsageError) {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw UsageError("--save-counterexamples \(path): \(FileFault(makingFolder: error))")
    }
  }

  func run() async throws -> ExitStatus {
    let journal = try self.journal.map { path in
      try Journal(path, for: try configuration.header(), resuming: resumes)
    }
    let (found, signal) = try await Interruption.cancelling {
      let bar = ProgressBar(quiet: output.isQuiet)
      let result = try await configuration.check.run(journal: journal) { bar.update($0, $1) }
      bar.finish()
      let shrinks = result.isComplete && (output.showsRefutations || directory != nil)
      return (result, try result.refutations(maximum: shrinks ? .max : 0))
    }
    let (result, findings) = found
    for finding in findings { try save(finding) }
    try output.show(result, findings, configuration, journal: self.journal)
    if let signal, !result.isComplete { return .interrupted(signal) }
    return ExitStatus(result.conclusion)
  }

  private func save(_ finding: Refutation) throws {
    guard let directory else { return }
    let path = "\(directory)/\(finding.theorem.identifier).json"
    do { try finding.counterexample.encoded().write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw UsageError("\(path): \(FileFault(writing: error, atPath: path))")
    }
  }
}

/// How the result of a check is shown.
struct CheckOutput {
  static let specifications: [OptionSpecification] = [
    .flag("--json", "print one JSON object"), .flag("--quiet", "print the verdict only"),
  ]

  private let json: Bool
  private let quiet: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    if arguments.has("--json"), arguments.has("--quiet") { throw UsageError("--json and --quiet exclude each other") }
    json = arguments.has("--json")
    quiet = arguments.has("--quiet")
  }

  /// Whether nothing is said along the way.
  var isQuiet: Bool { json || quiet }
  /// Whether refutations are shown, and so worth shrinking.
  var showsRefutations: Bool { json || !quiet }

  func show(
    _ result: CheckResult, _ findings: [Refutation], _ configuration: CheckConfiguration, journal: String? = nil
  ) throws {
    if json {
      try Output.printJSON(CheckReport(result, findings, configuration))
    } else {
      let text = CheckText(result, findings, configuration, journal: journal)
      Output.print(quiet ? [text.verdict] : text.lines)
    }
  }
}

extension ExitStatus {
  /// How a finished check ends.
  init(_ conclusion: CheckResult.Conclusion) {
    switch conclusion {
    case .holds: self = .success
    case .violated, .survived: self = .violated
    case .undecided: self = .undecided
    }
  }
}
