import BoundKernel
import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing
import Theorems
import Verification

/// Metamorphic checks: what leaves κ and every bound of a linear network unchanged, and what doesn't.
@Suite struct InvarianceTests {
  private static let names = [
    "weyl", "convex", "loose", "layerwise", "datacoupled", "coupled", "envelope", "bottleneck", "onehidden",
  ].map { "linear." + $0 }

  private static func values(_ weights: [Matrix], _ factor: Matrix) throws -> [String: Double] {
    let instance = try LinearInstance(network: LinearNetwork(weights: weights), data: SecondMoment(factor: factor))
    let theorems = try Catalogue.linear().theorems.filter { names.contains($0.identifier) }
    let (spectrum, outcomes) = try TheoremPlan(theorems).judge(LinearMeasurements(instance))
    var values = ["κ": spectrum.conditionNumber ?? .nan]
    for (theorem, outcome) in zip(theorems, outcomes) {
      if let bound = outcome.bound { values[theorem.identifier] = bound }
    }
    return values
  }

  private typealias Transformation =
    @Sendable (_ weights: [Matrix], _ factor: Matrix, _ stream: inout RandomStream) throws
    -> ([Matrix], Matrix)

  /// Each keeps κ and every bound.
  private static let invariances: [(name: String, Transformation)] = [
    (
      "data rotated together with the first layer",
      { w, s, stream in
        let o = try Draw.orthogonal(s.rows, &stream)
        return ([w[0] * o.transposed] + w.dropFirst(), o * s)
      }
    ),
    (
      "outputs rotated",
      { w, s, stream in
        let o = try Draw.orthogonal(w[w.count - 1].rows, &stream)
        return (w.dropLast() + [o * w[w.count - 1]], s)
      }
    ),
    ("samples rotated", { w, s, stream in (w, s * (try Draw.orthogonal(s.rows, &stream))) }),
    ("all layers scaled", { w, s, _ in (w.map { 0.37 * $0 }, s) }),
    ("all layers negated", { w, s, _ in (w.map { -1 * $0 }, s) }),
    ("data scaled", { w, s, _ in (w, -5.5 * s) }),
    (
      "hidden layers rotated",
      { w, s, stream in
        var rotated = w
        for layer in 0..<(w.count - 1) {
          let o = try Draw.orthogonal(w[layer].rows, &stream)
          rotated[layer] = o * rotated[layer]
          rotated[layer + 1] = rotated[layer + 1] * o.transposed
        }
        return (rotated, s)
      }
    ),
  ]

  private func networks(_ white: Bool) throws -> [LinearInstance] {
    try Draw.instances(
      40,
      LinearEnsemble(
        depth: 1...4, width: 3...7, inputs: 1...5, outputs: 1...4, structures: [.plain], widthShapes: [.free, .wide],
        data: white ? [.whitened] : [.correlated, .isotropic]), "invariance \(white)")
  }

  @Test func everyInvarianceHolds() throws {
    var stream = Draw.stream(0, "invariance")
    for white in [true, false] {
      for instance in try networks(white) {
        let (weights, factor) = (instance.network.weights, instance.data.factor)
        let before = try Self.values(weights, factor)
        // Rounding moves a bound by about its own size times u: see the verdict's ε.
        guard let κ = before["κ"], κ < 1e6 else { continue }
        for (name, transformation) in Self.invariances {
          let (newWeights, newFactor) = try transformation(weights, factor, &stream)
          let after = try Self.values(newWeights, newFactor)
          for (key, value) in before where value < 1e7 {
            // Rotated samples make a white factor a general one: the same Σ, but not an isotropic instance any more.
            if key == "linear.onehidden", after[key] == nil { continue }
            #expect(relativeDifference(value, after[key] ?? .nan) < 1e-7, "\(key) under \(name)")
          }
        }
      }
    }
  }

  @Test func reversalOnWhiteData() throws {
    for instance in try networks(true) {
      let weights = instance.network.weights
      let reversed = weights.reversed().map(\.transposed)
      let (before, after) = (
        try Self.values(weights, .identity(instance.network.inputs)),
        try Self.values(reversed, .identity(instance.network.outputs))
      )
      for (key, value) in before where value < 1e7 {
        #expect(relativeDifference(value, after[key] ?? .nan) < 1e-7, "\(key)")
      }
    }
  }

  /// What isn't an invariance changes κ: the test above isn't passed by a constant.
  @Test func notInvariances() throws {
    var stream = Draw.stream(1, "invariance")
    var (scaled, rotated, count) = (0, 0, 0)
    let ensemble = LinearEnsemble(
      depth: 2...4, width: 3...7, inputs: 2...5, outputs: 1...4, structures: [.plain], data: [.correlated])
    for instance in try Draw.instances(40, ensemble, "not invariant") {
      let (weights, factor) = (instance.network.weights, instance.data.factor)
      let κ = try #require(Self.values(weights, factor)["κ"])
      let first = try #require(Self.values([3 * weights[0]] + weights.dropFirst(), factor)["κ"])
      let turned = try #require(Self.values(weights, Draw.orthogonal(factor.rows, &stream) * factor)["κ"])
      count += 1
      if relativeDifference(κ, first) > 1e-3 { scaled += 1 }
      if relativeDifference(κ, turned) > 1e-3 { rotated += 1 }
    }
    #expect(count > 30)
    #expect(scaled > count * 8 / 10, "\(count)")
    #expect(rotated > count * 8 / 10, "\(count)")
  }
}
