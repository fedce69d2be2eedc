import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≥ ρ(u₁,v₁)/ρ(u₂,v₂), Rayleigh quotients of Ĝ at product vectors. Ours.
  public static func linearLower() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.lower",
      summary: "Rayleigh quotients at product vectors: true for any admissible vectors, tight for well-chosen ones.",
      source: "ours, by Rayleigh quotients",
      derived: .lower(
        try derive("linear.lower") { () throws(RuleFailure) in try .rayleigh(LinearTerms.gaussNewton) }))
  }
}
