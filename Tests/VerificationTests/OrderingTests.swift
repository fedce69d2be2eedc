import BoundKernel
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// The orderings and equalities between bounds and κ.
@Suite struct OrderingTests {
  private static func outcomes(_ instance: LinearInstance) throws -> (κ: Double?, [String: TheoremOutcome]) {
    let theorems = try Catalogue.linear().theorems.filter { $0.kind == .theorem }
    let (spectrum, outcomes) = try TheoremPlan(theorems).judge(LinearMeasurements(instance))
    return (spectrum.conditionNumber, Dictionary(uniqueKeysWithValues: zip(theorems.map(\.identifier), outcomes)))
  }

  /// The bound, +∞ where it's vacuous.
  private static func value(_ outcome: TheoremOutcome?) -> Double? {
    outcome?.verdict == .vacuous ? .infinity : outcome?.bound
  }

  @Test func boundsAreOrdered() throws {
    let ensemble = LinearEnsemble(depth: 1...6, width: 1...10, inputs: 1...6, outputs: 1...4)
    var strict = 0
    for instance in try Draw.instances(600, ensemble, "orderings") {
      let (κ, outcomes) = try Self.outcomes(instance)
      guard let κ, κ < 1e7 else { continue }
      let bound = { (name: String) in Self.value(outcomes["linear." + name]) }
      let chain = ["envelope", "coupled", "datacoupled", "weyl", "loose"].compactMap(bound)
      guard chain.count == 5 else { continue }
      let rounding = 1 + 64 * Double(instance.order) * 0x1p-52 * max(κ, 1)
      var previous = κ
      for value in chain {
        #expect(previous <= value * rounding)
        previous = value
      }
      #expect(try #require(bound("lower")) <= κ * rounding)
      let (weyl, convex, layerwise) = (bound("weyl"), bound("convex"), bound("layerwise"))
      if let weyl, let convex, convex.isFinite { #expect(relativeDifference(weyl, convex) < 1e-9) }
      if let weyl, let layerwise { #expect(weyl <= layerwise * rounding) }
      if instance.rank == instance.order, let coupled = bound("coupled"), let bottleneck = bound("bottleneck") {
        // At full rank the flags of one side are the coupled bound's; the maximum of both can only be lower.
        #expect(bottleneck >= κ / rounding && coupled >= κ / rounding)
      }
      if let envelope = bound("envelope"), let coupled = bound("coupled"), coupled > 1.001 * envelope { strict += 1 }
    }
    // The ordering would be trivial if the bounds were all equal.
    #expect(strict > 40)
  }

  /// Where bounds are attained.
  @Test func equalityCases() throws {
    let cases: [(LinearEnsemble, [String])] = [
      (
        LinearEnsemble(depth: 1...1, structures: [.plain]),
        ["weyl", "convex", "loose", "layerwise", "datacoupled", "coupled", "envelope", "bottleneck", "lower"]
      ),
      (
        LinearEnsemble(depth: 2...2, structures: [.plain], widthShapes: [.wide], data: [.whitened, .isotropic]),
        ["weyl", "layerwise", "datacoupled", "coupled", "envelope", "bottleneck", "onehidden"]
      ),
      (LinearEnsemble(depth: 2...2, structures: [.plain]), ["bottleneck"]),
      (
        LinearEnsemble(depth: 3...6, outputs: 1...1, structures: [.plain], widthShapes: [.wide]),
        ["coupled", "envelope"]
      ),
      (
        LinearEnsemble(depth: 3...6, inputs: 1...1, structures: [.plain], widthShapes: [.wide]),
        ["coupled", "envelope"]
      ),
    ]
    for (number, (ensemble, names)) in cases.enumerated() {
      var compared = 0
      for instance in try Draw.instances(60, ensemble, "equality \(number)") {
        let (κ, outcomes) = try Self.outcomes(instance)
        guard let κ, κ < 1e5 else { continue }
        for name in names {
          guard let bound = outcomes["linear." + name]?.bound else { continue }
          compared += 1
          #expect(relativeDifference(bound, κ) < 1e-8, "\(name), case \(number)")
        }
      }
      #expect(compared > 20 * names.count, "case \(number)")
    }
  }

  /// When bounds are vacuous.
  @Test func vacuousExactlyWhereTheorySays() throws {
    for instance in try Draw.instances(400, LinearEnsemble(structures: [.plain]), "vacuous") {
      let (_, outcomes) = try Self.outcomes(instance)
      let full = instance.rank == instance.order
      for name in ["weyl", "datacoupled", "coupled", "envelope"] {
        #expect((outcomes["linear." + name]?.verdict == .vacuous) == !full, "\(name)")
      }
      let outer = max(instance.network.inputs, instance.network.outputs)
      let wide = instance.network.widths.dropFirst().dropLast().allSatisfy { $0 >= outer }
      for name in ["convex", "loose"] { #expect((outcomes["linear." + name]?.verdict == .vacuous) == !wide, "\(name)") }
      #expect((outcomes["linear.layerwise"]?.verdict == .vacuous) == !Self.isUnimodal(instance.network.widths))
      #expect(outcomes["linear.bottleneck"]?.verdict != .vacuous)
    }
  }

  /// d ≤ m_1 ≤ … ≤ m_{l−1} and m_l ≥ … ≥ m_{L−1} ≥ k for one l.
  private static func isUnimodal(_ widths: [Int]) -> Bool {
    (1..<widths.count).contains { l in
      let (rising, falling) = (widths[..<l], widths[l...])
      return zip(rising, rising.dropFirst()).allSatisfy(<=) && zip(falling, falling.dropFirst()).allSatisfy(>=)
    }
  }
}
