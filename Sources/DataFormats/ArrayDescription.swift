/// What a binary file's header says about its array, whatever the format.
struct ArrayDescription: Equatable {
  let elementType: ArrayElementType
  let isBigEndian: Bool
  let isFortranOrder: Bool
  let shape: [Int]
  /// The offset of the shape in the file.
  let shapeByte: Int
  /// The offset of the first element in the file.
  let dataByte: Int

  /// The bytes that all elements take, or `nil` where an `Int` does not hold their number.
  var dataSize: Int? {
    shape.reduce(elementType.width as Int?) { size, extent in
      guard let (product, overflow) = size?.multipliedReportingOverflow(by: extent), !overflow else { return nil }
      return product
    }
  }

  /// The shape and the element's width in words, with the size that they need.
  var sizeText: String {
    let bytes = dataSize.map { "\($0) bytes" } ?? "more than \(Int.max) bytes"
    return "shape \(shapeText) × \(elementType.width) bytes needs \(bytes) of data"
  }

  private var shapeText: String {
    "(\(shape.map(String.init).joined(separator: ", "))\(shape.count == 1 ? "," : ""))"
  }

  /// Makes sure that the array has an axis of samples, a sample, and a feature.
  func checkShape(file: String) throws(DataFormatError) {
    guard let rows = shape.first else {
      throw shapeFault("shape () is a single number, where a table needs an axis of samples", file: file)
    }
    guard rows > 0 else { throw shapeFault("shape \(shapeText) has no samples", file: file) }
    guard !shape.dropFirst().contains(0) else { throw shapeFault("shape \(shapeText) has no features", file: file) }
  }

  /// The size of the whole file, header included, once the shape is checked.
  func declaredSize(file: String) throws(DataFormatError) -> DeclaredSize {
    try checkShape(file: file)
    guard let dataSize, case let (bytes, overflow) = dataSize.addingReportingOverflow(dataByte), !overflow else {
      throw shapeFault(sizeText, file: file)
    }
    return DeclaredSize(bytes: bytes, elements: dataSize / elementType.width)
  }

  /// A fault of the shape.
  func shapeFault(_ reason: String, file: String) -> DataFormatError {
    DataFormatError(file: file, place: .header(byte: shapeByte), reason: reason)
  }

  /// Reads the array in `bytes` as a table.
  func table(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> NumericTable {
    let layout = try ArrayLayout(self, dataSize: bytes.count - dataByte, file: file)
    let elements = try ArrayElements(array: self, layout: layout, file: file).decode(bytes)
    do {
      return try NumericTable(
        rows: layout.rows, columns: layout.columns, elements: elements, sampleShape: layout.sampleShape)
    } catch .notFinite(let value, let row, let column) {
      throw DataFormatError(
        file: file, place: .entry(row: row, column: column), reason: value, expected: "a finite number")
    } catch {
      throw DataFormatError(file: file, place: .wholeFile, reason: error.description)
    }
  }
}
