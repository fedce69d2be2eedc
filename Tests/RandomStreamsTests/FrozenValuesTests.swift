import RandomStreams
import Testing

/// What this module itself yielded when it was written, to the last bit: a change here changes every recorded run.
@Suite struct FrozenValuesTests {
  @Test func words() {
    var stream = stream
    #expect(
      (0..<5).map { _ in stream.next() } == [
        9561644774088032889, 16240890667921400558, 15846108864287435408, 371759082302759495, 2005529149891252166,
      ])
  }

  @Test func uniforms() {
    var stream = stream
    #expect(
      (0..<5).map { _ in stream.uniform() } == [
        0.5183378018300459, 0.880420447262997, 0.8590192828051123, 0.020153100233693544, 0.10871995306475501,
      ])
    #expect(
      (0..<5).map { _ in stream.uniform(in: -2...3) } == [
        -0.2543355320499572, 2.2035543653548526, 1.7073288244811269, -1.2319705061858066, 1.4661192691822924,
      ])
  }

  @Test func normals() {
    var stream = stream
    #expect(
      (0..<16).map { _ in stream.normal() } == [
        0.04598225131972527, 1.177091204085867, 1.0759235818621329, -2.0505970852830355, -1.2333642246854792,
        -0.3876625313418566, 0.9973837954476249, 0.6478708742456009, -1.0210900061878274, 0.5050093166341006,
        -0.3950541803712969, 0.7708266384071266, 0.12294650966241645, 1.7003120312658857, -0.1823087658819294,
        0.05721308840723533,
      ])
  }

  /// All three approximations and both seams of AS 241.
  @Test func quantiles() {
    let probabilities = [
      0x1p-1074, 0x1p-53, 0x1.e8p-37, 0x1.e9p-37, 0x1p-12, 0x1.3333333333333p-4, 0.25, 0.75, 0.96875,
    ]
    #expect(
      probabilities.map(StandardNormal.quantile) == [
        -38.46740561714434, -8.209536151601386, -6.658096896411123, -6.657795944324716, -3.4871041041144313,
        -1.4395314709384557, -0.6744897501960817, 0.6744897501960817, 1.862731867421651,
      ])
  }

  /// A polynomial hash of many normals' bits: a change of one rounding shows.
  @Test func digestOfManyNormals() {
    var stream = stream
    let digest = (0..<100_000).reduce(into: UInt64(0)) { digest, _ in
      digest = (digest &* 31) ^ stream.normal().bitPattern
    }
    #expect(digest == 14484637319147465592)
  }

  @Test func choices() throws {
    var stream = stream
    #expect((0..<10).map { _ in stream.integer(in: -50...49) } == [1, 38, 35, -48, -40, -16, 34, 24, -35, 19])
    #expect(
      (0..<10).map { _ in stream.bernoulli(0.6) } == [true, false, true, false, true, true, false, true, false, false])
    #expect(stream.element(of: ["a", "b", "c"]) == "b")
    #expect(try stream.sampleWithoutReplacement(5, of: 9) == [1, 2, 4, 7, 5])
  }

  private var stream: RandomStream { RandomStream(domain: "frozen", seed: 2025, index: 17, attempt: 3) }
}
