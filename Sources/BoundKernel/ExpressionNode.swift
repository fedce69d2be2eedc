/// A number that a matrix has.
public enum Functional: Hashable, Sendable, CaseIterable {
  /// σ_max(A).
  case largestSingularValue
  /// σ_row(A) = √λ_min(AAᵀ): 0 when A has more rows than columns.
  case rowSingularValue
  /// σ_col(A) = √λ_min(AᵀA): 0 when A has more columns than rows.
  case columnSingularValue
  /// σ⁺(A) = σ_r(A) with r = rank A: 0 for a zero matrix.
  case smallestPositiveSingularValue
  /// The smallest singular value of the shorter side, which isn't what decides a bound: for negative controls.
  case shortSideSingularValue
  /// σ_p(A), p = max(d, k) or the shorter side of A where that is smaller: for `conjecture.layerwise-restricted`.
  case restrictedSingularValue
  /// ‖x‖ of a column vector.
  case norm
  /// λ_min of a symmetric matrix.
  case smallestEigenvalue
  /// λ_max of a symmetric matrix.
  case largestEigenvalue
  /// λ⁺_min of a positive semidefinite matrix: the smallest nonzero eigenvalue, λ_rank.
  case smallestPositiveEigenvalue
  /// rank A, and 0 for a product before layer 0.
  case rank
}

/// A condition between ranks, or on the structure of the instance: exact by nature.
public enum RankCondition: Hashable, Sendable {
  /// The rank is positive.
  case positive(BoundExpression<Rank>)
  /// The first is less than the second.
  case less(BoundExpression<Rank>, BoundExpression<Rank>)
  /// Both are equal.
  case equal(BoundExpression<Rank>, BoundExpression<Rank>)
  /// The instance has a property.
  case property(InstanceProperty)
}

/// A property of an instance, exact by nature, that isn't a relation of ranks.
public enum InstanceProperty: Hashable, Sendable {
  /// A residual network of square layers of one order, with W^l symmetric positive semidefinite and β_l ≥ 0.
  case alignedBranches
  /// A residual network whose layers have one strength β.
  case commonStrength
  /// A two-layer network with more samples than inputs.
  case moreSamplesThanInputs
  /// A convolutional network of one channel in every layer whose kernels, none zero, are pairwise coprime as polynomials
  /// homogeneous in each axis.
  case coprimeKernels
}

/// The untyped tree below a `BoundExpression`; only typed operations build one.
public indirect enum ExpressionNode: Hashable, Sendable {
  /// A whole number.
  case integer(Int)
  /// A dimension of the network, as a number.
  case dimension(Dimension)
  /// A functional of a matrix.
  case functional(Functional, MatrixTerm)
  /// x².
  case square(ExpressionNode)
  /// x + y.
  case add(ExpressionNode, ExpressionNode)
  /// x − y.
  case subtract(ExpressionNode, ExpressionNode)
  /// x · y.
  case multiply(ExpressionNode, ExpressionNode)
  /// x / y, and +∞ when y isn't positive.
  case divide(ExpressionNode, ExpressionNode)
  /// Σ over layers.
  case sum(LayerVariable, LayerRange, ExpressionNode)
  /// Π over layers.
  case product(LayerVariable, LayerRange, ExpressionNode)
  /// max over layers.
  case maximum(LayerVariable, LayerRange, ExpressionNode)
  /// min over layers.
  case minimum(LayerVariable, LayerRange, ExpressionNode)
  /// The larger of two.
  case larger(ExpressionNode, ExpressionNode)
  /// The smaller of two.
  case smaller(ExpressionNode, ExpressionNode)
  /// The expression where all the conditions hold, +∞ elsewhere: a term that a minimum leaves out.
  case guarded([RankCondition], ExpressionNode)

  /// Whether the value can't be negative, by form alone.
  var isManifestlyNonnegative: Bool {
    switch self {
    case .integer(let value): value >= 0
    case .dimension, .square: true
    case .functional(let functional, let matrix):
      switch functional {
      case .smallestEigenvalue, .largestEigenvalue: matrix.isManifestlyPositiveSemidefinite
      default: true
      }
    case .add(let a, let b), .multiply(let a, let b), .divide(let a, let b), .smaller(let a, let b):
      a.isManifestlyNonnegative && b.isManifestlyNonnegative
    case .larger(let a, let b): a.isManifestlyNonnegative || b.isManifestlyNonnegative
    case .subtract: false
    case .sum(_, _, let body), .product(_, _, let body), .maximum(_, _, let body), .minimum(_, _, let body),
      .guarded(_, let body):
      body.isManifestlyNonnegative
    }
  }
}

extension RankCondition {
  /// The ranks that are compared.
  public var operands: [BoundExpression<Rank>] {
    switch self {
    case .positive(let rank): [rank]
    case .less(let left, let right), .equal(let left, let right): [left, right]
    case .property: []
    }
  }
}
