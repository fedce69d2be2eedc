/// A file format that holds one table; `TableReader` lists those that it tries.
protocol TableFormat: Sendable {
  /// The format's name for messages.
  static var name: String { get }
  /// The usual extensions, in small letters, without the dot.
  static var fileExtensions: [String] { get }
  /// Whether the content bears the format's signature; always false for a format without one.
  static func recognizes(_ bytes: Span<UInt8>) -> Bool
  /// The size that the header declares, from the first `TableReader.prefixSize` bytes of the file, or all where there
  /// are fewer; `nil` for a format without a header.
  static func declaredSize(_ prefix: Span<UInt8>, file: String) throws(DataFormatError) -> DeclaredSize?
  /// The most numbers that content without a header can hold; `nil` for a format with a header.
  static func mostElements(_ content: Span<UInt8>) -> Int?
  /// Reads the table in `bytes`; `file` is its name in errors.
  static func parse(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> NumericTable
}

extension TableFormat {
  static func mostElements(_ content: Span<UInt8>) -> Int? { nil }
}
