import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

/// The bracket holds κ, and is tight where the theory says so.
@Suite struct ConditionBracketTests {
  @Test func bracketHoldsTheConditionNumber() throws {
    var workspace = Workspace()
    var (finite, singular) = (0, 0)
    let ensemble = LinearEnsemble(depth: 1...6, width: 1...12, inputs: 1...7, outputs: 1...5)
    for instance in try Draw.instances(300, ensemble, "bracket") {
      guard let κ = try ExtremeSpectrum(instance, &workspace, route: .dense).conditionNumber, κ < 1e7 else { continue }
      let bracket = try #require(try ConditionBracket(instance, &workspace))
      let rounding = 1 + 64 * Double(instance.roundings) * 0x1p-52 * κ
      #expect(bracket.lower <= κ * rounding, "\(instance.network.widths)")
      #expect(bracket.upper >= κ / rounding, "\(instance.network.widths)")
      #expect(bracket.upper.isFinite == (instance.rank == instance.order))
      let (depth, k, d) = (instance.network.depth, instance.network.outputs, instance.network.inputs)
      if instance.rank == instance.order, depth <= 2 || k == 1 || d == 1 {
        // The upper end is exact there.
        #expect(relativeDifference(bracket.upper, κ) < rounding - 1 + 1e-12, "\(instance.network.widths)")
      }
      if bracket.upper.isFinite { finite += 1 } else { singular += 1 }
    }
    #expect(finite > 50 && singular > 20)
  }

  /// On random networks both ends are near.
  @Test func bracketIsNarrowOnRandomNetworks() throws {
    var workspace = Workspace()
    let ensemble = LinearEnsemble(
      depth: 8...8, width: 96...96, inputs: 32...32, outputs: 10...10, initializations: [.kaimingNormal],
      structures: [.plain], data: [.whitened])
    for instance in try Draw.instances(4, ensemble, "narrow") {
      let bracket = try #require(try ConditionBracket(instance, &workspace))
      #expect(bracket.width < 1.6 && bracket.width > 1)
    }
  }

  @Test func noBracketForZero() throws {
    var workspace = Workspace()
    let network = try LinearNetwork(weights: [Matrix([[0, 0]]), Matrix([[0], [0]])])
    let instance = try LinearInstance(network: network, data: .whitened(2))
    #expect(try ConditionBracket(instance, &workspace) == nil)
  }

  /// A bottleneck's lower end stays inside the range: the vector of theory section 2 that would give 25/9 isn't used.
  @Test func lowerEndStaysInTheRange() throws {
    var workspace = Workspace()
    let network = try LinearNetwork(weights: [Matrix([[1, 0]]), Matrix([[1], [0]])])
    let bracket = try #require(
      try ConditionBracket(LinearInstance(network: network, data: .whitened(2)), &workspace))
    #expect(bracket.lower <= 2 * (1 + 1e-14) && bracket.lower >= 1)
    #expect(bracket.upper == .infinity)
  }
}
