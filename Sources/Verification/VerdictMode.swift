/// What verdicts rest on.
public enum VerdictMode: String, Sendable, Hashable, Codable, CaseIterable {
  /// Float64, with a tolerance for rounding.
  case float
  /// Proofs for the given weights and data factor, where the family has certificates; float64 elsewhere.
  case rigorous
}
