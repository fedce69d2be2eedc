import BoundKernel

extension Theorem {
  /// rank Ĝ = pd + (k − p)q with p = rank W and q = rank V, for every choice of weights: as without batch normalisation. Ours.
  public static func batchNormRank() throws(TheoremError) -> Theorem {
    try Theorem(
      "batchnorm.rank", about: .batchnorm,
      summary: "The rank of the Gauss-Newton matrix from the ranks of the two layers, as without batch normalisation.",
      source: "ours, by a sum of tensor products along two flags",
      derived: .rank(.unitFlags(over: BatchNormTerms.i)))
  }
}
