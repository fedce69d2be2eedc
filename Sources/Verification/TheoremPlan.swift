import BoundKernel
import LinearAlgebra
public import Networks
public import Theorems

/// The outcome of one theorem on one instance.
public struct TheoremOutcome: Sendable, Hashable {
  /// The verdict.
  public var verdict: Verdict
  /// The bound, or the rank that a rank theorem gives; absent where it wasn't evaluated.
  public var bound: Double?
  /// bound/κ, or formula/measured rank.
  public var ratio: Double?
  /// Why the verdict is undecided; nil for every other.
  public var cause: UndecidedCause?
  /// Which assumption fails; nil where none was found to: a singular G makes bounds vacuous unasked, and G = 0 has no κ.
  public var failed: FailedAssumption?

  static func without(_ verdict: Verdict, failing failed: FailedAssumption? = nil) -> TheoremOutcome {
    TheoremOutcome(verdict: verdict, bound: verdict == .vacuous ? .infinity : nil, failed: failed)
  }

  static func undecided(_ cause: UndecidedCause) -> TheoremOutcome {
    TheoremOutcome(verdict: .undecided, cause: cause)
  }
}

/// Theorems of one family compiled for evaluation: built once, used for every trial, from any task.
public struct TheoremPlan: Sendable {
  /// The theorems, in order.
  public let theorems: [Theorem]

  struct Entry: Sendable {
    var value: Value
    var impliesPositiveDefinite: Bool
    var relation: Relation
    /// Checked first: an instance that fails one is inapplicable. Positions are places among the theorem's assumptions.
    var conditions: [(position: Int, assumption: Assumption)] = []
    var ranks: [(position: Int, condition: PlannedCondition)] = []
    /// Then: an instance that fails one makes a bound vacuous, and a rank theorem inapplicable.
    var positives: [(position: Int, expression: PlannedExpression<Spectral>, everyLayer: Bool)] = []

    /// What failing the sign of an expression makes of the theorem.
    var withoutSign: Verdict { if case .rank = value { .inapplicable } else { .vacuous } }
  }

  /// What a theorem says, beside when.
  enum Value: Sendable {
    case bound(PlannedExpression<Ratio>)
    case rank(PlannedExpression<Rank>)
  }

  let plan: EvaluationPlan
  let entries: [Entry]

  /// - Throws: `TheoremError` when a theorem can't be evaluated, or speaks of another family than the first.
  public init(_ theorems: [Theorem]) throws(TheoremError) {
    let family = theorems.first?.family ?? .linear
    var plan = EvaluationPlan(subject: family.subject, vocabulary: family.vocabulary)
    var entries: [Entry] = []
    for theorem in theorems {
      guard theorem.family == family else {
        throw .derivation(
          theorem.identifier,
          .form(
            rule: "evaluation", needs: "a theorem about the family '\(family.rawValue)', as the first is",
            found: "one about '\(theorem.family.rawValue)'"))
      }
      do { entries.append(try Self.entry(theorem, &plan)) } catch {
        throw .derivation(theorem.identifier, error)
      }
    }
    self.theorems = theorems
    self.plan = plan
    self.entries = entries
  }

  private static func entry(_ theorem: Theorem, _ plan: inout EvaluationPlan) throws(RuleFailure) -> Entry {
    guard theorem.subject == plan.subject else {
      throw .form(
        rule: "evaluation", needs: "a statement about Ĝ = \(Notation.text.print(plan.subject))",
        found: Notation.text.print(theorem.subject))
    }
    var impliesPositiveDefinite = false
    let value: Value
    switch theorem.evidence {
    case .upper(let bound):
      value = .bound(try plan.add(bound.bound))
      impliesPositiveDefinite = bound.impliesPositiveDefinite
    case .lower(let bound): value = .bound(try plan.add(bound.bound))
    case .equality(let attained): value = .bound(try plan.add(attained.value))
    case .claim(let claim): value = .bound(try plan.add(claim.bound))
    case .rank(let identity): value = .rank(try plan.add(identity.value))
    }
    var entry = Entry(
      value: value, impliesPositiveDefinite: impliesPositiveDefinite, relation: theorem.relation)
    for (position, assumption) in theorem.assumptions.enumerated() {
      switch assumption {
      case .positive(let expression): entry.positives.append((position, try plan.add(expression), false))
      case .positiveAtEveryLayer(let l, let expression):
        entry.positives.append((position, try plan.add(expression, at: l), true))
      case .ranks(let condition): entry.ranks.append((position, try plan.add(condition)))
      default: entry.conditions.append((position, assumption))
      }
    }
    return entry
  }

  /// The outcome of every theorem on an instance, and the spectrum they're compared with.
  public func judge(
    _ measurements: some InstanceMeasurements
  ) throws(MeasurementError) -> (spectrum: GaussNewtonSpectrum, outcomes: [TheoremOutcome]) {
    let spectrum = try measurements.spectrum()
    var evaluation = Evaluation(plan, measurements)
    var outcomes: [TheoremOutcome] = []
    outcomes.reserveCapacity(entries.count)
    for entry in entries {
      // What can't be measured for one theorem leaves the others as they are.
      do {
        switch entry.value {
        case .bound(let bound): outcomes.append(try Self.judge(bound, entry, spectrum, &evaluation))
        case .rank(let rank): outcomes.append(try Self.judge(rank, entry, spectrum, &evaluation))
        }
      } catch {
        outcomes.append(.undecided(UndecidedCause(error)))
      }
    }
    return (spectrum, outcomes)
  }

  /// Below it underflow is no longer small next to rounding, which verdicts are about.
  private static let smallestScale = 1e-280

  private static func judge(
    _ expression: PlannedExpression<Ratio>, _ entry: Entry, _ spectrum: GaussNewtonSpectrum,
    _ evaluation: inout Evaluation<some InstanceMeasurements>
  ) throws(MeasurementError) -> TheoremOutcome {
    guard let κ = spectrum.conditionNumber else { return .without(.inapplicable) }
    let instance = evaluation.model.instance
    if let failed = try failedCondition(entry, &evaluation) { return .without(.inapplicable, failing: failed) }
    guard (spectrum.smallestNonzero ?? 0) >= Self.smallestScale else { return .undecided(.rank) }
    // A positive denominator would prove Ĝ positive definite: on a singular one the bound is +∞, whatever rounding says.
    if entry.impliesPositiveDefinite, spectrum.rank < instance.order { return .without(.vacuous) }
    if let outcome = try outcomeOfSigns(entry, &evaluation) { return outcome }
    let bound = try evaluation.value(of: expression)
    let verdict = Verdict(
      bound: bound, relation: entry.relation, conditionNumber: κ, roundings: instance.roundings,
      iterationError: spectrum.relativeErrorBound)
    let ratio = bound / κ
    return TheoremOutcome(
      verdict: verdict, bound: bound, ratio: ratio.isFinite ? ratio : nil,
      cause: verdict == .undecided ? !κ.isFinite ? .rank : !bound.isFinite ? .range : .width : nil)
  }

  /// The first assumption about the structure or the ranks of an instance that it fails.
  private static func failedCondition(
    _ entry: Entry, _ evaluation: inout Evaluation<some InstanceMeasurements>
  ) throws(MeasurementError) -> FailedAssumption? {
    for (position, assumption) in entry.conditions where !evaluation.model.satisfies(assumption) {
      return FailedAssumption(position: position)
    }
    for (position, condition) in entry.ranks where !(try evaluation.holds(condition)) {
      return FailedAssumption(position: position)
    }
    return nil
  }

  /// What the signs that a theorem assumes make of it; nil where they're as it assumes.
  private static func outcomeOfSigns(
    _ entry: Entry, _ evaluation: inout Evaluation<some InstanceMeasurements>
  ) throws(MeasurementError) -> TheoremOutcome? {
    for (position, expression, everyLayer) in entry.positives {
      for layer in everyLayer ? 1...evaluation.model.depth : 0...0 {
        let value = try evaluation.value(of: expression, atLayer: layer)
        if value == 0 {
          return .without(
            entry.withoutSign, failing: FailedAssumption(position: position, layer: everyLayer ? layer : nil))
        }
        // What must be nonnegative came out negative: rounding hides whether it's zero.
        if !(value >= smallestScale) { return .undecided(value.isNaN ? .range : .sign) }
      }
    }
    return nil
  }

  /// Compares the rank that a formula gives with the number of eigenvalues that rounding can't explain: more of them
  /// refute it, fewer leave it open.
  private static func judge(
    _ rank: PlannedExpression<Rank>, _ entry: Entry, _ spectrum: GaussNewtonSpectrum,
    _ evaluation: inout Evaluation<some InstanceMeasurements>
  ) throws(MeasurementError) -> TheoremOutcome {
    if let failed = try failedCondition(entry, &evaluation) { return .without(.inapplicable, failing: failed) }
    if let outcome = try outcomeOfSigns(entry, &evaluation) { return outcome }
    let formula = try evaluation.rank(of: rank)
    let noise = max(
      8 * Double(evaluation.model.instance.roundings) * (Double.ulpOfOne / 2) * spectrum.largest, smallestScale)
    guard let measured = spectrum.count(above: noise) else { return .undecided(.rank) }
    let verdict: Verdict =
      measured == formula ? .holds : measured > formula ? .violated : .undecided
    return TheoremOutcome(
      verdict: verdict, bound: Double(formula), ratio: measured > 0 ? Double(formula) / Double(measured) : nil,
      cause: verdict == .undecided ? .rank : nil)
  }
}
