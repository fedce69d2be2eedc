import BoundKernel
import LinearAlgebra
import Networks
import VerifiedNumerics

extension TheoremPlan {
  /// The proven outcome of every theorem on an instance, taken as exact; bounds are evaluated in intervals by the same
  /// evaluation as in float64.
  ///
  /// - Complexity: singular values with vectors where float64 verdicts take them without, and the certificates of κ: tier 2
  ///   only where tier 1 leaves a verdict open.
  ///
  /// - Parameter positions: the theorems that are judged; the outcomes of others are nil.
  public func judgeRigorously(_ layers: RigorousLayers, only positions: Set<Int>? = nil) -> RigorousJudgement {
    let asked = entries.indices.filter { positions?.contains($0) ?? true }
    let judgement = judge(asked.map { entries[$0] }, layers)
    guard asked.count < entries.count else { return judgement }
    var outcomes: [RigorousOutcome?] = Array(repeating: nil, count: entries.count)
    for (position, outcome) in zip(asked, judgement.outcomes) { outcomes[position] = outcome }
    return RigorousJudgement(
      conditionNumber: judgement.conditionNumber, outcomes: outcomes, cause: judgement.cause)
  }

  private func judge(_ entries: [Entry], _ layers: RigorousLayers) -> RigorousJudgement {
    let arithmetic: VerifiedArithmetic
    do { arithmetic = try .onBLAS() } catch {
      return RigorousJudgement(
        conditionNumber: nil, outcomes: entries.map { _ in .undecided(.selfTest) }, cause: .selfTest)
    }
    let model = RigorousMeasurements(layers, arithmetic)
    var evaluation = Evaluation(plan, model)
    let statements = entries.map { Self.statement($0, &evaluation) }
    let κ: ConditionNumberEnclosure
    do {
      κ = try model.conditionNumber { value in
        zip(entries, statements).allSatisfy { entry, statement in
          guard case .bound(let bound) = statement else { return true }
          let outcome = RigorousOutcome(bound: bound, relation: entry.relation, conditionNumber: value)
          return outcome.verdict != .undecided || bound.relativeWidth > Verdict.resolution
        }
      }
    } catch {
      let outcomes = statements.map { statement -> RigorousOutcome in
        switch statement {
        case .outcome(let outcome) where outcome.verdict != .undecided: outcome
        case .rank(0) where error == .vanishing: RigorousOutcome(verdict: .holds, bound: Interval(0))
        case .bound where error == .vanishing, .outcome where error == .vanishing: .without(.inapplicable)
        case .bound(let bound): .undecided(error, bound: bound)
        case .rank, .outcome: .undecided(error)
        }
      }
      return RigorousJudgement(conditionNumber: nil, outcomes: outcomes, cause: error)
    }
    let outcomes = zip(entries, statements).map { entry, statement in
      Self.outcome(entry, statement, κ, model)
    }
    return RigorousJudgement(conditionNumber: κ, outcomes: outcomes, cause: nil)
  }

  /// What is known of a theorem before κ is.
  private enum Statement {
    case bound(Interval)
    case rank(Int)
    case outcome(RigorousOutcome)
  }

  private static func statement(
    _ entry: Entry, _ evaluation: inout Evaluation<RigorousMeasurements>
  ) -> Statement {
    do throws(UndecidedCause) { return try evaluated(entry, &evaluation) } catch { return .outcome(.undecided(error)) }
  }

  private static func evaluated(
    _ entry: Entry, _ evaluation: inout Evaluation<RigorousMeasurements>
  ) throws(UndecidedCause) -> Statement {
    let model = evaluation.model
    guard entry.conditions.allSatisfy({ model.satisfies($0.assumption) }) else {
      return .outcome(.without(.inapplicable))
    }
    if case .rank = entry.value { try model.requireProvenRanks() }
    for (_, condition) in entry.ranks {
      if try !holds(condition, &evaluation) {
        if model.hasUnprovenProperty { throw .assumption }
        return .outcome(.without(.inapplicable))
      }
    }
    // A positive denominator would prove Ĝ positive definite.
    let linear = model.layers.linear
    if entry.impliesPositiveDefinite, PartialRanks.generic(linear.network).gaussNewton < linear.order {
      return .outcome(.without(.vacuous))
    }
    for (_, expression, everyLayer) in entry.positives {
      for layer in everyLayer ? 1...model.depth : 0...0 {
        let value = try evaluation.value(of: expression, atLayer: layer)
        if value.upper <= 0 { return .outcome(.without(entry.withoutSign)) }
        if !value.isPositive { throw .sign }
      }
    }
    switch entry.value {
    case .bound(let bound): return .bound(try evaluation.value(of: bound))
    case .rank(let rank): return .rank(try evaluation.rank(of: rank))
    }
  }

  /// A condition between ranks takes proven ones; one on the instance's structure doesn't.
  private static func holds(
    _ condition: PlannedCondition, _ evaluation: inout Evaluation<RigorousMeasurements>
  ) throws(UndecidedCause) -> Bool {
    if !condition.isStructural { try evaluation.model.requireProvenRanks() }
    return try evaluation.holds(condition)
  }

  private static func outcome(
    _ entry: Entry, _ statement: Statement, _ κ: ConditionNumberEnclosure, _ model: RigorousMeasurements
  ) -> RigorousOutcome {
    let order = model.layers.linear.order
    let isSingular = κ.maximalRank < order
    switch statement {
    case .outcome(let outcome):
      let isOpen = outcome.cause == .sign && entry.impliesPositiveDefinite
      return isOpen && isSingular ? .without(.vacuous) : outcome
    case .rank(let formula): return rankOutcome(formula, κ)
    case .bound(let bound):
      if entry.impliesPositiveDefinite, isSingular { return .without(.vacuous) }
      // Only of a nonsingular Ĝ is every product vector in the range; of others the vectors are chosen there.
      let widthsAllowFull = PartialRanks.generic(model.layers.linear.network).gaussNewton == order
      let speaksOfRange = entry.conditions.contains {
        if case .productVectorInRange = $0.assumption { true } else { false }
      }
      if speaksOfRange, widthsAllowFull, κ.positiveEigenvalues < order { return .undecided(.rank, bound: bound) }
      return RigorousOutcome(bound: bound, relation: entry.relation, conditionNumber: κ.value)
    }
  }

  /// More positive eigenvalues than the formula says refute it. As many, the others next to 0, is all that enclosures can show.
  private static func rankOutcome(_ formula: Int, _ κ: ConditionNumberEnclosure) -> RigorousOutcome {
    let bound = Interval(formula)
    let positive = κ.positiveEigenvalues
    if positive > formula {
      return RigorousOutcome(verdict: .violated, bound: bound, ratio: bound / Interval(positive))
    }
    guard positive == formula, κ.remainder <= Verdict.resolution * κ.largest.lower else {
      return .undecided(.rank, bound: bound)
    }
    return RigorousOutcome(verdict: .holds, bound: bound, ratio: positive > 0 ? Interval(1) : nil)
  }
}
