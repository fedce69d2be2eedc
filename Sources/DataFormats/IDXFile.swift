/// The file format of the MNIST data, read as a table.
///
/// Two zero bytes, the code of the element type, the number of axes, the axes' extents as 32-bit integers, the elements
/// in row-major order; all with the most significant byte first. An array of shape (n,) is a table of n × 1; further
/// axes make the sample's shape: (n, 28, 28) is n × 784.
///
/// Source of the format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
public enum IDXFile: TableFormat {
  static let name = "IDX"
  static let fileExtensions = ["idx"]

  private static let elementTypes: [UInt8: ArrayElementType] = [
    0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
  ]
  private static let axesByte = 4

  static func recognizes(_ bytes: Span<UInt8>) -> Bool {
    bytes.holds([0, 0]) && bytes.count >= axesByte && elementTypes[bytes[2]] != nil
  }

  static func declaredSize(_ prefix: Span<UInt8>, file: String) throws(DataFormatError) -> DeclaredSize? {
    try header(prefix, file: file).declaredSize(file: file)
  }

  /// Reads the table in `bytes`, the content of the file that errors call `file`.
  ///
  /// - Throws: `DataFormatError` for a header that breaks the format, an unknown element type, a shape without samples
  ///   or features, or whose size is not that of the data, a NaN or an infinity.
  /// - Complexity: O(number of bytes). Nothing is allocated for the elements before their size is checked.
  public static func parse(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> NumericTable {
    try header(bytes, file: file).table(bytes, file: file)
  }

  private static func header(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> ArrayDescription {
    func fault(_ byte: Int, _ reason: String, _ expected: String) -> DataFormatError {
      DataFormatError(file: file, place: .header(byte: byte), reason: reason, expected: expected)
    }
    guard bytes.holds([0, 0]) else { throw fault(0, "not an IDX file", "two zero bytes") }
    guard bytes.count >= axesByte else { throw fault(bytes.count, "the file ends here", "a type and a number of axes") }
    guard let elementType = elementTypes[bytes[2]] else {
      throw fault(2, "an unknown element type, \(bytes[2])", "8, 9, 11, 12, 13 or 14")
    }
    let axes = Int(bytes[3])
    guard axes <= (bytes.count - axesByte) / 4 else {
      throw fault(bytes.count, "the file ends here", "the extents of \(axes) axes")
    }
    return ArrayDescription(
      elementType: elementType, isBigEndian: true, isFortranOrder: false,
      shape: (0..<axes).map { Int(bytes.bigEndian32(at: axesByte + 4 * $0)) }, shapeByte: axesByte,
      dataByte: axesByte + 4 * axes)
  }
}
