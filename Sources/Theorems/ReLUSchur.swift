import BoundKernel

extension Theorem {
  /// The better of `relu.masked` and λ(HHᵀ) times the samples' squared norms, at both ends. Ours, by the Schur product
  /// theorem; never worse than `relu.masked`.
  public static func reluSchur() throws(TheoremError) -> Theorem {
    try Theorem(
      "relu.schur", about: .relu,
      summary: "The Schur product of the data's and the activations' Gram matrices, bounded from either factor.",
      source: "ours, by the Schur product theorem",
      derived: .upper(
        try derive("relu.schur") { () throws(RuleFailure) in
          let terms = ReLUTerms.self
          let activations = try Enclosure.monotonicity(.schurProduct(.gram(terms.H), over: terms.j))
            .kroneckerSumSpectrum()
          return try terms.bound(
            activations.intersection(terms.schurMonotone(samples: .gram(terms.maskedWeights))))
        }))
  }
}
