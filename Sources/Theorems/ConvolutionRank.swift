import BoundKernel

extension Theorem {
  /// Single channels, pairwise coprime kernels: rank Ĝ = Σ_l (|r_l| − 1) + 1. Ours.
  public static func convolutionRank() throws(TheoremError) -> Theorem {
    try Theorem(
      "conv.rank", about: .conv,
      summary: "The rank for single channels and pairwise coprime kernels; it's smaller for others.",
      source: "ours, by unique factorisation of polynomials homogeneous in each axis",
      derived: .rank(.coprimeKernels(over: ConvolutionTerms.l)))
  }
}
