import Foundation
import Plotting

/// Numbers as pages show them.
enum ReportNumber {
  /// Four significant digits; large and small numbers with a power of ten, 2.97·10¹⁸.
  static func text(_ value: Double, digits: Int = 4) -> String {
    if value.isNaN { return "–" }
    if value.isInfinite { return value > 0 ? "∞" : "−∞" }
    if value == 0 { return "0" }
    let parts = String(format: "%.\(digits - 1)e", value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(value)" }
    if (-3...4).contains(exponent) { return signed(String(format: "%.\(max(0, digits - 1 - exponent))f", value)) }
    let rounded = String(format: "%.2e", value).split(separator: "e")
    guard rounded.count == 2, let power = Int(rounded[1]) else { return "\(value)" }
    return signed(String(rounded[0])) + "·10" + NumberText.superscript(power)
  }

  /// 12345 as 12,345.
  static func count(_ value: Int) -> String {
    var digits = String(abs(value))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// 1 network, 2 networks.
  static func plural(_ count: Int, _ noun: String) -> String {
    "\(self.count(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A share in percent; what isn't nothing is never shown as 0.
  static func percent(_ part: Int, of whole: Int) -> String {
    if whole == 0 { return "–" }
    if part == 0 || part == whole { return part == 0 ? "0 %" : "100 %" }
    let share = 100 * Double(part) / Double(whole)
    return share < 0.01 ? "<0.01 %" : String(format: share < 10 ? "%.2f %%" : "%.1f %%", share)
  }

  private static func signed(_ text: String) -> String { text.replacingOccurrences(of: "-", with: "−") }
}
