import RandomStreams
import Testing

@Suite struct SampleTests {
  @Test func samplesArePythons() throws {
    for (count, population, sample) in GoldenRandomStream.samples {
      var stream = RandomStream(domain: "samples", seed: 12, index: 6)
      #expect(try stream.sampleWithoutReplacement(count, of: population) == sample)
    }
    #expect(GoldenRandomStream.samples.count == 7)
  }

  @Test(arguments: [(0, 0), (0, 9), (1, 9), (9, 9), (40, 41), (300, 1_000_000), (3, Int.max)])
  func membersAreDistinctAndInRange(count: Int, population: Int) throws {
    var stream = RandomStream(domain: "distinct", seed: 1, index: 0)
    let sample = try stream.sampleWithoutReplacement(count, of: population)
    #expect(sample.count == count)
    #expect(Set(sample).count == count)
    #expect(sample.allSatisfy { (0..<population).contains($0) })
  }

  /// All 60 ordered samples of three out of five.
  @Test func orderedSamplesAreUniform() throws {
    var stream = RandomStream(domain: "ordered", seed: 1, index: 0)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<12_000 { counts[try stream.sampleWithoutReplacement(3, of: 5), default: 0] += 1 }
    #expect(counts.count == 60)
    #expect(Statistics.chiSquareDeviations(Array(counts.values)).magnitude < 4)
  }

  @Test(arguments: [(1, 0), (6, 5), (-1, 5), (0, -1), (Int.max, 3), (Int.min, Int.min)])
  func impossibleSamplesAreErrorsAndTakeNothing(count: Int, population: Int) {
    var stream = RandomStream(domain: "impossible", seed: 1, index: 0)
    var untouched = stream
    let error = #expect(throws: SampleSizeError.self) { try stream.sampleWithoutReplacement(count, of: population) }
    #expect(error?.count == count)
    #expect(error?.population == population)
    #expect(stream.next() == untouched.next())
  }

  @Test func errorSaysWhatWouldBeRight() {
    var stream = RandomStream(domain: "impossible", seed: 1, index: 0)
    let error = #expect(throws: SampleSizeError.self) { try stream.sampleWithoutReplacement(6, of: 5) }
    #expect(error?.description == "can't draw 6 distinct members of 5: the count has to be in 0...5")
  }
}
