import BoundKernel
public import Theorems
public import Verification

/// What the command line knows and a report says.
public struct ReportWords: Sendable {
  /// The version of gnbounds.
  public let version: String
  /// LAPACK and BLAS.
  public let linearAlgebra: String
  /// What is known of real data; nil for synthetic ones.
  public let data: String?
  /// The arguments that reproduce the check.
  public let arguments: [String]
  /// What the networks of a family are called, before the word networks.
  public let family: @Sendable (NetworkFamily) -> String
  /// The command of some arguments, as a shell takes it.
  public let command: @Sendable ([String]) -> String
  /// The command that replays a trial of a theorem.
  public let replay: @Sendable (Theorem, Int) -> String
  /// Whether the page of a theorem's proof, by its path from the report, is there to be linked to.
  public let hasPage: @Sendable (String) -> Bool
  /// The numbers of an instance, a line each.
  public let instance: @Sendable (InstanceValues) -> [String]

  /// Words for a report.
  public init(
    version: String, linearAlgebra: String, data: String?, arguments: [String],
    family: @escaping @Sendable (NetworkFamily) -> String, command: @escaping @Sendable ([String]) -> String,
    replay: @escaping @Sendable (Theorem, Int) -> String, hasPage: @escaping @Sendable (String) -> Bool,
    instance: @escaping @Sendable (InstanceValues) -> [String]
  ) {
    self.version = version
    self.linearAlgebra = linearAlgebra
    self.data = data
    self.arguments = arguments
    self.family = family
    self.command = command
    self.replay = replay
    self.hasPage = hasPage
    self.instance = instance
  }
}

/// A tightness report on a whole check: an overview, and a page for each theorem, conjecture and control.
///
/// The same check on the same machine gives the same bytes: no time, no path, nothing that the number of jobs decides.
public struct Report: Sendable {
  let result: CheckResult
  let trials: ReportTrials
  let comparison: BaselineComparison?
  let words: ReportWords
  /// By identifier.
  let slack: [String: SlackProfile]
  /// By identifier.
  let refutations: [String: Refutation]

  /// The name of the overview.
  public static let overview = "tightness.md"
  /// The folder of the plots, beside the pages.
  static let plots = "plots"

  /// A report; the first trials of each upper bound are replayed for the slack of their steps.
  ///
  /// - Throws: what replaying trials throws.
  public init(
    _ result: CheckResult, _ trials: ReportTrials, refutations: [Refutation], comparison: BaselineComparison?,
    words: ReportWords
  ) throws {
    self.result = result
    self.trials = trials
    self.comparison = comparison
    self.words = words
    self.refutations = Dictionary(
      refutations.map { ($0.theorem.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    var slack: [String: SlackProfile] = [:]
    for (number, series) in result.series.enumerated() where series.isCommon {
      let shown = trials.shown(ofSeries: number)
      for (position, summary) in series.summaries.enumerated() {
        slack[summary.theorem.identifier] = try SlackProfile(summary.theorem, at: position, shown, result.check)
      }
    }
    self.slack = slack
  }

  /// Every page and plot.
  ///
  /// - Throws: `PlotError`.
  public func files() throws -> [ReportFile] {
    var files = try OverviewPage(self).files()
    for (number, series) in result.series.enumerated() {
      let shown = series.isCommon ? trials.shown(ofSeries: number) : []
      for (position, summary) in series.summaries.enumerated() {
        files += try TheoremPage(
          self, summary, at: position, shown, trials.extremes(ofSeries: number, theorem: position),
          categories: series.categories
        ).files()
      }
    }
    return files
  }

  /// One sentence: what all of it comes to.
  public var verdict: String {
    let theorems = result.summaries.filter { $0.theorem.kind == .theorem }
    let claims = result.summaries.count - theorems.count
    let common = result.series.filter(\.isCommon)
    let networks = CountText.plural(common.reduce(0) { $0 + $1.finished }, "random network")
    var sentences: [String] = []
    let violated = result.violatedTheorems.map(\.theorem.identifier)
    let undecided = theorems.filter { TheoremConclusion($0) == .undecided }.map(\.theorem.identifier)
    if !violated.isEmpty {
      sentences.append("**VIOLATED:** \(violated.joined(separator: ", ")) on \(networks).")
    } else if undecided.count < theorems.count {
      sentences.append(
        "**HOLDS:** no violation of \(CountText.plural(theorems.count - undecided.count, "theorem")) on \(networks)."
      )
    }
    if !undecided.isEmpty { sentences.append("**UNDECIDED:** \(undecided.joined(separator: ", ")).") }
    if claims > 0 {
      let survivors = result.survivingClaims.map(\.theorem.identifier)
      let refuted =
        claims == 1
        ? "The one false statement that must fall (a conjecture or negative control) is refuted."
        : "All \(claims) false statements that must fall (conjectures and negative controls) are refuted."
      sentences.append(
        survivors.isEmpty
          ? refuted
          : "**NOT REFUTED:** \(survivors.joined(separator: ", ")).")
    }
    return sentences.joined(separator: " ")
  }

  /// What made a page about some families, as list items.
  func provenance(of families: [NetworkFamily]) -> [String] {
    let check = result.check
    let proven = families.filter { check.mode == .rigorous && $0.hasCertificates }
    let whose = proven.isEmpty || proven == families ? "every verdict" : "every verdict on other networks"
    let certificates =
      proven.isEmpty
      ? ""
      : (proven == families
        ? "every verdict is" : "verdicts on \(proven.map(words.family).joined(separator: " and ")) networks are")
        + " proved in interval arithmetic, for weights and data factor as exact numbers"
    return [
      "- gnbounds \(words.version), benchmark version \(Baseline.benchmarkVersion), seed \(check.seed)",
      "- \(words.linearAlgebra)",
      "- data: \(words.data ?? "synthetic")",
      "- κ = λ₁/λ_r with the analytic rank r; "
        + [certificates, proven == families ? "" : "\(whose) allows for rounding"].filter { !$0.isEmpty }
        .joined(separator: "; "),
    ]
  }

  /// The last section of every page.
  var reproduction: [String] {
    [
      "## Reproduce", "", "```sh", words.command(words.arguments + ["--journal", "check.jsonl"]),
      words.command(["report", "check.jsonl", "--output", "Reports"]), "```",
    ]
  }

  /// The page of a theorem's proof, by its path from the report; nil where none is, as in most folders but Reports.
  func proofPage(of theorem: Theorem) -> String? {
    let path = "../Proofs/\(theorem.identifier).md"
    return words.hasPage(path) ? path : nil
  }

  /// What a family's networks are called, as a heading.
  func heading(_ family: NetworkFamily) -> String {
    let name = words.family(family)
    return name.prefix(1).uppercased() + name.dropFirst() + " networks"
  }
}
