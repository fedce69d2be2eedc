import BoundKernel
import Foundation
import Theorems
public import Verification

/// A check against a baseline: regression testing of the theory.
public struct BaselineComparison: Sendable {
  /// A quantile beside the baseline's.
  struct QuantileChange: Sendable {
    let baseline: Baseline.Quantile
    let value: Double

    /// Whether it's in the baseline's interval.
    var isInside: Bool { (baseline.lower ?? -.infinity) <= value && value <= (baseline.upper ?? .infinity) }
  }

  /// How often a verdict was reached, beside the baseline's count.
  struct CountChange: Sendable {
    let verdict: Verdict
    let baseline: Int
    let count: Int
    /// The probability of a difference as large between two runs that differ in their seed only.
    let probability: Double
  }

  /// What became of one theorem.
  struct Change: Sendable {
    let identifier: String
    /// Why it's a regression, in plain text; empty where it's none.
    let reasons: [String]
    let quantiles: [QuantileChange]
    let counts: [CountChange]
    let isNew: Bool
  }

  /// What the check is compared with.
  public let baseline: Baseline
  let changes: [String: Change]
  /// What left its interval or changed, in plain text, a line each; empty where nothing did.
  public let regressions: [String]
  /// Theorems that the baseline doesn't know.
  public let additions: [String]

  /// Compares a whole check with a baseline.
  ///
  /// - Parameters:
  ///   - arguments: what reproduces the check.
  ///   - path: the baseline's file, for errors.
  /// - Throws: `BaselineError` when the baseline is of other networks: of another number, or drawn otherwise.
  public init(
    _ result: CheckResult, arguments: [String], with baseline: Baseline, path: String
  ) throws(BaselineError) {
    let mine = Baseline.withoutSeed(arguments)
    guard mine == baseline.arguments else {
      let text = { (arguments: [String]) in "gnbounds " + arguments.joined(separator: " ") }
      throw BaselineError(
        path,
        "is of other networks: it was made with \(text(baseline.arguments)), the journal with \(text(mine)); "
          + "only --seed may differ")
    }
    self.baseline = baseline
    let level = baseline.falseAlarm / Double(baseline.comparisons)
    var changes: [String: Change] = [:]
    var regressions: [String] = []
    let summaries = result.summaries
    for summary in summaries {
      let change = Self.change(summary, baseline.theorems[summary.theorem.identifier], level)
      changes[change.identifier] = change
      regressions += change.reasons.map { "\(change.identifier): \($0)" }
    }
    let known = Set(summaries.map(\.theorem.identifier))
    regressions += baseline.theorems.keys.filter { !known.contains($0) }.sorted().map {
      "\($0): in the baseline, and no longer checked"
    }
    self.changes = changes
    self.regressions = regressions
    additions = summaries.map(\.theorem.identifier).filter { baseline.theorems[$0] == nil }
  }

  private static func change(_ summary: TheoremSummary, _ entry: Baseline.Entry?, _ level: Double) -> Change {
    let identifier = summary.theorem.identifier
    guard let entry else {
      return Change(identifier: identifier, reasons: [], quantiles: [], counts: [], isNew: true)
    }
    var reasons: [String] = []
    if summary.theorem.formula(.text) != entry.formula {
      reasons.append("the statement was \(entry.formula), is \(summary.theorem.formula(.text))")
    }
    let conclusion = TheoremConclusion(summary)
    if conclusion != entry.conclusion {
      reasons.append("the verdict was '\(entry.conclusion.rawValue)', is '\(conclusion.rawValue)'")
    }
    let size = entry.verdicts.values.reduce(0, +)
    let counts = Verdict.allCases.map { verdict in
      let (before, now) = (entry.verdicts[verdict.rawValue] ?? 0, summary[verdict])
      return CountChange(
        verdict: verdict, baseline: before, count: now,
        probability: TwoSampleOrder.probability(ofCounts: before, now, size: size))
    }
    for count in counts where count.probability < level {
      reasons.append(
        "'\(count.verdict.rawValue)' on \(CountText.text(count.count)) of \(CountText.text(size)) networks, "
          + "\(CountText.text(count.baseline)) in the baseline: "
          + "the seed alone does that with probability \(ReportNumber.text(count.probability, digits: 2)), "
          + "below \(ReportNumber.text(level, digits: 2))")
    }
    let values = summary.ratios.quantiles(entry.quantiles.map(\.share)) ?? []
    let quantiles = zip(entry.quantiles, values).map { QuantileChange(baseline: $0, value: $1) }
    if values.isEmpty != entry.quantiles.isEmpty {
      reasons.append(
        values.isEmpty ? "no trial compares two numbers any more" : "trials compare numbers, none did before")
    }
    for quantile in quantiles where !quantile.isInside {
      reasons.append(
        "the \(name(quantile.baseline.share)) of \(summary.theorem.ratioName) is \(digits(quantile.value)), outside "
          + "[\(quantile.baseline.lower.map(digits) ?? "−∞"), \(quantile.baseline.upper.map(digits) ?? "∞")] "
          + "around the baseline's \(digits(quantile.baseline.value))")
    }
    return Change(identifier: identifier, reasons: reasons, quantiles: quantiles, counts: counts, isNew: false)
  }

  /// More digits than elsewhere: intervals may be narrow.
  private static func digits(_ value: Double) -> String { ReportNumber.text(value, digits: 7) }

  /// In words.
  static func name(_ share: Double) -> String {
    share == 0.5 ? "median" : "\(Int((100 * share).rounded()))th percentile"
  }

  /// What the intervals are.
  var explanation: String {
    "An interval holds the quantile of another run of as many networks, seed apart: two order statistics of the baseline, "
      + "chosen by their exact two-sample probabilities (Fisher's exact test for counts). The probability that any of "
      + "\(baseline.comparisons) comparisons raises a false alarm is at most "
      + "\(ReportNumber.text(100 * baseline.falseAlarm, digits: 2)) % (Bonferroni); relative differences below 10⁻⁶ are none."
  }
}
