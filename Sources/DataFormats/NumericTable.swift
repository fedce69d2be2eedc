/// A table of finite numbers: a row is a sample, a column a feature.
///
/// Invariants, checked by every initialiser: at least one row and one column, exactly `rows * columns` elements, all
/// finite, one name a column where there are names, and a sample's shape of positive extents whose product is
/// `columns`.
public struct NumericTable: Sendable, Equatable {
  /// The number of samples, at least 1.
  public let rows: Int
  /// The number of features, at least 1.
  public let columns: Int
  /// The entries in row-major order: entry (i, j), counted from 0, is `elements[i * columns + j]`.
  public let elements: [Double]
  /// The features' names in column order, where the file had a header.
  public let columnNames: [String]?
  /// The extents of the axes of one sample, whose features are in row-major order: `[28, 28]` for images of 28 × 28,
  /// `[columns]` where the file does not tell.
  public let sampleShape: [Int]
  /// Whether an image's channels are its last axis, where that is known without looking at the extents: smaller images
  /// may look like others.
  var hasInterleavedChannels: Bool?

  /// Makes a table of `rows` × `columns` from `elements` in row-major order; without a `sampleShape`, a sample is a
  /// vector.
  ///
  /// - Throws: `NumericTableError` when an invariant of the type does not hold.
  /// - Complexity: O(rows · columns).
  public init(
    rows: Int, columns: Int, elements: [Double], columnNames: [String]? = nil, sampleShape: [Int]? = nil
  ) throws(NumericTableError) {
    guard rows > 0 else { throw .noSamples }
    guard columns > 0 else { throw .noFeatures }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, count == elements.count else {
      throw .elementCount(rows: rows, columns: columns, found: elements.count)
    }
    if let columnNames, columnNames.count != columns {
      throw .nameCount(columns: columns, found: columnNames.count)
    }
    if let sampleShape {
      let product = sampleShape.reduce(1 as Int?) { product, extent in
        guard extent > 0, let (next, overflow) = product?.multipliedReportingOverflow(by: extent), !overflow else {
          return nil
        }
        return next
      }
      guard product == columns, !sampleShape.isEmpty else { throw .sampleShape(columns: columns, found: sampleShape) }
    }
    if let index = elements.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(value: "\(elements[index])", row: index / columns + 1, column: index % columns + 1)
    }
    self.rows = rows
    self.columns = columns
    self.elements = elements
    self.columnNames = columnNames
    self.sampleShape = sampleShape ?? [columns]
  }
}
