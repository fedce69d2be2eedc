import RandomStreams
import Testing

@Suite struct UniformRangeTests {
  static let ranges: [ClosedRange<Double>] = [
    0...1, -2...3, 0.1...0.1, 0x1p-1074...0x1p-1074, 0...0x1p-1074, 1...(1.0.nextUp), 1e300...1.1e300, -1e308...1.7e308,
    -(.greatestFiniteMagnitude)...(.greatestFiniteMagnitude), -(.infinity)...(.infinity), 3...(.infinity),
    -(.infinity)...(-3), 1e16...(1e16 + 2), -0.0...0.0,
  ]

  @Test(arguments: ranges) func staysInTheRangeAndIsFinite(range: ClosedRange<Double>) {
    var stream = RandomStream(domain: "ranges", seed: 3, index: 0)
    for _ in 0..<500 {
      let value = stream.uniform(in: range)
      #expect(range.contains(value))
      #expect(value.isFinite)
    }
  }

  @Test func rangeOfInfinitiesIsThatInfinity() {
    var stream = RandomStream(domain: "ranges", seed: 3, index: 1)
    #expect(stream.uniform(in: .infinity...(.infinity)) == .infinity)
    #expect(stream.uniform(in: -(.infinity)...(-.infinity)) == -.infinity)
  }

  @Test(arguments: [-2...3, -1e308...1.7e308, 0...0x1p-1060, 7...7.5]) func isUniform(range: ClosedRange<Double>) {
    var stream = RandomStream(domain: "ranges", seed: 4, index: 2)
    let values = (0..<20_000).map { _ in
      let value = stream.uniform(in: range)
      return (value / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
    }
    #expect(Statistics.kolmogorovSmirnov(values) { $0 } < Statistics.criticalDistance)
  }

  /// The extreme words give the ends of (0, 1): no word is ever mapped to 0 or 1.
  @Test func uniformIsStrictlyInside() {
    #expect((Double(UInt64.max &>> 12) + 0.5) * 0x1p-52 == 1 - 0x1p-53)
    var stream = RandomStream(domain: "ranges", seed: 5, index: 3)
    for _ in 0..<20_000 {
      let value = stream.uniform()
      #expect(value > 0 && value < 1)
      // An odd multiple of 2⁻⁵³.
      #expect(Int64(value * 0x1p53) % 2 == 1)
    }
  }

  @Test func bernoulliHappensAsOftenAsItShould() {
    var stream = RandomStream(domain: "bernoulli", seed: 6, index: 0)
    for probability in [-1, 0, -Double.infinity, .nan] {
      #expect((0..<200).allSatisfy { _ in !stream.bernoulli(probability) })
    }
    for probability in [1, 2, Double.infinity] { #expect((0..<200).allSatisfy { _ in stream.bernoulli(probability) }) }
    for probability in [0.01, 0.3, 0.5, 0.9] {
      let count = 40_000
      let hits = (0..<count).count { _ in stream.bernoulli(probability) }
      let deviation = (Double(count) * probability * (1 - probability)).squareRoot()
      #expect((Double(hits) - Double(count) * probability).magnitude < 4 * deviation, "\(hits) at \(probability)")
    }
  }
}
