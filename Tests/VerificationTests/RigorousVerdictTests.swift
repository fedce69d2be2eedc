import BoundKernel
import Testing
import VerifiedNumerics

@testable import Verification

@Suite struct RigorousVerdictTests {
  private func outcome(_ bound: Interval, _ relation: Relation, _ κ: Interval) -> RigorousOutcome {
    RigorousOutcome(bound: bound, relation: relation, conditionNumber: κ)
  }

  /// No tolerance: neighbouring numbers decide, and one number in common leaves it open.
  @Test func endsDecide() {
    let (below, middle, above) = (Interval(1, 2), Interval(2, 3), Interval(3.0.nextUp, 4))
    #expect(outcome(above, .upper, middle).verdict == .holds)
    #expect(outcome(middle, .upper, above).verdict == .violated)
    #expect(outcome(middle, .upper, below).verdict == .holds)
    #expect(outcome(below, .upper, middle).verdict == .undecided)
    #expect(outcome(below, .lower, middle).verdict == .holds)
    #expect(outcome(middle, .lower, above).verdict == .holds)
    #expect(outcome(above, .lower, middle).verdict == .violated)
    #expect(outcome(middle, .lower, below).verdict == .undecided)
    #expect(outcome(Interval(2), .upper, Interval(2)).verdict == .holds)
    #expect(outcome(Interval(2.0.nextDown), .upper, Interval(2)).verdict == .violated)
  }

  /// Touching needs a narrow ratio, and is never a pass.
  @Test func touchingIsNarrow() {
    let κ = Interval(100, 100 * (1 + 1e-9))
    for relation in [Relation.upper, .lower] {
      let found = outcome(κ, relation, κ)
      #expect(found.verdict == .touching && found.cause == nil)
      #expect(found.ratio?.contains(1) == true)
      #expect(outcome(Interval(99, 101), relation, κ).verdict == .undecided)
      #expect(outcome(Interval(99, 101), relation, κ).cause == .width)
    }
  }

  /// An equality that holds can be seen only as enclosures that meet and are narrow.
  @Test func equalities() {
    let narrow = Interval(100, 100 * (1 + 1e-9))
    #expect(outcome(narrow, .equality, narrow).verdict == .holds)
    #expect(outcome(Interval(99, 101), .equality, narrow).verdict == .undecided)
    #expect(outcome(Interval(100.0.nextDown), .equality, narrow).verdict == .violated)
    #expect(outcome(Interval(101), .equality, narrow).verdict == .violated)
  }

  /// What isn't known grants nothing.
  @Test func noInformationIsUndecided() {
    for relation in Relation.allCases {
      for (bound, κ) in [
        (Interval.everything, Interval(1, 2)), (Interval(1, 2), .everything), (.everything, .everything),
        (.nonnegative, Interval(3)), (Interval(.nan), Interval(1)),
      ] {
        let found = outcome(bound, relation, κ)
        #expect(found.verdict == .undecided && found.cause != nil, "\(relation) \(bound) \(κ)")
      }
    }
    #expect(outcome(.infinity, .upper, Interval(1, 2)).verdict == .vacuous)
    #expect(outcome(.infinity, .lower, Interval(1, 2)).verdict == .undecided)
    #expect(outcome(Interval(5), .upper, Interval(1, .infinity)).cause == .rank)
    // κ is known from below only: that refutes, and proves lower bounds.
    #expect(outcome(Interval(5), .upper, Interval(6, .infinity)).verdict == .violated)
    #expect(outcome(Interval(5), .lower, Interval(6, .infinity)).verdict == .holds)
  }
}
