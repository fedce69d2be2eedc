/// Decimal numbers in text, read without regard to any locale.
enum DecimalNumber {
  /// The powers of ten that a `Double` holds exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The value nearest to the number that all of `text` spells, ties to even; infinite where it is too large; `nil`
  /// where `text` is not a sign or none, digits with or without a point, and an exponent or none.
  ///
  /// Hexadecimal numbers and the words for infinity and NaN, which `Double.init(_:)` takes, are not decimal.
  static func value(of text: Span<UInt8>) -> Double? {
    var position = 0
    func isNext(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
      position < text.count && (text[position] == UInt8(ascii: first) || text[position] == UInt8(ascii: second))
    }
    let isNegative = isNext("-", "-")
    if isNext("-", "+") { position += 1 }

    var significand: UInt64 = 0
    var significantDigits = 0
    var digits = 0
    var exponent = 0
    var isAfterPoint = false
    while position < text.count {
      let byte = text[position]
      if byte.isASCIIDigit {
        digits += 1
        if significand > 0 || byte != UInt8(ascii: "0") { significantDigits += 1 }
        if significantDigits <= 19 { significand = significand &* 10 &+ UInt64(byte &- UInt8(ascii: "0")) }
        if isAfterPoint { exponent -= 1 }
      } else if byte == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return nil }

    if isNext("e", "E") {
      position += 1
      let isNegativeExponent = isNext("-", "-")
      if isNext("-", "+") { position += 1 }
      let firstDigit = position
      var magnitude = 0
      while position < text.count, text[position].isASCIIDigit {
        magnitude = min(magnitude * 10 + Int(text[position] - UInt8(ascii: "0")), 1_000_000)
        position += 1
      }
      guard position > firstDigit else { return nil }
      exponent += isNegativeExponent ? -magnitude : magnitude
    }
    guard position == text.count else { return nil }

    // Clinger's fast path: one correctly rounded operation on two exact values (W. D. Clinger, "How to read floating
    // point numbers accurately", 1990). A significand of which digits were dropped is at least 1e18, so more than 2^53.
    if significand <= 1 << 53, abs(exponent) < exactPowers.count {
      let magnitude = Double(significand)
      let power = exactPowers[abs(exponent)]
      let value = exponent < 0 ? magnitude / power : magnitude * power
      return isNegative ? -value : value
    }
    return String(validating: text).flatMap(Double.init)
  }

  /// Whether `text` begins with a digit, behind a sign or a point or not.
  static func begins(_ text: Span<UInt8>) -> Bool {
    var position = 0
    for marks in [[UInt8(ascii: "-"), UInt8(ascii: "+")], [UInt8(ascii: ".")]]
    where position < text.count && marks.contains(text[position]) {
      position += 1
    }
    return position < text.count && text[position].isASCIIDigit
  }

  /// Whether `text` is a word that programs print for NaN or an infinity.
  static func isNonFiniteWord(_ text: Span<UInt8>) -> Bool {
    guard text.count <= 9, var word = String(validating: text)?.lowercased() else { return false }
    if let sign = word.first, sign == "-" || sign == "+" { word.removeFirst() }
    return ["nan", "inf", "infinity"].contains(word)
  }
}
