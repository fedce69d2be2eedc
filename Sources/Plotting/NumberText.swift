/// Numbers as text without the locale: the same bytes everywhere.
public enum NumberText {
  /// A coordinate rounded to a tenth of a unit, without trailing zero.
  static func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let whole = abs(tenths) / 10
    let rest = abs(tenths) % 10
    return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
  }

  /// An integer in superscript characters, which every text renderer places without markup.
  public static func superscript(_ exponent: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let magnitude = String("\(abs(exponent))".compactMap { $0.wholeNumberValue.map { digits[$0] } })
    return (exponent < 0 ? "⁻" : "") + magnitude
  }

  /// `digits`·10^`exponent`, plainly from 0.001 to 99999, otherwise with a power of ten.
  static func decimal(_ digits: Int, exponent: Int) -> String {
    let leading = leadingExponent(digits, exponent: exponent)
    return isPlain(leading) ? plain(digits, exponent: exponent) : scaled(digits, exponent: exponent, power: leading)
  }

  /// Whether numbers with this leading exponent read better without a power of ten.
  static func isPlain(_ leadingExponent: Int) -> Bool { (-3...4).contains(leadingExponent) }

  /// The power of ten of the first digit; 0 for zero.
  static func leadingExponent(_ digits: Int, exponent: Int) -> Int {
    digits == 0 ? 0 : exponent + "\(abs(digits))".count - 1
  }

  /// `digits`·10^`exponent` as a multiple of 10^`power`.
  static func scaled(_ digits: Int, exponent: Int, power: Int) -> String {
    if digits == 0 { return "0" }
    if power == 0 { return plain(digits, exponent: exponent) }
    let factor = plain(digits, exponent: exponent - power)
    let text = power == 1 ? "10" : "10" + superscript(power)
    return factor == "1" ? text : factor == "−1" ? "−" + text : factor + "·" + text
  }

  /// `digits`·10^`exponent` without a power of ten.
  static func plain(_ digits: Int, exponent: Int) -> String {
    guard digits != 0 else { return "0" }
    var (significand, exponent) = (abs(digits), exponent)
    while significand.isMultiple(of: 10) {
      significand /= 10
      exponent += 1
    }
    let sign = digits < 0 ? "−" : ""
    let text = "\(significand)"
    let whole = text.count + exponent
    if exponent >= 0 { return sign + text + String(repeating: "0", count: exponent) }
    if whole <= 0 { return sign + "0." + String(repeating: "0", count: -whole) + text }
    return sign + text.prefix(whole) + "." + text.dropFirst(whole)
  }

  /// A value rounded to three significant digits, for labels.
  static func rounded(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞" }
    guard value != 0 else { return "0" }
    var exponent = PowersOfTen.floorExponent(abs(value)) - (digits - 1)
    var significand = (value / PowersOfTen.power(exponent)).rounded()
    if abs(significand) >= PowersOfTen.power(digits) {
      significand = (significand / 10).rounded()
      exponent += 1
    }
    return significand.isFinite ? decimal(Int(significand), exponent: exponent) : "\(value)"
  }
}
