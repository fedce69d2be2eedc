/// What one trial yields.
public struct TrialRecord: Sendable, Hashable {
  /// The trial's number.
  public let index: Int
  /// κ(G); absent for G = 0 or where it couldn't be measured.
  public let conditionNumber: Double?
  /// One for each theorem of the plan.
  public let verdicts: [Verdict]
  /// bound/κ for each theorem, or formula/measured rank; absent where there's no such number.
  public let ratios: [Double?]
  /// A label for each category of the series, for the coverage.
  public let labels: [String]
  /// What is measured besides κ; absent where there's no such number.
  public let quantities: [Double?]
  /// Why nothing could be measured.
  public let failure: String?
  /// What is proved; absent in float mode, but for what float64 finds violated.
  public let proven: ProvenRecord?
  /// Why float64 leaves each theorem undecided; empty where it leaves none.
  public var causes: [UndecidedCause?] = []

  /// Why the verdict on a theorem is undecided; nil where it isn't.
  func cause(_ position: Int) -> UndecidedCause? {
    proven?.causes[position] ?? (causes.isEmpty ? nil : causes[position])
  }

  /// What is told of every trial, besides the source's own categories.
  static func measuredCategories(_ mode: VerdictMode) -> [String] {
    ["rank", "conditionNumber", mode == .float ? "route" : "certificate"]
  }
}
