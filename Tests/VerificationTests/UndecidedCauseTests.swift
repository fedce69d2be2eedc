import BoundKernel
import Foundation
import Networks
import Testing
import Theorems

@testable import Verification

@Suite("Causes of undecided verdicts")
struct UndecidedCauseTests {
  @Test("every undecided verdict of float64 has a cause, no other has one, and a journal keeps them")
  func complete() async throws {
    let theorems = try Catalogue.standard().theorems.filter { $0.kind == .theorem }
    let check = Check(theorems, trials: 400, seed: 3, jobs: 2)
    let path = FileManager.default.temporaryDirectory.appending(path: "gnbounds-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let header = try JournalHeader(check, version: "test", arguments: ["check"], data: nil)
    let result = try await check.run(journal: try Journal(path, for: header, resuming: false))
    for summary in result.summaries {
      #expect(summary.causes.values.reduce(0, +) == summary[.undecided], "\(summary.theorem.identifier)")
    }
    #expect(result.summaries.contains { $0[.undecided] > 0 })
    let merged = try CheckResult(check, header, merging: [path])
    #expect(merged.summaries.map(\.causes) == result.summaries.map(\.causes))
  }

  @Test("an inapplicable verdict has an assumption that fails; a vacuous one that, or a singular G")
  func assumptions() throws {
    var named = 0
    for theorem in try Catalogue.standard().theorems where theorem.kind == .theorem {
      let plan = try TheoremPlan([theorem])
      for index in 0..<40 {
        let measurements = try theorem.measurements(ofTrial: index, FamilyEnsembles(), seed: 5)
        let expected = try verdict(measurements, plan)
        let failed = expected.failed.map { theorem.assumptions[$0.position] }
        #expect(expected.confirmed, "\(theorem.identifier) \(index): \(String(describing: failed))")
        switch expected.verdict {
        case .inapplicable:
          #expect(failed != nil || expected.isZero, "\(theorem.identifier) \(index)")
          named += failed == nil ? 0 : 1
        case .vacuous:
          #expect(failed?.failureIsVacuous ?? expected.isSingular, "\(theorem.identifier) \(index)")
          named += failed == nil ? 0 : 1
        default: break
        }
      }
    }
    #expect(named > 100)
  }

  private func verdict(
    _ measurements: some InstanceMeasurements, _ plan: TheoremPlan
  ) throws -> (verdict: Verdict, failed: FailedAssumption?, confirmed: Bool, isZero: Bool, isSingular: Bool) {
    let (spectrum, outcomes) = try plan.judge(measurements)
    let failed = outcomes[0].failed
    return (
      outcomes[0].verdict, failed, try failed.map { try fails($0, of: plan.theorems[0], measurements) } ?? true,
      spectrum.conditionNumber == nil, spectrum.rank < measurements.instance.order
    )
  }

  /// Whether an assumption fails, evaluated by itself.
  private func fails(
    _ failed: FailedAssumption, of theorem: Theorem, _ measurements: some InstanceMeasurements
  ) throws -> Bool {
    let assumption = theorem.assumptions[failed.position]
    var plan = EvaluationPlan(subject: theorem.subject, vocabulary: theorem.family.vocabulary)
    switch assumption {
    case .positive(let expression):
      let planned = try plan.add(expression)
      var evaluation = Evaluation(plan, measurements)
      return try failed.layer == nil && evaluation.value(of: planned) <= 0
    case .positiveAtEveryLayer(let variable, let expression):
      let planned = try plan.add(expression, at: variable)
      var evaluation = Evaluation(plan, measurements)
      return try evaluation.value(of: planned, atLayer: try #require(failed.layer)) <= 0
    case .ranks(let condition):
      let planned = try plan.add(condition)
      var evaluation = Evaluation(plan, measurements)
      return try !evaluation.holds(planned)
    default: return !measurements.satisfies(assumption)
    }
  }
}
