import Foundation
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// κ and every bound against a NumPy program that computes them straight from their statements:
/// `Golden/make_linear_bounds.py`.
@Suite struct GoldenBoundTests {
  struct Case: Decodable {
    let weights: [[[Double]]]
    let dataFactor: [[Double]]
    let rank: Int
    let kappa: Double
    let bounds: [String: Double]
  }

  struct File: Decodable { let cases: [Case] }

  @Test func everyBoundAgreesWithNumPy() throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/linear_bounds", withExtension: "json"))
    let cases = try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).cases
    #expect(cases.count == 30)
    let theorems = try Catalogue.linear().theorems.filter { $0.kind == .theorem }
    let plan = try TheoremPlan(theorems)
    var compared: [String: Int] = [:]
    for golden in cases {
      let instance = try LinearInstance(
        network: LinearNetwork(weights: golden.weights.map { try Matrix($0) }),
        data: SecondMoment(factor: try Matrix(golden.dataFactor)))
      #expect(instance.rank == golden.rank)
      let (spectrum, outcomes) = try plan.judge(LinearMeasurements(instance))
      let κ = try #require(spectrum.conditionNumber)
      #expect(relativeDifference(κ, golden.kappa) < 1e-9)
      for (theorem, outcome) in zip(theorems, outcomes) {
        guard let expected = golden.bounds[theorem.identifier] else { continue }
        let bound = try #require(outcome.bound, "\(theorem.identifier) has no bound where NumPy has \(expected)")
        #expect(relativeDifference(bound, expected) < 1e-8, "\(theorem.identifier) at κ = \(κ)")
        #expect([.holds, .touching].contains(outcome.verdict))
        compared[theorem.identifier, default: 0] += 1
      }
    }
    for identifier in ["weyl", "datacoupled", "coupled", "envelope", "convex", "loose", "layerwise", "bottleneck"] {
      #expect((compared["linear.\(identifier)"] ?? 0) >= 16, "\(identifier)")
    }
    #expect(compared["linear.onehidden"] == 5)
  }
}
