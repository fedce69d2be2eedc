import BoundKernel
import RandomStreams
import Testing
import Theorems
import Verification

@Suite("Summary of a theorem")
struct TheoremSummaryTests {
  /// Journals hand trials over in the order in which they ended.
  @Test("the order of the trials decides nothing, ties included")
  func order() throws {
    for theorem in [try Theorem.linearWeyl(), try .linearLower(), try .linearOneHidden()] {
      var stream = RandomStream(domain: "TheoremSummaryTests", seed: 1, index: 0)
      let trials = (0..<200).map { index in
        (index, Verdict.allCases[stream.integer(in: 0...5)], [0.5, 0.9, 1.5, nil, 2][stream.integer(in: 0...4)])
      }
      var (first, second) = (TheoremSummary(theorem), TheoremSummary(theorem))
      for (index, verdict, ratio) in trials { first.record(verdict, ratio: ratio, index: index) }
      for (index, verdict, ratio) in trials.reversed() { second.record(verdict, ratio: ratio, index: index) }
      #expect(first.counts == second.counts && first.ratios == second.ratios)
      #expect(first.firstViolation == second.firstViolation)
      #expect(first.worstViolation?.index == second.worstViolation?.index)
      #expect(first.tightest?.index == second.tightest?.index)
      let worst = theorem.relation == .lower ? 2 : theorem.relation == .upper ? 0.5 : 2
      let candidates = trials.filter { $0.1 == .violated && $0.2 == worst }
      #expect(first.worstViolation?.ratio == worst)
      #expect(first.worstViolation?.index == candidates.map(\.0).min())
    }
  }
}
