/// Where the entries of the table lie in the data of an NPY file, once the shape is known to fit the data.
struct NPYLayout: Equatable {
  let rows: Int
  let columns: Int
  /// The distance in elements from a row to the next, in one column.
  let rowStride: Int
  /// The position of each column's first element.
  let columnOffsets: [Int]

  /// Checks the shape against the bytes present, then lays out the table.
  init(_ header: NPYHeader, dataSize: Int, file: String) throws(DataFormatError) {
    let shapeText = "(\(header.shape.map(String.init).joined(separator: ", "))\(header.shape.count == 1 ? "," : ""))"
    func fault(_ reason: String) -> DataFormatError {
      DataFormatError(file: file, place: .header(byte: header.shapeByte), reason: reason)
    }
    guard let rows = header.shape.first else {
      throw fault("shape () is a single number, where a table needs an axis of samples")
    }
    guard rows > 0 else { throw fault("shape \(shapeText) has no samples") }
    let featureAxes = header.shape.dropFirst()
    guard !featureAxes.contains(0) else { throw fault("shape \(shapeText) has no features") }

    let needed = header.shape.reduce(header.elementType.width as Int?) { size, extent in
      guard let (product, overflow) = size?.multipliedReportingOverflow(by: extent), !overflow else { return nil }
      return product
    }
    guard needed == dataSize else {
      let bytes = needed.map { "\($0) bytes" } ?? "more than \(Int.max) bytes"
      throw fault(
        "shape \(shapeText) × \(header.elementType.width) bytes needs \(bytes) of data, \(dataSize) are present")
    }

    self.rows = rows
    columns = featureAxes.reduce(1, *)
    rowStride = header.isFortranOrder ? 1 : columns
    columnOffsets = header.isFortranOrder ? Self.fortranOffsets(rows: rows, featureAxes) : Array(0..<columns)
  }

  /// In Fortran order the first axis varies fastest; the columns are numbered with the last axis varying fastest.
  private static func fortranOffsets(rows: Int, _ featureAxes: ArraySlice<Int>) -> [Int] {
    var stride = rows
    var offsets = [0]
    for extent in featureAxes {
      offsets = offsets.flatMap { offset in (0..<extent).map { offset + $0 * stride } }
      stride *= extent
    }
    return offsets
  }
}
