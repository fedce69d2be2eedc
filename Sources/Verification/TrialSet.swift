/// A set of trial numbers, a bit each.
struct TrialSet: Sendable {
  private var words: [UInt64] = []

  func contains(_ trial: Int) -> Bool {
    trial >> 6 < words.count && words[trial >> 6] >> UInt64(trial & 63) & 1 == 1
  }

  /// Adds a number that isn't negative.
  ///
  /// - Returns: whether it's new.
  mutating func insert(_ trial: Int) -> Bool {
    if contains(trial) { return false }
    if trial >> 6 >= words.count {
      words += Array(repeating: 0, count: trial >> 6 + 1 - words.count)
    }
    words[trial >> 6] |= 1 << UInt64(trial & 63)
    return true
  }
}
