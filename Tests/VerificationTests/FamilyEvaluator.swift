import BoundKernel
import LinearAlgebra
import Networks
import TestSupport
import Theorems
import Verification

/// Values of terms, expressions and whole statements of a family on one instance.
final class FamilyEvaluator<Model: InstanceMeasurements> {
  let measurements: Model
  let family: NetworkFamily
  private var workspace = Workspace()

  init(_ instance: Model.Instance, _ family: NetworkFamily) {
    measurements = Model(instance)
    self.family = family
  }

  /// What a free variable of the family stands for.
  private var kind: IndexKind {
    switch family {
    case .linear, .residual, .conv: .layer
    case .relu: .sample
    case .batchnorm: .unit
    }
  }

  private var emptyPlan: EvaluationPlan { EvaluationPlan(subject: family.subject, vocabulary: family.vocabulary) }

  func number<Kind>(
    _ expression: BoundExpression<Kind>, at variable: LayerVariable? = nil, _ index: Int = 0
  ) throws -> Double {
    var plan = emptyPlan
    let planned = try plan.add(expression, at: variable, of: kind)
    var evaluation = Evaluation(plan, measurements)
    return try evaluation.value(of: planned, atLayer: index)
  }

  func value(_ term: MatrixTerm, at variable: LayerVariable? = nil, _ index: Int = 0) throws -> Model.Value {
    var plan = emptyPlan
    let planned = try plan.add(term, at: variable, of: kind)
    var evaluation = Evaluation(plan, measurements)
    return try evaluation.matrix(planned, atLayer: index)
  }

  func holds(_ condition: RankCondition) throws -> Bool {
    var plan = emptyPlan
    let planned = try plan.add(condition)
    var evaluation = Evaluation(plan, measurements)
    return try evaluation.holds(planned)
  }

  func eigenvalues(_ matrix: Matrix) throws -> [Double] { try workspace.eigenvalues(ofSymmetric: matrix) }

  /// Whether the instance meets everything but the signs.
  func applies(_ assumptions: [Assumption]) throws -> Bool {
    try assumptions.allSatisfy { assumption in
      if case .ranks(let condition) = assumption { return try holds(condition) }
      return measurements.satisfies(assumption)
    }
  }

  /// The bounds of theorems by identifier: absent where one doesn't apply, +∞ where it's vacuous.
  func bounds(_ theorems: PlannedTheorems) throws -> [String: Double] {
    var evaluation = Evaluation(theorems.plan, measurements)
    let instance = measurements.instance
    var bounds: [String: Double] = [:]
    for entry in theorems.entries {
      guard entry.conditions.allSatisfy(measurements.satisfies),
        try entry.ranks.allSatisfy({ try evaluation.holds($0) })
      else { continue }
      if entry.impliesPositiveDefinite, instance.rank < instance.order {
        bounds[entry.identifier] = .infinity
      } else {
        let isFinite = try entry.positives.allSatisfy { try evaluation.value(of: $0) > 0 }
        bounds[entry.identifier] = isFinite ? try evaluation.value(of: entry.value) : .infinity
      }
    }
    return bounds
  }
}

/// Theorems of a family in one plan.
struct PlannedTheorems: Sendable {
  struct Entry: Sendable {
    var identifier: String
    var value: PlannedExpression<Ratio>
    var impliesPositiveDefinite = false
    var conditions: [Assumption] = []
    var ranks: [PlannedCondition] = []
    var positives: [PlannedExpression<Spectral>] = []
  }

  private(set) var plan: EvaluationPlan
  private(set) var entries: [Entry] = []

  init(_ theorems: [Theorem], _ family: NetworkFamily) throws {
    plan = EvaluationPlan(subject: family.subject, vocabulary: family.vocabulary)
    for theorem in theorems {
      var entry: Entry
      switch theorem.evidence {
      case .upper(let bound):
        entry = Entry(identifier: theorem.identifier, value: try plan.add(bound.bound))
        entry.impliesPositiveDefinite = bound.impliesPositiveDefinite
      case .lower(let bound): entry = Entry(identifier: theorem.identifier, value: try plan.add(bound.bound))
      case .equality(let value): entry = Entry(identifier: theorem.identifier, value: try plan.add(value.value))
      case .claim(let claim): entry = Entry(identifier: theorem.identifier, value: try plan.add(claim.bound))
      case .rank: continue
      }
      for assumption in theorem.assumptions {
        switch assumption {
        case .ranks(let condition): entry.ranks.append(try plan.add(condition))
        case .positive(let expression): entry.positives.append(try plan.add(expression))
        default: entry.conditions.append(assumption)
        }
      }
      entries.append(entry)
    }
  }

  /// Those of one identifier.
  init(_ catalogue: Catalogue, _ identifier: String, _ family: NetworkFamily) throws {
    try self.init(catalogue.theorems.filter { $0.identifier == identifier }, family)
  }
}

enum FamilySamples {
  /// Instances of the residual family.
  static func residual(_ count: Int, _ ensemble: ResidualEnsemble, _ domain: String) throws -> [ResidualInstance] {
    var workspace = Workspace()
    return try (0..<count).compactMap { index in
      var stream = Draw.stream(index, domain)
      return try ensemble.draw(&stream, &workspace)?.instance
    }
  }

  /// Instances of the ReLU family with their spectra.
  static func relu(_ count: Int, _ ensemble: ReLUEnsemble, _ domain: String) throws -> [RankedReLUInstance] {
    var workspace = Workspace()
    return try (0..<count).compactMap { index in
      var stream = Draw.stream(index, domain)
      guard let draw = try ensemble.draw(&stream, &workspace) else { return nil }
      return try RankedReLUInstance(draw.instance, &workspace)
    }
  }

  /// Instances of the family of convolutional networks.
  static func convolution(_ count: Int, _ ensemble: ConvolutionEnsemble, _ domain: String) throws
    -> [ConvolutionInstance]
  {
    var workspace = Workspace()
    return try (0..<count).compactMap { index in
      var stream = Draw.stream(index, domain)
      return try ensemble.draw(&stream, &workspace)?.instance
    }
  }

  /// Instances of the family with batch normalisation.
  static func batchNorm(_ count: Int, _ ensemble: BatchNormEnsemble, _ domain: String) throws -> [BatchNormInstance] {
    var workspace = Workspace()
    return try (0..<count).compactMap { index in
      var stream = Draw.stream(index, domain)
      return try ensemble.draw(&stream, &workspace)?.instance
    }
  }
}
