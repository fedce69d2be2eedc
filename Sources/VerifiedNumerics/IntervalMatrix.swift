public import LinearAlgebra

/// A matrix known up to a radius: every entry lies within `radius` of `midpoint`. All entries are within the range guard.
public struct IntervalMatrix: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The middle of the entries, column after column.
  let midpoint: [Double]
  /// The radii; nil where all are 0.
  let radius: [Double]?

  /// Exactly this matrix.
  ///
  /// - Throws: `NoInformation.outOfRange` when an entry or a dimension is beyond the range guard.
  public init(_ matrix: Matrix) throws(NoInformation) {
    try self.init(rows: matrix.rows, columns: matrix.columns, midpoint: matrix.elements, radius: nil)
  }

  /// W + βE with E_ij = 1 if i = j: a layer of a residual network. What rounding loses of W_ii + β is the radius.
  ///
  /// - Throws: as `init(_:)`.
  public init(_ matrix: Matrix, plus shift: Double) throws(NoInformation) {
    var sum = matrix
    var errors: [Double]?
    for i in 0..<min(matrix.rows, matrix.columns) {
      let split = Rounding.twoSum(matrix[i, i], shift)
      sum[i, i] = split.sum
      guard split.error != 0 else { continue }
      if errors == nil { errors = Array(repeating: 0, count: matrix.rows * matrix.columns) }
      errors?[i + i * matrix.rows] = abs(split.error)
    }
    try self.init(rows: sum.rows, columns: sum.columns, midpoint: sum.elements, radius: errors)
  }

  /// The matrix of these entries.
  ///
  /// - Throws: `NoInformation.outOfRange` when a number isn't within the range guard, or a radius is negative.
  init(rows: Int, columns: Int, midpoint: [Double], radius: [Double]?) throws(NoInformation) {
    guard max(rows, columns) <= Rounding.largestDimension, midpoint.count == rows * columns,
      Rounding.areGuarded(midpoint),
      radius.map({ $0.count == midpoint.count && Rounding.areGuarded($0) }) ?? true
    else { throw .outOfRange }
    self.rows = rows
    self.columns = columns
    self.midpoint = midpoint
    self.radius = radius
  }

  /// The enclosure of the entry in row `i` and column `j`, from 0.
  public subscript(i: Int, j: Int) -> Interval {
    precondition(i >= 0 && i < rows && j >= 0 && j < columns, "index outside the matrix")
    let (middle, spread) = (midpoint[i + j * rows], radius?[i + j * rows] ?? 0)
    return spread == 0 ? Interval(middle) : Interval((middle - spread).nextDown, (middle + spread).nextUp)
  }

  /// Whether every entry is known exactly.
  public var isExact: Bool { radius == nil }

  /// Whether the point matrix lies within.
  public func contains(_ matrix: Matrix) -> Bool {
    rows == matrix.rows && columns == matrix.columns
      && (0..<columns).allSatisfy { j in (0..<rows).allSatisfy { self[$0, j].contains(matrix[$0, j]) } }
  }

  /// The midpoint as a matrix, for hints.
  var middle: Matrix { Matrix(rows: rows, columns: columns) { midpoint[$0 + $1 * rows] } }

  /// The transpose.
  public var transposed: IntervalMatrix {
    return IntervalMatrix(
      unchecked: Self.transposedElements(midpoint, rows: rows, columns: columns),
      radius: radius.map { Self.transposedElements($0, rows: rows, columns: columns) }, rows: columns, columns: rows)
  }

  /// The elements of the transpose of a rows×columns matrix.
  static func transposedElements(_ entries: [Double], rows: Int, columns: Int) -> [Double] {
    var result = entries
    for j in 0..<columns {
      for i in 0..<rows { result[j + i * columns] = entries[i + j * rows] }
    }
    return result
  }

  private init(unchecked midpoint: [Double], radius: [Double]?, rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    self.midpoint = midpoint
    self.radius = radius
  }

  /// 2^e times the matrix: exact but for entries pushed into the subnormals, which get radius η.
  func scaled(byPowerOfTwo exponent: Int, _ arithmetic: VerifiedArithmetic) throws(NoInformation) -> IntervalMatrix {
    if exponent == 0 { return self }
    let scaled = Self.scaling(midpoint, radius, byPowerOfTwo: exponent, arithmetic)
    return try IntervalMatrix(rows: rows, columns: columns, midpoint: scaled.midpoint, radius: scaled.radius)
  }

  /// The same for entries that needn't be within the range guard.
  static func scaling(
    _ midpoint: [Double], _ radius: [Double]?, byPowerOfTwo exponent: Int, _ arithmetic: VerifiedArithmetic
  ) -> (midpoint: [Double], radius: [Double]?) {
    let scaled = midpoint.map { scale($0, exponent) }
    let isLossy = exponent < 0 && zip(midpoint, scaled).contains { $0 != 0 && abs($1) < .leastNormalMagnitude }
    guard radius != nil || isLossy else { return (scaled, nil) }
    let underflow = arithmetic.part(.scalingUnderflow, Rounding.smallest)
    let spread = midpoint.indices.map { position in
      let old = radius?[position] ?? 0
      let kept = old == 0 ? 0 : scale(old, exponent).nextUp
      let loses = exponent < 0 && midpoint[position] != 0 && abs(scaled[position]) < .leastNormalMagnitude
      return loses ? (kept == 0 ? underflow : (kept + underflow).nextUp) : kept
    }
    return (scaled, spread)
  }

  /// x·2^e for any e, at most η off where it underflows.
  static func scale(_ x: Double, _ exponent: Int) -> Double {
    if abs(exponent) <= 1000 { return x * Double(sign: .plus, exponent: exponent, significand: 1) }
    return Double(sign: x.sign, exponent: max(-4000, min(4000, exponent)), significand: abs(x))
  }

  /// e with 2^(e−1) ≤ max |entry| < 2^e; 0 for a zero matrix.
  var exponent: Int {
    let largest = midpoint.reduce(0) { max($0, abs($1)) }
    return largest > 0 ? Int(largest.exponent) + 1 : 0
  }

  /// Whether the matrix is exactly 0.
  var isZero: Bool { radius == nil && midpoint.allSatisfy { $0 == 0 } }

  /// One matrix above the other.
  ///
  /// - Throws: `NoInformation.shapes` when they differ in the number of columns.
  func stacked(over other: IntervalMatrix) throws(NoInformation) -> IntervalMatrix {
    guard columns == other.columns else { throw .shapes(rows: rows, columns: columns, found: other.columns) }
    func join(_ upper: [Double], _ lower: [Double]) -> [Double] {
      var joined: [Double] = []
      joined.reserveCapacity(upper.count + lower.count)
      for j in 0..<columns {
        joined += upper[(j * rows)..<((j + 1) * rows)]
        joined += lower[(j * other.rows)..<((j + 1) * other.rows)]
      }
      return joined
    }
    var spread: [Double]?
    if radius != nil || other.radius != nil {
      spread = join(
        radius ?? Array(repeating: 0, count: midpoint.count),
        other.radius ?? Array(repeating: 0, count: other.midpoint.count))
    }
    return try IntervalMatrix(
      rows: rows + other.rows, columns: columns, midpoint: join(midpoint, other.midpoint), radius: spread)
  }

  /// The matrix times an interval.
  ///
  /// - Throws: `NoInformation.outOfRange` when an entry leaves the range guard.
  public func scaled(by factor: Interval) throws(NoInformation) -> IntervalMatrix {
    var (middle, spread) = (midpoint, radius ?? Array(repeating: 0.0, count: midpoint.count))
    for position in middle.indices {
      let old = spread[position]
      let entry =
        factor
        * (old == 0
          ? Interval(midpoint[position])
          : Interval((midpoint[position] - old).nextDown, (midpoint[position] + old).nextUp))
      let center = entry.lower + (entry.upper - entry.lower) / 2
      middle[position] = center
      spread[position] = max((center - entry.lower).nextUp, (entry.upper - center).nextUp)
    }
    return try IntervalMatrix(rows: rows, columns: columns, midpoint: middle, radius: spread)
  }

  /// The symmetric matrix whose lower triangle this is, in midpoint and radius.
  func mirrored() -> IntervalMatrix {
    precondition(rows == columns, "a symmetric matrix is square")
    func mirror(_ entries: [Double]) -> [Double] {
      var result = entries
      for j in 0..<columns {
        for i in 0..<j { result[i + j * rows] = entries[j + i * rows] }
      }
      return result
    }
    return IntervalMatrix(unchecked: mirror(midpoint), radius: radius.map(mirror), rows: rows, columns: columns)
  }
}
