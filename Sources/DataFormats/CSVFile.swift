/// Comma-separated decimal numbers, one sample a line, with or without a line of column names.
///
/// - Text is UTF-8, with or without a byte-order mark; lines end with LF, CRLF or CR; fields may be quoted (RFC 4180);
///   blanks around fields and blank lines at the end are skipped.
/// - Numbers are decimal with a point, whatever the locale, and round to the nearest `Double`. Every cell must hold a
///   finite one.
/// - The first line is a header when no cell of it is a number (NaN and infinity are) and one is a word that doesn't begin
///   like a number, as in `label,1x1,1x2`. Other first lines with a cell that is no number are errors: `0.5,1.O` is a
///   damaged sample.
public enum CSVFile: TableFormat {
  static let name = "CSV"
  static let fileExtensions = ["csv"]

  static func recognizes(_ bytes: Span<UInt8>) -> Bool { false }

  static func declaredSize(_ prefix: Span<UInt8>, file: String) -> DeclaredSize? { nil }

  static func mostElements(_ content: Span<UInt8>) -> Int? { CSVReader.mostFields(content) }

  /// Reads the table in `bytes`, the content of the file that errors call `file`.
  ///
  /// - Throws: `DataFormatError` for text in another encoding, a cell that is empty, not a decimal number, or not
  ///   finite, quotes that do not match, rows of different lengths, blank lines between rows, or no samples.
  /// - Complexity: O(number of bytes).
  public static func parse(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> NumericTable {
    try CSVReader(file: file).table(bytes)
  }
}
