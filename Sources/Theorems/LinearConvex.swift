import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ κ(Σ) · Σ_l γ_l κ²(P_l)κ²(Q_l), the number of `linear.weyl` as a convex combination. [ZSL24, Lemma 2]
  public static func linearConvex() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.convex",
      summary: "linear.weyl as a convex combination of the layers' condition numbers, where every layer has one.",
      source: "[ZSL24, Lemma 2]",
      derived: .upper(try derive("linear.convex") { () throws(RuleFailure) in try linearWeylBound().mediant() }))
  }
}
