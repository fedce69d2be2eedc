import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ κ(M_0) · σ_max²(C) / σ⁺²(C), C = [C_1 ⋯ C_L], whatever the rank. Ours; never worse than `conv.weyl`, an equality
  /// for M_0 = cI.
  public static func convolutionCongruence() throws(TheoremError) -> Theorem {
    try Theorem(
      "conv.congruence", about: .conv,
      summary: "The data's autocorrelation by congruence of a matrix that may be singular: all layers' maps together.",
      source: "ours, by Ostrowski",
      derived: .upper(
        try derive("conv.congruence") { () throws(RuleFailure) in
          try .quotient(.kernelCongruence(over: ConvolutionTerms.l)).factored()
        }))
  }
}
