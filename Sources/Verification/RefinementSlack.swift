import BoundKernel
import Networks
public import Theorems

/// One step from κ to a bound on an instance.
public struct SlackStep: Sendable, Hashable {
  /// The rules of the step.
  public let rules: [String]
  /// The bound after the step.
  public let bound: Double
  /// bound / bound before: what the step loses. The first step starts from κ.
  public let slack: Double
}

extension Theorem {
  /// The slack of every step of the derivation on an instance, the outermost rule first; empty for what isn't an upper
  /// bound. Their product is bound/κ.
  ///
  /// - Throws: `TheoremError` when an intermediate bound can't be evaluated, `MeasurementError`.
  /// - Complexity: intermediate bounds take eigenvalues of kd×kd matrices, one for each layer.
  public func slack(on measurements: some InstanceMeasurements) throws -> [SlackStep] {
    guard case .upper(let bound) = evidence else { return [] }
    let chain: [Refinement]
    var plan = EvaluationPlan(subject: family.subject, vocabulary: family.vocabulary)
    var planned: [PlannedExpression<Ratio>] = []
    do {
      chain = try bound.refinementChain()
      for refinement in chain { planned.append(try plan.add(refinement.bound)) }
    } catch { throw TheoremError.derivation(identifier, error) }
    var evaluation = Evaluation(plan, measurements)
    var previous = try measurements.spectrum().conditionNumber ?? .nan
    var steps: [SlackStep] = []
    for (refinement, expression) in zip(chain, planned) {
      let value = try evaluation.value(of: expression)
      steps.append(SlackStep(rules: refinement.rules.map(\.name), bound: value, slack: value / previous))
      previous = value
    }
    return steps
  }
}
