import BoundKernel
import Formalization
import Plotting
import Theorems
import Verification

/// The first page: what holds, how tight it is, where it loses, and what has changed.
struct OverviewPage {
  private let report: Report

  init(_ report: Report) { self.report = report }

  func files() throws -> [ReportFile] {
    let result = report.result
    var lines = ["# How tight the bounds are", "", report.verdict, ""]
    lines += tightest + theorems + claims + changes
    var files: [ReportFile] = []
    let families = NetworkFamily.allCases.filter { family in result.series.contains { $0.family == family } }
    for (number, series) in result.series.enumerated() where series.isCommon && series.finished > 0 {
      let family = try FamilySection(report, series, report.trials.shown(ofSeries: number))
      lines += family.lines
      files += family.plots
    }
    lines += ["## Provenance", ""] + report.provenance(of: families) + [""] + report.reproduction
    return [ReportFile(Report.overview, lines: lines)] + files
  }

  /// What a reader in a hurry takes home: for each family the bounds that are close to κ most often.
  private var tightest: [String] {
    var lines: [String] = []
    for series in report.result.series where series.isCommon {
      let link = { (identifier: String) in "[\(identifier)](\(identifier).md)" }
      let sentences = [Relation.upper, .lower].compactMap { Closeness.best($0, of: series) }.map { best in
        let (factor, ratio) = (ReportNumber.short(Closeness.factor), ReportNumber.text(best.ratioOf95Percent))
        let summary = best.summary
        let name = link(summary.theorem.identifier)
        let share = "\(best.share) of \(CountText.plural(best.networks, "network"))"
        let elsewhere =
          summary[.inapplicable] > 0
          ? " and doesn't apply to \(ReportNumber.percent(summary[.inapplicable], of: best.networks))" : ""
        if summary.theorem.relation == .lower {
          return
            "\(name) is at least κ/\(factor) on \(share)\(elsewhere); 95 % of its values are at least \(ratio) κ"
        }
        let vacuous = ReportNumber.percent(summary[.vacuous], of: best.networks)
        return "\(name) is at most \(factor) κ on \(share), "
          + "+∞ on \(vacuous)\(elsewhere); 95 % of its finite values are at most \(ratio) κ"
      }
      if !sentences.isEmpty {
        lines.append("- **\(report.heading(series.family)):** " + sentences.joined(separator: ". ") + ".")
      }
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private var theorems: [String] {
    let summaries = report.result.summaries.filter { $0.theorem.kind == .theorem }
    if summaries.isEmpty { return [] }
    var table = MarkdownTable(
      [
        "theorem", "verdict", "networks", "equal", "vacuous", "undecided", "closest", "median", "95 %", "loosest",
        "Coq",
      ],
      textColumns: [0, 1])
    for summary in summaries {
      let identifier = summary.theorem.identifier
      let isLower = summary.theorem.relation == .lower
      let quantiles = summary.quantiles.flatMap { quantiles in
        summary.looseEnd.map { end in
          [isLower ? quantiles.maximum : quantiles.minimum, quantiles.median, end.percentile, end.worst]
            .map { ReportNumber.text($0) }
        }
      }
      let proof =
        CheckedProof.of(identifier).map { proof in
          report.proofPage(of: summary.theorem).map { "[proved](\($0))" } ?? "`\(proof.file)`"
        } ?? "–"
      table.append(
        [
          "[\(identifier)](\(identifier).md)", TheoremConclusion(summary).rawValue, CountText.text(summary.trials),
          ReportNumber.percent(summary[.touching], of: summary.trials),
          ReportNumber.percent(summary[.vacuous], of: summary.trials),
          ReportNumber.percent(summary[.undecided], of: summary.trials),
        ] + (quantiles ?? ["–", "–", "–", "–"]) + [proof])
    }
    let ranks = summaries.filter { if case .rank = $0.theorem.evidence { true } else { false } }
      .map { "`\($0.theorem.identifier)`" }
    let compares = ranks.isEmpty ? "" : " (\(ranks.joined(separator: ", ")): of ranks)"
    return [
      "## Theorems", "",
      "The right-hand columns are of bound/κ where the bound is finite\(compares): 1 is exact, above 1 an upper bound "
        + "loses, below 1 a lower one. *95 %*: that many networks have a bound as close or closer. *Equal*: as far as rounding "
        + "tells; *vacuous*: the bound is +∞; *undecided*: rounding leaves it open.", "",
    ] + table.lines + [""]
  }

  private var claims: [String] {
    let summaries = report.result.summaries.filter { $0.theorem.kind != .theorem }
    if summaries.isEmpty { return [] }
    var table = MarkdownTable(
      ["false statement", "verdict", "networks", "violated", "worst bound/κ"], textColumns: [0, 1])
    for summary in summaries {
      let identifier = summary.theorem.identifier
      table.append([
        "[\(identifier)](\(identifier).md)", TheoremConclusion(summary).rawValue, CountText.text(summary.trials),
        CountText.text(summary[.violated]), summary.worstViolation.map { ReportNumber.text($0.ratio) } ?? "–",
      ])
    }
    return [
      "## False statements that must fall", "",
      "Conjectures that somebody believed, and controls that are false on purpose: a harness that can't refute them proves "
        + "nothing.", "",
    ] + table.lines + [""]
  }

  private var changes: [String] {
    guard let comparison = report.comparison else { return [] }
    var lines = ["## Change against the baseline", ""]
    let seeds =
      comparison.baseline.seed == report.result.check.seed ? "the same seed" : "seed \(comparison.baseline.seed)"
    if comparison.regressions.isEmpty {
      lines.append(
        "None: every verdict and every quantile is where [the baseline](baseline.json) (\(seeds)) has it.")
    } else {
      lines.append("**Changed** against [the baseline](baseline.json) (\(seeds)):")
      lines.append("")
      lines += comparison.regressions.map { "- " + $0 }
    }
    if !comparison.additions.isEmpty {
      lines += ["", "New, not in the baseline: \(comparison.additions.joined(separator: ", "))."]
    }
    return lines + ["", comparison.explanation, ""]
  }
}
