import RandomStreams
import Testing

@Suite struct IntegerTests {
  @Test func integersAndWordsTakenArePythons() {
    for (bounds, values) in GoldenRandomStream.integers {
      var stream = RandomStream(domain: "integers", seed: 11, index: 5)
      let drawn = (0..<8).map { _ in stream.integer(in: bounds[0]...bounds[1]) } + [Int(stream.next() % 1000)]
      #expect(drawn == values, "\(bounds)")
    }
    #expect(GoldenRandomStream.integers.count == 12)
  }

  @Test(arguments: [0...0, 0...1, -3...3, 1...6, 10...19, (Int.max - 6)...Int.max, Int.min...(Int.min + 4), -50...49])
  func smallRangesAreUniform(range: ClosedRange<Int>) {
    var stream = RandomStream(domain: "small", seed: 1, index: 0)
    var counts = Array(repeating: 0, count: range.upperBound - range.lowerBound + 1)
    for _ in 0..<(400 * counts.count) {
      let value = stream.integer(in: range)
      guard range.contains(value) else {
        Issue.record("\(value) is outside \(range)")
        return
      }
      counts[value - range.lowerBound] += 1
    }
    #expect(counts.count == 1 || Statistics.chiSquareDeviations(counts).magnitude < 4)
  }

  /// Three quarters of 2⁶⁴: without rejection, four words in a row share three integers (the residues modulo 3 differ);
  /// with `%`, the lowest third is twice as likely.
  @Test func largeRangeIsUnbiased() {
    let range = Int.min...((1 << 62) - 1)
    var stream = RandomStream(domain: "large", seed: 1, index: 0)
    var (residues, thirds) = ([0, 0, 0], [0, 0, 0])
    for _ in 0..<30_000 {
      let value = stream.integer(in: range)
      let offset = UInt64(bitPattern: Int64(value)) &- UInt64(bitPattern: Int64(Int.min))
      residues[Int(offset % 3)] += 1
      thirds[Int(offset >> 62)] += 1
    }
    #expect(Statistics.chiSquareDeviations(residues) < 6)
    #expect(Statistics.chiSquareDeviations(thirds) < 6)
  }

  @Test func elementsAreUniform() {
    var stream = RandomStream(domain: "elements", seed: 1, index: 0)
    let letters = ["a", "b", "c", "d", "e"]
    var counts: [String: Int] = [:]
    for _ in 0..<5000 { if let letter = stream.element(of: letters) { counts[letter, default: 0] += 1 } }
    #expect(counts.count == 5)
    #expect(counts.values.reduce(0, +) == 5000)
    #expect(Statistics.chiSquareDeviations(Array(counts.values)).magnitude < 4)
    #expect(stream.element(of: [String]()) == nil)
    #expect(stream.element(of: ["only"]) == "only")
  }
}
