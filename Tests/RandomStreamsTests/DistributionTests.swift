import Foundation
import RandomStreams
import Testing

@Suite struct DistributionTests {
  @Test(arguments: 0..<4) func uniformPassesKolmogorovSmirnov(index: Int) {
    var stream = RandomStream(domain: "kolmogorov", seed: 1, index: UInt64(index))
    let values = (0..<50_000).map { _ in stream.uniform() }
    #expect(Statistics.kolmogorovSmirnov(values) { $0 } < Statistics.criticalDistance)
  }

  @Test(arguments: 0..<4) func normalPassesKolmogorovSmirnov(index: Int) {
    var stream = RandomStream(domain: "smirnov", seed: 1, index: UInt64(index))
    let values = (0..<50_000).map { _ in stream.normal() }
    #expect(Statistics.kolmogorovSmirnov(values) { erfc(-$0 / 2.0.squareRoot()) / 2 } < Statistics.criticalDistance)
  }

  /// First words of consecutive streams are as random as consecutive words of one.
  @Test func streamsPassKolmogorovSmirnovAcrossIndicesSeedsAndAttempts() {
    let addresses: [(UInt64) -> (seed: UInt64, index: UInt64, attempt: UInt64)] = [
      { (1, $0, 0) }, { ($0, 1, 0) }, { (1, 1, $0) },
    ]
    for address in addresses {
      let values = (0..<20_000).map { place in
        let (seed, index, attempt) = address(UInt64(place))
        var stream = RandomStream(domain: "across", seed: seed, index: index, attempt: attempt)
        return stream.uniform()
      }
      #expect(Statistics.kolmogorovSmirnov(values) { $0 } < Statistics.criticalDistance)
      let products = zip(values, values.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) * 12 }
      #expect((products.reduce(0, +) / Double(products.count).squareRoot()).magnitude < 4)
    }
  }

  /// Within four standard errors: the variances of zᵏ under N(0, 1) are 1, 2, 15 and 96.
  @Test func normalMoments() {
    var stream = RandomStream(domain: "moments", seed: 2, index: 0)
    let count = 200_000
    var sums = (0.0, 0.0, 0.0, 0.0)
    for _ in 0..<count {
      let z = stream.normal()
      let square = z * z
      sums = (sums.0 + z, sums.1 + square, sums.2 + square * z, sums.3 + square * square)
    }
    let n = Double(count)
    #expect((sums.0 / n).magnitude < 4 * (1 / n).squareRoot())
    #expect((sums.1 / n - 1).magnitude < 4 * (2 / n).squareRoot())
    #expect((sums.2 / n).magnitude < 4 * (15 / n).squareRoot())
    #expect((sums.3 / n - 3).magnitude < 4 * (96 / n).squareRoot())
  }

  /// Each of the 64 bits, and each pair of neighbouring bits and words, is balanced.
  @Test func bitsAreBalancedAndUncorrelated() {
    var stream = RandomStream(domain: "bits", seed: 3, index: 0)
    let count = 20_000
    let words = (0..<count).map { _ in stream.next() }
    let limit = 4.5 * Double(count).squareRoot() / 2
    for bit in 0..<64 {
      let ones = words.count { $0 >> bit & 1 == 1 }
      let steps = words.count { ($0 ^ ($0 << 1 | $0 >> 63)) >> bit & 1 == 1 }
      let turns = zip(words, words.dropFirst()).count { ($0 ^ $1) >> bit & 1 == 1 }
      for found in [ones, steps, turns] { #expect((Double(found) - Double(count) / 2).magnitude < limit, "bit \(bit)") }
    }
  }
}
