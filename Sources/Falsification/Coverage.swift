/// What a generator reached: how often each label of each category was drawn.
public struct Coverage: Sendable, Hashable {
  /// The number of draws for each category and label.
  public private(set) var counts: [String: [String: Int]] = [:]

  /// Nothing yet.
  public init() {}

  /// Counts a draw.
  public mutating func record(_ category: String, _ label: String) {
    counts[category, default: [:]][label, default: 0] += 1
  }
}
