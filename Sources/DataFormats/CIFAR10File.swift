/// The binary version of the CIFAR-10 data, read as a table of images without their labels.
///
/// A record is a label from 0 to 9, then the planes of red, green and blue, each 32 rows of 32 bytes. The table has
/// 3,072 columns, samples of the shape [3, 32, 32]; the labels are checked and left out.
///
/// Source of the format: A. Krizhevsky, "The CIFAR-10 dataset", section "Binary version".
public enum CIFAR10File: TableFormat {
  static let name = "CIFAR-10"
  static let fileExtensions = ["bin"]

  private static let sampleShape = [3, 32, 32]
  private static let pixelBytes = 3_072
  private static let recordBytes = 1 + pixelBytes

  static func recognizes(_ bytes: Span<UInt8>) -> Bool { false }

  static func declaredSize(_ prefix: Span<UInt8>, file: String) -> DeclaredSize? { nil }

  static func mostElements(_ content: Span<UInt8>) -> Int? { content.count }

  /// Reads the table in `bytes`, the content of the file that errors call `file`.
  ///
  /// - Throws: `DataFormatError` for a size that is not a positive multiple of 3,073 bytes, or a label above 9.
  /// - Complexity: O(number of bytes).
  public static func parse(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> NumericTable {
    guard !bytes.isEmpty, bytes.count.isMultiple(of: recordBytes) else {
      throw DataFormatError(
        file: file, place: .wholeFile, reason: "\(bytes.count) bytes are not a whole number of CIFAR-10 records",
        expected: "a positive multiple of \(recordBytes) bytes; a file of another format needs another extension")
    }
    let rows = bytes.count / recordBytes
    var elements: [Double] = []
    elements.reserveCapacity(rows * pixelBytes)
    for row in 0..<rows {
      let start = row * recordBytes
      guard bytes[start] <= 9 else {
        throw DataFormatError(
          file: file, place: .byte(start), reason: "the label \(bytes[start]) of sample \(row + 1) (counted from 1)",
          expected: "0 to 9, as in CIFAR-10")
      }
      for offset in start + 1..<start + recordBytes { elements.append(Double(bytes[offset])) }
    }
    do {
      return try NumericTable(rows: rows, columns: pixelBytes, elements: elements, sampleShape: sampleShape)
    } catch {
      throw DataFormatError(file: file, place: .wholeFile, reason: error.description)
    }
  }
}
