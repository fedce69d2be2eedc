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

  /// What a reader in a hurry takes home: for each family the bounds that come closest to κ.
  private var tightest: [String] {
    var lines: [String] = []
    for series in report.result.series where series.isCommon {
      let decided = series.summaries.filter { $0.theorem.kind == .theorem && $0.quantiles != nil }
      let link = { (summary: TheoremSummary) in
        "[\(summary.theorem.identifier)](\(summary.theorem.identifier).md)"
      }
      var sentences: [String] = []
      let upper = decided.filter { $0.theorem.relation == .upper }.min {
        ($0.quantiles?.percentile95 ?? .infinity) < ($1.quantiles?.percentile95 ?? .infinity)
      }
      if let upper, let quantiles = upper.quantiles {
        sentences.append(
          "\(link(upper)) is at most \(ReportNumber.text(quantiles.percentile95)) κ on 95 % of the networks where it's "
            + "finite (\(ReportNumber.percent(upper.trials - upper[.vacuous], of: upper.trials)))")
      }
      let lower = decided.filter { $0.theorem.relation == .lower }.max {
        ($0.ratios.quantiles([0.05])?[0] ?? 0) < ($1.ratios.quantiles([0.05])?[0] ?? 0)
      }
      if let lower, let quantile = lower.ratios.quantiles([0.05]) {
        sentences.append("\(link(lower)) is at least \(ReportNumber.text(quantile[0])) κ on 95 %")
      }
      if !sentences.isEmpty {
        lines.append("- **\(report.heading(series.family)):** " + sentences.joined(separator: "; ") + ".")
      }
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private var theorems: [String] {
    let summaries = report.result.summaries.filter { $0.theorem.kind == .theorem }
    if summaries.isEmpty { return [] }
    var table = MarkdownTable(
      ["theorem", "verdict", "networks", "equal", "vacuous", "undecided", "min", "median", "95 %", "max", "Coq"],
      textColumns: [0, 1])
    for summary in summaries {
      let identifier = summary.theorem.identifier
      let quantiles = summary.quantiles.map {
        [$0.minimum, $0.median, $0.percentile95, $0.maximum].map { ReportNumber.text($0) }
      }
      let proof = CheckedProof.of(identifier) == nil ? "–" : "[proved](../Proofs/\(identifier).md)"
      table.append(
        [
          "[\(identifier)](\(identifier).md)", TheoremConclusion(summary).rawValue, CountText.text(summary.trials),
          ReportNumber.percent(summary[.touching], of: summary.trials),
          ReportNumber.percent(summary[.vacuous], of: summary.trials),
          ReportNumber.percent(summary[.undecided], of: summary.trials),
        ] + (quantiles ?? ["–", "–", "–", "–"]) + [proof])
    }
    return [
      "## Theorems", "",
      "The right-hand columns are of bound/κ: 1 is exact, above 1 an upper bound loses, below 1 a lower one "
        + "(`linear.rank` compares ranks). *Equal*: as far as rounding tells; *vacuous*: the bound is +∞; *undecided*: "
        + "rounding leaves it open.", "",
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
