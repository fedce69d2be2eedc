import RandomStreams
import Testing

@Suite struct LogarithmTests {
  @Test func isMPMathsWithinOneUnitInTheLastPlace() {
    for (argument, logarithm) in GoldenLogarithm.values {
      let x = Double(bitPattern: argument)
      #expect(Logarithm.natural(x).distance(inUnitsInTheLastPlaceTo: logarithm) <= 1, "ln \(x)")
    }
    #expect(GoldenLogarithm.values.count > 150)
  }

  /// Far stricter than one unit in every value: nearly all are the nearest double.
  @Test func isMostlyTheNearestDouble() {
    let wrong = GoldenLogarithm.values.count { argument, logarithm in
      Logarithm.natural(Double(bitPattern: argument)).bitPattern != logarithm
    }
    #expect(
      Double(wrong) < 0.08 * Double(GoldenLogarithm.values.count), "\(wrong) of \(GoldenLogarithm.values.count)")
  }

  @Test func ofOneIsZeroAndOfPowersOfTwoAMultiple() {
    #expect(Logarithm.natural(1) == 0)
    for exponent in (-1022)...1023 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      let expected = Double(exponent) * 0x1.62e42fefa39efp-1
      #expect(Logarithm.natural(power).distance(inUnitsInTheLastPlaceTo: expected.bitPattern) <= 1)
    }
  }

  @Test func growsWithoutAStepWhereTheExponentSplits() {
    for middle in [0.5, 1, 2, 4].map({ ($0 / 2).squareRoot() }) {
      var x = middle
      for _ in 0..<100 { x = x.nextDown }
      for _ in 0..<200 {
        #expect(Logarithm.natural(x) <= Logarithm.natural(x.nextUp))
        x = x.nextUp
      }
    }
  }

  @Test func outsideTheDomain() {
    #expect(Logarithm.natural(0) == -.infinity)
    #expect(Logarithm.natural(-0.0) == -.infinity)
    #expect(Logarithm.natural(.infinity) == .infinity)
    #expect(Logarithm.natural(-1).isNaN)
    #expect(Logarithm.natural(-.infinity).isNaN)
    #expect(Logarithm.natural(.nan).isNaN)
  }
}
