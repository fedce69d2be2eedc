import Foundation
import Plotting

/// What a generator drew, for people.
public enum CoverageText {
  /// A label as pages and plots write it, 1e4–1e6 as 10⁴–10⁶, with 1 and 10 as on an axis; `check` and journals have labels
  /// as they are.
  static func label(_ label: String) -> String {
    label.replacing(/1e(\d+)/) { match in
      switch Int(match.1) {
      case 0: "1"
      case 1: "10"
      case .some(let exponent): "10" + NumberText.superscript(exponent)
      case nil: String(match.0)
      }
    }
  }

  /// What a category is called.
  public static func category(_ name: String) -> String { name == "conditionNumber" ? "κ(G)" : name }

  /// Labels by their numbers, what has none last.
  public static func sorted(_ labels: some Sequence<String>) -> [String] {
    labels.sorted {
      let (left, right) = ($0 == "undefined", $1 == "undefined")
      return left == right ? $0.compare($1, options: .numeric) == .orderedAscending : right
    }
  }
}
