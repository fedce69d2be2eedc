import Testing

@testable import BoundKernel

/// Which judgements of a derivation are one step.
@Suite struct DerivationStepTests {
  private let factor = MatrixTerm.symbol(.dataFactor)

  /// An enclosure of SSᵀ that says the same whatever it's derived from.
  private func enclosure(from premise: any Judgement) throws -> Enclosure {
    try Enclosure(
      .gram(factor), from: λmin(.gram(factor)), to: λmax(.gram(factor)), attained: true,
      by: Derivation(.spectralTheorem, [premise]) { _ throws(RuleFailure) in
        try Enclosure.extremeEigenvalues(of: .gram(factor))
      })
  }

  @Test func oneConclusionFromOtherPremisesIsAnotherStep() throws {
    let (a, b) = (try Enclosure.gram(factor), try Enclosure.gram(factor.transposed))
    let top = try enclosure(from: a).intersection(enclosure(from: b))
    let steps = DerivationSteps(top, notation: .text).entries
    #expect(steps.map(\.premises) == [[], [1], [], [3], [2, 4]])
    #expect(steps[1].statement == steps[3].statement)
  }

  @Test func theSameStepIsTakenOnce() throws {
    let top = try enclosure(from: Enclosure.gram(factor)).intersection(enclosure(from: Enclosure.gram(factor)))
    #expect(DerivationSteps(top, notation: .text).entries.map(\.premises) == [[], [1], [2, 2]])
  }
}
