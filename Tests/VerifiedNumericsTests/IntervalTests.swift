import Testing
@testable import VerifiedNumerics

@Suite("Interval arithmetic") struct IntervalTests {
  private static let numbers: [Double] = [
    0, .leastNonzeroMagnitude, 0x1p-1022, 0x1p-600, 0.1, 1, 1 + 0x1p-52, 3, 0x1p600, .greatestFiniteMagnitude,
  ]
  private static let signed = numbers + numbers.dropFirst().map { -$0 }

  /// A product lies in its enclosure: the error of the rounded one, exact by fused multiply-add where nothing underflows.
  @Test func productsRoundOutward() {
    for a in Self.signed {
      for b in Self.signed {
        let enclosure = Interval(a) * Interval(b)
        let product = a * b
        #expect(enclosure.contains(product) || product.isInfinite)
        guard product.isFinite, abs(product) > 0x1p-900 else {
          if a != 0, b != 0 { #expect(!enclosure.isPositive || !(-enclosure).isPositive) }
          continue
        }
        let error = (-product).addingProduct(a, b)
        if error > 0 { #expect(enclosure.upper > product) }
        if error < 0 { #expect(enclosure.lower < product) }
      }
    }
  }

  @Test func sumsRoundOutward() {
    for a in Self.signed {
      for b in Self.signed {
        let enclosure = Interval(a) + Interval(b)
        let (sum, error) = Rounding.twoSum(a, b)
        guard sum.isFinite, error.isFinite else {
          #expect(!enclosure.isFinite)
          continue
        }
        #expect(enclosure.contains(sum))
        if error > 0 { #expect(enclosure.upper > sum) }
        if error < 0 { #expect(enclosure.lower < sum) }
      }
    }
  }

  /// a = qb + r: the remainder, exact by fused multiply-add, tells on which side of the rounded quotient the exact one lies.
  @Test func quotientsRoundOutward() {
    for a in Self.signed {
      for b in Self.signed where b != 0 {
        let enclosure = Interval(a) / Interval(b)
        let quotient = a / b
        guard quotient.isFinite, abs(quotient) > 0x1p-900, abs(a) > 0x1p-900 else { continue }
        #expect(enclosure.contains(quotient))
        let remainder = a.addingProduct(-quotient, b)
        if remainder != 0, (remainder > 0) == (b > 0) { #expect(enclosure.upper > quotient) }
        if remainder != 0, (remainder > 0) != (b > 0) { #expect(enclosure.lower < quotient) }
      }
    }
  }

  @Test func rootsAndSquares() {
    for a in Self.numbers {
      let root = Interval(a).squareRoot
      #expect(root.squared.contains(a))
      if a > 0x1p-500, a < 0x1p500 { #expect(root.squared.width <= 8 * a.ulp) }
    }
    #expect(Interval(-2, 3).squared.lower == 0)
    #expect(Interval(-3, -2).squared.contains(9) && !Interval(-3, -2).squared.contains(3.9))
    #expect(Interval(-3, -2).squareRoot == .everything)
    #expect(Interval(-3, 4).squareRoot.contains(2) && Interval(-3, 4).squareRoot.lower == 0)
  }

  /// For all values of the operands: the ends of monotone pieces suffice.
  @Test func enclosesEveryValue() {
    let intervals = [Interval(-2, 3), Interval(1, 2), Interval(-3, -1), Interval(0, 5), Interval(-1, 0), Interval(0)]
    for a in intervals {
      for b in intervals {
        for x in [a.lower, (a.lower + a.upper) / 2, a.upper] {
          for y in [b.lower, (b.lower + b.upper) / 2, b.upper] {
            #expect((a + b).contains(x + y) && (a - b).contains(x - y) && (a * b).contains(x * y))
            #expect(Interval.larger(a, b).contains(max(x, y)) && Interval.smaller(a, b).contains(min(x, y)))
            if y != 0 { #expect((a / b).contains(x / y)) }
            if x >= 0 { #expect(Interval.quotient(a, b).contains(y > 0 ? x / y : .infinity)) }
          }
        }
      }
    }
  }

  /// NaN and ends in the wrong order say nothing, and so grant nothing.
  @Test func noEndIsNaN() {
    for interval in [
      Interval(.nan), Interval(.nan, 1), Interval(0, .nan), Interval(2, 1), Interval(.infinity) - Interval(.infinity),
      Interval(0) * Interval.everything, Interval.everything / Interval(1, .infinity), Interval(1) / Interval(-1, 1),
    ] {
      #expect(!interval.lower.isNaN && !interval.upper.isNaN)
      #expect(interval == .everything || interval.contains(0))
    }
    #expect(!Interval.everything.isSurelyAtMost(Interval(5)) && !Interval(5).isSurelyAtMost(.everything))
    #expect(Interval(0).width == 0 && Interval(0, 1).relativeWidth == .infinity)
  }

  @Test func wholeNumbers() {
    #expect(Interval(3) == Interval(3.0))
    let large = Interval((1 << 60) + 1)
    #expect(large.lower < 0x1p60 && large.upper > 0x1p60)
  }

  @Test func boundsOfExpressionsCoverTheirRoundings() {
    // Every rounding downward by nearly u: x(1 − u)^m.
    for m in [1, 4, 50] {
      var x = 1.0
      for _ in 0..<m { x = (x * (1 - 0x1p-53)).nextDown }
      #expect(Rounding.upperBound(x, roundings: 2 * m) >= 1)
      #expect(Rounding.lowerBound(1, roundings: m) <= 1 - Double(m) * 0x1p-53)
    }
    #expect(Rounding.upperBound(.nan, roundings: 1).isNaN && !(Rounding.upperBound(.nan, roundings: 1) <= 1))
    #expect(Rounding.lowerBound(0x1p-900, roundings: 1, underflow: 0x1p-800) == 0)
    #expect(Rounding.gamma(1 << 60) == .infinity && Rounding.gamma(3) > 3 * 0x1p-53)
    #expect(Rounding.treeSum([]) == 0 && Rounding.treeSum([1, 2, 3, 4, 5]) == 15)
    #expect((1...9).map(Rounding.halvings) == [0, 1, 2, 2, 3, 3, 3, 3, 4])
  }
}
