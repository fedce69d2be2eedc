import BoundKernel

extension Theorem {
  /// rank Ĝ = Σ_l (p_l − p_{l−1}) q_l for every choice of weights. Ours.
  public static func linearRank() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.rank",
      summary: "The rank of the Gauss-Newton matrix from the ranks of the partial products, exactly.",
      source: "ours, after [SBH21]",
      derived: .rank(try derive("linear.rank") { () throws(RuleFailure) in try .flags(LinearTerms.gaussNewton) }))
  }
}
