import BoundKernel
public import VerifiedNumerics

/// What is proved of one theorem on one instance, for the given weights and data factor.
public struct RigorousOutcome: Sendable, Hashable {
  /// The verdict: *holds* and *violated* are proved, and so is *vacuous*; *touching* says that no precision can tell.
  public var verdict: Verdict
  /// An enclosure of the bound, or of the rank that a rank theorem gives; absent where it wasn't evaluated.
  public var bound: Interval?
  /// An enclosure of bound/κ, or of formula/rank; absent where there's none.
  public var ratio: Interval?
  /// Why the verdict is undecided; nil for every other.
  public var cause: UndecidedCause?

  static func without(_ verdict: Verdict) -> RigorousOutcome {
    RigorousOutcome(verdict: verdict, bound: verdict == .vacuous ? .infinity : nil)
  }

  static func undecided(_ cause: UndecidedCause, bound: Interval? = nil, ratio: Interval? = nil) -> RigorousOutcome {
    RigorousOutcome(verdict: .undecided, bound: bound, ratio: ratio, cause: cause)
  }

  /// Compares enclosures of a bound and of κ. Neither is NaN, and no tolerance enters *holds* or *violated*.
  ///
  /// An equality holds when the enclosures intersect and are narrow: that much can be seen, equality can't.
  init(bound: Interval, relation: Relation, conditionNumber κ: Interval) {
    self.bound = bound
    if bound.lower == .infinity {
      self = relation == .upper ? .without(.vacuous) : .undecided(.sign, bound: bound)
      return
    }
    let ratio = bound / κ
    // What division can't tell is left out; bound/κ is never negative.
    self.ratio = ratio.isFinite ? Interval(max(0, ratio.lower), max(0, ratio.upper)) : nil
    let touches = ratio.contains(1) && ratio.width <= Verdict.resolution
    let agree = bound.overlaps(κ)
    switch relation {
    case .upper:
      verdict =
        κ.isSurelyAtMost(bound) ? .holds : bound.isSurelyLess(than: κ) ? .violated : touches ? .touching : .undecided
    case .lower:
      verdict =
        bound.isSurelyAtMost(κ) ? .holds : κ.isSurelyLess(than: bound) ? .violated : touches ? .touching : .undecided
    case .equality: verdict = !agree ? .violated : touches ? .holds : .undecided
    }
    if verdict == .undecided { cause = κ.upper == .infinity ? .rank : .width }
  }

  init(verdict: Verdict, bound: Interval? = nil, ratio: Interval? = nil, cause: UndecidedCause? = nil) {
    self.verdict = verdict
    self.bound = bound
    self.ratio = ratio
    self.cause = cause
  }
}

/// What is proved on one instance.
public struct RigorousJudgement: Sendable {
  /// λ₁, λ_r and κ; absent where nothing is known of them.
  public let conditionNumber: ConditionNumberEnclosure?
  /// One for each theorem of the plan; nil for those that weren't asked for.
  public let outcomes: [RigorousOutcome?]
  /// Why nothing is known of κ.
  public let cause: UndecidedCause?
}
