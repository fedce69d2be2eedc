import BoundKernel
import Theorems
public import Verification

/// What text and pages say of a counterexample alike; its numbers each writes in its own way.
extension Refutation {
  /// How it was found: shrunk in 12 steps to widths 2 → 1 → 2, or to channels.
  public var shrinking: String {
    let sizes = instance.widths.map(String.init).joined(separator: " → ")
    return "shrunk in \(CountText.plural(steps, "step")) to \(theorem.family == .conv ? "channels" : "widths") \(sizes)"
  }

  /// How κ lies to the bound that it refutes.
  public var relation: String {
    switch theorem.relation {
    case .lower: "<"
    case .upper: ">"
    case .equality: "≠"
    }
  }
}
