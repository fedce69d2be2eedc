import BoundKernel

extension Theorem {
  /// K ≻ 0: κ ≥ λ_max(K_u)/λ_min(K_u′) for unit u, u′ ∈ ℝ^k. Ours; an equality for k = 1.
  public static func reluLower() throws(TheoremError) -> Theorem {
    try Theorem(
      "relu.lower", about: .relu,
      summary: "Compressions to one direction of the outputs: true for any directions, tight for well-chosen ones.",
      source: "ours, by Cauchy interlacing",
      derived: .lower(try derive("relu.lower") { () throws(RuleFailure) in try .compression() }))
  }
}
