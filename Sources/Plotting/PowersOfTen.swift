import Foundation

/// Powers of ten and decimal multiples, each correctly rounded because parsed from decimal text.
enum PowersOfTen {
  /// 10^`exponent`.
  static func power(_ exponent: Int) -> Double { multiple(1, exponent) }

  /// `digits`·10^`exponent`.
  static func multiple(_ digits: Int, _ exponent: Int) -> Double {
    Double("\(digits)e\(exponent)") ?? Double(digits) * pow(10, Double(exponent))
  }

  /// The greatest e with 10^e ≤ `value`, for positive finite `value`.
  static func floorExponent(_ value: Double) -> Int {
    var exponent = Int(log10(value).rounded(.down))
    // The rounded logarithm may be off by one next to a power of ten.
    while power(exponent) > value { exponent -= 1 }
    while power(exponent + 1) <= value { exponent += 1 }
    return exponent
  }

  static func logarithm(_ value: Double) -> Double { log10(value) }
  static func exponential(_ value: Double) -> Double { pow(10, value) }
}
