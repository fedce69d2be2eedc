import Foundation
import LinearAlgebra
import Networks
import Theorems
import Verification

/// Random networks against every theorem.
struct CheckCommand: Command {
  static let name = "check"
  static let summary = "Check random networks against every theorem: the main job"
  static let usage = "[OPTIONS]"
  static let options: [OptionSpecification] =
    [
      .value("--theorem", "ID", "check only this theorem (repeatable)"),
      .value("--trials", "N", "networks to draw (default 10000)"),
      .value("--jobs", "N", "trials in parallel (default: the processors)"),
      .flag("--include-controls", "refute the negative controls too"),
      .flag("--include-conjectures", "refute the conjectures too"),
      .value("--save-counterexamples", "DIR", "write what refutes a claim to DIR/ID.json, by value"),
      .flag("--json", "print one JSON object"),
      .flag("--quiet", "print the verdict only"),
    ] + EnsembleOptions.specifications

  private let options: EnsembleOptions
  private let check: Check
  /// The arguments that give the same output again.
  private let reproduction: [String]
  private let json: Bool
  private let quiet: Bool
  private let directory: String?

  init(_ arguments: ParsedArguments) throws {
    if let extra = arguments.positionals.first {
      throw UsageError("check takes options only, '\(extra)' is given: --theorem \(extra)?")
    }
    options = try EnsembleOptions(arguments)
    let catalogue = try Catalogue.standard()
    let names = try arguments.list("--theorem")
    let named = try names.map { try TheoremArgument.named($0, in: catalogue) }
    var kinds: Set<TheoremKind> = [.theorem]
    if arguments.has("--include-controls") { kinds.insert(.control) }
    if arguments.has("--include-conjectures") { kinds.insert(.conjecture) }
    let theorems =
      named.isEmpty
      ? catalogue.theorems.filter { kinds.contains($0.kind) }
      : catalogue.theorems.filter { theorem in
        named.contains { $0.identifier == theorem.identifier }
          || (theorem.kind != .theorem && kinds.contains(theorem.kind))
      }
    check = Check(
      theorems, ensemble: options.ensemble, trials: try arguments.integer("--trials", atLeast: 1, default: 10_000),
      seed: options.seed,
      jobs: try arguments.integer("--jobs", atLeast: 1, default: ProcessInfo.processInfo.activeProcessorCount))
    let haveOwnEnsembles = theorems.allSatisfy { $0.ensemble != nil }
    if haveOwnEnsembles, let option = EnsembleOptions.firstGiven(in: arguments) {
      throw UsageError("\(option) has no meaning here: each of these claims has an ensemble of its own")
    }
    let included = ["--include-controls", "--include-conjectures"].filter(arguments.has)
    reproduction =
      ["check", "--trials", String(check.trials)] + names.flatMap { ["--theorem", $0] } + included
      + (haveOwnEnsembles ? ["--seed", String(options.seed)] : options.arguments)
    json = arguments.has("--json")
    quiet = arguments.has("--quiet")
    directory = try arguments.single("--save-counterexamples")
    if let directory { try Self.makeDirectory(directory) }
  }

  private static func makeDirectory(_ path: String) throws(UsageError) {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw UsageError("--save-counterexamples \(path): the folder can't be made (\(error.localizedDescription))")
    }
  }

  func run() async throws -> ExitStatus {
    let bar = ProgressBar(quiet: quiet || json)
    let result = try await check.run { bar.update($0, $1) }
    bar.finish()
    let findings = try result.refutations(maximum: json || !quiet || directory != nil ? .max : 0)
    for finding in findings { try save(finding) }
    if json {
      try Output.printJSON(CheckReport(result, findings, options, arguments: reproduction))
    } else {
      let text = CheckText(result, findings, options, arguments: reproduction)
      Output.print(quiet ? [text.verdict] : text.lines)
    }
    switch result.conclusion {
    case .holds: return .success
    case .violated, .survived: return .violated
    case .undecided: return .undecided
    }
  }

  private func save(_ finding: Refutation) throws {
    guard let directory else { return }
    let path = "\(directory)/\(finding.theorem.identifier).json"
    do { try finding.counterexample.encoded().write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw UsageError("\(path): can't be written (\(error.localizedDescription))")
    }
  }
}
