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
    return try dataFactored(.gram(terms.P), .gram(terms.Q.transposed))
  }

  /// κ(Σ) times the quotient of the summed ends of every layer's P_lP_lᵀ ⊗ Q_lᵀQ_l.
  ///
  /// - Parameters:
  ///   - after: of P_lP_lᵀ.
  ///   - before: of Q_lᵀQ_l.
  static func dataFactored(_ after: Enclosure, _ before: Enclosure) throws(RuleFailure) -> ConditionBound {
    let terms = LinearTerms.self
    return try ConditionBound.quotient(
      after.kronecker(before).weylSum(over: terms.l).congruence(byDataFactor: terms.S).rewritten(by: .mixedProduct)
    ).factored()
  }
}
