/// A file format that holds one table; `DataFile` lists those that it tries.
protocol TableFormat: Sendable {
  /// The format's name for messages.
  static var name: String { get }
  /// The usual extensions, in small letters, without the dot.
  static var fileExtensions: [String] { get }
  /// Whether the content bears the format's signature; always false for a format without one.
  static func recognizes(_ bytes: Span<UInt8>) -> Bool
  /// Reads the table in `bytes`; `file` is its name in errors.
  static func parse(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> NumericTable
}
