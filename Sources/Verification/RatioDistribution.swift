/// The distribution of bound/κ over any number of trials, in bounded memory.
///
/// It's exact up to `capacity` different values. Beyond, neighbouring values are counted together, by their leading bits:
/// an order statistic is then known to a relative error of `resolution`. What it says depends on the values alone, not on
/// their order.
public struct RatioDistribution: Sendable, Hashable {
  /// The number of different values that are told apart; a table of them takes 4 to 8 MiB.
  public static let capacity = 1 << 18

  /// The number of values.
  public private(set) var count = 0
  /// The smallest value, exactly.
  public private(set) var minimum = Double.infinity
  /// The largest value, exactly.
  public private(set) var maximum = -Double.infinity
  /// How many trailing bits of the values are left out.
  private var coarseness = 0
  private var cells: [UInt64: Int] = [:]

  /// Nothing yet.
  public init() {}

  /// Counts a value that isn't NaN.
  public mutating func record(_ value: Double) {
    count += 1
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    cells[Self.key(value) >> coarseness, default: 0] += 1
    while cells.count > Self.capacity {
      coarseness += 1
      var coarser: [UInt64: Int] = [:]
      for (key, count) in cells { coarser[key >> 1, default: 0] += count }
      cells = coarser
    }
  }

  /// A number that grows with the value: the order of floating-point numbers is that of their bits, sign apart.
  private static func key(_ value: Double) -> UInt64 {
    let bits = value.bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  private static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }

  /// How far an order statistic may be off, relatively: 0 as long as all values are told apart.
  public var resolution: Double { coarseness == 0 ? 0 : Double(sign: .plus, exponent: coarseness - 52, significand: 1) }

  /// The values at which a share of all others is reached, for each of ascending shares in (0, 1]: order statistics, no
  /// interpolation; nil when there are none.
  ///
  /// - Complexity: O(m log m) for m different values.
  public func quantiles(_ shares: [Double]) -> [Double]? {
    orderStatistics(shares.map { max(1, Int(($0 * Double(count)).rounded(.up))) })
  }

  /// How many values are at most a limit; of values counted together all or none.
  public func count(atMost limit: Double) -> Int {
    cells.reduce(0) { $0 + (Self.value($1.key << coarseness) <= limit ? $1.value : 0) }
  }

  /// The values of ascending ranks, from 1 for the smallest; nil when there are none.
  ///
  /// - Complexity: O(m log m) for m different values.
  public func orderStatistics(_ ranks: [Int]) -> [Double]? {
    guard count > 0 else { return nil }
    var found: [Double] = []
    var below = 0
    for (key, number) in cells.sorted(by: { $0.key < $1.key }) {
      below += number
      while found.count < ranks.count, ranks[found.count] <= below {
        found.append(min(max(Self.value(key << coarseness), minimum), maximum))
      }
    }
    return found
  }
}
