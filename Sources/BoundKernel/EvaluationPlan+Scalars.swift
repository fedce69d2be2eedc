extension EvaluationPlan {
  private func range(_ range: LayerRange, _ scope: Scope?) throws(RuleFailure) -> PlannedRange {
    switch range {
    case .all: .all
    case .allButFirst: .allButFirst
    case .samples: .samples
    case .before(let index): .before(try reference(index, scope))
    case .after(let index): .after(try reference(index, scope))
    case .except(let index): .except(try reference(index, scope))
    }
  }

  mutating func scalar(_ node: ExpressionNode, _ scope: Scope?) throws(RuleFailure) -> Int {
    let open = scope.map { node.contains($0.variable) } ?? false
    switch node {
    case .integer(let value): return insert(.integer(value), open: false)
    case .dimension(let dimension):
      var product: Int?
      for factor in try sizes(dimension, scope) {
        let id = insert(factor, open: open)
        product = product.map { insert(.binary(.multiply, $0, id), open: open) } ?? id
      }
      return product ?? insert(.integer(1), open: false)
    case .functional(.rank, let matrix):
      if matrix == subject { return insert(.rankOfSubject, open: false) }
      switch matrix {
      case .productAfter(let index): return insert(.rank(.productAfter, try reference(index, scope)), open: open)
      case .productBefore(let index): return insert(.rank(.productBefore, try reference(index, scope)), open: open)
      case .symbol(.outputWeights) where vocabulary.hasUnits:
        return insert(.rank(.productAfter, LayerReference(base: .first, offset: 0)), open: false)
      case .symbol(.hiddenWeights) where vocabulary.hasUnits:
        return insert(.rank(.productBefore, LayerReference(base: .last, offset: 0)), open: false)
      default: throw .form(rule: "rank", needs: "P_l, Q_l or the subject", found: Notation.text.print(matrix))
      }
    case .functional(let functional, let matrix):
      _ = try matrix.shape()
      switch functional {
      case .smallestPositiveEigenvalue where matrix != subject:
        throw .form(
          rule: "evaluation", needs: "λ⁺_min of the subject, whose rank is known", found: Notation.text.print(matrix))
      case .smallestEigenvalue where !matrix.isManifestlySymmetric,
        .largestEigenvalue where !matrix.isManifestlySymmetric:
        throw .form(
          rule: "evaluation", needs: "eigenvalues of a matrix that is symmetric by its form",
          found: Notation.text.print(matrix))
      default: break
      }
      return insert(.functional(functional, try self.matrix(matrix, scope)), open: open)
    case .square(let a): return insert(.square(try scalar(a, scope)), open: open)
    case .add(let a, let b): return try binary(.add, a, b, scope, open)
    case .subtract(let a, let b): return try binary(.subtract, a, b, scope, open)
    case .multiply(let a, let b): return try binary(.multiply, a, b, scope, open)
    case .divide(let a, let b): return try binary(.divide, a, b, scope, open)
    case .larger(let a, let b): return try binary(.larger, a, b, scope, open)
    case .smaller(let a, let b): return try binary(.smaller, a, b, scope, open)
    case .sum(let l, let over, let body): return try fold(.sum, l, over, body, scope, open)
    case .product(let l, let over, let body): return try fold(.product, l, over, body, scope, open)
    case .maximum(let l, let over, let body): return try fold(.maximum, l, over, body, scope, open)
    case .minimum(let l, let over, let body): return try fold(.minimum, l, over, body, scope, open)
    case .guarded(let conditions, let body):
      var comparisons: [Comparison] = []
      for condition in conditions { comparisons.append(try comparison(condition, scope)) }
      return insert(.guarded(comparisons, try scalar(body, scope)), open: open)
    }
  }

  private mutating func binary(
    _ operation: Binary, _ a: ExpressionNode, _ b: ExpressionNode, _ scope: Scope?, _ open: Bool
  ) throws(RuleFailure) -> Int {
    let (left, right) = (try scalar(a, scope), try scalar(b, scope))
    return insert(.binary(operation, left, right), open: open)
  }

  private mutating func fold(
    _ fold: Fold, _ bound: LayerVariable, _ over: LayerRange, _ body: ExpressionNode, _ scope: Scope?,
    _ open: Bool
  ) throws(RuleFailure) -> Int {
    let planned = try range(over, scope)
    return insert(.fold(fold, planned, try scalar(body, try self.scope(binding: bound, over.kind))), open: open)
  }

  private mutating func comparison(
    _ condition: RankCondition, _ scope: Scope?
  ) throws(RuleFailure) -> Comparison {
    switch condition {
    case .positive(let a): return .positive(try scalar(a.node, scope))
    case .less(let a, let b):
      let left = try scalar(a.node, scope)
      return .less(left, try scalar(b.node, scope))
    case .equal(let a, let b):
      let left = try scalar(a.node, scope)
      return .equal(left, try scalar(b.node, scope))
    case .property(let property): return .property(property)
    }
  }

  /// Adds a condition without free variables.
  ///
  /// - Throws: when a rank in it isn't known to interpretations.
  public mutating func add(_ condition: RankCondition) throws(RuleFailure) -> PlannedCondition {
    PlannedCondition(comparison: try comparison(condition, nil))
  }

  func sizes(
    _ dimension: Dimension, _ scope: Scope?
  ) throws(RuleFailure) -> [ScalarOperation] {
    let first = LayerReference(base: .first, offset: 0)
    switch dimension {
    case .inputs: return [.size(.inputs, first)]
    case .outputs: return [.size(.outputs, first)]
    case .width(let index): return [.size(.width, try reference(index, scope))]
    case .hidden: return [.size(.width, first)]
    case .samples:
      try require(vocabulary.hasSamples, "the dimensions of the family", "n")
      return [.size(.samples, first)]
    case .kernel(let index):
      try require(vocabulary == .conv, "the dimensions of the family", "the size of a kernel")
      return [.size(.kernel, try reference(index, scope))]
    case .parameters: throw .form(rule: "evaluation", needs: "a dimension of a network", found: "p")
    case .one: return []
    case .times(let a, let b): return try sizes(a, scope) + sizes(b, scope)
    }
  }
}
