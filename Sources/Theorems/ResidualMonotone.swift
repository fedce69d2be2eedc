import BoundKernel
import Networks

extension Theorem {
  /// "The bound of `residual.aligned` never grows with a common β ≥ 0." Then its value at β = 0 would bound κ at every β.
  /// False: W¹ = 2I₂, W² = diag(1, 0) on white data have 5/4 at β = 0 and κ = 13/10 at β = 1.
  public static func conjectureResidualMonotone() throws(TheoremError) -> Theorem {
    let identifier = "conjecture.residual-monotone"
    let terms = LinearTerms.self
    let claim = try derive(identifier) { () throws(RuleFailure) in
      let branch = ResidualTerms.Wi
      let numerator = BoundExpression.sum(
        over: terms.l, .product(over: terms.i, in: .except(.variable(terms.l)), σmax(branch).squared))
      let denominator = BoundExpression.sum(
        over: terms.l,
        .product(over: terms.i, in: .after(.variable(terms.l)), σrow(branch).squared)
          * .product(over: terms.i, in: .before(.variable(terms.l)), σcol(branch).squared))
      return try Claim(
        terms.gaussNewton, .upper, (λmax(terms.Σ) / λmin(terms.Σ)) * (numerator / denominator),
        assuming: [.ranks(.property(.alignedBranches)), .ranks(.property(.commonStrength)), .positive(denominator)])
    }
    return try Theorem(
      identifier, .conjecture,
      summary:
        "The bound of residual.aligned never grows with a common β ≥ 0, so that its value at β = 0 bounds κ at every β.",
      source: "suggested by [ZSL24, residual section]", claim: claim, on: .residual(.smallMonotone))
  }
}
