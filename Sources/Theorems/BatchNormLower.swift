import BoundKernel

extension Theorem {
  /// Ĝ ≻ 0: κ ≥ λ_max(T_u)/λ_min(T_u′) for unit u, u′ ∈ ℝ^k. Ours; an equality for k = 1.
  public static func batchNormLower() throws(TheoremError) -> Theorem {
    try Theorem(
      "batchnorm.lower", about: .batchnorm,
      summary: "Compressions to one direction of the outputs: true for any directions, tight for well-chosen ones.",
      source: "ours, by Cauchy interlacing",
      derived: .lower(
        try derive("batchnorm.lower") { () throws(RuleFailure) in try .unitCompression(over: BatchNormTerms.i) }))
  }
}
