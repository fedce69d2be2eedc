import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ κ(Σ) · Σ_l Π_{i≠l} σ_max²(W^i) / Σ_l Π_{i>l} σ_row²(W^i) Π_{i<l} σ_col²(W^i). Ours, by submultiplicativity.
  public static func linearLayerwise() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.layerwise",
      summary: "linear.weyl with every product's singular values bounded by those of its layers.",
      source: "ours, by submultiplicativity of singular values",
      derived: .upper(
        try derive("linear.layerwise") { () throws(RuleFailure) in
          let terms = LinearTerms.self
          return try dataFactored(
            .submultiplicative(terms.P, over: terms.i), .submultiplicative(terms.Q.transposed, over: terms.i))
        }))
  }
}
