import BoundKernel
import Networks

/// Deliberately false relatives of the linear theorems. Each names the ensemble in which it falls.
extension Theorem {
  private typealias Terms = LinearTerms

  private static var weylNumerator: BoundExpression<Spectral> {
    .sum(over: Terms.l, σmax(Terms.P).squared * σmax(Terms.Q).squared)
  }

  private static var weylDenominator: BoundExpression<Spectral> {
    .sum(over: Terms.l, σrow(Terms.P).squared * σcol(Terms.Q).squared)
  }

  private static var dataCondition: BoundExpression<Ratio> { λmax(Terms.Σ) / λmin(Terms.Σ) }

  /// `linear.weyl` without κ(Σ): smallest refutation L = 1, k = 1, Σ = diag(4, 1).
  public static func controlDataForgotten() throws(TheoremError) -> Theorem {
    try control(
      "data-forgotten", "linear.weyl with κ(Σ) left out.", on: .linear(.smallCorrelated),
      assuming: [.positive(weylDenominator)],
      weylNumerator / weylDenominator)
  }

  /// `linear.loose` with min in place of max: smallest refutation Σ = I₂, W² = I₂, W¹ = diag(2, 1).
  public static func controlMinimum() throws(TheoremError) -> Theorem {
    let denominator = σrow(Terms.P).squared * σcol(Terms.Q).squared
    let layer = (σmax(Terms.P).squared * σmax(Terms.Q).squared) / denominator
    return try control(
      "minimum", "linear.loose with the minimum over the layers in place of the maximum.", on: .linear(.smallWhitened),
      assuming: [.positiveAtEveryLayer(Terms.l, denominator)], dataCondition * .minimum(over: Terms.l, layer))
  }

  /// `linear.weyl` with the smallest singular value of the short side: smallest refutation W² = (1), W¹ = (1 0).
  public static func controlShortSide() throws(TheoremError) -> Theorem {
    let denominator = BoundExpression.sum(over: Terms.l, σshort(Terms.P).squared * σshort(Terms.Q).squared)
    return try control(
      "short-side", "linear.weyl with the smallest singular value of the shorter side in place of σ_row and σ_col.",
      on: .linear(.smallWhitened), assuming: [.positive(denominator)], dataCondition * (weylNumerator / denominator))
  }

  /// `linear.weyl` with the first term dropped from the numerator only.
  public static func controlDroppedTerm() throws(TheoremError) -> Theorem {
    let numerator = BoundExpression.sum(
      over: Terms.l, in: .allButFirst, σmax(Terms.P).squared * σmax(Terms.Q).squared)
    return try control(
      "dropped-term", "linear.weyl with the first of two terms dropped from the numerator.",
      on: .linear(.smallTwoLayers),
      assuming: [.depth(2), .positive(weylDenominator)], dataCondition * (numerator / weylDenominator))
  }
}
