import Foundation
import Theorems
import Verification

/// What each step of a derivation loses, over many trials: geometric means, whose product is that of bound/κ.
struct SlackProfile: Sendable {
  /// One step of the chain κ = b₀ ≤ b₁ ≤ … ≤ b_m.
  struct Step: Sendable {
    /// The rules applied at this step, all of them at once: monotonicity + spectral theorem.
    let rules: String
    /// The geometric mean of b_i/b_{i−1}.
    let factor: Double

    /// Whether it would be seen in a plot.
    var isVisible: Bool { factor > 1.0005 }
  }

  /// The steps, the outermost rule first.
  let steps: [Step]
  /// How many trials they're averaged over.
  let trials: Int

  /// How many trials are taken.
  static let wanted = 200

  /// The first trials on which the bound is compared with κ are replayed, with their intermediate bounds; nil for what isn't
  /// a derived upper bound, or is never compared.
  ///
  /// - Parameter records: the trials of the theorem's series.
  init?(_ theorem: Theorem, at position: Int, _ records: [TrialRecord], _ check: Check) throws {
    guard case .upper = theorem.evidence else { return nil }
    var logarithms: [Double] = []
    var rules: [String] = []
    var count = 0
    for record in records where [.holds, .touching].contains(record.verdicts[position]) {
      if count == Self.wanted { break }
      let steps = try theorem.slack(
        on: theorem.measurements(ofTrial: record.index, check.ensembles, seed: check.seed))
      // Where an intermediate bound over- or underflows nothing can be said of the steps around it.
      guard steps.allSatisfy({ $0.slack > 0 && $0.slack.isFinite }), !steps.isEmpty else { continue }
      if count == 0 {
        rules = steps.map { $0.rules.joined(separator: " + ") }
        logarithms = Array(repeating: 0, count: steps.count)
      }
      guard steps.count == rules.count else { continue }
      for (index, step) in steps.enumerated() { logarithms[index] += log(step.slack) }
      count += 1
    }
    guard count > 0 else { return nil }
    let mean = 1 / Double(count)
    // A step can't gain: what is below 1 is rounding.
    steps = zip(rules, logarithms).map { Step(rules: $0, factor: max(1, exp($1 * mean))) }
    trials = count
    // No plot reaches further.
    if !(total < 1e300) { return nil }
  }

  /// bound/κ, as its geometric mean.
  var total: Double { steps.reduce(1) { $0 * $1.factor } }

  /// The step that loses most; nil where none loses anything.
  var worst: Step? { steps.filter(\.isVisible).max { $0.factor < $1.factor } }
}
