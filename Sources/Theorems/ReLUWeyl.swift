import BoundKernel

extension Theorem {
  /// κ ≤ [σ_max²(X)σ_max²(W) + σ_max²(Φ)] / [α²σ_col²(X)σ_row²(W) + σ_col²(Φ)]. After [ZSL24], for any number of outputs.
  public static func reluWeyl() throws(TheoremError) -> Theorem {
    try Theorem(
      "relu.weyl", about: .relu,
      summary: "Both layers' parts of the Gram matrix by the extreme singular values of X, W and the features.",
      source: "after [ZSL24, leaky-ReLU section]",
      derived: .upper(
        try derive("relu.weyl") { () throws(RuleFailure) in
          let terms = ReLUTerms.self
          return try terms.bound(terms.schurMonotone(samples: .gram(terms.W).masked(on: terms.j)))
        }))
  }
}
