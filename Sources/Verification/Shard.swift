/// One of several parts of a run, by the trials' numbers modulo their count.
public struct Shard: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Which part, from 0.
  public let index: Int
  /// Of how many.
  public let count: Int

  /// All of a run.
  public static let whole = Shard(index: 0, count: 1)

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// Part `index` of `count`; nil unless 0 ≤ `index` < `count`.
  public init?(_ index: Int, of count: Int) {
    guard count >= 1, (0..<count).contains(index) else { return nil }
    self.init(index: index, count: count)
  }

  /// Decodes what is written as `i/n`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let shard = Shard(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' isn't a shard i/n")
    }
    self = shard
  }

  /// The shard that is written `i/n`, 0 ≤ i < n.
  public init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1] else { return nil }
    self.init(index, of: count)
  }

  /// Writes `i/n`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// `i/n`.
  public var description: String { "\(index)/\(count)" }

  /// Whether a trial belongs to it.
  public func contains(_ trial: Int) -> Bool { trial % count == index }

  /// The trials of a run that belong to it.
  func numbers(below trials: Int) -> StrideTo<Int> { stride(from: index, to: trials, by: count) }

  /// How many they are.
  func size(of trials: Int) -> Int { trials > index ? (trials - 1 - index) / count + 1 : 0 }
}
