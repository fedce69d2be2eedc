import BoundKernel
import Formalization
import Plotting
import Theorems
import Verification
import VerifiedNumerics

/// The page of one theorem, conjecture or control.
struct TheoremPage {
  private let report: Report
  private let summary: TheoremSummary
  private let position: Int
  private let extremes: ExtremeTrials
  private let categories: [String]
  private let plots: TheoremPlots

  private var theorem: Theorem { summary.theorem }

  init(
    _ report: Report, _ summary: TheoremSummary, at position: Int, _ trials: [TrialRecord], _ extremes: ExtremeTrials,
    categories: [String]
  ) {
    self.report = report
    self.summary = summary
    self.position = position
    self.extremes = extremes
    self.categories = categories
    plots = TheoremPlots(summary, at: position, trials, categories: categories)
  }

  func files() throws -> [ReportFile] {
    var lines = ["# \(theorem.identifier)", "", verdict, ""] + statement + numbers + changes
    var files: [ReportFile] = []
    func add(_ name: String, _ alternative: String, _ svg: String) {
      let path = "\(Report.plots)/\(theorem.identifier)-\(name).svg"
      files.append(ReportFile(path, svg))
      lines.append(contentsOf: ["![\(alternative)](\(path))", ""])
    }
    if plots.isWorthwhile {
      lines += ["## How tight", ""]
      for (name, title, svg) in try plots.bySize() { add(name, title, svg) }
      let (title, svg) = try plots.byConditionNumber()
      add("kappa", title, svg)
    }
    if let profile = report.slack[theorem.identifier] {
      lines += ["## Where it loses", ""]
      if let worst = profile.worst {
        let title = "\(theorem.identifier) loses most by: \(worst.rules)"
        add("slack", title, try TheoremPlots.waterfall([(theorem.identifier, profile)], title: title))
      }
      var table = MarkdownTable(["rule", "factor, geometric mean"])
      for step in profile.steps { table.append([step.rules, "×" + NumberText.factor(step.factor)]) }
      lines += table.lines + [""]
    }
    lines += instances + refutation
    lines +=
      ["## Provenance", ""] + report.provenance(of: [theorem.family]) + ["- [all theorems](\(Report.overview))", ""]
      + report.reproduction
    return [ReportFile("\(theorem.identifier).md", lines: lines)] + files
  }

  // MARK: Sections

  private var verdict: String {
    let networks = CountText.plural(summary.trials, "random network")
    let quantiles = summary.quantiles
    switch TheoremConclusion(summary) {
    case .holds:
      guard theorem.relation != .equality, let quantiles, let end = summary.looseEnd else {
        return "**HOLDS:** no violation on \(networks)."
      }
      let finite = summary.trials - summary[.vacuous]
      let condition =
        summary[.vacuous] > 0 ? "where it's finite (\(ReportNumber.percent(finite, of: summary.trials))), " : ""
      let tightness =
        "\(condition)the median bound is \(ReportNumber.text(quantiles.median)) κ; "
        + "95 % are at \(theorem.relation == .upper ? "most" : "least") \(ReportNumber.text(end.percentile)) κ."
      return "**HOLDS:** no violation on \(networks). " + tightness.prefix(1).uppercased() + tightness.dropFirst()
    case .violated:
      return "**VIOLATED** on \(CountText.text(summary[.violated])) of \(networks)."
    case .refuted:
      return
        "**REFUTED, as it should be:** this \(theorem.kind.rawValue) fails on \(CountText.text(summary[.violated])) of "
        + "\(networks)."
    case .survived: return "**NOT REFUTED** on \(networks), though it's false."
    case .undecided: return "**UNDECIDED:** no trial decides anything on \(networks)."
    }
  }

  private var statement: [String] {
    var lines = TheoremStatement(theorem).statement(whole: false) + [""]
    let name = theorem.identifier
    let proof =
      CheckedProof.of(name).map { proof in
        " Machine-checked: \(report.proofPage(of: theorem).map { "[proof in Coq](\($0))" } ?? proof.summary)."
      } ?? ""
    lines.append("Source: \(theorem.source).\(proof)")
    let more = theorem.kind == .theorem ? "assumptions and derivation" : "its assumptions"
    return lines + ["", "`gnbounds show \(name)` prints \(more).", ""]
  }

  private var numbers: [String] {
    var verdicts = MarkdownTable(["verdict", "networks", "share"])
    let all = Verdict.allCases.reduce(0) { $0 + summary[$1] }
    for verdict in Verdict.allCases where summary[verdict] > 0 {
      verdicts.append([
        verdict.rawValue, CountText.text(summary[verdict]), ReportNumber.percent(summary[verdict], of: all),
      ])
    }
    var lines = ["## Numbers", ""] + verdicts.lines + [""]
    if let values = summary.ratios.quantiles([0.05, 0.5, 0.95]) {
      var table = MarkdownTable(["", "min", "5 %", "median", "95 %", "max"])
      let row = [summary.ratios.minimum] + values + [summary.ratios.maximum]
      table.append([theorem.ratioName] + row.map { ReportNumber.text($0) })
      lines += table.lines + [""]
    }
    return lines + proven
  }

  /// What a rigorous check proves of bound/κ, and why it leaves the rest undecided.
  private var proven: [String] {
    guard report.result.check.mode == .rigorous, theorem.family.hasCertificates else { return [] }
    var lines: [String] = []
    if let ratios = summary.provenRatios {
      lines += [
        "Proved, wherever it's decided: \(ratios.lower) ≤ \(theorem.ratioName) ≤ \(ratios.upper).", "",
      ]
    }
    if !summary.causes.isEmpty {
      var table = MarkdownTable(["undecided because of", "networks"])
      for (cause, count) in summary.causesByFrequency { table.append([cause.description, CountText.text(count)]) }
      lines += table.lines + [""]
    }
    return lines
  }

  private var changes: [String] {
    guard let change = report.comparison?.changes[theorem.identifier] else { return [] }
    var lines = ["## Change against the baseline", ""]
    if change.isNew { return lines + ["New: not in the baseline.", ""] }
    lines += change.reasons.isEmpty ? ["None."] : change.reasons.map { "- **\($0)**" }
    lines.append("")
    var table = MarkdownTable([theorem.ratioName, "baseline", "interval", "now"])
    for quantile in change.quantiles {
      let ends = [quantile.baseline.lower, quantile.baseline.upper].map { $0.map { ReportNumber.text($0) } ?? "open" }
      table.append([
        BaselineComparison.name(quantile.baseline.share), ReportNumber.text(quantile.baseline.value),
        "\(ends[0]) to \(ends[1])", ReportNumber.text(quantile.value) + (quantile.isInside ? "" : " ⚠"),
      ])
    }
    if !table.isEmpty { lines += table.lines + [""] }
    return lines
  }

  private var instances: [String] {
    let isUpper = theorem.relation == .upper
    guard theorem.kind == .theorem, theorem.relation != .equality, !extremes.least.isEmpty else { return [] }
    let (tightest, loosest) =
      isUpper ? (extremes.least, extremes.greatest) : (extremes.greatest, extremes.least)
    return ["## Tightest and loosest", "", "Among the networks where it holds by more than rounding. Tightest:", ""]
      + list(tightest) + ["", "Loosest:", ""] + list(loosest) + [""]
  }

  private func list(_ entries: [ExtremeTrials.Entry]) -> [String] {
    var table = MarkdownTable(["trial", "κ", "bound/κ"] + NumericLabel.allCases.filter(isPresent).map(\.title))
    for entry in entries {
      let labels = NumericLabel.allCases.filter(isPresent).map { label in
        categories.firstIndex(of: label.rawValue).map { entry.trial.labels[$0] } ?? "–"
      }
      table.append(
        [
          String(entry.trial.index), entry.trial.conditionNumber.map { ReportNumber.text($0) } ?? "–",
          ReportNumber.ratio(entry.ratio),
        ] + labels)
    }
    return table.lines + ["", "```sh"] + entries.map { report.words.replay(theorem, $0.trial.index) } + ["```"]
  }

  private func isPresent(_ label: NumericLabel) -> Bool { categories.contains(label.rawValue) }

  private var refutation: [String] {
    guard let found = report.refutations[theorem.identifier] else { return [] }
    return [
      "## Counterexample", "",
      "The smallest found, \(found.shrinking): κ = \(ReportNumber.text(found.conditionNumber)) \(found.relation) "
        + "\(ReportNumber.text(found.bound)) = bound.", "",
      "```text",
    ] + report.words.instance(found.instance) + [
      "```", "",
      "First found, and the worst met (bound/κ = \(ReportNumber.text(found.worst.ratio))):", "", "```sh",
      report.words.replay(theorem, found.index), report.words.replay(theorem, found.worst.index), "```", "",
    ]
  }
}

extension Theorem {
  /// What its ratios are of.
  var ratioName: String {
    if case .rank = evidence { return "rank by formula / measured" }
    return relation == .equality ? "value/κ" : "bound/κ"
  }
}
