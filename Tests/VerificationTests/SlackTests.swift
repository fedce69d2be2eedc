import BoundKernel
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// The chain κ = b₀ ≤ b₁ ≤ … ≤ b_m of every upper bound.
@Suite struct SlackTests {
  @Test func stepsMultiplyToTheRatioAndNeverGain() throws {
    let theorems = try Catalogue.linear().theorems.filter { $0.kind == .theorem && $0.relation == .upper }
    let ensemble = LinearEnsemble(depth: 2...4, width: 4...8, inputs: 2...4, outputs: 2...4, structures: [.plain])
    var names: [String: Set<String>] = [:]
    for instance in try Draw.instances(25, ensemble, "slack") {
      let measurements = LinearMeasurements(instance)
      for theorem in theorems {
        let (spectrum, outcomes) = try TheoremPlan([theorem]).judge(measurements)
        guard let ratio = outcomes[0].ratio, let κ = spectrum.conditionNumber, κ < 1e5, ratio < 1e6 else { continue }
        let steps = try theorem.slack(on: measurements)
        #expect(steps.count >= 2)
        #expect(abs(steps[0].slack - 1) < 1e-8, "the quotient of exact eigenvalues is κ")
        for step in steps { #expect(step.slack > 1 - 1e-8, "\(theorem.identifier): \(step)") }
        #expect(relativeDifference(steps.reduce(1) { $0 * $1.slack }, ratio) < 1e-9)
        names[theorem.identifier, default: []].formUnion(steps.flatMap(\.rules))
      }
    }
    #expect(names["linear.weyl"]?.isSuperset(of: ["quotient", "congruence", "Weyl sum"]) == true)
    #expect(names["linear.loose"]?.contains("convex ≤ max") == true)
    #expect(names["linear.layerwise"]?.contains("submultiplicativity") == true)
    #expect(names["linear.bottleneck"]?.contains("flags") == true)
    #expect(names.count == theorems.count)
  }

  /// Whitened data lose nothing in the congruence, one layer nothing in the sum: the slack sits where theory says.
  @Test func slackSitsWhereTheoryPutsIt() throws {
    let theorem = try Theorem.linearWeyl()
    let white = LinearEnsemble(
      depth: 3...3, width: 8...8, inputs: 4...4, outputs: 3...3, structures: [.plain], data: [.whitened])
    for instance in try Draw.instances(5, white, "white slack") {
      let steps = try theorem.slack(on: LinearMeasurements(instance))
      let congruence = try #require(steps.first { $0.rules == ["congruence"] })
      #expect(abs(congruence.slack - 1) < 1e-9)
    }
    let shallow = LinearEnsemble(depth: 1...1, inputs: 4...4, outputs: 3...3, structures: [.plain], data: [.correlated])
    for instance in try Draw.instances(5, shallow, "shallow slack") {
      for step in try theorem.slack(on: LinearMeasurements(instance)) { #expect(abs(step.slack - 1) < 1e-8) }
    }
  }
}
