import BoundKernel

extension Theorem {
  /// McCormick envelopes of the Schur product with the features kept whole: n×n eigenvalue problems. Ours; never worse than
  /// `relu.schur`.
  public static func reluCoupled() throws(TheoremError) -> Theorem {
    try Theorem(
      "relu.coupled", about: .relu,
      summary: "McCormick envelopes of the Schur product, sample by sample, with the features' Gram matrix kept whole.",
      source: "ours, by the envelopes of [McC76] for Schur products",
      derived: .upper(
        try derive("relu.coupled") { () throws(RuleFailure) in
          .quotient(try envelope(.left).intersection(envelope(.right)))
        }))
  }

  private static func envelope(_ corner: KroneckerFactor) throws(RuleFailure) -> Enclosure {
    let terms = ReLUTerms.self
    let hiddenLayer = try LoewnerBounds.schurEnvelope(
      .gram(terms.X.transposed), weights: .gram(terms.H), samples: .gram(terms.maskedWeights), over: terms.j,
      upperCorner: corner)
    return try Enclosure.monotonicity(
      hiddenLayer.adding(.outputLayerGram).rewritingEnds(by: .sumInsideKronecker)
    ).kroneckerSumSpectrum()
  }
}
