import Theorems
public import Verification

/// What all trials together say of a theorem or claim.
public enum TheoremConclusion: String, Sendable, Hashable, CaseIterable, Codable {
  /// A theorem that no trial violates and some confirm.
  case holds
  /// A theorem that a trial violates.
  case violated
  /// A conjecture or a negative control that fell, as it must.
  case refuted
  /// A conjecture or a negative control that didn't.
  case survived
  /// A theorem on which no trial decided anything.
  case undecided

  /// The conclusion of a summary.
  public init(_ summary: TheoremSummary) {
    let isViolated = summary[.violated] > 0
    if summary.theorem.kind != .theorem {
      self = isViolated ? .refuted : .survived
    } else if isViolated {
      self = .violated
    } else {
      self = summary[.holds] + summary[.touching] > 0 ? .holds : .undecided
    }
  }
}
