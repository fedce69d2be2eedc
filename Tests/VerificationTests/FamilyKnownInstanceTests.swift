import BoundKernel
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// Instances of the residual and ReLU families worked out by hand.
@Suite struct FamilyKnownInstanceTests {
  private func residual(
    _ identifier: String, _ branches: [[[Double]]], _ strengths: [Double]
  ) throws -> (κ: Double, bound: Double) {
    let network = try ResidualNetwork(branches: branches.map { try Matrix($0) }, strengths: strengths)
    let instance = try ResidualInstance(network: network, data: .whitened(network.inputs))
    let evaluator = FamilyEvaluator<ResidualMeasurements>(instance, .residual)
    let bound = try evaluator.bounds(PlannedTheorems(.residual(), identifier, .residual))[identifier]
    return (try #require(try evaluator.measurements.spectrum().conditionNumber), try #require(bound))
  }

  private func relu(
    _ identifier: String, _ hidden: [[Double]], _ output: [[Double]], _ slope: Double, _ data: Matrix = .identity(2)
  ) throws -> (κ: Double, bound: Double) {
    var workspace = Workspace()
    let network = try ReLUNetwork(hidden: Matrix(hidden), output: Matrix(output), slope: slope)
    let instance = try RankedReLUInstance(ReLUInstance(network: network, data: data), &workspace)
    let evaluator = FamilyEvaluator<ReLUMeasurements>(instance, .relu)
    let bound = try evaluator.bounds(PlannedTheorems(.relu(), identifier, .relu))[identifier]
    return (try #require(evaluator.measurements.spectrum().conditionNumber), try #require(bound))
  }

  private func expect(
    _ found: (κ: Double, bound: Double), κ: Double, bound: Double, location: SourceLocation = #_sourceLocation
  ) {
    #expect(relativeDifference(found.κ, κ) < 1e-12, sourceLocation: location)
    #expect(relativeDifference(found.bound, bound) < 1e-12, sourceLocation: location)
  }

  /// The aligned bound, which is κ here, grows with β.
  @Test func residualMonotone() throws {
    let (first, second) = ([[2.0, 0], [0, 2]], [[1.0, 0], [0, 0]])
    expect(try residual("residual.aligned", [first, second], [0, 0]), κ: 5 / 4, bound: 5 / 4)
    expect(try residual("residual.aligned", [first, second], [1, 1]), κ: 13 / 10, bound: 13 / 10)
    expect(try residual("conjecture.residual-monotone", [first, second], [1, 1]), κ: 13 / 10, bound: 5 / 4)
    let large = ([[10.0, 0], [0, 10]], [[5.0, 0], [0, 0]])
    expect(try residual("conjecture.residual-monotone", [large.0, large.1], [1, 1]), κ: 157 / 122, bound: 125 / 100)
  }

  /// One symmetric layer that isn't semidefinite, or a negative strength: `residual.aligned` says nothing.
  @Test func alignedNeedsItsAssumptions() throws {
    let theorem = try PlannedTheorems([.residualAligned()], .residual)
    for (branch, strength) in [
      ([[1.0, 0], [0, -1]], 1.0), ([[1, 0.5], [0, 1]], 1), ([[1, 0], [0, 1]], -0.5),
    ] {
      let network = try ResidualNetwork(branches: [Matrix(branch), .identity(2)], strengths: [strength, 0])
      let instance = try ResidualInstance(network: network, data: .whitened(2))
      #expect(try FamilyEvaluator<ResidualMeasurements>(instance, .residual).bounds(theorem).isEmpty)
    }
  }

  /// Perturbation by hand, β of either sign: singular values 3 and 2, |β| = 1.
  @Test func residualPerturbation() throws {
    for strength in [1.0, -1] {
      // L = 2: (s̄_2² + s̄_1²) / (s̲_2² + s̲_1²) with s̄ = 3 + 1 and s̲ = 2 − 1, the other layer 5I with β = 0.
      let found = try residual(
        "residual.perturbation", [[[3, 0], [0, 2]], [[5, 0], [0, 5]]], [strength, 0])
      #expect(relativeDifference(found.bound, (25.0 + 16) / (25 + 1)) < 1e-12)
    }
    // The skip connection dominates: s̲ = 7 − 3 from |β|σ_row(E) − σ_max(W).
    let found = try residual("residual.perturbation", [[[3, 0], [0, 2]], [[5, 0], [0, 5]]], [-7, 0])
    #expect(relativeDifference(found.bound, (25.0 + 100) / (25 + 16)) < 1e-12)
  }

  @Test func reluPreactivation() throws {
    expect(
      try relu("conjecture.relu-preactivation-upper", [[-2, 3], [3, 2]], [[1, 0]], 0), κ: 18 / 5,
      bound: 14 / (11 - 2 * 10.0.squareRoot()))
    expect(
      try relu("conjecture.relu-preactivation", [[4, -8], [-8, 4]], [[1, 1]], 0.5), κ: 261 / 5, bound: 292 / 9)
  }

  /// One unit, active on one of two orthonormal samples, with small pre-activations: κ = 1/α², not 1/α.
  @Test func slopeUnsquared() throws {
    let found = try relu("control.slope-unsquared", [[0x1p-40, -0x1p-40]], [[1]], 0.25)
    #expect(relativeDifference(found.κ, 16) < 1e-9 && relativeDifference(found.bound, 4) < 1e-9)
    let exact = try relu("relu.weyl", [[0x1p-40, -0x1p-40]], [[1]], 0.25)
    #expect(relativeDifference(exact.bound, 16) < 1e-9)
  }

  /// A Jacobian of more than 256 MiB isn't formed: only what speaks of it is undecided, and the cause is told.
  @Test func aJacobianThatIsTooLargeLeavesTheRestDecided() throws {
    var stream = Draw.stream(1, "large Jacobian")
    let network = try ReLUNetwork(
      hidden: Draw.matrix(1, 340_000, &stream), output: Draw.matrix(100, 1, &stream), slope: 0.5)
    let instance = try ReLUInstance(network: network, data: Draw.matrix(340_000, 1, &stream))
    var workspace = Workspace()
    let measurements = ReLUMeasurements(try RankedReLUInstance(instance, &workspace))
    let outcomes = try TheoremPlan([.gramDuality(), .reluLower()]).judge(measurements).outcomes
    #expect(outcomes[0].verdict == .undecided && outcomes[0].cause == .size)
    #expect(outcomes[1].verdict == .holds || outcomes[1].verdict == .touching, "\(outcomes[1])")
    let error = #expect(throws: MeasurementError.self) { try measurements.matrix(.jacobian) }
    #expect(error == .matrix(.tooLarge(rows: 100, columns: 340_100, megabytes: 8 * 100 * 340_100 / 0x1p20)))
  }
}
