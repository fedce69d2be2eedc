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

  /// The sum W + βE with E_ij = 1 if i = j, the rounding of W_ii + β known exactly: a layer of a residual network.
  ///
  /// - Throws: as `init(_:_:)`.
  public init(
    _ matrix: Matrix, plus shift: Double, _ arithmetic: VerifiedArithmetic
  ) throws(NoInformation) {
    var sum = matrix
    var errors: [Double]?
    for i in 0..<min(matrix.rows, matrix.columns) {
      let split = Rounding.twoSum(matrix[i, i], shift)
      sum[i, i] = split.sum
      guard split.error != 0 else { continue }
      if errors == nil { errors = Array(repeating: 0, count: matrix.rows * matrix.columns) }
      errors?[i + i * matrix.rows] = abs(split.error)
    }
    let largest = sum.maximumMagnitude
    guard largest.isFinite, sum.elements.allSatisfy(\.isFinite) else { throw .outOfRange }
    let exponent = largest > 0 ? Int(largest.exponent) + 1 : 0
    let scaled = IntervalMatrix.scaling(sum.elements, errors, byPowerOfTwo: -exponent, arithmetic)
    self.init(
      try IntervalMatrix(rows: sum.rows, columns: sum.columns, midpoint: scaled.midpoint, radius: scaled.radius),
      exponent)
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
