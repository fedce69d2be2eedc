import Foundation
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// κ, rank and every bound of the residual and ReLU families against a NumPy program that computes them straight from their
/// statements, κ from the networks' outputs by differences: `Golden/make_family_bounds.py`.
@Suite struct FamilyGoldenTests {
  struct Residual: Decodable {
    let weights: [[[Double]]]
    let strengths: [Double]
    let dataFactor: [[Double]]
    let rank: Int
    let kappa: Double
    let bounds: [String: Double]
  }

  struct ReLU: Decodable {
    let hidden: [[Double]]
    let output: [[Double]]
    let slope: Double
    let data: [[Double]]
    let rank: Int
    let kappa: Double
    let bounds: [String: Double]
  }

  struct File: Decodable {
    let residual: [Residual]
    let relu: [ReLU]
  }

  private func file() throws -> File {
    let url = try #require(Bundle.module.url(forResource: "Golden/family_bounds", withExtension: "json"))
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }

  private func compare<Model: InstanceMeasurements>(
    _ evaluator: FamilyEvaluator<Model>, _ theorems: PlannedTheorems, rank: Int, kappa: Double,
    _ expected: [String: Double], _ compared: inout [String: Int]
  ) throws {
    #expect(evaluator.measurements.instance.rank == rank)
    let κ = try #require(try evaluator.measurements.spectrum().conditionNumber)
    #expect(relativeDifference(κ, kappa) < 1e-8)
    for (name, bound) in try evaluator.bounds(theorems) where name != "relu.lower" {
      if let golden = expected[name] {
        #expect(relativeDifference(bound, golden) < 1e-8, "\(name) at κ = \(κ)")
        compared[name, default: 0] += 1
      } else {
        #expect(bound == .infinity, "\(name) is \(bound) where NumPy has none")
      }
    }
  }

  @Test func residualBoundsAgreeWithNumPy() throws {
    let theorems = try PlannedTheorems(Catalogue.residual().theorems.filter { $0.kind == .theorem }, .residual)
    let cases = try file().residual
    #expect(cases.count == 12)
    var compared: [String: Int] = [:]
    for golden in cases {
      let network = try ResidualNetwork(
        branches: golden.weights.map { try Matrix($0) }, strengths: golden.strengths)
      let instance = try ResidualInstance(
        network: network, data: SecondMoment(factor: try Matrix(golden.dataFactor)))
      try compare(
        FamilyEvaluator<ResidualMeasurements>(instance, .residual), theorems, rank: golden.rank, kappa: golden.kappa,
        golden.bounds, &compared)
    }
    #expect((compared["residual.weyl"] ?? 0) >= 11 && (compared["residual.coupled"] ?? 0) >= 11)
    #expect((compared["residual.perturbation"] ?? 0) >= 8 && compared["residual.aligned"] == 4)
  }

  @Test func reluBoundsAgreeWithNumPy() throws {
    let theorems = try PlannedTheorems(Catalogue.relu().theorems.filter { $0.kind == .theorem }, .relu)
    let cases = try file().relu
    #expect(cases.count == 12)
    var compared: [String: Int] = [:]
    var workspace = Workspace()
    for golden in cases {
      let network = try ReLUNetwork(
        hidden: Matrix(golden.hidden), output: Matrix(golden.output), slope: golden.slope)
      let instance = try RankedReLUInstance(
        ReLUInstance(network: network, data: Matrix(golden.data)), &workspace)
      try compare(
        FamilyEvaluator<ReLUMeasurements>(instance, .relu), theorems, rank: golden.rank, kappa: golden.kappa,
        golden.bounds, &compared)
    }
    for name in ["relu.weyl", "relu.masked", "relu.schur", "relu.coupled", "gram.duality"] {
      #expect((compared[name] ?? 0) >= 11, "\(name)")
    }
  }
}
