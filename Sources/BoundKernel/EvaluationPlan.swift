/// The position of an expression in an `EvaluationPlan`.
public struct PlannedExpression<Kind: ExpressionKind>: Hashable, Sendable {
  @usableFromInline let id: Int
}

/// A condition of an `EvaluationPlan`.
public struct PlannedCondition: Hashable, Sendable {
  @usableFromInline let comparison: EvaluationPlan.Comparison

  /// Whether it speaks of the instance's structure only, not of ranks.
  public var isStructural: Bool { if case .property = comparison { true } else { false } }
}

/// The position of a matrix term in an `EvaluationPlan`.
public struct PlannedMatrix: Hashable, Sendable {
  @usableFromInline let id: Int
}

/// Expressions of many theorems compiled into one directed acyclic graph in which equal subterms are one node, whatever
/// their bound variables are called: on an instance each node is evaluated at most once for each layer.
///
/// Built once, used for every instance of a family.
public struct EvaluationPlan: Sendable {
  /// The matrix whose rank the interpretation knows.
  public let subject: MatrixTerm
  /// What the theorems may speak of.
  public let vocabulary: Vocabulary

  @usableFromInline var scalars: [Planned<ScalarOperation>] = []
  @usableFromInline var matrices: [Planned<MatrixOperation>] = []
  private var scalarIDs: [Planned<ScalarOperation>: Int] = [:]
  private var matrixIDs: [Planned<MatrixOperation>: Int] = [:]

  /// An empty plan for the theorems about one matrix.
  public init(subject: MatrixTerm, vocabulary: Vocabulary = .linear) {
    self.subject = subject
    self.vocabulary = vocabulary
  }

  @usableFromInline struct Planned<Operation: Hashable & Sendable>: Hashable, Sendable {
    @usableFromInline var operation: Operation
    /// Whether the value depends on the current layer, sample or unit.
    @usableFromInline var isOpen: Bool
  }

  /// A layer number, resolved on evaluation: the current, first or last layer, minus an offset. Among samples and units only
  /// the current one occurs.
  @usableFromInline struct LayerReference: Hashable, Sendable {
    @usableFromInline enum Base: Hashable, Sendable { case current, first, last }
    @usableFromInline var base: Base
    @usableFromInline var offset: Int

    @inlinable func resolve(current: Int, depth: Int) -> Int {
      switch base {
      case .current: current - offset
      case .first: 1 - offset
      case .last: depth - offset
      }
    }
  }

  @usableFromInline enum PlannedRange: Hashable, Sendable {
    case all, allButFirst, samples
    case before(LayerReference), after(LayerReference), except(LayerReference)
  }

  /// The variable that may occur free, and what it stands for.
  struct Scope {
    let variable: LayerVariable
    let kind: IndexKind
  }

  @usableFromInline enum Symbol: Hashable, Sendable { case weight, productAfter, productBefore }

  @usableFromInline enum Fold: Hashable, Sendable { case sum, product, maximum, minimum }

  @usableFromInline enum Binary: Hashable, Sendable { case add, subtract, multiply, divide, larger, smaller }

  @usableFromInline enum Comparison: Hashable, Sendable {
    case positive(Int), less(Int, Int), equal(Int, Int), property(InstanceProperty)
  }

  @usableFromInline enum FamilySymbol: Hashable, Sendable {
    case branch, skip, strength, sample, activationPattern
    case hiddenWeights, outputWeights, slope, inputData, activations, features, jacobian, ones
    case outputColumn, deviation, normalizedUnit, unitProjector, normalizedWeights
    case kernelMap, kernelMaps, flippedKernelMaps, periodicWindows
  }

  @usableFromInline enum ScalarOperation: Hashable, Sendable {
    case integer(Int)
    case size(Dimension, LayerReference)
    case functional(Functional, Int)
    case rank(Symbol, LayerReference)
    case rankOfSubject
    case square(Int)
    case binary(Binary, Int, Int)
    case fold(Fold, PlannedRange, Int)
    case guarded([Comparison], Int)

    @usableFromInline enum Dimension: Hashable, Sendable { case inputs, outputs, width, samples, kernel }
  }

  @usableFromInline enum MatrixOperation: Hashable, Sendable {
    case layered(Symbol, LayerReference)
    case family(FamilySymbol, LayerReference)
    case dataFactor
    case outputVector(Int)
    case inputVector(Int)
    case identity([ScalarOperation])
    case product(Int, Int)
    case transpose(Int)
    case gram(Int)
    case kronecker(Int, Int)
    case sum(coefficient: Int?, Int)
    case scaled(Int, Int)
    case shifted(Int, by: Int, identity: Int)
    case sumOfTwo(Int, Int)
    case schur(Int, Int)
    case columnwiseKronecker(Int, Int)
    case diagonal(Int)
    case unitSum(coefficient: Int?, Int)
    case unitDiagonal(Int)
  }
}

// MARK: - Compilation

extension EvaluationPlan {
  /// Adds an expression without free variables, or one to be evaluated at every layer, sample or unit of `variable`.
  ///
  /// - Parameter kind: what the variable stands for.
  /// - Throws: when the expression depends on two variables at once, which no theorem here does; when it speaks of what the
  ///   family doesn't have.
  public mutating func add<Kind>(
    _ expression: BoundExpression<Kind>, at variable: LayerVariable? = nil, of kind: IndexKind = .layer
  ) throws(RuleFailure) -> PlannedExpression<Kind> {
    PlannedExpression(id: try scalar(expression.node, try scope(variable, kind)))
  }

  /// Adds a matrix term without free variables, or one to be evaluated at every layer, sample or unit of `variable`.
  ///
  /// - Parameter kind: what the variable stands for.
  /// - Throws: see the same for expressions.
  public mutating func add(
    _ matrix: MatrixTerm, at variable: LayerVariable? = nil, of kind: IndexKind = .layer
  ) throws(RuleFailure) -> PlannedMatrix {
    PlannedMatrix(id: try self.matrix(matrix, try scope(variable, kind)))
  }

  private func scope(_ variable: LayerVariable?, _ kind: IndexKind) throws(RuleFailure) -> Scope? {
    guard let variable else { return nil }
    return try scope(binding: variable, kind)
  }

  /// The scope of a bound variable.
  func scope(binding variable: LayerVariable, _ kind: IndexKind) throws(RuleFailure) -> Scope {
    try require(
      vocabulary.contains(kind), "the indices of the family", "\(variable.name), the number of a \(kind.rawValue)")
    return Scope(variable: variable, kind: kind)
  }

  mutating func insert(_ operation: ScalarOperation, open: Bool) -> Int {
    let planned = Planned(operation: operation, isOpen: open)
    if let id = scalarIDs[planned] { return id }
    scalars.append(planned)
    scalarIDs[planned] = scalars.count - 1
    return scalars.count - 1
  }

  mutating func insert(_ operation: MatrixOperation, open: Bool) -> Int {
    let planned = Planned(operation: operation, isOpen: open)
    if let id = matrixIDs[planned] { return id }
    matrices.append(planned)
    matrixIDs[planned] = matrices.count - 1
    return matrices.count - 1
  }

  /// - Parameter kind: what the index must be a number of.
  func reference(
    _ index: LayerIndex, _ scope: Scope?, of kind: IndexKind = .layer
  ) throws(RuleFailure) -> LayerReference {
    switch index {
    case .variable(let used):
      guard let scope, used == scope.variable else {
        throw .form(
          rule: "evaluation", needs: scope.map { "no variable but \($0.variable.name)" } ?? "no free variable",
          found: used.name)
      }
      try require(
        scope.kind == kind, "the number of a \(kind.rawValue)", "\(used.name), the number of a \(scope.kind.rawValue)")
      return LayerReference(base: .current, offset: 0)
    case .first:
      try requireLayer(index, kind)
      return LayerReference(base: .first, offset: 0)
    case .last:
      try requireLayer(index, kind)
      return LayerReference(base: .last, offset: 0)
    case .preceding(let next):
      try requireLayer(index, kind)
      var reference = try reference(next, scope)
      reference.offset += 1
      return reference
    }
  }

  private func requireLayer(_ index: LayerIndex, _ kind: IndexKind) throws(RuleFailure) {
    try require(kind == .layer, "a variable for a \(kind.rawValue)", "the index \(Notation.text.index(index))")
    try require(vocabulary.hasLayers, "the indices of the family", "the layer \(Notation.text.index(index))")
  }
}
