import Foundation
import Plotting

/// Numbers as pages show them.
enum ReportNumber {
  /// Four significant digits, and all of a number below 10⁵, as `check` prints it; larger and small numbers with a power of
  /// ten and three digits, 2.97·10¹⁸, or as many as are asked for beyond four.
  static func text(_ value: Double, digits: Int = 4) -> String {
    if value.isNaN { return "–" }
    if value.isInfinite { return value > 0 ? "∞" : "−∞" }
    if value == 0 { return "0" }
    let parts = String(format: "%.\(digits - 1)e", value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(value)" }
    if (-3...4).contains(exponent) {
      // Digits that aren't asked for are zeros: 12214 to three is 12200.
      let rounded = digits < 4 ? Double("\(parts[0])e\(parts[1])") ?? value : value
      return signed(String(format: "%.\(max(0, digits - 1 - exponent))f", rounded))
    }
    let rounded = String(format: "%.\(digits > 4 ? digits - 1 : 2)e", value).split(separator: "e")
    guard rounded.count == 2, let power = Int(rounded[1]) else { return "\(value)" }
    return signed(String(rounded[0])) + "·10" + NumberText.superscript(power)
  }

  /// As many digits as it takes, up to four: 0.5 and 2.
  static func short(_ value: Double) -> String {
    String(format: "%.4g", value).replacingOccurrences(of: "-", with: "−")
  }

  /// A ratio; one that would look like 1 by its distance from 1.
  static func ratio(_ value: Double) -> String {
    let distance = value - 1
    guard distance != 0, abs(distance) < 5e-4 else { return text(value) }
    return "1 \(distance < 0 ? "−" : "+") \(text(abs(distance), digits: 2))"
  }

  /// A share in percent; what isn't nothing is never shown as 0.
  static func percent(_ part: Int, of whole: Int) -> String {
    if whole == 0 { return "–" }
    if part == 0 || part == whole { return part == 0 ? "0\u{a0}%" : "100\u{a0}%" }
    let share = 100 * Double(part) / Double(whole)
    if share >= 99.95 { return ">99.9\u{a0}%" }
    return share < 0.01 ? "<0.01\u{a0}%" : String(format: share < 10 ? "%.2f\u{a0}%%" : "%.1f\u{a0}%%", share)
  }

  private static func signed(_ text: String) -> String { text.replacingOccurrences(of: "-", with: "−") }
}
