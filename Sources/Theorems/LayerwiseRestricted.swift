import BoundKernel
import Networks

extension Theorem {
  /// κ(Ĝ) ≤ κ(Σ) · Σ_l Π_{i≠l} σ_max²(W^i) / Σ_l Π_{i≠l} τ²(W^i), all hidden widths ≥ p = max(d, k), τ = σ_p or the
  /// shorter side's smallest. True at L = 2 and for hidden widths equal to p; false for L ≥ 3.
  public static func conjectureLayerwiseRestricted() throws(TheoremError) -> Theorem {
    let identifier = "conjecture.layerwise-restricted"
    let terms = LinearTerms.self
    let claim = try derive(identifier) { () throws(RuleFailure) in
      let others = { (factor: BoundExpression<Singular>) in
        BoundExpression.sum(
          over: terms.l, .product(over: terms.i, in: .except(.variable(terms.l)), factor.squared))
      }
      let denominator = others(σrestricted(terms.Wi))
      return try Claim(
        terms.gaussNewton, .upper, (λmax(terms.Σ) / λmin(terms.Σ)) * (others(σmax(terms.Wi)) / denominator),
        assuming: [.hiddenWidthsAtLeastOuter, .positive(denominator)])
    }
    return try Theorem(
      identifier, .conjecture,
      summary: "linear.layerwise with the max(d, k)-th singular value of the hidden layers in place of the smallest.",
      source: "a relative of what the code published with [ZSL24] computes", claim: claim,
      ensemble: .smallAligned)
  }
}
