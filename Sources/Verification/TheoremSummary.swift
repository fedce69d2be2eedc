import BoundKernel
public import Theorems

/// The outcomes of one theorem over many trials.
public struct TheoremSummary: Sendable {
  /// The theorem.
  public let theorem: Theorem
  /// How often each verdict was reached.
  public private(set) var counts: [Verdict: Int] = [:]
  /// bound/κ of every trial whose verdict compares two finite numbers, in the order of the trials.
  public private(set) var ratios: [Double] = []
  /// The violation with the fewest surprises: the first.
  public private(set) var firstViolation: Int?
  /// The trial where the bound is furthest on the wrong side, and its bound/κ.
  public private(set) var worstViolation: (index: Int, ratio: Double)?
  /// The trial with the least slack among those that hold, and its bound/κ.
  public private(set) var tightest: (index: Int, ratio: Double)?

  /// Nothing yet.
  public init(_ theorem: Theorem) { self.theorem = theorem }

  /// Counts a trial.
  public mutating func record(_ outcome: TheoremOutcome, index: Int) {
    counts[outcome.verdict, default: 0] += 1
    guard let ratio = outcome.ratio, [.holds, .violated, .touching].contains(outcome.verdict) else { return }
    ratios.append(ratio)
    let slack = theorem.relation == .lower ? 1 / ratio : ratio
    if outcome.verdict == .violated {
      if firstViolation == nil { firstViolation = index }
      let badness = theorem.relation == .equality ? -abs(ratio - 1) : slack
      if let worst = worstViolation {
        let known =
          theorem.relation == .equality
          ? -abs(worst.ratio - 1) : theorem.relation == .lower ? 1 / worst.ratio : worst.ratio
        if badness < known { worstViolation = (index, ratio) }
      } else {
        worstViolation = (index, ratio)
      }
    } else if outcome.verdict == .holds {
      let known = tightest.map { theorem.relation == .lower ? 1 / $0.ratio : $0.ratio } ?? .infinity
      if slack < known { tightest = (index, ratio) }
    }
  }

  /// How often a verdict was reached.
  public subscript(verdict: Verdict) -> Int { counts[verdict, default: 0] }

  /// The trials on instances that the theorem speaks of: all but the inapplicable.
  public var trials: Int { Verdict.allCases.reduce(0) { $0 + ($1 == .inapplicable ? 0 : self[$1]) } }

  /// Minimum, median, 95th percentile and maximum of bound/κ; order statistics, no interpolation.
  public var quantiles: (minimum: Double, median: Double, percentile95: Double, maximum: Double)? {
    guard !ratios.isEmpty else { return nil }
    let sorted = ratios.sorted()
    let rank = { (q: Double) in sorted[max(0, Int((q * Double(sorted.count)).rounded(.up)) - 1)] }
    return (sorted[0], rank(0.5), rank(0.95), sorted[sorted.count - 1])
  }
}
