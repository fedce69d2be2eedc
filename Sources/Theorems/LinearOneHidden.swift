import BoundKernel

extension Theorem {
  /// L = 2, Σ = cI: κ(Ĝ) = (σ_max²(W²) + σ_max²(W¹)) / (σ_row²(W²) + σ_col²(W¹)). [ZSL24, Lemma 1], with equality.
  public static func linearOneHidden() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.onehidden",
      summary:
        "One hidden layer on white data: the eigenvalues are the sums of squared singular values, so κ is known.",
      source: "[ZSL24, Lemma 1], with equality",
      derived: .equality(
        try derive("linear.onehidden") { () throws(RuleFailure) in
          let terms = LinearTerms.self
          let sum = MatrixTerm.kroneckerSum(.gram(terms.W(.last)), .gram(terms.W(.first).transposed))
          return try Attained.quotient(
            Enclosure.extremeEigenvalues(of: sum).kroneckerSumSpectrum().rewritten(by: .twoLayers(terms.l))
              .isotropicCongruence(byDataFactor: terms.S).rewritten(by: .mixedProduct))
        }))
  }
}
