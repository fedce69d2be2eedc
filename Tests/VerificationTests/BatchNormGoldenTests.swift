import Foundation
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// κ, rank and bounds of networks with batch normalisation against a NumPy program that differentiates the network on its
/// samples: `Golden/make_batchnorm_bounds.py`.
@Suite struct BatchNormGoldenTests {
  struct Case: Decodable {
    let data: [[Double]]
    let hidden: [[Double]]
    let output: [[Double]]
    let rank: Int
    let kappa: Double
    let weyl: Double?
    let lowerOfSingularVectors: Double?
  }

  @Test func boundsAgreeWithNumPy() throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/batchnorm_bounds", withExtension: "json"))
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    #expect(cases.count == 12)
    let theorems = try PlannedTheorems(
      Catalogue.batchNorm().theorems.filter { $0.kind == .theorem }, .batchnorm)
    var workspace = Workspace()
    var (bounds, lower) = (0, 0)
    for golden in cases {
      let moment = try InputMoment(
        samples: Matrix(golden.data).transposed, InputPreparation(centered: true), &workspace)
      let basis = try #require(moment.basis)
      let network = try BatchNormNetwork(hidden: Matrix(golden.hidden) * basis, output: Matrix(golden.output))
      let instance = try BatchNormInstance(network: network, data: moment.moment)
      let evaluator = FamilyEvaluator<BatchNormMeasurements>(instance, .batchnorm)
      #expect(instance.rank == golden.rank)
      let κ = try #require(try evaluator.measurements.spectrum().conditionNumber)
      #expect(relativeDifference(κ, golden.kappa) < 1e-9)
      let values = try evaluator.bounds(theorems)
      if let weyl = golden.weyl {
        #expect(relativeDifference(values["batchnorm.weyl"] ?? .nan, weyl) < 1e-9)
        bounds += 1
      }
      if let least = golden.lowerOfSingularVectors {
        // Alternation improves on the singular vectors of W, from which it starts.
        let value = try #require(values["batchnorm.lower"])
        #expect(value >= least * (1 - 1e-9) && value <= κ * (1 + 1e-9))
        if golden.output.count == 1 { #expect(relativeDifference(value, κ) < 1e-9) }
        lower += 1
      }
    }
    #expect(bounds >= 7 && lower >= 7)
  }
}
