import BoundKernel

extension Theorem {
  /// Square layers, W^l symmetric positive semidefinite, β_l ≥ 0: `linear.layerwise` on the V^l, whose singular values are
  /// those of W^l and β_l. [ZSL24]
  public static func residualAligned() throws(TheoremError) -> Theorem {
    try Theorem(
      "residual.aligned", about: .residual,
      summary: "Symmetric positive semidefinite branches: a strength β ≥ 0 adds to every singular value.",
      source: "[ZSL24, aligned singular vectors]",
      derived: .upper(
        try derive("residual.aligned") { () throws(RuleFailure) in
          let layer = ResidualTerms.Vi
          return try dataFactored(
            .alignedShift(layer).alongChain(LinearTerms.P),
            .alignedShift(layer.transposed).alongChain(LinearTerms.Q.transposed))
        }))
  }
}
