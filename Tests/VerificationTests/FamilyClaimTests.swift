import Networks
import Testing
import Theorems
import Verification

/// A harness that can't fail proves nothing: every conjecture and control about the other families falls, and often
/// enough in its own ensemble that any 2,000 trials show it.
@Suite struct FamilyClaimTests {
  private static let trials = 1000

  private static func falls<Model: InstanceMeasurements>(
    _ claim: PlannedTheorems, _ evaluator: FamilyEvaluator<Model>
  ) throws -> Bool {
    guard let bound = try evaluator.bounds(claim).values.first,
      let κ = try evaluator.measurements.spectrum().conditionNumber, κ < 1e6
    else { return false }
    return bound < κ * (1 - 1e-6)
  }

  @Test func everyClaimFallsInItsEnsemble() throws {
    for theorem in try Catalogue.standard().theorems where theorem.kind != .theorem && theorem.family != .linear {
      let claim = try PlannedTheorems([theorem], theorem.family)
      var fell = 0
      switch try #require(theorem.ensemble) {
      case .linear: Issue.record("\(theorem.identifier) is drawn from another family")
      case .residual(let ensemble):
        for instance in try FamilySamples.residual(Self.trials, ensemble, theorem.identifier) {
          if try Self.falls(claim, FamilyEvaluator<ResidualMeasurements>(instance, .residual)) { fell += 1 }
        }
      case .relu(let ensemble):
        for instance in try FamilySamples.relu(Self.trials, ensemble, theorem.identifier) {
          if try Self.falls(claim, FamilyEvaluator<ReLUMeasurements>(instance, .relu)) { fell += 1 }
        }
      case .batchnorm(let ensemble):
        for instance in try FamilySamples.batchNorm(Self.trials, ensemble, theorem.identifier) {
          if try Self.falls(claim, FamilyEvaluator<BatchNormMeasurements>(instance, .batchnorm)) { fell += 1 }
        }
      case .conv(let ensemble):
        for instance in try FamilySamples.convolution(Self.trials, ensemble, theorem.identifier) {
          if try Self.falls(claim, FamilyEvaluator<ConvolutionMeasurements>(instance, .conv)) { fell += 1 }
        }
      }
      // At a rate of 1 % the chance that 2,000 trials miss it is 2·10⁻⁹.
      #expect(fell >= Self.trials / 100, "\(theorem.identifier): \(fell)")
    }
  }
}
