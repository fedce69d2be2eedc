import BoundKernel

extension MatrixTerm {
  /// The layer variables that occur free, in order of appearance.
  var freeVariables: [LayerVariable] {
    switch self {
    case .symbol(.weight(let index)), .symbol(.branch(let index)), .symbol(.skip(let index)),
      .symbol(.strength(let index)), .symbol(.sample(let index)), .symbol(.activationPattern(let index)),
      .symbol(.outputColumn(let index)), .symbol(.deviation(let index)), .symbol(.normalizedUnit(let index)),
      .symbol(.unitProjector(let index)), .symbol(.kernelMap(let index)),
      .productAfter(let index), .productBefore(let index):
      index.variable.map { [$0] } ?? []
    case .symbol, .identity: []
    case .product(let a, let b), .kronecker(let a, let b), .kroneckerSum(let a, let b), .congruence(let a, let b),
      .add(let a, let b), .schur(let a, let b), .columnwiseKronecker(let a, let b):
      a.freeVariables.union(b.freeVariables)
    case .transpose(let a), .gram(let a): a.freeVariables
    case .sum(let bound, let body), .unitSum(let bound, let body): body.freeVariables.filter { $0 != bound }
    case .scaled(let factor, let a), .shifted(let a, let factor): factor.node.freeVariables.union(a.freeVariables)
    case .unitDiagonal(let bound, let entry): entry.node.freeVariables.filter { $0 != bound }
    case .diagonal(let bound, let entry): entry.node.freeVariables.filter { $0 != bound }
    @unknown default: []
    }
  }
}

extension ExpressionNode {
  /// The layer variables that occur free, in order of appearance.
  var freeVariables: [LayerVariable] {
    switch self {
    case .integer, .dimension: []
    case .functional(_, let matrix): matrix.freeVariables
    case .square(let a), .guarded(_, let a): a.freeVariables
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b),
      .larger(let a, let b), .smaller(let a, let b):
      a.freeVariables.union(b.freeVariables)
    case .sum(let bound, let range, let body), .product(let bound, let range, let body),
      .maximum(let bound, let range, let body), .minimum(let bound, let range, let body):
      (range.bound?.variable.map { [$0] } ?? []).union(body.freeVariables.filter { $0 != bound })
    @unknown default: []
    }
  }
}

extension [LayerVariable] {
  func union(_ other: [LayerVariable]) -> [LayerVariable] { self + other.filter { !contains($0) } }
}
