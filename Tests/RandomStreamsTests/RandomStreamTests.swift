import Testing

@testable import RandomStreams

@Suite struct RandomStreamTests {
  @Test(arguments: [
    ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
  ]) func domainHashIsFNV1a(domain: String, hash: UInt64) {
    // The test vectors of draft-eastlake-fnv.
    #expect(RandomStream.hash(of: domain) == hash)
  }

  @Test func wordsUniformsAndNormalsAreNumPysAndMPMaths() {
    for golden in GoldenRandomStream.streams {
      let stream = RandomStream(
        domain: golden.domain, seed: golden.seed, index: golden.index, attempt: golden.attempt)
      var (words, uniforms, normals) = (stream, stream, stream)
      #expect(golden.words.map { _ in words.next() } == golden.words)
      #expect(golden.uniforms.map { _ in uniforms.uniform().bitPattern } == golden.uniforms)
      for normal in golden.normals { #expect(normals.normal().distance(inUnitsInTheLastPlaceTo: normal) <= 4) }
    }
    #expect(GoldenRandomStream.streams.count == 4)
  }

  @Test func attemptIsZeroUnlessSaid() {
    var (plain, zero) = (stream(4), RandomStream(domain: "order", seed: 9, index: 4, attempt: 0))
    #expect(plain.next() == zero.next())
  }

  @Test func everyPartOfTheAddressAndEveryBlockDiffers() {
    var seen: Set<UInt64> = []
    for domain in ["x", "y", "xy", "yx"] {
      for seed in 0..<4 {
        for index in 0..<4 {
          for attempt in 0..<4 {
            var stream = RandomStream(
              domain: domain, seed: UInt64(seed), index: UInt64(index), attempt: UInt64(attempt))
            for _ in 0..<12 { seen.insert(stream.next()) }
          }
        }
      }
    }
    #expect(seen.count == 4 * 4 * 4 * 4 * 12)
  }

  @Test func orderOfDrawingDoesNotMatter() {
    let alone = (0..<10).map { index in draw(7, from: stream(index)) }
    var streams = (0..<10).map { stream($0) }
    var interleaved = Array(repeating: [Double](), count: 10)
    for place in 0..<7 {
      for index in (place % 2 == 0 ? Array(0..<10) : Array((0..<10).reversed())) {
        interleaved[index].append(streams[index].normal())
      }
    }
    #expect(interleaved == alone)
    #expect((0..<10).reversed().map { draw(7, from: stream($0)) }.reversed() == alone)
  }

  @Test func tasksDoNotMatter() async {
    let alone = (0..<32).map { draw(9, from: stream($0)) }
    let together = await withTaskGroup(of: (Int, [Double]).self) { group in
      for index in 0..<32 { group.addTask { (index, draw(9, from: stream(index))) } }
      return await group.reduce(into: Array(repeating: [Double](), count: 32)) { $0[$1.0] = $1.1 }
    }
    #expect(together == alone)
  }

  @Test func copyReplays() {
    var original = stream(1)
    for _ in 0..<6 { _ = original.next() }
    var copy = original
    let continued = (0..<9).map { _ in original.next() }
    #expect((0..<9).map { _ in copy.next() } == continued)
  }

  @Test func eachValueTakesOneWord() {
    var reference = stream(2)
    let words = (0..<6).map { _ in reference.next() }
    var stream = stream(2)
    _ = stream.uniform()
    _ = stream.normal()
    _ = stream.bernoulli(0)
    _ = stream.uniform(in: 1...1)
    #expect(stream.element(of: [Int]()) == nil)
    _ = stream.integer(in: 3...3)
    #expect(stream.next() == words[5])
  }

  private func draw(_ count: Int, from stream: RandomStream) -> [Double] {
    var stream = stream
    return (0..<count).map { _ in stream.normal() }
  }

  private func stream(_ index: Int) -> RandomStream { RandomStream(domain: "order", seed: 9, index: UInt64(index)) }
}
