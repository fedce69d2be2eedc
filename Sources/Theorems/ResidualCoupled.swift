import BoundKernel

extension Theorem {
  /// `linear.coupled` on the layers V^l = W^l + β_lE. Ours; never worse than `residual.weyl`.
  public static func residualCoupled() throws(TheoremError) -> Theorem {
    try Theorem(
      "residual.coupled", about: .residual,
      summary: "linear.coupled for the layers V^l = W^l + β_lE_l of a residual network.",
      source: "ours, from the proof of [ZSL24, Lemma 2]",
      derived: .upper(
        try derive("residual.coupled") { () throws(RuleFailure) in .quotient(try linearCoupledEnclosure()) }))
  }
}
