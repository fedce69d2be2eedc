import BoundKernel
import Networks

/// Deliberately false relatives of the residual theorems.
extension Theorem {
  /// `residual.perturbation` at L = 2 with β forgotten in the first layer.
  public static func controlStrengthForgotten() throws(TheoremError) -> Theorem {
    let identifier = "control.strength-forgotten"
    let terms = LinearTerms.self
    let claim = try derive(identifier) { () throws(RuleFailure) in
      let last = try Enclosure.shift(terms.W(.last))
      let first = ResidualTerms.W(.first)
      let denominator = last.lower + σcol(first).squared
      return try Claim(
        terms.gaussNewton, .upper,
        (λmax(terms.Σ) / λmin(terms.Σ)) * ((last.upper + σmax(first).squared) / denominator),
        assuming: [.depth(2), .positive(denominator)])
    }
    return try Theorem(
      identifier, .control, summary: "residual.perturbation of two layers with β forgotten in the first.",
      source: "false on purpose", claim: claim, on: .residual(.smallStrong))
  }
}
