public import BoundKernel
public import Theorems

/// An assumption of a theorem that an instance fails.
public struct FailedAssumption: Sendable, Hashable {
  /// The assumption.
  public let assumption: Assumption
  /// The layer at which it fails, where it speaks of every layer.
  public let layer: Int?
}

extension Theorem {
  /// The first assumption that an instance fails, in the order in which verdicts check them: those that make the theorem
  /// inapplicable, then the denominators that must be positive. Nil where none fails by more than rounding can hide.
  ///
  /// - Throws: `TheoremError` when an assumption can't be evaluated, `MeasurementError`.
  public func failedAssumption(on measurements: some InstanceMeasurements) throws -> FailedAssumption? {
    var plan = EvaluationPlan(subject: family.subject, vocabulary: family.vocabulary)
    for assumption in assumptions where !measurements.satisfies(assumption) {
      return FailedAssumption(assumption: assumption, layer: nil)
    }
    for assumption in assumptions {
      guard case .ranks(let condition) = assumption else { continue }
      let planned = try derived { () throws(RuleFailure) in try plan.add(condition) }
      var evaluation = Evaluation(plan, measurements)
      if try !evaluation.holds(planned) { return FailedAssumption(assumption: assumption, layer: nil) }
    }
    for assumption in assumptions {
      switch assumption {
      case .positive(let expression):
        let planned = try derived { () throws(RuleFailure) in try plan.add(expression) }
        var evaluation = Evaluation(plan, measurements)
        if try evaluation.value(of: planned) <= 0 { return FailedAssumption(assumption: assumption, layer: nil) }
      case .positiveAtEveryLayer(let variable, let expression):
        let planned = try derived { () throws(RuleFailure) in try plan.add(expression, at: variable) }
        var evaluation = Evaluation(plan, measurements)
        for layer in 1...measurements.depth where try evaluation.value(of: planned, atLayer: layer) <= 0 {
          return FailedAssumption(assumption: assumption, layer: layer)
        }
      default: continue
      }
    }
    return nil
  }

  private func derived<Value>(_ body: () throws(RuleFailure) -> Value) throws(TheoremError) -> Value {
    do { return try body() } catch { throw .derivation(identifier, error) }
  }
}
