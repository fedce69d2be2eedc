/// A recursive-descent parser for the part of Python's literals that `PythonLiteral` describes.
///
/// Accepts what `ast.literal_eval` accepts of dictionaries, lists, tuples, strings, decimal integers, `True`, `False`
/// and `None`, and besides the suffix `L` that Python 2 wrote after long integers. Strings are ASCII, without prefixes,
/// and their only escape sequences are `\\`, `\'` and `\"`.
struct PythonLiteralParser {
  /// Deeper nesting than any type of NumPy's needs; bounds the recursion.
  private static let depthLimit = 32

  private let text: [UInt8]
  private var position = 0
  private var depth = 0

  private init(_ text: [UInt8]) {
    self.text = text
  }

  /// Parses a text that holds one literal with nothing but white space around it.
  static func parse(_ text: [UInt8]) throws(PythonLiteralError) -> PythonLiteral {
    var parser = PythonLiteralParser(text)
    let literal = try parser.literal()
    parser.skipWhiteSpace()
    guard parser.current == nil else { throw parser.fault("text after the literal", expected: "only white space") }
    return literal
  }

  private var current: UInt8? { position < text.count ? text[position] : nil }

  private func fault(_ reason: String, expected: String? = nil, at offset: Int? = nil) -> PythonLiteralError {
    PythonLiteralError(offset: offset ?? position, reason: reason, expected: expected)
  }

  private func unexpected(expected: String) -> PythonLiteralError {
    guard let current else { return fault("the text ends too early", expected: expected) }
    return fault("unexpected \(String(UnicodeScalar(current)).debugDescription)", expected: expected)
  }

  private mutating func skipWhiteSpace() {
    while let byte = current, byte.isASCIIWhiteSpace { position += 1 }
  }

  /// Consumes `byte` where it comes next, after white space.
  private mutating func consume(_ byte: Unicode.Scalar) -> Bool {
    skipWhiteSpace()
    guard current == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func literal() throws(PythonLiteralError) -> PythonLiteral {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw fault("brackets nested deeper than \(Self.depthLimit)") }
    if consume("{") { return try dictionary() }
    if consume("[") { return .list(try items(until: "]").literals) }
    if consume("(") {
      let (literals, endsWithComma) = try items(until: ")")
      return literals.count == 1 && !endsWithComma ? literals[0] : .tuple(literals)
    }
    switch current {
    case UInt8(ascii: "'")?, UInt8(ascii: "\"")?: return .string(try string())
    case let byte? where byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"):
      return .integer(try integer())
    case let byte? where byte.isASCIILetter: return try word()
    default: throw unexpected(expected: "a Python literal")
    }
  }

  private mutating func items(
    until close: Unicode.Scalar
  ) throws(PythonLiteralError) -> (literals: [PythonLiteral], endsWithComma: Bool) {
    var literals: [PythonLiteral] = []
    var endsWithComma = false
    while !consume(close) {
      guard literals.isEmpty || endsWithComma else { throw unexpected(expected: "',' or '\(close)'") }
      literals.append(try literal())
      endsWithComma = consume(",")
    }
    return (literals, endsWithComma)
  }

  private mutating func dictionary() throws(PythonLiteralError) -> PythonLiteral {
    var entries: [PythonLiteral.Entry] = []
    var endsWithComma = true
    while !consume("}") {
      guard endsWithComma else { throw unexpected(expected: "',' or '}'") }
      skipWhiteSpace()
      let keyOffset = position
      let key = try literal()
      guard consume(":") else { throw unexpected(expected: "':'") }
      skipWhiteSpace()
      let valueOffset = position
      let value = try literal()
      entries.append(.init(key: key, keyOffset: keyOffset, value: value, valueOffset: valueOffset))
      endsWithComma = consume(",")
    }
    return .dictionary(entries)
  }

  private mutating func string() throws(PythonLiteralError) -> String {
    let start = position
    let quote = text[position]
    var content: [UInt8] = []
    position += 1
    while let byte = current, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      position += 1
      if byte == quote { return String(decoding: content, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      guard let escaped = current, [UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(escaped) else {
        throw unexpected(expected: "\\, ' or \" after a backslash")
      }
      content.append(escaped)
      position += 1
    }
    throw fault("this string has no closing quote", at: start)
  }

  private mutating func integer() throws(PythonLiteralError) -> Int {
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if !(current?.isASCIIDigit ?? false) { position += 1 }
    let firstDigit = position
    var value = 0
    while let byte = current, byte.isASCIIDigit {
      let digit = Int(byte - UInt8(ascii: "0"))
      let (shifted, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
      guard !overflows, !overflowsToo else { throw fault("this integer does not fit 64 bits", at: start) }
      value = sum
      position += 1
    }
    guard position > firstDigit else { throw unexpected(expected: "a digit") }
    guard position == firstDigit + 1 || text[firstDigit] != UInt8(ascii: "0") || value == 0 else {
      throw fault("an integer with leading zeros", at: start)
    }
    if current == UInt8(ascii: "L") { position += 1 }
    return value
  }

  private mutating func word() throws(PythonLiteralError) -> PythonLiteral {
    let start = position
    while let byte = current, byte.isASCIILetter || byte.isASCIIDigit { position += 1 }
    let word = String(decoding: text[start..<position], as: UTF8.self)
    switch word {
    case "True": return .boolean(true)
    case "False": return .boolean(false)
    case "None": return .none
    default: throw fault("unknown word \(word.quoted)", expected: "True, False or None", at: start)
    }
  }
}
