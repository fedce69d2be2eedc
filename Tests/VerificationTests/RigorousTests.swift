import BoundKernel
import Foundation
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import VerifiedNumerics

@testable import Verification

@Suite struct RigorousTests {
  private func layers(_ weights: [[[Double]]], _ factor: [[Double]]? = nil) throws -> RigorousLayers {
    let matrices = try weights.map { try Matrix($0) }
    return RigorousLayers(
      try LinearInstance(
        network: LinearNetwork(weights: matrices),
        data: SecondMoment(factor: try factor.map { try Matrix($0) } ?? .identity(matrices[0].columns))))
  }

  private func outcome(_ identifier: String, _ layers: RigorousLayers) throws -> RigorousOutcome {
    let theorem = try #require(try Catalogue.standard()[identifier])
    return try #require(try TheoremPlan([theorem]).judgeRigorously(layers).outcomes[0])
  }

  /// The bounds that a NumPy program computes straight from their statements lie in the enclosures, and nothing true is
  /// refuted.
  @Test func enclosesWhatNumPyComputes() throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/linear_bounds", withExtension: "json"))
    let cases = try JSONDecoder().decode(GoldenBoundTests.File.self, from: Data(contentsOf: url)).cases
    let theorems = try Catalogue.linear().theorems.filter { $0.kind == .theorem }
    let plan = try TheoremPlan(theorems)
    var compared = 0
    for golden in cases {
      let judgement = plan.judgeRigorously(try layers(golden.weights, golden.dataFactor))
      let κ = try #require(judgement.conditionNumber?.value)
      // NumPy's own rounding: relative to κ.
      let slack = 1e-13 * golden.kappa
      #expect(κ.lower <= golden.kappa * (1 + slack) && κ.upper >= golden.kappa * (1 - slack))
      #expect(κ.relativeWidth < 1e-7)
      for (theorem, outcome) in zip(theorems, judgement.outcomes) {
        guard let expected = golden.bounds[theorem.identifier], let bound = outcome?.bound else { continue }
        #expect(
          bound.lower <= expected * (1 + slack) && bound.upper >= expected * (1 - slack), "\(theorem.identifier)")
        #expect(bound.relativeWidth < 1e-6, "\(theorem.identifier)")
        #expect([.holds, .touching].contains(outcome?.verdict), "\(theorem.identifier)")
        compared += 1
      }
    }
    #expect(compared >= 150)
  }

  /// κ(Ĝ) = 5/2, and whole-number bounds: each by hand.
  @Test func instancesWorkedOutByHand() throws {
    let small = try layers([[[2, 0], [0, 1]], [[1, 0], [0, 1]]])
    let minimum = try outcome("control.minimum", small)
    #expect(minimum.verdict == .violated && minimum.bound?.contains(1) == true)
    #expect(minimum.ratio?.contains(0.4) == true && (minimum.ratio?.width ?? 1) < 1e-13)
    #expect(try outcome("linear.weyl", small).verdict == .touching)
    #expect(try outcome("linear.onehidden", small).verdict == .holds)
    #expect(try outcome("linear.rank", small).verdict == .holds)
    #expect(try outcome("control.short-side", layers([[[1, 0]], [[1]]])).verdict == .violated)
    #expect(try outcome("control.data-forgotten", layers([[[1, 0]]], [[2, 0], [0, 1]])).verdict == .violated)
    let aligned = try layers([[[1, 0], [0, 0], [0, 1]], [[1, 0, 0], [0, 1, 0], [0, 0, 0]], [[0, 0, 1]]])
    #expect(try outcome("conjecture.layerwise-restricted", aligned).verdict == .violated)
    #expect(try outcome("linear.onehidden", aligned).verdict == .inapplicable)
  }

  /// Rank 1 by values, not by widths: exact arithmetic proves it, so nothing is left open.
  @Test func ranksByValues() throws {
    let singular = [[0.1, 0.3], [0.2, 0.6]]
    let layers = try layers([singular, [[1, 0.5], [0, 1]], singular])
    #expect(try outcome("linear.weyl", layers).verdict == .vacuous)
    #expect(try outcome("linear.rank", layers).verdict == .holds)
    #expect([.holds, .touching].contains(try outcome("linear.bottleneck", layers).verdict))
    #expect(try outcome("linear.rank", layers).bound == Interval(3))
  }

  /// Ĝ = diag(2,1,1,0): u₂ = P_1z stays in the range.
  @Test func vectorsStayInTheRange() throws {
    let found = try outcome("linear.lower", layers([[[1, 0]], [[1], [0]]]))
    #expect(found.verdict == .holds || found.verdict == .touching)
    #expect((found.bound?.lower ?? 3) <= 2)
  }

  @Test func networksWithoutConditionNumber() throws {
    let zero = try layers([[[0], [1]], [[1, 0]], [[0], [1]], [[1, 0]]])
    #expect(try outcome("linear.weyl", zero).verdict == .inapplicable)
    #expect(try outcome("linear.rank", zero).verdict == .holds)
  }

  /// Float64 and proofs never contradict each other, and proofs decide as much.
  @Test(arguments: [NetworkFamily.linear, .residual]) func agreesWithFloat64(_ family: NetworkFamily) throws {
    let theorems = try Catalogue.standard().theorems.filter { $0.family == family && $0.kind == .theorem }
    let plan = try TheoremPlan(theorems)
    func records(_ mode: VerdictMode) throws -> [TrialRecord] {
      family == .linear
        ? try plan.run(0..<400, of: TrialSource(LinearEnsemble(), seed: 11), mode: mode)
        : try plan.run(0..<400, of: TrialSource(ResidualEnsemble(), seed: 11), mode: mode)
    }
    let (float, proven) = (try records(.float), try records(.rigorous))
    var (decided, open) = (0, 0)
    for (first, second) in zip(float, proven) {
      let record = try #require(second.proven)
      for position in theorems.indices {
        let (before, after) = (first.verdicts[position], second.verdicts[position])
        #expect(after != .violated, "\(theorems[position].identifier) trial \(first.index)")
        if before == .holds, after == .touching {
          #expect((first.ratios[position] ?? 0) < 1 + 1e-6, "\(theorems[position].identifier) trial \(first.index)")
        }
        #expect((before == .inapplicable) == (after == .inapplicable) || after == .undecided || before == .undecided)
        if before == .holds || before == .touching {
          if [.holds, .touching].contains(after) { decided += 1 } else { open += 1 }
        }
        #expect((record.causes[position] != nil) == (after == .undecided))
        if let ratio = record.ratios[position], let value = first.ratios[position], before != .undecided,
          (first.conditionNumber ?? .infinity) < 1e7
        {
          #expect(ratio.lower <= value * (1 + 1e-5) && ratio.upper >= value * (1 - 1e-5))
        }
      }
    }
    #expect(open * 50 < decided, "\(open) of \(decided)")
  }

  /// At least 95 of 100 verdicts that are neither vacuous nor touching are decided on the default ensembles.
  @Test func mostVerdictsAreDecided() async throws {
    let theorems = try Catalogue.standard().theorems.filter { $0.kind == .theorem && $0.family.hasCertificates }
    let result = try await Check(theorems, trials: 500, seed: 4, jobs: 2, mode: .rigorous).run()
    let (decided, undecided) = result.summaries.reduce((0, 0)) { sum, summary in
      (sum.0 + summary[.holds] + summary[.violated], sum.1 + summary[.undecided])
    }
    #expect(result.violatedTheorems.isEmpty && result.conclusion == .holds)
    #expect(decided * 5 >= 95 * (decided + undecided) / 20)
    for summary in result.summaries {
      #expect(summary.causes.values.reduce(0, +) == summary[.undecided], "\(summary.theorem.identifier)")
      #expect(summary.provenRatios != nil)
      guard let proven = summary.provenRatios, summary.theorem.identifier != "linear.rank" else { continue }
      switch summary.theorem.relation {
      case .upper: #expect(proven.lower > 1 - 2e-6)
      case .lower: #expect(proven.upper < 1 + 2e-6)
      case .equality: #expect(abs(proven.lower - 1) < 2e-6 && abs(proven.upper - 1) < 2e-6)
      }
    }
  }

  /// What float64 calls violated is reported only if it's proved.
  @Test func violationsAreProved() throws {
    let theorem = try Theorem.linearWeyl()
    let plan = try TheoremPlan([theorem])
    let weights = try [[[2.0, 0], [0, 1]], [[1, 0], [0, 3]], [[1, 1], [0, 1]]].map { try Matrix($0) }
    let instance = try LinearInstance(network: LinearNetwork(weights: weights), data: .whitened(2))
    let spoiled = TheoremOutcome(verdict: .violated, bound: 0.5, ratio: 0.5)
    var outcomes = [spoiled]
    let record = try #require(plan.confirm(&outcomes, on: instance))
    #expect(outcomes[0].verdict == .holds && record.causes == [nil])
    outcomes[0].verdict = .holds
    #expect(plan.confirm(&outcomes, on: instance) == nil)

    let claim = try #require(try Catalogue.linear()["control.minimum"])
    let records = try TheoremPlan([claim]).run(
      0..<200, of: TrialSource(LinearEnsemble.smallWhitened, domain: "linear/control.minimum", seed: 1))
    #expect(records.contains { $0.verdicts == [.violated] })
    for record in records where record.verdicts == [.violated] {
      let ratio = try #require(record.proven?.ratios[0])
      #expect(ratio.upper < 1 && record.proven?.conditionNumber != nil)
    }
  }

  /// A family without certificates is left in float64, and the result says so.
  @Test func familiesWithoutCertificates() async throws {
    let theorems = [try Theorem.linearWeyl(), try Theorem.reluWeyl()]
    let rigorous = try await Check(theorems, trials: 50, mode: .rigorous).run()
    let float = try await Check(theorems, trials: 50).run()
    #expect(rigorous.series.map(\.mode) == [.rigorous, .float])
    #expect(rigorous.summaries[1].counts == float.summaries[1].counts)
    #expect(rigorous.summaries[1].causes == float.summaries[1].causes)
    #expect(rigorous.summaries[0].provenRatios != nil && float.summaries[0].provenRatios == nil)
  }

  /// W + βE is taken unrounded, and what rests on an exactly orthonormal basis isn't claimed.
  @Test func residualLayersAreExact() throws {
    let network = try ResidualNetwork(
      branches: [Matrix([[1, 0], [0, 2]]), Matrix([[1, 0], [0, 1]])], strengths: [0x1p-60, 0.5])
    let instance = try ResidualInstance(network: network, data: .whitened(2))
    let layers = RigorousLayers(instance)
    #expect(!layers.areExact(try .onBLAS()))
    let theorems = try Catalogue.residual().theorems.filter { $0.kind == .theorem }
    let judgement = try TheoremPlan(theorems).judgeRigorously(layers)
    #expect(judgement.outcomes.allSatisfy { $0?.verdict == .touching || $0?.verdict == .holds })

    let basis = try Matrix([[0.6], [0.8]])
    let reduced = try ResidualInstance(network: network, data: .whitened(1), basis: basis)
    let outcomes = try TheoremPlan(theorems).judgeRigorously(RigorousLayers(reduced)).outcomes
    for (theorem, outcome) in zip(theorems, outcomes) where theorem.identifier == "residual.perturbation" {
      #expect(outcome?.cause == .assumption)
    }
  }

  /// Semidefinite by rank and positive eigenvalues, indefinite by a negative one.
  @Test func alignedBranchesAreProved() throws {
    func outcome(_ branch: [[Double]]) throws -> RigorousOutcome {
      let network = try ResidualNetwork(branches: [Matrix(branch), Matrix(branch)], strengths: [1, 1])
      let instance = try ResidualInstance(network: network, data: .whitened(branch.count))
      let plan = try TheoremPlan([Theorem.residualAligned()])
      return try #require(plan.judgeRigorously(RigorousLayers(instance)).outcomes[0])
    }
    #expect([.holds, .touching].contains(try outcome([[2, 1], [1, 1]]).verdict))
    #expect([.holds, .touching].contains(try outcome([[1, 2], [2, 4]]).verdict))
    #expect(try outcome([[1, 2], [2, 3]]).verdict == .inapplicable)
    #expect(try outcome([[1, 2], [2, -4]]).verdict == .inapplicable)
  }

  @Test func recordsSurviveTheJournal() throws {
    let plan = try TheoremPlan(Catalogue.linear().theorems.filter { $0.kind == .theorem })
    let records = try plan.run(0..<40, of: TrialSource(LinearEnsemble(), seed: 2), mode: .rigorous)
    for record in records {
      let data = try JSONEncoder().encode(JournalRecord(record, series: 0))
      #expect(try JSONDecoder().decode(JournalRecord.self, from: data).trial == record)
    }
  }
}
