import BoundKernel

extension Theorem {
  /// `linear.weyl` on the layers V^l = W^l + β_lE: the Jacobian with respect to W^l is that of a linear network of the V^l.
  public static func residualWeyl() throws(TheoremError) -> Theorem {
    try Theorem(
      "residual.weyl", about: .residual,
      summary: "linear.weyl for the layers V^l = W^l + β_lE_l of a residual network.",
      source: "[ZSL24, residual section]",
      derived: .upper(try derive("residual.weyl", linearWeylBound)))
  }
}
