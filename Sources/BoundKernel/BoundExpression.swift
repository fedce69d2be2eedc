/// What kind of number an expression is; see `BoundExpression`.
public protocol ExpressionKind: Sendable {}
/// Singular values σ, and norms of vectors.
public enum Singular: ExpressionKind {}
/// Squares of singular values, eigenvalues, and what sums and products make of them; scale isn't tracked.
public enum Spectral: ExpressionKind {}
/// Condition numbers: quotients of spectral expressions.
public enum Ratio: ExpressionKind {}
/// Coefficients in [0, 1] that sum to 1 over the layers.
public enum Weight: ExpressionKind {}
/// Ranks and dimensions: whole numbers.
public enum Rank: ExpressionKind {}

/// An expression over layerwise singular values, typed by kind so that only meaningful operations can be written: the
/// square of a singular value is spectral, spectral expressions are closed under +, − and ×, a quotient of two is a
/// ratio, and a ratio can't be added to anything.
public struct BoundExpression<Kind: ExpressionKind>: Hashable, Sendable {
  /// The tree, for evaluation and printing.
  public let node: ExpressionNode

  init(_ node: ExpressionNode) { self.node = node }

  /// Whether the value can't be negative, by form alone.
  public var isManifestlyNonnegative: Bool { node.isManifestlyNonnegative }

  /// max over the layers of `range`.
  public static func maximum(
    over variable: LayerVariable, in range: LayerRange = .all, _ body: BoundExpression
  ) -> BoundExpression { BoundExpression(.maximum(variable, range, body.node)) }

  /// min over the layers of `range`.
  public static func minimum(
    over variable: LayerVariable, in range: LayerRange = .all, _ body: BoundExpression
  ) -> BoundExpression { BoundExpression(.minimum(variable, range, body.node)) }
}

extension BoundExpression where Kind == Singular {
  /// The quotient, the singular value of a scaled matrix: +∞ when the denominator isn't positive.
  package static func / (a: BoundExpression, b: BoundExpression) -> BoundExpression {
    .init(.divide(a.node, b.node))
  }

  /// σ².
  public var squared: BoundExpression<Spectral> { BoundExpression<Spectral>(.square(node)) }

  /// 0.
  public static var zero: BoundExpression { .init(.integer(0)) }
  /// 1.
  public static var one: BoundExpression { .init(.integer(1)) }
  /// The sum.
  public static func + (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.add(a.node, b.node)) }
  /// The difference.
  public static func - (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.subtract(a.node, b.node)) }
  /// The product with a number, such as a strength times a singular value of a skip connection.
  public static func * (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.multiply(a.node, b.node)) }
  /// The larger of two.
  public static func larger(_ a: BoundExpression, _ b: BoundExpression) -> BoundExpression {
    .init(.larger(a.node, b.node))
  }
  /// The smaller of two.
  public static func smaller(_ a: BoundExpression, _ b: BoundExpression) -> BoundExpression {
    .init(.smaller(a.node, b.node))
  }
}

extension BoundExpression where Kind == Spectral {
  /// The sum.
  public static func + (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.add(a.node, b.node)) }
  /// The difference.
  public static func - (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.subtract(a.node, b.node)) }
  /// The product.
  public static func * (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.multiply(a.node, b.node)) }
  /// The quotient: +∞ when the denominator isn't positive.
  public static func / (a: BoundExpression, b: BoundExpression) -> BoundExpression<Ratio> {
    BoundExpression<Ratio>(.divide(a.node, b.node))
  }

  /// A square over a singular value is like a singular value: +∞ when the denominator isn't positive.
  public static func / (a: BoundExpression, b: BoundExpression<Singular>) -> BoundExpression<Singular> {
    BoundExpression<Singular>(.divide(a.node, b.node))
  }

  /// Σ over the layers of `range`.
  public static func sum(
    over variable: LayerVariable, in range: LayerRange = .all, _ body: BoundExpression
  ) -> BoundExpression { .init(.sum(variable, range, body.node)) }

  /// Π over the layers of `range`: 1 when there are none.
  public static func product(
    over variable: LayerVariable, in range: LayerRange = .all, _ body: BoundExpression
  ) -> BoundExpression { .init(.product(variable, range, body.node)) }

  /// The larger of two; of two equal expressions, that one.
  public static func larger(_ a: BoundExpression, _ b: BoundExpression) -> BoundExpression {
    a == b ? a : .init(.larger(a.node, b.node))
  }

  /// The smaller of two; of two equal expressions, that one.
  public static func smaller(_ a: BoundExpression, _ b: BoundExpression) -> BoundExpression {
    a == b ? a : .init(.smaller(a.node, b.node))
  }

  /// The expression where all the conditions hold, +∞ (left out of a minimum) elsewhere.
  public func when(_ conditions: RankCondition...) -> BoundExpression { .init(.guarded(conditions, node)) }

  /// γ_l = α_l / Σ_i α_i, a coefficient of a convex combination over all layers when every α_l is positive.
  public func normalized(over variable: LayerVariable) -> BoundExpression<Weight> {
    BoundExpression<Weight>(.divide(node, .sum(variable, .all, node)))
  }
}

extension BoundExpression where Kind == Ratio {
  /// The product of two condition numbers.
  public static func * (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.multiply(a.node, b.node)) }

  /// Σ_l γ_l r_l.
  public static func convexCombination(
    over variable: LayerVariable, weights: BoundExpression<Weight>, _ values: BoundExpression
  ) -> BoundExpression { .init(.sum(variable, .all, .multiply(weights.node, values.node))) }
}

extension BoundExpression where Kind == Rank {
  /// A dimension of the network.
  public static func dimension(_ dimension: Dimension) -> BoundExpression { .init(.dimension(dimension.normalized)) }
  /// The sum.
  public static func + (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.add(a.node, b.node)) }
  /// The difference.
  public static func - (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.subtract(a.node, b.node)) }
  /// The product.
  public static func * (a: BoundExpression, b: BoundExpression) -> BoundExpression { .init(.multiply(a.node, b.node)) }
  /// Σ over all layers.
  public static func sum(over variable: LayerVariable, _ body: BoundExpression) -> BoundExpression {
    .init(.sum(variable, .all, body.node))
  }
}

/// σ_max(A); σ_max(Aᵀ) is written so too.
public func σmax(_ matrix: MatrixTerm) -> BoundExpression<Singular> {
  if case .transpose(let inner) = matrix { return .init(.functional(.largestSingularValue, inner)) }
  return .init(.functional(.largestSingularValue, matrix))
}

/// σ_row(A) = √λ_min(AAᵀ); σ_row(Aᵀ) is written σ_col(A).
public func σrow(_ matrix: MatrixTerm) -> BoundExpression<Singular> {
  if case .transpose(let inner) = matrix { return .init(.functional(.columnSingularValue, inner)) }
  return .init(.functional(.rowSingularValue, matrix))
}

/// σ_col(A) = √λ_min(AᵀA); σ_col(Aᵀ) is written σ_row(A).
public func σcol(_ matrix: MatrixTerm) -> BoundExpression<Singular> {
  if case .transpose(let inner) = matrix { return .init(.functional(.rowSingularValue, inner)) }
  return .init(.functional(.columnSingularValue, matrix))
}

/// σ⁺(A), the smallest nonzero singular value; σ⁺(Aᵀ) is written so too.
public func σpositive(_ matrix: MatrixTerm) -> BoundExpression<Singular> {
  if case .transpose(let inner) = matrix { return .init(.functional(.smallestPositiveSingularValue, inner)) }
  return .init(.functional(.smallestPositiveSingularValue, matrix))
}

/// The smallest singular value of the shorter side of A.
public func σshort(_ matrix: MatrixTerm) -> BoundExpression<Singular> {
  .init(.functional(.shortSideSingularValue, matrix))
}

/// τ(A) = σ_p(A), p = max(d, k), or the shorter side where that is smaller.
public func σrestricted(_ matrix: MatrixTerm) -> BoundExpression<Singular> {
  .init(.functional(.restrictedSingularValue, matrix))
}

/// ‖x‖ of a column vector, |x| of a number.
public func norm(_ vector: MatrixTerm) -> BoundExpression<Singular> { .init(.functional(.norm, vector)) }

/// α, the slope of a leaky ReLU, as a factor: it has no scale.
public let slopeFactor = BoundExpression<Spectral>(.functional(.norm, .symbol(.slope)))

/// λ_min(M) of a symmetric matrix.
public func λmin(_ matrix: MatrixTerm) -> BoundExpression<Spectral> { .init(.functional(.smallestEigenvalue, matrix)) }

/// λ_max(M) of a symmetric matrix.
public func λmax(_ matrix: MatrixTerm) -> BoundExpression<Spectral> { .init(.functional(.largestEigenvalue, matrix)) }

/// λ⁺_min(M) of a positive semidefinite matrix.
public func λpositive(_ matrix: MatrixTerm) -> BoundExpression<Spectral> {
  .init(.functional(.smallestPositiveEigenvalue, matrix))
}

/// rank A.
public func rank(_ matrix: MatrixTerm) -> BoundExpression<Rank> { .init(.functional(.rank, matrix)) }
