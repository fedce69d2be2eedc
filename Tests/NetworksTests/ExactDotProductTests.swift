import RandomStreams
import TestSupport
import Testing

@testable import Networks

@Suite struct ExactDotProductTests {
  /// Whole numbers below 2^26 have exact products, whose sum fits into 128 bits.
  @Test func signsAreThoseOfWholeNumbers() {
    var (zeros, stream) = (0, Draw.stream(1, "dot"))
    for _ in 0..<2000 {
      let count = stream.integer(in: 1...6)
      var a = (0..<count).map { _ in stream.integer(in: -(1 << 60)...(1 << 60)) >> stream.integer(in: 8...60) }
      var b = (0..<count).map { _ in stream.integer(in: -(1 << 60)...(1 << 60)) >> stream.integer(in: 8...60) }
      if stream.bernoulli(0.5) {
        // The same products once more with the other sign, and perhaps 1 besides.
        (a, b) = (a + a.reversed() + [1], b + b.reversed().map { -$0 } + [stream.integer(in: -1...1)])
      }
      let exact = zip(a, b).reduce(Int128(0)) { $0 + Int128($1.0) * Int128($1.1) }
      let value = ExactDotProduct.value(a.map(Double.init), b.map(Double.init))
      #expect((value > 0) == (exact > 0) && (value < 0) == (exact < 0))
      #expect(abs(value - Double(exact)) <= 4 * Double.ulpOfOne * abs(value))
      if exact == 0 { zeros += 1 }
    }
    #expect(zeros > 200)
  }
}
