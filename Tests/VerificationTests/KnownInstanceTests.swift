import BoundKernel
import LinearAlgebra
import TestSupport
import Testing
import Theorems
import Verification

@testable import Networks

/// Instances worked out by hand.
@Suite struct KnownInstanceTests {
  private func judge(
    _ identifier: String, _ weights: [[[Double]]], _ covarianceRoot: [[Double]]? = nil
  ) throws -> (κ: Double?, outcome: TheoremOutcome) {
    let matrices = try weights.map { try Matrix($0) }
    let factor = try covarianceRoot.map { try Matrix($0) } ?? .identity(matrices[0].columns)
    let instance = try LinearInstance(
      network: LinearNetwork(weights: matrices), data: SecondMoment(factor: factor))
    let theorem = try #require(try Catalogue.linear()[identifier])
    let (spectrum, outcomes) = try TheoremPlan([theorem]).judge(LinearMeasurements(instance))
    return (spectrum.conditionNumber, outcomes[0])
  }

  private func expect(
    _ identifier: String, _ weights: [[[Double]]], _ root: [[Double]]? = nil, κ: Double, bound: Double,
    _ verdict: Verdict, location: SourceLocation = #_sourceLocation
  ) throws {
    let (measured, outcome) = try judge(identifier, weights, root)
    #expect(relativeDifference(measured ?? .nan, κ) < 1e-12, sourceLocation: location)
    #expect(relativeDifference(outcome.bound ?? .nan, bound) < 1e-12, sourceLocation: location)
    #expect(outcome.verdict == verdict, sourceLocation: location)
  }

  @Test func smallestRefutationsOfTheControls() throws {
    try expect("control.data-forgotten", [[[1, 0]]], [[2, 0], [0, 1]], κ: 4, bound: 1, .violated)
    try expect("control.minimum", [[[2, 0], [0, 1]], [[1, 0], [0, 1]]], κ: 2.5, bound: 1, .violated)
    try expect("control.short-side", [[[1, 0]], [[1]]], κ: 2, bound: 1, .violated)
    try expect("control.dropped-term", [[[1]], [[1]]], κ: 1, bound: 0.5, .violated)
  }

  @Test func layerwiseRestricted() throws {
    let (first, second) = ([[1.0, 0], [0, 0], [0, 1]], [[1.0, 0, 0], [0, 1, 0], [0, 0, 0]])
    let name = "conjecture.layerwise-restricted"
    try expect(name, [first, second, [[0, 0, 1]]], κ: 2, bound: 1, .violated)
    try expect(name, [first, second, [[0, 0, 0.1]]], κ: 101, bound: 1, .violated)
    // At L = 2 it's linear.layerwise, and true.
    let (_, outcome) = try judge(name, [first, [[1, 2, 3]]])
    #expect(outcome.verdict == .touching)
    // Hidden widths below max(d, k): it doesn't speak of them.
    #expect(try judge(name, [[[1, 0]], [[1]]]).outcome.verdict == .inapplicable)
  }

  /// W² = (1), W¹ = (1 0): κ = 2; leaving out the term with α_l = 0 would give 1.
  @Test func zeroAlphaIsNotLeftOut() throws {
    let weights: [[[Double]]] = [[[1, 0]], [[1]]]
    try expect("linear.weyl", weights, κ: 2, bound: 2, .touching)
    #expect(try judge("linear.convex", weights).outcome.verdict == .vacuous)
    #expect(try judge("linear.loose", weights).outcome.verdict == .vacuous)
  }

  /// Ĝ = diag(2,1,1,0): a product vector outside the range would give 25/9 > κ = 2.
  @Test func rayleighVectorsStayInTheRange() throws {
    let (κ, outcome) = try judge("linear.lower", [[[1, 0]], [[1], [0]]])
    #expect(κ == 2)
    #expect(try #require(outcome.bound) <= 2 * (1 + 1e-12))
    #expect(outcome.verdict == .touching || outcome.verdict == .holds)
  }

  /// Rank 1 exactly, though the computed second singular value isn't 0: what is zero by rank is vacuous, not a large number.
  @Test func zerosThatRankDecidesAreExact() throws {
    let singular = [[0.1, 0.3], [0.2, 0.6]]
    for name in ["linear.convex", "linear.loose"] {
      #expect(try judge(name, [singular, [[1, 0.5], [0, 1]]]).outcome.verdict == .vacuous, "\(name)")
    }
    #expect(try judge("linear.weyl", [singular, singular]).outcome.verdict == .vacuous)
    #expect(try judge("linear.bottleneck", [singular, singular]).outcome.verdict == .touching)
  }

  /// More eigenvalues than a formula allows refute it; fewer that rounding can see leave it open.
  @Test func ranksAreComparedWithTheSpectrum() throws {
    let network = try LinearNetwork(weights: [Matrix([[1, 2], [3, 5]]), Matrix([[2, 0], [1, 1]])])
    let plan = try TheoremPlan([.linearRank()])
    for (claimed, verdict) in [(2, Verdict.holds), (1, .violated)] {
      let ranks = PartialRanks(
        after: [0, claimed, claimed], before: [0, claimed, claimed], layers: [0, 2, 2], provenance: .exact)
      let instance = try LinearInstance(network: network, data: .whitened(2), ranks: ranks)
      #expect(try plan.judge(LinearMeasurements(instance)).outcomes[0].verdict == verdict)
    }
    let tiny = try LinearNetwork(weights: [Matrix([[1, 0], [0, 1e-12]])])
    let data = try SecondMoment(factor: Matrix([[1, 0], [0, 1e-12]]))
    let instance = try LinearInstance(network: tiny, data: data)
    #expect(try plan.judge(LinearMeasurements(instance)).outcomes[0].verdict == .undecided)
  }

  /// Where everything underflows nothing is decided: neither a violation nor a pass.
  @Test func underflowDecidesNothing() throws {
    let tiny = [[1e-162, 2e-162], [3e-162, 1e-162]]
    for theorem in try Catalogue.linear().theorems where theorem.kind == .theorem {
      let verdict = try judge(theorem.identifier, [tiny, tiny, tiny]).outcome.verdict
      #expect([.undecided, .inapplicable].contains(verdict), "\(theorem.identifier): \(verdict)")
    }
  }

  @Test func residualExamplesByOneHidden() throws {
    try expect("linear.onehidden", [[[10, 0], [0, 10]], [[5, 0], [0, 0]]], κ: 1.25, bound: 1.25, .holds)
    try expect(
      "linear.onehidden", [[[11, 0], [0, 11]], [[6, 0], [0, 1]]], κ: 157.0 / 122, bound: 157.0 / 122, .holds)
  }

  @Test func zeroNetworkIsUndefined() throws {
    let (κ, outcome) = try judge("linear.weyl", [[[0], [1]], [[1, 0]], [[0], [1]], [[1, 0]]])
    #expect(κ == nil && outcome.verdict == .inapplicable)
    #expect(try judge("linear.rank", [[[0], [1]], [[1, 0]], [[0], [1]], [[1, 0]]]).outcome.verdict == .holds)
  }
}
