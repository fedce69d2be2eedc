import BoundKernel

extension Theorem {
  /// κ ≤ [σ_max²(X)·max_jσ_max²(WΔ_j) + σ_max²(Φ)] / [σ_col²(X)·min_jσ_row²(WΔ_j) + σ_col²(Φ)]. Ours; never worse than
  /// `relu.weyl`.
  public static func reluMasked() throws(TheoremError) -> Theorem {
    try Theorem(
      "relu.masked", about: .relu,
      summary: "relu.weyl with the output weights as every sample sees them, masked by its activations.",
      source: "ours, by the Schur product theorem",
      derived: .upper(
        try derive("relu.masked") { () throws(RuleFailure) in
          let terms = ReLUTerms.self
          return try terms.bound(terms.schurMonotone(samples: .gram(terms.maskedWeights)))
        }))
  }
}
