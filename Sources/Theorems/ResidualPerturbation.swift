import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ κ(Σ) · Σ_l Π_{i≠l} s̄_i² / Σ_l Π_{i>l} s̲_row,i² Π_{i<l} s̲_col,i² with s̄ = σ_max(W) + |β| and
  /// s̲_row = max{0, σ_row(W) − |β|, σ_row(E)|β| − σ_max(W)}, s̲_col likewise. Ours, by Weyl for singular values.
  public static func residualPerturbation() throws(TheoremError) -> Theorem {
    try Theorem(
      "residual.perturbation", about: .residual,
      summary: "A bound from the shapes, the strengths and the branches' own singular values, for any shapes.",
      source: "ours, by Weyl's inequalities for singular values",
      derived: .upper(
        try derive("residual.perturbation") { () throws(RuleFailure) in
          let layer = ResidualTerms.Vi
          return try dataFactored(
            .shift(layer).alongChain(LinearTerms.P),
            .shift(layer.transposed).alongChain(LinearTerms.Q.transposed))
        }))
  }
}
