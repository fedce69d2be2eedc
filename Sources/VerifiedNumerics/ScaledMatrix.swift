public import LinearAlgebra

/// 2^e times an interval matrix whose largest entry is near 1: products of any number of them stay within the range guard.
public struct ScaledMatrix: Sendable, Hashable {
  /// The matrix without the power of two.
  public let matrix: IntervalMatrix
  /// e.
  public let exponent: Int

  private init(_ matrix: IntervalMatrix, _ exponent: Int) {
    self.matrix = matrix
    self.exponent = exponent
  }

  /// A matrix of finite entries of any magnitude, taken as exact.
  ///
  /// - Throws: `NoInformation.outOfRange` when an entry isn't finite or a dimension is beyond the range guard.
  public init(_ matrix: Matrix, _ arithmetic: VerifiedArithmetic) throws(NoInformation) {
    let largest = matrix.maximumMagnitude
    guard largest.isFinite else { throw .outOfRange }
    let exponent = largest > 0 ? Int(largest.exponent) + 1 : 0
    let scaled = IntervalMatrix.scaling(matrix.elements, nil, byPowerOfTwo: -exponent, arithmetic)
    self.init(
      try IntervalMatrix(
        rows: matrix.rows, columns: matrix.columns, midpoint: scaled.midpoint, radius: scaled.radius), exponent)
  }

  /// The same for a matrix known up to radii.
  ///
  /// - Throws: `NoInformation.outOfRange` when a radius leaves the range guard.
  public init(_ matrix: IntervalMatrix, _ arithmetic: VerifiedArithmetic) throws(NoInformation) {
    let exponent = matrix.exponent
    self.init(try matrix.scaled(byPowerOfTwo: -exponent, arithmetic), exponent)
  }

  /// The product, scaled again.
  ///
  /// - Throws: `NoInformation` when shapes don't fit.
  public func times(_ other: ScaledMatrix, _ arithmetic: VerifiedArithmetic) throws(NoInformation) -> ScaledMatrix {
    let product = try arithmetic.product(matrix, other.matrix)
    let shift = product.exponent
    return ScaledMatrix(
      try product.scaled(byPowerOfTwo: -shift, arithmetic), exponent + other.exponent + shift)
  }
}
