import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ κ(Σ) · Σ_l σ_max²(P_l)σ_max²(Q_l) / Σ_l σ_row²(P_l)σ_col²(Q_l). [ZSL24, Lemma 2]
  public static func linearWeyl() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.weyl",
      summary: "Every layer's term is bounded by its extreme singular values, the data by its condition number.",
      source: "[ZSL24, Lemma 2]",
      derived: .upper(try derive("linear.weyl", linearWeylBound)))
  }

  /// The derivation, from which `linear.convex` and `linear.loose` go on.
  static func linearWeylBound() throws(RuleFailure) -> ConditionBound {
    let terms = LinearTerms.self
    let layer = try Enclosure.gram(terms.P).kronecker(.gram(terms.Q.transposed))
    return try ConditionBound.quotient(
      layer.weylSum(over: terms.l).congruence(byDataFactor: terms.S).rewritten(by: .mixedProduct)
    ).factored()
  }
}
