import LinearAlgebra
import RandomStreams
import TestSupport
import Testing

@testable import Networks

/// What counts as a proof that the smallest eigenvalue was found: as many Ritz pairs as eigenvalues may lie so low.
@Suite struct DavidsonIterationTests {
  private struct Case {
    let basis: CoupledBasis
    let eigenvalues: [Double]
    let rounding: Double
  }

  private static func cases() throws -> [Case] {
    var workspace = Workspace()
    let ensemble = LinearEnsemble(
      depth: 3...5, width: 20...30, inputs: 8...12, outputs: 4...6, initializations: [.kaimingNormal],
      structures: [.plain])
    return try Draw.instances(12, ensemble, "Davidson").map { instance in
      let sum = KroneckerSum(instance, PartialProducts(instance))
      let eigenvalues = try workspace.eigenvalues(ofSymmetric: sum.matrix)
      return Case(
        basis: try CoupledBasis(sum, instance.ranks, &workspace), eigenvalues: eigenvalues,
        rounding: 1e-14 * eigenvalues[eigenvalues.count - 1])
    }
  }

  private func run(_ item: Case, above lowest: [Double]) throws -> ExtremeEigenvalue? {
    var workspace = Workspace()
    var iteration = DavidsonIteration(item.basis, .smallest, DavidsonIteration.Limits())
    return try iteration.provedSmallest(above: lowest, rounding: item.rounding, &workspace)
  }

  @Test func pairsAreCountedAgainstTheComparison() throws {
    var dearer = 0
    for item in try Self.cases() {
      let λ = item.eigenvalues
      let between = { (i: Int) in (λ[i - 1] + λ[i]) / 2 }
      let single = try #require(try run(item, above: [0, between(1)]))
      // Two, or four, may lie as low as the first: as many pairs have to be found.
      let double = try #require(try run(item, above: [0, 0, between(2)]))
      let fourfold = try #require(try run(item, above: [0, 0, λ[0] / 2, 0.999 * λ[0], between(4)]))
      for found in [single, double, fourfold] {
        #expect(found.evidence == .comparison)
        #expect(abs(found.value - λ[0]) <= found.errorBound + 10 * item.rounding)
        #expect(found.errorBound <= 1e-10 * found.value)
      }
      if double.applications > single.applications, fourfold.applications > double.applications { dearer += 1 }
    }
    #expect(dearer >= 8, "\(dearer) of 12")
  }

  @Test func withoutAComparisonThereIsNoProof() throws {
    for item in try Self.cases() {
      let λ = item.eigenvalues
      #expect(try run(item, above: []) == nil)
      #expect(try run(item, above: [0, 0.9 * λ[0], 0.999 * λ[0]]) == nil)
    }
  }

  @Test func anEigenvalueAtTheComparisonIsEnclosed() throws {
    for item in try Self.cases() {
      let least = item.eigenvalues[0] * (1 - 5e-11)
      let found = try #require(try run(item, above: [least, least, least]))
      #expect(found.evidence == .comparison)
      #expect(found.value - least <= found.errorBound && found.errorBound <= 1e-10 * found.value)
    }
  }
}
