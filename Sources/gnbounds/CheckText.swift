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
  private let options: EnsembleOptions
  private let arguments: [String]

  init(_ result: CheckResult, _ findings: [Refutation], _ options: EnsembleOptions, arguments: [String]) {
    self.result = result
    self.findings = findings
    self.options = options
    self.arguments = arguments
  }

  var lines: [String] {
    var lines = [
      "Random deep linear networks against the theory: \(Format.plural(result.check.trials, "network")), seed \(options.seed)"
    ]
    if let data = options.dataDescription { lines.append("Data: \(data)") }
    lines += [""] + table + [""] + legend + [""] + coverage + [""]
    for finding in findings { lines += refutation(finding) + [""] }
    lines.append(verdict)
    lines.append("Reproduce: gnbounds " + arguments.map(EnsembleOptions.quoted).joined(separator: " "))
    return lines
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
    let counts = result.coverage.counts
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
      "  found:  \(options.replay(theorem.identifier, index: finding.index, hasOwnEnsemble: own))",
      "  worst:  \(options.replay(theorem.identifier, index: finding.worst.index, hasOwnEnsemble: own))"
        + "  (bound/κ = \(Format.number(finding.worst.ratio)))",
    ]
  }

  /// One sentence.
  var verdict: String {
    let theorems = result.summaries.filter { $0.theorem.kind == .theorem }
    let networks = Format.plural(result.check.trials, "network")
    var sentences: [String] = []
    if result.conclusion == .undecided {
      sentences.append("UNDECIDED: no trial decided anything.")
    } else if !result.violatedTheorems.isEmpty {
      sentences.append(
        "VIOLATED: " + result.violatedTheorems.map(\.theorem.identifier).joined(separator: ", ") + " on \(networks).")
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
