extension String {
  /// The text that `bytes` encode, or `nil` where they are not UTF-8.
  init?(validating bytes: Span<UInt8>) {
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    self.init(copying: text)
  }

  /// The text in quotes for a one-line message: control characters escaped, cut where it is long.
  var quoted: String {
    let limit = 40
    let start = unicodeScalars.prefix(limit)
    return String(start).debugDescription + (start.endIndex < unicodeScalars.endIndex ? "…" : "")
  }
}
