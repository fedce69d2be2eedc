import RandomStreams
import Testing
import Verification

@Suite("Distribution of ratios")
struct RatioDistributionTests {
  private static func distribution(_ values: [Double]) -> RatioDistribution {
    var distribution = RatioDistribution()
    for value in values { distribution.record(value) }
    return distribution
  }

  /// The definition, on the sorted list.
  private static func orderStatistic(_ sorted: [Double], _ share: Double) -> Double {
    sorted[max(1, Int((share * Double(sorted.count)).rounded(.up))) - 1]
  }

  private static let shares = [0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1]

  @Test(
    "order statistics are exact as long as values are told apart, whatever their signs and scales", arguments: 0..<20)
  func exact(index: Int) throws {
    var stream = RandomStream(domain: "RatioDistributionTests.exact", seed: 1, index: UInt64(index))
    let values = (0..<stream.integer(in: 1...2_000)).map { _ -> Double in
      let value = stream.normal() * [1e-300, 1e-5, 1, 1e7, 1e300][stream.integer(in: 0...4)]
      return stream.bernoulli(0.2) ? 1 : value
    }
    let distribution = Self.distribution(values)
    let sorted = values.sorted()
    #expect(distribution.quantiles(Self.shares) == Self.shares.map { Self.orderStatistic(sorted, $0) })
    #expect(distribution.minimum == sorted.first && distribution.maximum == sorted.last)
    #expect(distribution.count == values.count)
    #expect(distribution.resolution == 0)
    for limit in values.prefix(20) + [-.infinity, 0, .infinity] {
      #expect(distribution.count(atMost: limit) == values.count { $0 <= limit })
    }
  }

  @Test("nothing has no quantiles")
  func empty() { #expect(RatioDistribution().quantiles([0.5]) == nil) }

  @Test("beyond the capacity quantiles are off by no more than the resolution says, for any order of the values")
  func coarse() throws {
    var stream = RandomStream(domain: "RatioDistributionTests.coarse", seed: 1, index: 0)
    let count = 3 * RatioDistribution.capacity
    let values = (0..<count).map { _ in 1 + 1 / max(stream.uniform(), 1e-9) }
    let distribution = Self.distribution(values)
    let sorted = values.sorted()
    #expect(distribution.resolution > 0 && distribution.resolution < 1e-4)
    for (share, found) in zip(Self.shares, try #require(distribution.quantiles(Self.shares))) {
      let exact = Self.orderStatistic(sorted, share)
      #expect(abs(found / exact - 1) <= distribution.resolution, "\(share)")
    }
    #expect(distribution.minimum == sorted[0] && distribution.maximum == sorted[count - 1])
    #expect(Self.distribution(sorted) == distribution)
    #expect(Self.distribution(sorted.reversed()) == distribution)
  }

  @Test("a million values that repeat stay exact")
  func repeated() {
    var distribution = RatioDistribution()
    for index in 0..<1_000_000 { distribution.record(Double(index % 1000)) }
    #expect(distribution.resolution == 0)
    #expect(distribution.quantiles([0.5, 0.95]) == [499, 949])
  }
}
