import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ Σ_l σ_max²(P_l)σ_max²(Q_lS) / Σ_l σ_row²(P_l)σ_col²(Q_lS). Ours; never worse than `linear.weyl`.
  public static func linearDataCoupled() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.datacoupled",
      summary: "linear.weyl with the data kept inside the first layers' products instead of a factor κ(Σ).",
      source: "ours, from the proof of [ZSL24, Lemma 2]",
      derived: .upper(
        try derive("linear.datacoupled") { () throws(RuleFailure) in
          let terms = LinearTerms.self
          return .quotient(
            try Enclosure.gram(terms.P).kronecker(.gram((terms.Q * terms.S).transposed)).weylSum(over: terms.l))
        }))
  }
}
