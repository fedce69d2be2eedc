import BoundKernel

extension Theorem {
  /// G = JᵀJ/n and K = JJᵀ/n have the same nonzero eigenvalues with multiplicities, so the condition number of the structured
  /// nK is that of the explicit Jacobian's Gauss-Newton matrix.
  public static func gramDuality() throws(TheoremError) -> Theorem {
    try Theorem(
      "gram.duality", about: .relu,
      summary: "The parameter side JᵀJ/n and the sample side JJᵀ/n have the same nonzero spectrum.",
      source: "[HJ] 1.3.22; [CGH19] for Gauss-Newton matrices",
      derived: .equality(
        try derive("gram.duality") { () throws(RuleFailure) in
          try .sameSpectrum(.gram(ReLUTerms.J).rewritingRight(by: .twoLayerJacobian))
        }))
  }
}
