import BoundKernel
import Networks

/// Deliberately false relatives of the ReLU theorems. Each names the ensemble in which it falls.
extension Theorem {
  private typealias Terms = ReLUTerms

  private static var weylNumerator: BoundExpression<Spectral> {
    σmax(Terms.X).squared * σmax(Terms.W).squared + σmax(Terms.Φ).squared
  }

  /// `relu.weyl` with α in place of α².
  public static func controlSlopeUnsquared() throws(TheoremError) -> Theorem {
    try control(
      "slope-unsquared", "relu.weyl with α in place of α².", on: .relu(.smallLeaky),
      assuming: [Terms.isPositiveDefinite], weylNumerator,
      over: slopeFactor * σcol(Terms.X).squared * σrow(Terms.W).squared + σcol(Terms.Φ).squared)
  }

  /// `relu.schur` from HHᵀ alone, with the smallest and the largest norm of a sample swapped.
  public static func controlNormsSwapped() throws(TheoremError) -> Theorem {
    let squaredNorm = norm(Terms.x).squared
    return try control(
      "norms-swapped", "relu.schur with the smallest and the largest norm of a sample swapped.",
      on: .relu(.smallSpread), assuming: [Terms.isPositiveDefinite],
      σmax(Terms.H).squared * .minimum(over: Terms.j, in: .samples, squaredNorm) + σmax(Terms.Φ).squared,
      over: σrow(Terms.H).squared * .maximum(over: Terms.j, in: .samples, squaredNorm) + σcol(Terms.Φ).squared)
  }

  /// `relu.masked` with the smallest singular value of X's shorter side where there are more samples than inputs.
  public static func controlShortData() throws(TheoremError) -> Theorem {
    let (masked, samples) = (Terms.maskedWeights, LayerRange.samples)
    return try control(
      "short-data",
      "relu.masked with the smallest singular value of the shorter side of X, with more samples than inputs.",
      on: .relu(.smallMany), assuming: [.ranks(.property(.moreSamplesThanInputs)), Terms.isPositiveDefinite],
      σmax(Terms.X).squared * .maximum(over: Terms.j, in: samples, σmax(masked).squared) + σmax(Terms.Φ).squared,
      over: σshort(Terms.X).squared * .minimum(over: Terms.j, in: samples, σrow(masked).squared)
        + σcol(Terms.Φ).squared)
  }
}
