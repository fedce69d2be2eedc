import BoundKernel
import Testing
import Verification

@Suite struct VerdictTests {
  private func verdict(_ bound: Double, _ relation: Relation, _ κ: Double, roundings: Int = 10) -> Verdict {
    Verdict(bound: bound, relation: relation, conditionNumber: κ, roundings: roundings)
  }

  @Test func bothSidesOfEveryRelation() {
    #expect(verdict(2, .upper, 1) == .holds)
    #expect(verdict(1, .upper, 2) == .violated)
    #expect(verdict(1, .lower, 2) == .holds)
    #expect(verdict(2, .lower, 1) == .violated)
    #expect(verdict(2, .equality, 2) == .holds)
    #expect(verdict(2, .equality, 1.9) == .violated)
    for relation in [Relation.upper, .lower] { #expect(verdict(3, relation, 3) == .touching) }
  }

  /// ε = 8·N·u·max(κ, b): differences above it decide, those below touch.
  @Test func roundingDecidesNothing() {
    let ε = 8 * 10 * 0x1p-53 * 100
    for relation in [Relation.upper, .lower] {
      let sign = relation == .upper ? 1.0 : -1
      #expect(verdict(100 * (1 + sign * 1.5 * ε), relation, 100) == .holds)
      #expect(verdict(100 * (1 + sign * 0.5 * ε), relation, 100) == .touching)
      #expect(verdict(100 * (1 - sign * 0.5 * ε), relation, 100) == .touching)
      #expect(verdict(100 * (1 - sign * 1.5 * ε), relation, 100) == .violated)
    }
  }

  /// What an iteration may be off by decides nothing either.
  @Test func iterationErrorDecidesNothing() {
    func verdict(_ bound: Double, _ iterationError: Double) -> Verdict {
      Verdict(bound: bound, relation: .upper, conditionNumber: 100, roundings: 10, iterationError: iterationError)
    }
    #expect(verdict(100 * (1 - 1.9e-7), 1e-7) == .touching && verdict(100 * (1 - 2.1e-7), 1e-7) == .violated)
    #expect(verdict(100 * (1 + 1.9e-7), 1e-7) == .touching && verdict(100 * (1 + 2.1e-7), 1e-7) == .holds)
    #expect(verdict(100, 1e-6) == .undecided && verdict(100, .infinity) == .undecided)
    #expect(verdict(100, .nan) == .undecided)
  }

  @Test func largeConditionNumbersAreUndecided() {
    #expect(verdict(1e12, .upper, 1e12) == .undecided)
    #expect(verdict(1e12, .equality, 1e12) == .undecided)
    #expect(verdict(0.9, .upper, 1e17) == .undecided)
    // Far above, even rounding leaves no doubt.
    #expect(verdict(1e20, .upper, 10) == .holds)
  }

  @Test func notANumberIsNeverAPass() {
    for relation in Relation.allCases {
      for (bound, κ) in [(Double.nan, 1.0), (1, .nan), (.nan, .nan), (1, .infinity), (-.infinity, 1)] {
        #expect(verdict(bound, relation, κ) == .undecided, "\(relation) \(bound) \(κ)")
      }
    }
    #expect(verdict(.infinity, .upper, 1) == .vacuous)
    #expect(verdict(.infinity, .lower, 1) == .undecided)
    #expect(verdict(.infinity, .upper, .nan) == .undecided)
  }
}
