import RandomStreams
import Testing

@Suite struct StandardNormalTests {
  /// The three check values printed with algorithm AS 241.
  @Test(arguments: [(0.25, -0.6744897501960817), (0.001, -3.090232306167814), (1e-20, -9.262340089798408)])
  func checkValuesOfThePaper(p: Double, quantile: Double) {
    #expect((StandardNormal.quantile(p) - quantile).magnitude <= 4e-16 * quantile.magnitude)
  }

  @Test func isMPMathsToSixteenDigits() {
    for (probability, quantile) in GoldenStandardNormal.values {
      let p = Double(bitPattern: probability)
      let expected = Double(bitPattern: quantile)
      let error = (StandardNormal.quantile(p) - expected).magnitude
      #expect(error <= 6e-16 * expected.magnitude, "at \(p): \(StandardNormal.quantile(p)) for \(expected)")
    }
    #expect(GoldenStandardNormal.values.count > 150)
  }

  @Test func isOddAboutOneHalf() {
    var stream = RandomStream(domain: "odd", seed: 1, index: 0)
    #expect(StandardNormal.quantile(0.5) == 0)
    for _ in 0..<2000 {
      // 1 − p is exact for the midpoints a stream yields.
      let p = stream.uniform()
      #expect(StandardNormal.quantile(1 - p) == -StandardNormal.quantile(p))
    }
    #expect(StandardNormal.quantile(1 - 0x1p-53) == -StandardNormal.quantile(0x1p-53))
  }

  /// Also across the seams of the three approximations: |p − ½| = 0.425 and p = e⁻²⁵.
  @Test func increases() {
    var p = 0x1p-1074
    var quantile = StandardNormal.quantile(p)
    while p < 0.9997 {
      p = p < 0.01 ? p * 1.01 + 0x1p-1074 : p + 0.0003
      let next = StandardNormal.quantile(p)
      #expect(next > quantile, "at \(p)")
      quantile = next
    }
  }

  @Test func outsideTheDomain() {
    #expect(StandardNormal.quantile(0) == -.infinity)
    #expect(StandardNormal.quantile(1) == .infinity)
    for p in [-0x1p-1074, -1, 1.0.nextUp, 2, -.infinity, .infinity, .nan] {
      #expect(StandardNormal.quantile(p).isNaN, "at \(p)")
    }
  }
}
