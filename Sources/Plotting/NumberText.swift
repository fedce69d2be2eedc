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

  /// A factor, 1 or more, to three significant digits, zeros too: 1.80 beside 1.24.
  public static func factor(_ value: Double) -> String {
    guard value.isFinite, value >= 1 else { return rounded(value) }
    let (significand, exponent) = significant(value, digits: 3)
    let power = exponent + 2
    let places = isPlain(power) ? max(0, -exponent) : 2
    guard places > 0 else { return rounded(value) }
    let digits = "\(Int(significand))"
    return "\(digits.dropLast(places)).\(digits.suffix(places))" + (isPlain(power) ? "" : "·10" + superscript(power))
  }

  /// 12345 as 12,345.
  public static func count(_ count: Int) -> String {
    var digits = String(abs(count))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (count < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// A value rounded to three significant digits, for labels.
  static func rounded(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞" }
    guard value != 0 else { return "0" }
    let (significand, exponent) = significant(value, digits: digits)
    return significand.isFinite ? decimal(Int(significand), exponent: exponent) : "\(value)"
  }

  /// The whole number of so many digits and the power of ten whose product is nearest to a value that isn't zero.
  private static func significant(_ value: Double, digits: Int) -> (significand: Double, exponent: Int) {
    var exponent = PowersOfTen.floorExponent(abs(value)) - (digits - 1)
    var significand = (value / PowersOfTen.power(exponent)).rounded()
    if abs(significand) >= PowersOfTen.power(digits) {
      significand = (significand / 10).rounded()
      exponent += 1
    }
    return (significand, exponent)
  }
}
