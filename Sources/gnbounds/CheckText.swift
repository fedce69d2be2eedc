import BoundKernel
import Falsification
import Foundation
import LinearAlgebra
import Networks
import Reporting
import Theorems
import Verification
import VerifiedNumerics

/// The result of a check for people.
struct CheckText {
  private let result: CheckResult
  private let findings: [Refutation]
  private let configuration: CheckConfiguration
  private let journal: String?

  init(
    _ result: CheckResult, _ findings: [Refutation], _ configuration: CheckConfiguration, journal: String? = nil
  ) {
    self.result = result
    self.findings = findings
    self.configuration = configuration
    self.journal = journal
  }

  var lines: [String] {
    var lines = ["Random networks against the theory: \(networksByFamily), seed \(result.check.seed)"]
    if let data = configuration.options.realData { lines.append("Data: \(data.description)") }
    for family in NetworkFamily.allCases {
      if let reason = configuration.options.leftOut[family] {
        lines.append("Left out: \(family.rawValue) (\(reason))")
      }
    }
    lines += rigor
    lines += [""] + table + [""] + proven + legend + [""] + undecided + coverage + [""]
    lines += quantities.isEmpty ? [] : quantities + [""]
    for finding in findings { lines += refutation(finding) + [""] }
    lines.append(verdict)
    lines += hints
    lines.append(lastLine)
    return lines
  }

  /// The command that gives the same output, or finishes it.
  private var lastLine: String {
    if !result.isComplete, let journal {
      return "Resume: " + Output.command(configuration.arguments + ["--journal", journal, "--resume"])
    }
    return "Reproduce: " + Output.command(configuration.arguments)
  }

  /// The same, family by family.
  private var networksByFamily: String {
    let common = result.series.filter(\.isCommon)
    guard !common.isEmpty else { return networks }
    let counts = common.map { series in
      let count = CountText.text(series.finished)
      let all = series.finished == series.trials ? count : "\(count) of \(CountText.text(series.trials))"
      return "\(all) \(FamilyText.name(series.family))"
    }
    let noun = common.allSatisfy { $0.trials == 1 } && common.count == 1 ? "network" : "networks"
    return "\(CountText.list(counts)) \(noun)" + (result.check.shard == .whole ? "" : " of shard \(result.check.shard)")
  }

  /// How many were judged, of how many.
  private var networks: String {
    let common = result.series.filter(\.isCommon)
    let counted = common.isEmpty ? result.series : common
    let (finished, trials) = (
      counted.reduce(0) { $0 + $1.finished }, counted.reduce(0) { $0 + $1.trials }
    )
    let count =
      finished == trials
      ? CountText.plural(trials, "network") : "\(CountText.text(finished)) of \(CountText.plural(trials, "network"))"
    return result.check.shard == .whole ? count : "\(count) of shard \(result.check.shard)"
  }

  private var table: [String] {
    var table = TextTable(header: [
      "theorem", "trials", "holds", "violated", "touching", "undecided", "vacuous", "inapplicable", "min", "median",
      "p95", "max bound/κ",
    ])
    for summary in result.summaries {
      let verdicts: [Verdict] = [.holds, .violated, .touching, .undecided, .vacuous, .inapplicable]
      let quantiles = summary.quantiles.map { [$0.minimum, $0.median, $0.percentile95, $0.maximum].map(Format.number) }
      table.append(
        [summary.theorem.identifier, CountText.text(summary.trials)] + verdicts.map { CountText.text(summary[$0]) }
          + (quantiles ?? ["–", "–", "–", "–"]))
    }
    return table.lines
  }

  /// What verdicts rest on, where it isn't float64 alone.
  private var rigor: [String] {
    guard result.check.mode == .rigorous else { return [] }
    let left = Set(result.series.filter { $0.mode == .float }.map(\.family))
    let names = NetworkFamily.allCases.filter(left.contains).map(FamilyText.name)
    return ["Rigorous: verdicts are proved for the weights and data factor as exact numbers, by \(BLAS.description)."]
      + (names.isEmpty
        ? [] : ["No certificates for \(names.joined(separator: ", ")) networks: their verdicts are those of float64."])
  }

  /// What is proved of bound/κ, and why the rest is undecided.
  private var proven: [String] {
    guard result.check.mode == .rigorous else { return [] }
    var table = TextTable(header: ["theorem", "proved: bound/κ ≥", "bound/κ ≤", "undecided because of"])
    for summary in result.summaries
    where summary.theorem.family.hasCertificates && (summary.provenRatios != nil || !summary.causes.isEmpty) {
      let ends = summary.provenRatios.map { [Format.exact($0.lower), Format.exact($0.upper)] } ?? ["–", "–"]
      let causes = summary.causesByFrequency.map { "\($0.cause.rawValue) (\(CountText.text($0.count)))" }
      table.append([summary.theorem.identifier] + ends + [causes.joined(separator: ", ")])
    }
    return table.lines + [""]
  }

  /// Why nothing was decided of theorems of which nothing was.
  private var undecided: [String] {
    let open = result.summaries.filter {
      !$0.causes.isEmpty && $0[.holds] + $0[.violated] + $0[.touching] == 0
        && (result.check.mode == .float || !$0.theorem.family.hasCertificates)
    }
    guard !open.isEmpty else { return [] }
    let lines = open.map { summary in
      "  \(summary.theorem.identifier): "
        + summary.causesByFrequency.map { "\($0.cause.description(.float)) (\(CountText.plural($0.count, "trial")))" }
        .joined(separator: ", ")
    }
    return ["Nothing decided of"] + lines + [""]
  }

  /// What may decide more where nothing was decided.
  private var hints: [String] {
    guard result.conclusion == .undecided, result.isComplete else { return [] }
    let data = configuration.options.realData
    let families = Set(result.summaries.filter { !$0.causes.isEmpty }.map(\.theorem.family))
    guard !families.isEmpty else { return [] }
    var hints: [String] = []
    if let data {
      if data.hasImages { hints.append("a smaller --downsample HxW") }
      if !data.isWhitened, families != [.conv] { hints.append("--whiten, which takes κ(Σ) away") }
    } else {
      hints.append("smaller sizes")
    }
    if result.check.mode == .float, families.contains(where: \.hasCertificates) {
      hints.append("--rigorous, which needs no tolerance")
    }
    return ["What may decide more: " + hints.joined(separator: "; ") + "."]
  }

  /// What the generator reached, in percent of the networks.
  private var coverage: [String] {
    let common = result.series.filter { $0.isCommon && !$0.coverage.counts.isEmpty }
    let lists = common.map { [$0.family.rawValue + ", in percent"] + coverage($0.coverage.counts) }
    return common.isEmpty ? [] : ["Coverage of the generators"] + lists.joined(separator: [""])
  }

  private func coverage(_ counts: [String: [String: Int]]) -> [String] {
    let width = counts.keys.map { CoverageText.category($0).count }.max() ?? 0
    return counts.keys.sorted().map { category in
      let labels = counts[category] ?? [:]
      let total = Double(max(1, labels.values.reduce(0, +)))
      let shares = CoverageText.sorted(labels.keys).map {
        String(format: "%@ %.3g", $0, 100 * Double(labels[$0] ?? 0) / total)
      }
      let name = CoverageText.category(category).padding(toLength: width, withPad: " ", startingAt: 0)
      return "  \(name)  \(shares.joined(separator: ", "))"
    }
  }

  /// What was measured of the networks besides κ.
  private var quantities: [String] {
    result.series.filter(\.isCommon).flatMap { series in
      series.quantities.compactMap { quantity in
        quantity.distribution.quantiles([0.05, 0.5, 0.95]).map { shares in
          "\(series.family.rawValue): \(quantity.name), over \(CountText.plural(quantity.distribution.count, "network")): "
            + "p5 \(Format.number(shares[0])), median \(Format.number(shares[1])), p95 \(Format.number(shares[2])), "
            + "from \(Format.number(quantity.distribution.minimum)) to \(Format.number(quantity.distribution.maximum))"
        }
      }
    }
  }

  private var legend: [String] {
    [
      "touching: equal to κ as far as rounding tells; vacuous: the bound is +∞; inapplicable: an assumption fails.",
      "Ratios are over the trials that hold, are violated or touch; rank theorems compare ranks in place of κ.",
    ]
  }

  /// The shrunk instance, its numbers, and where to see more.
  private func refutation(_ finding: Refutation) -> [String] {
    let theorem = finding.theorem
    return [
      "\(theorem.identifier) is refuted; \(finding.shrinking):",
      "  κ(G) = \(Format.number(finding.conditionNumber)) \(finding.relation) \(Format.number(finding.bound)) = bound",
    ] + MatrixText.instance(finding.instance, Format.exact).map { "  " + $0 } + [
      "  found:  \(configuration.options.replay(theorem, index: finding.index))",
      "  worst:  \(configuration.options.replay(theorem, index: finding.worst.index))"
        + "  (bound/κ = \(Format.number(finding.worst.ratio)))",
    ]
  }

  /// What most often left a theorem undecided.
  private var mainCause: String {
    let theorems = result.summaries.filter { $0.theorem.kind == .theorem }
    var counts: [String: Int] = [:]
    for summary in theorems.isEmpty ? result.summaries : theorems {
      let mode = summary.theorem.family.hasCertificates ? result.check.mode : .float
      for (cause, count) in summary.causes { counts[cause.description(mode), default: 0] += count }
    }
    let main = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return main.map { "; most often because " + $0.key } ?? ": every bound is vacuous or inapplicable"
  }

  /// What it comes to.
  var verdict: String {
    let theorems = result.summaries.filter { $0.theorem.kind == .theorem }
    var sentences: [String] = []
    if !result.violatedTheorems.isEmpty {
      sentences.append(
        "VIOLATED: " + result.violatedTheorems.map(\.theorem.identifier).joined(separator: ", ") + " on \(networks).")
    } else if !result.isComplete {
      sentences.append(
        "INTERRUPTED: no violation of \(CountText.plural(theorems.count, "theorem")) on \(networks) so far.")
    } else if result.conclusion == .undecided {
      sentences.append("UNDECIDED: no trial decided anything\(mainCause).")
    } else if !theorems.isEmpty {
      sentences.append("HOLDS: no violation of \(CountText.plural(theorems.count, "theorem")) on \(networks).")
    }
    if !result.refutedClaims.isEmpty {
      sentences.append(
        "Refuted as they should be: " + result.refutedClaims.map(\.theorem.identifier).joined(separator: ", ") + ".")
    }
    if !result.survivingClaims.isEmpty {
      sentences.append(
        "NOT REFUTED: " + result.survivingClaims.map(\.theorem.identifier).joined(separator: ", ")
          + " survived \(CountText.text(Check.claimTrials)) trials.")
    }
    return sentences.joined(separator: " ")
  }
}
