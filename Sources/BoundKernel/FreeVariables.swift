extension MatrixTerm {
  /// The variables that occur free, each once, in order of appearance.
  public var freeVariables: [LayerVariable] {
    switch self {
    case .symbol(let symbol): symbol.index?.freeVariables ?? []
    case .productAfter(let index), .productBefore(let index): index.freeVariables
    case .identity(let dimension): dimension.freeVariables
    case .product(let a, let b), .kronecker(let a, let b), .kroneckerSum(let a, let b), .congruence(let a, let b),
      .add(let a, let b), .schur(let a, let b), .columnwiseKronecker(let a, let b):
      a.freeVariables.union(b.freeVariables)
    case .transpose(let a), .gram(let a): a.freeVariables
    case .sum(let bound, let body), .unitSum(let bound, let body): body.freeVariables.filter { $0 != bound }
    case .scaled(let factor, let a), .shifted(let a, let factor): factor.node.freeVariables.union(a.freeVariables)
    case .diagonal(let bound, let entry): entry.node.freeVariables.filter { $0 != bound }
    case .unitDiagonal(let bound, let entry): entry.node.freeVariables.filter { $0 != bound }
    }
  }

  /// Whether the variable occurs free.
  func contains(_ variable: LayerVariable) -> Bool { freeVariables.contains(variable) }
}

extension ExpressionNode {
  /// The variables that occur free, each once, in order of appearance.
  public var freeVariables: [LayerVariable] {
    switch self {
    case .integer: []
    case .dimension(let dimension): dimension.freeVariables
    case .functional(_, let matrix): matrix.freeVariables
    case .square(let a): a.freeVariables
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b),
      .larger(let a, let b), .smaller(let a, let b):
      a.freeVariables.union(b.freeVariables)
    case .sum(let bound, let range, let body), .product(let bound, let range, let body),
      .maximum(let bound, let range, let body), .minimum(let bound, let range, let body):
      (range.bound?.freeVariables ?? []).union(body.freeVariables.filter { $0 != bound })
    case .guarded(let conditions, let body):
      conditions.flatMap(\.operands).reduce(body.freeVariables) { $0.union($1.node.freeVariables) }
    }
  }

  /// Whether the variable occurs free.
  func contains(_ variable: LayerVariable) -> Bool { freeVariables.contains(variable) }
}

extension Dimension {
  /// The variables that it depends on.
  var freeVariables: [LayerVariable] {
    switch self {
    case .inputs, .outputs, .hidden, .samples, .parameters, .one: []
    case .width(let index), .kernel(let index): index.freeVariables
    case .times(let a, let b): a.freeVariables.union(b.freeVariables)
    }
  }

  func contains(_ variable: LayerVariable) -> Bool { freeVariables.contains(variable) }
}

extension LayerIndex {
  fileprivate var freeVariables: [LayerVariable] { variable.map { [$0] } ?? [] }
}

extension Array where Element: Equatable {
  /// The elements of both, each once, in order of appearance.
  package func union(_ other: [Element]) -> [Element] { self + other.filter { !contains($0) } }
}
