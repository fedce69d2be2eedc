import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

/// The sum of Kronecker products acts as the matrix it stands for.
@Suite struct KroneckerSumTests {
  private static func instances() throws -> [LinearInstance] {
    try Draw.instances(60, LinearEnsemble(depth: 1...5, width: 1...7, inputs: 1...6, outputs: 1...5), "kronecker sum")
  }

  @Test func actsAsTheExplicitMatrix() throws {
    var stream = Draw.stream(1, "action")
    for instance in try Self.instances() {
      let products = PartialProducts(instance)
      let sum = KroneckerSum(instance, products)
      let (d, k) = (instance.network.inputs, instance.network.outputs)
      var explicit = Matrix.zero(rows: d * k, columns: d * k)
      for layer in 0..<instance.network.depth {
        explicit.addKronecker(
          products.after[layer]?.gram() ?? .identity(k),
          products.beforeWithData[layer]?.transposedGram() ?? .identity(d))
      }
      let z = Draw.matrix(d, k, &stream)
      var (image, scratch) = (Matrix.zero(rows: d, columns: k), Matrix.zero(rows: d, columns: k))
      sum.apply(z, into: &image, scratch: &scratch)
      let column = try Matrix(rows: d * k, columns: 1, elements: z.elements)
      let expected = explicit * column
      let scale = expected.maximumMagnitude
      for (a, b) in zip(image.elements, expected.elements) { #expect(abs(a - b) <= 1e-13 * scale) }
      let lower = GaussNewtonSpectrum.matrix(instance, products)
      for j in 0..<(d * k) {
        for i in j..<(d * k) { #expect(abs(sum.matrix[i, j] - lower[i, j]) <= 1e-13 * lower.maximumMagnitude) }
      }
    }
  }

  @Test func combinationsAreThoseOfTheFactors() throws {
    for instance in try Self.instances().prefix(20) {
      let sum = KroneckerSum(instance, PartialProducts(instance))
      let weights = (0..<sum.depth).map { Double($0) - 0.5 }
      var (left, right) = (0.0, 0.0)
      for (layer, weight) in weights.enumerated() {
        left += weight * sum.left[layer].matrix(sum.outputs)[sum.outputs - 1, 0]
        right += weight * sum.right[layer].matrix(sum.inputs)[sum.inputs - 1, 0]
      }
      #expect(abs(sum.leftCombination(weights)[sum.outputs - 1, 0] - left) <= 1e-12 * (1 + abs(left)))
      #expect(abs(sum.rightCombination(weights)[sum.inputs - 1, 0] - right) <= 1e-12 * (1 + abs(right)))
    }
  }
}
