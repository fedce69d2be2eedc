import Plotting

/// Numbers of things, for people.
public enum CountText {
  /// 12345 as 12,345.
  public static func text(_ count: Int) -> String { NumberText.count(count) }

  /// 1 network, 2 networks.
  public static func plural(_ count: Int, _ noun: String) -> String { "\(text(count)) \(noun)\(count == 1 ? "" : "s")" }

  /// 1, 2 and 3, or another word than "and".
  public static func list(_ words: [String], _ conjunction: String = "and") -> String {
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}
