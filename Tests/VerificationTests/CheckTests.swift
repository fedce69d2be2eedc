import BoundKernel
import Foundation
import LinearAlgebra
import Networks
import Testing
import Theorems

@testable import Verification

@Suite struct CheckTests {
  private func summaries(_ check: Check) async throws -> [String] {
    try await check.run().summaries.map { summary in
      let counts = Verdict.allCases.map { "\($0.rawValue) \(summary[$0])" }.joined(separator: " ")
      return "\(summary.theorem.identifier) \(counts) \(summary.ratios.hashValue)"
    }
  }

  @Test func resultsDontDependOnJobs() async throws {
    let theorems = try Catalogue.standard().theorems
    var check = Check(theorems.filter { $0.kind == .theorem }, trials: 300, seed: 5, jobs: 1)
    let one = try await summaries(check)
    for jobs in [2, 3, 8] {
      check.jobs = jobs
      #expect(try await summaries(check) == one)
    }
    check.seed = 6
    #expect(try await summaries(check) != one)
  }

  @Test func trialsDiffer() throws {
    var workspace = Workspace()
    let source = TrialSource(LinearEnsemble(), domain: "linear", seed: 1)
    let instances = try (0..<300).map { try source.instance($0, &workspace) }
    #expect(Set(instances).count == 300)
    let other = TrialSource(LinearEnsemble(), domain: "other", seed: 1)
    #expect(try other.instance(0, &workspace) != instances[0])
  }

  @Test func noTheoremIsViolated() async throws {
    let theorems = try Catalogue.standard().theorems.filter { $0.kind == .theorem }
    let result = try await Check(theorems, trials: 3000, seed: 20_261_121, jobs: 2).run()
    for summary in result.summaries {
      #expect(summary[.violated] == 0, "\(summary.theorem.identifier)")
      #expect(summary.trials + summary[.inapplicable] == 3000)
      // Residual networks with β up to 10 in eight layers have κ beyond 1e8 in one of ten.
      let undecidable = summary.theorem.family == .residual ? 0.15 : 0.05
      #expect(Double(summary[.undecided]) < undecidable * Double(summary.trials), "\(summary.theorem.identifier)")
      #expect(summary[.holds] > 100)
    }
    #expect(result.conclusion == .holds)
  }

  /// Networks whose κ comes from the ends of the spectrum alone are judged as fully as others, rank included.
  @Test func largeNetworksAreJudgedByTheEndsOfTheirSpectra() throws {
    let theorems = try Catalogue.linear().theorems
    let plan = try TheoremPlan(theorems)
    let ensemble = LinearEnsemble(
      depth: 3...4, width: 40...50, inputs: 24...30, outputs: 8...10, initializations: [.kaimingNormal],
      structures: [.plain], widthShapes: [.constant], data: [.whitened, .correlated])
    let source = TrialSource(ensemble, domain: "ends", seed: 3)
    let records = try plan.run(0..<20, of: source)
    #expect(records.count { $0.labels.last == "matrix-free" } >= 15)
    for (position, theorem) in theorems.enumerated() where theorem.kind == .theorem {
      for record in records {
        #expect([.holds, .touching, .inapplicable].contains(record.verdicts[position]), "\(theorem.identifier)")
      }
    }
    let rank = try #require(theorems.firstIndex { $0.identifier == "linear.rank" })
    #expect(records.allSatisfy { $0.verdicts[rank] == .holds && $0.ratios[rank] == 1 })
  }

  /// A harness that can't fail proves nothing: every claim falls within 2,000 trials and shrinks to something small that is
  /// still a violation with exact ranks.
  @Test func everyClaimFallsAndShrinks() async throws {
    let claims = try Catalogue.standard().theorems.filter { $0.kind != .theorem }
    #expect(claims.count == 18)
    let result = try await Check(claims, trials: 1, jobs: 2).run()
    #expect(result.survivingClaims.isEmpty)
    let refutations = try result.refutations()
    #expect(refutations.map(\.theorem.identifier) == claims.map(\.identifier))
    for refutation in refutations {
      let instance = refutation.instance
      #expect(
        instance.weights.count <= 3 && instance.widths.allSatisfy { $0 <= 3 } && instance.data?.columns ?? 0 <= 3,
        "\(refutation.theorem.identifier)")
      let plan = try TheoremPlan([refutation.theorem])
      let (spectrum, outcomes) = try plan.judge(refutation.instance.measurements())
      #expect(outcomes[0].verdict == .violated)
      #expect(spectrum.conditionNumber == refutation.conditionNumber && outcomes[0].bound == refutation.bound)
      // Report the worst too: shrinking hides how bad it gets.
      let worst = try #require(
        result.summaries.first { $0.theorem.identifier == refutation.theorem.identifier }?.ratios.minimum)
      #expect(refutation.worst.ratio == worst)
      // Whole numbers, to be read at a glance.
      #expect(instance.weights.allSatisfy { $0.elements.allSatisfy { $0 == ($0 * 10).rounded() / 10 } })
    }
  }

  /// A claim that is true survives, and the check says so.
  @Test func aTrueClaimSurvives() async throws {
    let weyl = try Theorem.linearWeyl()
    guard case .upper(let bound) = weyl.evidence else { return }
    let claim = try Theorem(
      "control.true", .control, summary: "", source: "",
      claim: Claim(bound.subject, .upper, bound.bound, assuming: bound.assumptions), ensemble: .smallWhitened)
    let result = try await Check([claim], trials: 1).run()
    #expect(result.conclusion == .survived)
  }

  /// A theorem that is false is reported, not only a claim: the arithmetic of verdicts doesn't know kinds.
  @Test func replayGivesTheTrialOfTheCheck() async throws {
    let theorem = try Theorem.linearEnvelope()
    let check = Check([theorem], trials: 200, seed: 9, jobs: 2)
    let summary = try #require(try await check.run().summaries.first)
    let tightest = try #require(summary.tightest)
    var workspace = Workspace()
    let source = TrialSource(check.ensembles.linear, seed: 9)
    let instance = try source.instance(tightest.index, &workspace)
    let outcome = try TheoremPlan([theorem]).judge(LinearMeasurements(instance)).outcomes[0]
    #expect(outcome.ratio == tightest.ratio)
  }

  @Test func quantilesAreOrderStatistics() throws {
    var summary = TheoremSummary(try Theorem.linearWeyl())
    for index in 1...100 {
      summary.record(.holds, ratio: Double((index * 37) % 101), index: index)
    }
    summary.record(.undecided, ratio: 1e9, index: 101)
    let quantiles = try #require(summary.quantiles)
    #expect(quantiles == (1, 50, 95, 100))
    #expect(summary.trials == 101 && summary.tightest?.ratio == 1)
  }

  @Test func worstViolationByRelation() throws {
    var upper = TheoremSummary(try Theorem.linearWeyl())
    var lower = TheoremSummary(try Theorem.linearLower())
    for (index, ratio) in [0.9, 0.5, 0.7].enumerated() {
      upper.record(.violated, ratio: ratio, index: index)
      lower.record(.violated, ratio: 1 / ratio, index: index)
    }
    #expect(upper.firstViolation == 0 && upper.worstViolation?.index == 1)
    #expect(lower.firstViolation == 0 && lower.worstViolation?.index == 1)
  }
}
