/// NumPy's array file, versions 1.0, 2.0 and 3.0, read as a table.
///
/// Element types: Booleans, integers of 1 to 8 bytes, floating-point numbers of 2, 4 and 8 bytes, in either byte order
/// and either memory order. An array of shape (n,) is a table of n × 1; of shape (n, d), n × d; further axes are
/// flattened in C order: (n, h, w) is n × (h · w) with samples of the shape [h, w], whatever the order in the file.
///
/// Source of the format: NumPy's reference, `numpy.lib.format`.
public enum NPYFile: TableFormat {
  static let name = "NPY"
  static let fileExtensions = ["npy"]

  static func recognizes(_ bytes: Span<UInt8>) -> Bool {
    bytes.holds(NPYHeader.signature)
  }

  static func declaredSize(_ prefix: Span<UInt8>, file: String) throws(DataFormatError) -> DeclaredSize? {
    try NPYHeader(prefix, file: file).array.declaredSize(file: file)
  }

  /// Reads the table in `bytes`, the content of the file that errors call `file`.
  ///
  /// - Throws: `DataFormatError` for a header that breaks the format; a type that does not hold real numbers; a
  ///   zero-dimensional array; a shape without samples or features, or whose size is not that of the data; an integer
  ///   that a `Double` would round; a NaN or an infinity.
  /// - Complexity: O(number of bytes). Nothing is allocated for the elements before their size is checked.
  public static func parse(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> NumericTable {
    try NPYHeader(bytes, file: file).array.table(bytes, file: file)
  }
}
