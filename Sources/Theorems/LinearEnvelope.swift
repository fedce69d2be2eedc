import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ min(u′_d, u′_k) / l′, by McCormick envelopes. Ours; never worse than `linear.coupled`, at no further cost.
  public static func linearEnvelope() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.envelope",
      summary: "McCormick envelopes of every layer's Kronecker product; their sums are Kronecker sums.",
      source: "ours, by the envelopes of [McC76]",
      derived: .upper(
        try derive("linear.envelope") { () throws(RuleFailure) in
          .quotient(try envelope(.left).intersection(envelope(.right)))
        }))
  }

  private static func envelope(_ corner: KroneckerFactor) throws(RuleFailure) -> Enclosure {
    let terms = LinearTerms.self
    let layer = try LoewnerBounds.mcCormick(
      .gram(terms.P), .gram((terms.Q * terms.S).transposed), upperCorner: corner)
    return try Enclosure.monotonicity(layer.sum(over: terms.l).rewritingEnds(by: .sumInsideKroneckerSum))
      .kroneckerSumSpectrum()
  }
}
