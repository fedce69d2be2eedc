import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ κ(M_0) · Σ_l σ_max²(C_l) / Σ_l σ_row²(C_l). Ours.
  public static func convolutionWeyl() throws(TheoremError) -> Theorem {
    try Theorem(
      "conv.weyl", about: .conv,
      summary: "The data's autocorrelation by congruence, every layer's map to the end-to-end kernel by itself.",
      source: "ours, after [ZSL24, Lemma 2]",
      derived: .upper(
        try derive("conv.weyl") { () throws(RuleFailure) in
          try .quotient(
            .gram(ConvolutionTerms.C).weylSum(over: ConvolutionTerms.l).congruence(byDataFactor: ConvolutionTerms.S)
          ).factored()
        }))
  }
}
