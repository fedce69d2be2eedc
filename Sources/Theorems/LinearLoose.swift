import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ κ(Σ) · max_l κ²(P_l)κ²(Q_l). [ZSL24]
  public static func linearLoose() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.loose",
      summary: "The worst layer's condition numbers bound the convex combination of linear.convex.",
      source: "[ZSL24], after Lemma 2",
      derived: .upper(
        try derive("linear.loose") { () throws(RuleFailure) in
          try linearWeylBound().mediant().convexAtMostMaximum()
        }))
  }
}
