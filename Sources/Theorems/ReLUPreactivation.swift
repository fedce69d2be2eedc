import BoundKernel
import Networks

/// Conjectures in which the features' singular values are replaced by those of the pre-activations: neither the largest nor
/// the smallest is controlled by them.
extension Theorem {
  private typealias Terms = ReLUTerms

  /// `relu.weyl` with σ_max²(VX) in place of σ_max²(Φ). False: X = I₂, α = 0, V = [−2 3; 3 2], W = (1 0) has
  /// κ = 18/5 > 14/(11 − 2√10).
  public static func conjectureReLUPreactivationUpper() throws(TheoremError) -> Theorem {
    try preactivation(
      "conjecture.relu-preactivation-upper",
      summary: "relu.weyl with the pre-activations' largest singular value in place of the features'.",
      features: σcol(Terms.Φ).squared, on: .smallReLU)
  }

  /// The same with α²σ_col²(VX) in place of σ_col²(Φ) too. False: X = I₂, α = ½, V = [4 −8; −8 4], W = (1 1) has
  /// κ = 261/5 > 292/9.
  public static func conjectureReLUPreactivation() throws(TheoremError) -> Theorem {
    try preactivation(
      "conjecture.relu-preactivation",
      summary: "relu.weyl with the pre-activations' extreme singular values in place of the features'.",
      features: norm(Terms.α).squared * σcol(Terms.V * Terms.X).squared, on: .smallFeatures)
  }

  private static func preactivation(
    _ identifier: String, summary: String, features: BoundExpression<Spectral>, on ensemble: ReLUEnsemble
  ) throws(TheoremError) -> Theorem {
    let claim = try derive(identifier) { () throws(RuleFailure) in
      let denominator = norm(Terms.α).squared * σcol(Terms.X).squared * σrow(Terms.W).squared + features
      let numerator = σmax(Terms.X).squared * σmax(Terms.W).squared + σmax(Terms.V * Terms.X).squared
      return try Claim(
        Terms.gram, .upper, numerator / denominator, assuming: [Terms.isPositiveDefinite, .positive(denominator)])
    }
    return try Theorem(
      identifier, .conjecture, summary: summary, source: "computed in the code published with [ZSL24]", claim: claim,
      on: .relu(ensemble))
  }
}
