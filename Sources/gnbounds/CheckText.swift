import BoundKernel
import Falsification
import Foundation
import LinearAlgebra
import Networks
import Theorems
import Verification

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
    var lines = [
      "Random deep linear networks against the theory: \(networks), seed \(result.check.seed)"
    ]
    if let data = configuration.options.realData { lines.append("Data: \(data.description)") }
    lines += [""] + table + [""] + legend + [""] + coverage + [""]
    for finding in findings { lines += refutation(finding) + [""] }
    lines.append(verdict)
    lines.append(lastLine)
    return lines
  }

  /// The command that gives the same output, or finishes it.
  private var lastLine: String {
    let command = { (arguments: [String]) in
      "gnbounds " + arguments.map(EnsembleOptions.quoted).joined(separator: " ")
    }
    if !result.isComplete, let journal {
      return "Resume: " + command(configuration.arguments + ["--journal", journal, "--resume"])
    }
    return "Reproduce: " + command(result.check.shard == .whole ? configuration.reproduction : configuration.arguments)
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
      ? Format.plural(trials, "network") : "\(Format.count(finished)) of \(Format.plural(trials, "network"))"
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
        [summary.theorem.identifier, Format.count(summary.trials)] + verdicts.map { Format.count(summary[$0]) }
          + (quantiles ?? ["–", "–", "–", "–"]))
    }
    return table.lines
  }

  /// What the generator reached, in percent of the networks.
  private var coverage: [String] {
    guard let counts = result.series.first(where: \.isCommon)?.coverage.counts else { return [] }
    guard !counts.isEmpty else { return [] }
    let width = counts.keys.map(\.count).max() ?? 0
    return ["Coverage of the generator, in percent"]
      + counts.keys.sorted().map { category in
        let labels = counts[category] ?? [:]
        let total = Double(max(1, labels.values.reduce(0, +)))
        let shares = labels.keys.sorted { $0.compare($1, options: .numeric) == .orderedAscending }.map {
          String(format: "%@ %.3g", $0, 100 * Double(labels[$0] ?? 0) / total)
        }
        return "  \(category.padding(toLength: width, withPad: " ", startingAt: 0))  \(shares.joined(separator: ", "))"
      }
  }

  private var legend: [String] {
    [
      "touching: equal to κ as far as rounding tells; vacuous: the bound is +∞; inapplicable: an assumption fails.",
      "Ratios are over the trials that hold, are violated or touch; linear.rank compares ranks in place of κ.",
    ]
  }

  /// The shrunk instance, its numbers, and where to see more.
  private func refutation(_ finding: Refutation) -> [String] {
    let theorem = finding.theorem
    let own = theorem.ensemble != nil
    let relation = theorem.relation == .lower ? "<" : theorem.relation == .upper ? ">" : "≠"
    let widths = finding.instance.network.widths.map(String.init).joined(separator: " → ")
    return [
      "\(theorem.identifier) is refuted; shrunk in \(Format.plural(finding.steps, "step")) to widths \(widths):",
      "  κ(G) = \(Format.number(finding.conditionNumber)) \(relation) \(Format.number(finding.bound)) = bound",
    ] + MatrixText.instance(finding.instance, Format.exact).map { "  " + $0 } + [
      "  found:  \(configuration.options.replay(theorem.identifier, index: finding.index, hasOwnEnsemble: own))",
      "  worst:  \(configuration.options.replay(theorem.identifier, index: finding.worst.index, hasOwnEnsemble: own))"
        + "  (bound/κ = \(Format.number(finding.worst.ratio)))",
    ]
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
        "INTERRUPTED: no violation of \(Format.plural(theorems.count, "theorem")) on \(networks) so far.")
    } else if result.conclusion == .undecided {
      sentences.append("UNDECIDED: no trial decided anything.")
    } else if !theorems.isEmpty {
      sentences.append("HOLDS: no violation of \(Format.plural(theorems.count, "theorem")) on \(networks).")
    }
    if !result.refutedClaims.isEmpty {
      sentences.append(
        "Refuted as they should be: " + result.refutedClaims.map(\.theorem.identifier).joined(separator: ", ") + ".")
    }
    if !result.survivingClaims.isEmpty {
      sentences.append(
        "NOT REFUTED: " + result.survivingClaims.map(\.theorem.identifier).joined(separator: ", ")
          + " survived \(Format.count(Check.claimTrials)) trials.")
    }
    return sentences.joined(separator: " ")
  }
}

/// Matrices as people write them.
enum MatrixText {
  static func instance(_ instance: LinearInstance, _ format: (Double) -> String) -> [String] {
    var lines: [String] = []
    for layer in 1...instance.network.depth { lines += named("W^\(layer)", instance.network.weight(layer), format) }
    if instance.data.form == .whitened { return lines + ["Σ = I"] }
    return lines + named("Σ", instance.data.covariance, format)
  }

  private static func named(_ name: String, _ matrix: Matrix, _ format: (Double) -> String) -> [String] {
    let cells = matrix.rowLists.map { $0.map(format) }
    let widths = (0..<matrix.columns).map { column in cells.map { $0[column].count }.max() ?? 0 }
    let indent = String(repeating: " ", count: name.count + 3)
    return cells.enumerated().map { row, line in
      let padded = zip(line, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
      return (row == 0 ? "\(name) = " : indent) + "[ \(padded) ]"
    }
  }
}
