/// Why some values are not a `NumericTable`.
public enum NumericTableError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There are no rows.
  case noSamples
  /// There are no columns.
  case noFeatures
  /// The number of elements is not `rows * columns`.
  case elementCount(rows: Int, columns: Int, found: Int)
  /// The number of column names is not the number of columns.
  case nameCount(columns: Int, found: Int)
  /// The extents of a sample's axes are not positive numbers whose product is the number of columns.
  case sampleShape(columns: Int, found: [Int])
  /// An entry is NaN or infinite; row and column are counted from 1.
  case notFinite(value: String, row: Int, column: Int)

  /// What is wrong, and what would be right.
  public var description: String {
    switch self {
    case .noSamples: "no samples: a table needs at least one row"
    case .noFeatures: "no features: a table needs at least one column"
    case .elementCount(let rows, let columns, let found):
      "\(rows) rows of \(columns) columns do not have \(found) elements"
    case .nameCount(let columns, let found): "\(columns) columns, but \(found) column names"
    case .sampleShape(let columns, let found):
      "\(columns) columns, but samples of the shape \(found)"
    case .notFinite(let value, let row, let column):
      "row \(row), column \(column) (counted from 1): \(value), where every entry must be finite"
    }
  }
}
