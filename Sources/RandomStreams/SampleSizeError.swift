/// A sample without replacement that doesn't exist.
public struct SampleSizeError: Error, Hashable, Sendable {
  /// How many distinct members were asked for.
  public let count: Int
  /// How many members there are to choose from.
  public let population: Int
}

extension SampleSizeError: CustomStringConvertible {
  /// The two numbers and the relation they should have.
  public var description: String {
    "can't draw \(count) distinct members of \(population): the count has to be in 0...\(max(population, 0))"
  }
}
