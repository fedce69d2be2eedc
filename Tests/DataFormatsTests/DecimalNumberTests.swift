import TestSupport
import Testing

@testable import DataFormats

@Suite struct DecimalNumberTests {
  private func value(_ text: String) -> Double? {
    DecimalNumber.value(of: Array(text.utf8).span)
  }

  @Test(arguments: [
    "", "+", "-", ".", "-.", "e5", "1e", "1e+", "1e-", "1.5e2.5", "1..5", "1.2.3", "--1", "+-1", "1-", "1 ", " 1",
    "1 2",
    "0x10", "0x1p3", "1p3", "inf", "-infinity", "nan", "NaN", "1,5", "1_000", "1f", "1L", "1e5e5", "٣", "−1", "½",
    "1\0",
  ])
  func onlyDecimalNumbersAreNumbers(text: String) {
    #expect(value(text) == nil)
  }

  @Test func tooLargeNumbersAreInfinite() {
    #expect(value("1e309") == .infinity)
    #expect(value("-1e99999999999999999999999") == -.infinity)
    #expect(value("1.7976931348623159e308") == .infinity)
  }

  /// The shortest decimal that identifies a double is read back as that double.
  @Test func everyDoubleRoundsTrip() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<20_000 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      #expect(value("\(double)")?.bitPattern == double.bitPattern)
    }
  }

  /// The fast path and the standard library agree; short significands and small exponents take the fast path.
  @Test func theFastPathRoundsCorrectly() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<20_000 {
      let digits = String(random.next() >> UInt64.random(in: 0..<64, using: &random))
      let point = Int.random(in: 0...digits.count, using: &random)
      let exponent = Int.random(in: -30...30, using: &random)
      let text = "\(digits.prefix(point)).\(digits.dropFirst(point))e\(exponent)"
      #expect(value(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }
}
