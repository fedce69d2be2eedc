/// What is wrong with a matrix, or why a decomposition has no result.
public enum MatrixError: Error, Hashable, Sendable {
  /// A matrix needs at least one row and one column.
  case empty(rows: Int, columns: Int)
  /// The number of elements isn't rows × columns.
  case count(rows: Int, columns: Int, found: Int)
  /// A row is longer or shorter than the first; rows are counted from 1.
  case ragged(row: Int, expected: Int, found: Int)
  /// An entry is NaN or infinite; rows and columns are counted from 1.
  case notFinite(row: Int, column: Int, value: Double)
  /// The left matrix can't be multiplied by the right one.
  case mismatch(leftRows: Int, leftColumns: Int, rightRows: Int, rightColumns: Int)
  /// A square matrix is needed.
  case notSquare(rows: Int, columns: Int)
  /// Cholesky: the leading minor of this order isn't positive.
  case notPositiveDefinite(order: Int)
  /// A QR factorisation needs at least as many rows as columns.
  case wide(rows: Int, columns: Int)
  /// A result exceeds the largest float64.
  case overflow(result: String)
  /// A matrix that isn't formed: what's to be computed of it would take too much memory or time.
  case tooLarge(rows: Int, columns: Int, megabytes: Double)
  /// An iteration of LAPACK didn't converge.
  case notConverged(routine: String)
}

extension MatrixError: CustomStringConvertible {
  /// The fault with the numbers that show it.
  public var description: String {
    switch self {
    case .empty(let rows, let columns): "\(rows)×\(columns): a matrix needs at least one row and one column"
    case .count(let rows, let columns, let found):
      "\(rows)×\(columns) needs \(Double(rows) * Double(columns) < 1e15 ? "\(rows &* columns)" : "too many") elements, found \(found)"
    case .ragged(let row, let expected, let found): "row \(row) has \(found) entries where row 1 has \(expected)"
    case .notFinite(let row, let column, let value): "row \(row), column \(column) is \(value), not a finite number"
    case .mismatch(let m, let n, let p, let q): "\(m)×\(n) can't multiply \(p)×\(q) (\(n) ≠ \(p))"
    case .notSquare(let rows, let columns): "\(rows)×\(columns) isn't square"
    case .notPositiveDefinite(let order): "not positive definite: the leading minor of order \(order) isn't positive"
    case .wide(let rows, let columns):
      "\(rows)×\(columns): a QR factorisation needs at least as many rows as columns"
    case .overflow(let result): "\(result) exceeds the largest 64-bit floating-point number: scale the matrix down"
    case .tooLarge(let rows, let columns, let megabytes):
      "a \(rows)×\(columns) matrix would take \(Int(min(megabytes, 1e15))) MiB and too much time: take fewer inputs, outputs or samples"
    case .notConverged(let routine): "\(routine) didn't converge"
    }
  }
}
