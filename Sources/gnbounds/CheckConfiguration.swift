import Foundation
import Networks
import Theorems
import Verification

/// A check as the options fix it, and the arguments that repeat it.
struct CheckConfiguration {
  let options: EnsembleOptions
  let check: Check
  /// The arguments that give the same result again, without what only concerns output and journal.
  let reproduction: [String]

  static let specifications: [OptionSpecification] =
    [
      .value("--theorem", "ID", "check only this theorem (repeatable)"),
      .value(
        "--trials", "N", "networks to draw of each family (default 10000); a claim always gets 2000 of its own ensemble"
      ),
      .flag(
        "--rigorous", "proven verdicts for the weights as exact numbers (linear, residual; others stay in float64)"),
      .value("--shard", "I/N", "only the trials whose number is I modulo N, from 0/N to N-1/N"),
      .value("--jobs", "N", "trials in parallel (default: the processors)"),
      .flag("--include-controls", "refute the negative controls too"),
      .flag("--include-conjectures", "refute the conjectures too"),
    ] + EnsembleOptions.specifications

  init(_ arguments: ParsedArguments) throws {
    let catalogue = try Catalogue.standard()
    let names = try arguments.list("--theorem")
    let named = try names.map { try TheoremArgument.named($0, in: catalogue) }
    let options = try EnsembleOptions(arguments, about: named)
    self.options = options
    var kinds: Set<TheoremKind> = [.theorem]
    if arguments.has("--include-controls") { kinds.insert(.control) }
    if arguments.has("--include-conjectures") { kinds.insert(.conjecture) }
    let theorems = catalogue.theorems.filter { theorem in
      guard options.families.contains(theorem.family) else { return false }
      return named.contains { $0.identifier == theorem.identifier }
        || kinds.contains(theorem.kind) && (named.isEmpty || theorem.kind != .theorem)
    }
    var shard = Shard.whole
    if let text = try arguments.single("--shard") {
      guard let given = Shard(text) else {
        throw UsageError("--shard \(text): I/N with 0 ≤ I < N is needed, for example 0/4")
      }
      shard = given
    }
    let mode: VerdictMode = arguments.has("--rigorous") ? .rigorous : .float
    if mode == .rigorous, !theorems.contains(where: \.family.hasCertificates) {
      throw UsageError(
        "--rigorous: there are certificates for the families "
          + NetworkFamily.allCases.filter(\.hasCertificates).map(\.rawValue).joined(separator: " and ")
          + " only, and \(options.families.map(\.rawValue).joined(separator: ", ")) is asked for")
    }
    check = Check(
      theorems, ensembles: options.ensembles, trials: try arguments.integer("--trials", atLeast: 1, default: 10_000),
      seed: options.seed,
      jobs: try arguments.integer("--jobs", atLeast: 1, default: ProcessInfo.processInfo.activeProcessorCount),
      shard: shard, mode: mode)
    let haveOwnEnsembles = theorems.allSatisfy { $0.ensemble != nil }
    if haveOwnEnsembles, let option = EnsembleOptions.firstGiven(in: arguments) {
      throw UsageError("\(option) has no meaning here: each of these claims has an ensemble of its own")
    }
    let included = ["--rigorous", "--include-controls", "--include-conjectures"].filter(arguments.has)
    reproduction =
      ["check", "--trials", String(check.trials)] + names.flatMap { ["--theorem", $0] } + included
      + (haveOwnEnsembles ? ["--seed", String(options.seed)] : options.arguments)
  }

  /// The header of the check's journal.
  func header() throws -> JournalHeader {
    try JournalHeader(
      check, version: GNBounds.version, arguments: reproduction, data: options.realData?.digest)
  }

  /// The arguments that give the same output, the shard included.
  var arguments: [String] {
    check.shard == .whole ? reproduction : reproduction + ["--shard", check.shard.description]
  }
}
