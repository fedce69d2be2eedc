/// The parts that error bounds are summed from, by name: a test leaves out one at a time and must see a check fail.
enum ErrorTerm: String, CaseIterable, Sendable {
  /// γ|A||B| in the radius of a product.
  case productRounding
  /// R_A(|M_B| + R_B) there.
  case productLeftRadius
  /// |M_A|R_B there.
  case productRightRadius
  /// u|a + b| in the radius of a sum.
  case sumRounding
  /// The radii of the summands there.
  case sumRadius
  /// η for an entry that scaling pushes into the subnormals.
  case scalingUnderflow
  /// R in the squares of a Rayleigh quotient.
  case squareRadius
  /// ‖H − fl(LLᵀ)‖ in the certificate of a semidefinite matrix.
  case certificateResidual
  /// γ‖|L||L|ᵀ‖ there.
  case certificateRounding
  /// The part of the shifted diagonal that the rounded one hasn't got.
  case certificateSplitting
  /// γ‖|A|‖‖|B|‖ in the norm by which M_G differs from Ĝ.
  case formingRounding
  /// ‖R_A‖(‖|B|‖ + ‖R_B‖) there.
  case formingLeftRadius
  /// ‖|A|‖‖R_B‖ there.
  case formingRightRadius
  /// ‖fl(YᵀY) − I‖ in the defect of nearly orthonormal columns.
  case identityResidual
  /// γ|Y|ᵀ|Y| there.
  case identityRounding
  /// |Y|ᵀR + Rᵀ|Y| + RᵀR there.
  case identityRadius
  /// |fl(MX − XD)| in the residual of a decomposition.
  case residualDifference
  /// The radius of MX there.
  case residualRadius
  /// The roundings of XD and of the difference there.
  case residualRounding
}

extension VerifiedArithmetic {
  /// The value of a part of an error bound.
  @inline(__always) func part(_ name: ErrorTerm, _ value: Double) -> Double { dropped == name ? 0 : value }
}
