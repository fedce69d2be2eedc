import Falsification
import LinearAlgebra
import Networks
public import Theorems

/// What refutes a theorem or claim: the smallest instance found by shrinking, and where the bound is worst.
public struct Refutation: Sendable {
  /// What is refuted.
  public let theorem: Theorem
  /// The trial that was shrunk.
  public let index: Int
  /// The instance it was shrunk to.
  public let instance: InstanceValues
  /// κ(G) of the shrunk instance.
  public let conditionNumber: Double
  /// The bound there.
  public let bound: Double
  /// How many steps shrinking took.
  public let steps: Int
  /// The trial where the bound is furthest from κ, and its bound/κ.
  public let worst: TheoremSummary.Extreme

  /// The shrunk instance by value.
  public var counterexample: Counterexample {
    Counterexample(instance, refuting: theorem.identifier, conditionNumber: conditionNumber, bound: bound)
  }
}

extension CheckResult {
  /// Shrinks the first violation of every theorem and claim that fell.
  ///
  /// - Parameter maximum: how many at most.
  public func refutations(maximum: Int = .max) throws -> [Refutation] {
    var refutations: [Refutation] = []
    for summary in summaries.filter({ $0[.violated] > 0 }).prefix(maximum) where !Task.isCancelled {
      guard let index = summary.firstViolation, let worst = summary.worstViolation else { continue }
      let theorem = summary.theorem
      let drawn = try theorem.measurements(ofTrial: index, check.ensembles, seed: check.seed).values
      let shrunk = try InstanceShrinking.minimize(drawn, violating: theorem)
      let (spectrum, outcomes) = try TheoremPlan([theorem]).judge(shrunk.value.measurements())
      refutations.append(
        Refutation(
          theorem: theorem, index: index, instance: shrunk.value, conditionNumber: spectrum.conditionNumber ?? .nan,
          bound: outcomes[0].bound ?? .nan, steps: shrunk.steps, worst: worst))
    }
    return refutations
  }
}

extension InstanceMeasurements {
  /// The numbers that make up the instance.
  public var values: InstanceValues { instance.values }
}
