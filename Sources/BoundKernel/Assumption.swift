/// What a judgement rests on; checked on an instance before the judgement is applied to it.
public enum Assumption: Hashable, Sendable {
  /// An expression is positive; where it isn't, a bound is +∞ (vacuous), and a rank isn't known.
  case positive(BoundExpression<Spectral>)
  /// An expression in which the variable, a layer's, is free is positive for every layer; where it isn't, the bound is +∞.
  case positiveAtEveryLayer(LayerVariable, BoundExpression<Spectral>)
  /// The network has this many layers.
  case depth(Int)
  /// Σ is a multiple of the identity.
  case isotropicData
  /// A relation between ranks.
  case ranks(RankCondition)
  /// u_j ⊗ v_j lies in the range of the matrix.
  case productVectorInRange(Int, of: MatrixTerm)
  /// Every hidden width is at least max(d, k).
  case hiddenWidthsAtLeastOuter

  /// Whether an instance that fails it makes a bound vacuous; otherwise, and whenever it's a rank that a theorem is about, the
  /// theorem doesn't apply to the instance.
  public var failureIsVacuous: Bool {
    switch self {
    case .positive, .positiveAtEveryLayer: true
    case .depth, .isotropicData, .ranks, .productVectorInRange, .hiddenWidthsAtLeastOuter: false
    }
  }
}
