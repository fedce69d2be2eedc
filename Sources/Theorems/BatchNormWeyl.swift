import BoundKernel

extension Theorem {
  /// κ(Ĝ) ≤ [σ_max²(W·diag max{√λ_max(Σ)/s_i, 1}) + σ_max²(U)] / [σ_row²(W·diag min{√λ_min(Σ)/s_i, 1}) + σ_col²(U)]. Ours.
  public static func batchNormWeyl() throws(TheoremError) -> Theorem {
    try Theorem(
      "batchnorm.weyl", about: .batchnorm,
      summary:
        "The output weights scaled unit by unit by what normalisation makes of the covariance, and the unit vectors.",
      source: "ours, by interlacing for every unit",
      derived: .upper(
        try derive("batchnorm.weyl") { () throws(RuleFailure) in
          let i = BatchNormTerms.i
          let hiddenLayer = try Enclosure.monotonicity(.unitScaling(.projectedUnit(i), over: i)).kroneckerSumSpectrum()
          let outputLayer = try Enclosure.extremeEigenvalues(of: .normalizedOutputLayer).kroneckerSumSpectrum()
          return .quotient(try hiddenLayer.adding(outputLayer))
        }))
  }
}
