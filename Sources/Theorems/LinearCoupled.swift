import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ min(u_d, u_k) / max(l_d, l_k): one factor of every Kronecker product is bounded, the other summed exactly.
  /// Ours; never worse than `linear.datacoupled`, exact at L = 2, and for k = 1 or d = 1.
  public static func linearCoupled() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.coupled",
      summary: "One factor of every layer's Kronecker product is bounded, the sum over the other taken exactly.",
      source: "ours, from the proof of [ZSL24, Lemma 2]",
      derived: .upper(
        try derive("linear.coupled") { () throws(RuleFailure) in .quotient(try linearCoupledEnclosure()) }))
  }

  /// The coupled enclosure of Ĝ from both sides of the Kronecker products.
  static func linearCoupledEnclosure() throws(RuleFailure) -> Enclosure {
    let terms = LinearTerms.self
    let inputSide = try LoewnerBounds.kroneckerMonotone(.gram(terms.P), terms.B)
    let outputSide = try LoewnerBounds.kroneckerMonotone(terms.A, .gram((terms.Q * terms.S).transposed))
    return try enclosure(inputSide).intersection(enclosure(outputSide))
  }

  private static func enclosure(_ layer: LoewnerBounds) throws(RuleFailure) -> Enclosure {
    try Enclosure.monotonicity(layer.sum(over: LinearTerms.l).rewritingEnds(by: .sumInsideKronecker))
      .kroneckerSumSpectrum()
  }
}
