/// Numbers of things, for people.
public enum CountText {
  /// 12345 as 12,345.
  public static func text(_ count: Int) -> String {
    var digits = String(abs(count))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (count < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// 1 network, 2 networks.
  public static func plural(_ count: Int, _ noun: String) -> String { "\(text(count)) \(noun)\(count == 1 ? "" : "s")" }
}
