import BoundKernel
import Networks

/// Deliberately false relatives of the batch normalisation theorems. Each names the ensemble in which it falls.
extension Theorem {
  private typealias Terms = BatchNormTerms
  private typealias Factor = BoundExpression<Singular>

  /// κ of the Gauss-Newton matrix without the gradient through the batch statistics as a bound: N_i without Π_i.
  public static func controlStatisticsFrozen() throws(TheoremError) -> Theorem {
    let frozen = MatrixTerm.add(
      .scaled(.inverseVariance(of: Terms.i), .gram(.transpose(Terms.S))), .gram(Terms.u))
    let matrix = MatrixTerm.add(
      .unitSum(Terms.i, .kronecker(.gram(Terms.w), frozen)), .normalizedOutputLayer)
    return try control(
      "statistics-frozen", "κ of the matrix in which the gradient through the batch statistics is left out.",
      on: .batchnorm(.smallCorrelated), λmax(matrix), over: λmin(matrix))
  }

  /// `batchnorm.weyl` with s_i in place of s_i².
  public static func controlDeviationUnsquared() throws(TheoremError) -> Theorem {
    let scaled = { (entry: BoundExpression<Singular>) in
      MatrixTerm.congruence(by: .transpose(Terms.W), of: .unitDiagonal(Terms.i, entry))
    }
    let moment = MatrixTerm.gram(Terms.S)
    return try control(
      "deviation-unsquared", "batchnorm.weyl with the standard deviations s_i in place of the variances s_i².",
      on: .batchnorm(.smallScaled),
      λmax(scaled(.larger(λmax(moment) / norm(Terms.s), .one))) + σmax(Terms.U).squared,
      over: λmin(scaled(.smaller(λmin(moment) / norm(Terms.s), .one))) + σcol(Terms.U).squared)
  }

  /// `batchnorm.weyl` with the maxima and the minima over a unit's two directions swapped.
  public static func controlEndsSwapped() throws(TheoremError) -> Theorem {
    let scaled = { (entry: BoundExpression<Singular>) in Terms.W * MatrixTerm.unitDiagonal(Terms.i, entry) }
    return try control(
      "ends-swapped", "batchnorm.weyl with min in place of max above and max in place of min below.",
      on: .batchnorm(.smallScaled),
      σmax(scaled(.smaller(σmax(Terms.S) / norm(Terms.s), .one))).squared + σmax(Terms.U).squared,
      over: σrow(scaled(.larger(σrow(Terms.S) / norm(Terms.s), .one))).squared + σcol(Terms.U).squared)
  }
}
