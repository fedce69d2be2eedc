/// A real matrix of at least one row and one column, stored by columns.
///
/// Checked initialisers let finite entries through only; arithmetic may overflow, so decompositions check again.
public struct Matrix: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The entries, column after column.
  public internal(set) var elements: [Double]

  /// For results whose count is right by construction.
  @usableFromInline init(unchecked elements: [Double], rows: Int, columns: Int) {
    assert(rows > 0 && columns > 0 && elements.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// The matrix with these entries, column after column.
  ///
  /// - Throws: `MatrixError` when the count is wrong or an entry isn't finite.
  public init(rows: Int, columns: Int, elements: [Double]) throws(MatrixError) {
    guard rows > 0, columns > 0 else { throw .empty(rows: rows, columns: columns) }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, elements.count == count else {
      throw .count(rows: rows, columns: columns, found: elements.count)
    }
    self.init(unchecked: elements, rows: rows, columns: columns)
    try requireFinite()
  }

  /// The matrix with these rows.
  ///
  /// - Throws: `MatrixError` when there are none, they differ in length or an entry isn't finite.
  public init(_ rows: [[Double]]) throws(MatrixError) {
    guard let columns = rows.first?.count, columns > 0 else { throw .empty(rows: rows.count, columns: 0) }
    if let ragged = rows.firstIndex(where: { $0.count != columns }) {
      throw .ragged(row: ragged + 1, expected: columns, found: rows[ragged].count)
    }
    self.init(rows: rows.count, columns: columns) { rows[$0][$1] }
    try requireFinite()
  }

  /// The matrix whose entry in row i and column j, from 0, is `entry(i, j)`.
  @inlinable public init(rows: Int, columns: Int, _ entry: (_ row: Int, _ column: Int) -> Double) {
    precondition(rows > 0 && columns > 0, "a matrix needs at least one row and one column")
    let elements = unsafe [Double](unsafeUninitializedCapacity: rows * columns) { entries, count in
      for j in 0..<columns {
        for i in 0..<rows { unsafe entries.initializeElement(at: i &+ j &* rows, to: entry(i, j)) }
      }
      count = rows * columns
    }
    self.init(unchecked: elements, rows: rows, columns: columns)
  }

  /// The zero matrix.
  @inlinable public static func zero(rows: Int, columns: Int) -> Matrix {
    precondition(rows > 0 && columns > 0, "a matrix needs at least one row and one column")
    return Matrix(unchecked: Array(repeating: 0, count: rows * columns), rows: rows, columns: columns)
  }

  /// The identity.
  public static func identity(_ order: Int) -> Matrix { rectangularIdentity(rows: order, columns: order) }

  /// E_ij = 1 if i = j, of any shape.
  public static func rectangularIdentity(rows: Int, columns: Int) -> Matrix {
    var result = zero(rows: rows, columns: columns)
    for i in 0..<min(rows, columns) { result[i, i] = 1 }
    return result
  }

  /// The square diagonal matrix.
  public static func diagonal(_ values: [Double]) -> Matrix {
    var result = zero(rows: values.count, columns: values.count)
    for (i, value) in values.enumerated() { result[i, i] = value }
    return result
  }

  /// The entry in row `i` and column `j`, from 0.
  @inlinable public subscript(i: Int, j: Int) -> Double {
    get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "index outside the matrix")
      return elements[i &+ j &* rows]
    }
    set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "index outside the matrix")
      setElement(i &+ j &* rows, newValue)
    }
  }

  @usableFromInline mutating func setElement(_ position: Int, _ value: Double) { elements[position] = value }

  /// The entries, a list for each row.
  public var rowLists: [[Double]] { (0..<rows).map { i in (0..<columns).map { self[i, $0] } } }

  /// The first entry that isn't finite, if any, as an error.
  func requireFinite() throws(MatrixError) { _ = try finiteMagnitude() }

  /// max |a_ij|, in one pass that vectorises.
  ///
  /// - Throws: `MatrixError.notFinite` with the first entry that isn't.
  func finiteMagnitude() throws(MatrixError) -> Double {
    // x − x is 0 for finite x and NaN otherwise; the sum stays NaN.
    var (defects, largest) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    let whole = elements.count & ~3
    unsafe elements.withUnsafeBytes { bytes in
      for position in stride(from: 0, to: whole, by: 4) {
        let x = unsafe bytes.loadUnaligned(
          fromByteOffset: position &* MemoryLayout<Double>.stride, as: SIMD4<Double>.self)
        let magnitude = x.replacing(with: -x, where: x .< 0)
        largest.replace(with: magnitude, where: magnitude .> largest)
        defects += x - x
      }
    }
    var (defect, maximum) = (defects.sum(), largest.max())
    for position in whole..<elements.count {
      let x = elements[position]
      defect += x - x
      maximum = max(maximum, abs(x))
    }
    if defect != 0 {
      for (position, value) in elements.enumerated() where !value.isFinite {
        throw .notFinite(row: position % rows + 1, column: position / rows + 1, value: value)
      }
    }
    return maximum
  }
}

// MARK: - Parts and norms

extension Matrix {
  /// Aᵀ.
  public var transposed: Matrix {
    if rows == 1 || columns == 1 { return Matrix(unchecked: elements, rows: columns, columns: rows) }
    return Matrix(rows: columns, columns: rows) { self[$1, $0] }
  }

  /// The submatrix of some rows and columns.
  public func submatrix(rows rowRange: Range<Int>, columns columnRange: Range<Int>) -> Matrix {
    Matrix(rows: rowRange.count, columns: columnRange.count) {
      self[rowRange.lowerBound + $0, columnRange.lowerBound + $1]
    }
  }

  /// The column `j` as a rows×1 matrix.
  public func column(_ j: Int) -> Matrix {
    Matrix(unchecked: Array(elements[(j * rows)..<((j + 1) * rows)]), rows: rows, columns: 1)
  }

  /// max |a_ij|.
  public var maximumMagnitude: Double {
    elements.reduce(0) { $0 >= abs($1) || $0.isNaN ? $0 : abs($1) }
  }

  /// ‖A‖_F, without overflow or underflow in between.
  public var frobeniusNorm: Double {
    let scale = maximumMagnitude
    guard scale > 0, scale.isFinite else { return scale }
    return scale * elements.reduce(0) { $0 + ($1 / scale) * ($1 / scale) }.squareRoot()
  }
}
