/// A closed interval of extended real numbers that encloses an exact value: every operation rounds outward, so the result
/// encloses the exact results for all values of the operands.
///
/// Ends are computed to nearest and moved to the next number outward (Rump, Zimmermann, Boldo, Melquiond 2009): no rounding
/// mode is switched. An end at infinity says that nothing is known on that side. No end is ever NaN.
public struct Interval: Hashable, Sendable {
  /// At most the exact value.
  public let lower: Double
  /// At least the exact value.
  public let upper: Double

  /// The interval from `lower` to `upper`; everything when one is NaN or they're in the wrong order, since no empty
  /// interval encloses a value.
  public init(_ lower: Double, _ upper: Double) {
    let isValid = lower <= upper
    self.lower = isValid ? lower : -.infinity
    self.upper = isValid ? upper : .infinity
  }

  /// The interval between two proven ends of a value.
  ///
  /// - Throws: `NoInformation.contradiction` when they're in the wrong order, so one of the proofs is wrong, or NaN.
  init(proving value: String, from lower: Double, to upper: Double) throws(NoInformation) {
    guard lower <= upper else { throw .contradiction(value) }
    self.init(lower, upper)
  }

  /// Exactly this number; everything for NaN.
  public init(_ value: Double) { self.init(value, value) }

  /// Exactly this number if float64 has it, else its neighbours.
  public init(_ value: Int) {
    if let exact = Double(exactly: value) {
      self.init(exact)
    } else {
      self.init(Double(value).nextDown, Double(value).nextUp)
    }
  }

  /// [−∞, ∞]: no information.
  public static let everything = Interval(-.infinity, .infinity)
  /// [0, ∞]: no information about a nonnegative value.
  public static let nonnegative = Interval(0, .infinity)
  /// +∞, the value of a vacuous bound.
  public static let infinity = Interval(.infinity, .infinity)

  /// Whether the value is surely positive.
  public var isPositive: Bool { lower > 0 }
  /// Whether both ends are finite.
  public var isFinite: Bool { lower.isFinite && upper.isFinite }
  /// Whether a number lies in the interval.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
  /// Whether every value here is surely below every value there.
  public func isSurelyLess(than other: Interval) -> Bool { upper < other.lower }
  /// Whether every value here is surely at most every value there.
  public func isSurelyAtMost(_ other: Interval) -> Bool { upper <= other.lower }
  /// Whether the two have a number in common.
  public func overlaps(_ other: Interval) -> Bool { lower <= other.upper && other.lower <= upper }

  /// The width, rounded up.
  public var width: Double { lower == upper ? 0 : (upper - lower).nextUp }
  /// The width over the smallest magnitude; +∞ for an interval that contains 0 or isn't finite.
  public var relativeWidth: Double {
    guard isFinite, lower > 0 || upper < 0 else { return .infinity }
    return width / min(abs(lower), abs(upper))
  }

  /// What both enclose; nil when they have nothing in common, so one of them is wrong.
  public func intersection(_ other: Interval) -> Interval? {
    overlaps(other) ? Interval(max(lower, other.lower), min(upper, other.upper)) : nil
  }

  /// The smallest interval that contains both.
  public func hull(_ other: Interval) -> Interval { Interval(min(lower, other.lower), max(upper, other.upper)) }
}

// MARK: - Arithmetic

extension Interval {
  /// The sum.
  public static func + (a: Interval, b: Interval) -> Interval {
    Interval(sum(a.lower, b.lower, down: true), sum(a.upper, b.upper, down: false))
  }

  /// The difference.
  public static func - (a: Interval, b: Interval) -> Interval { a + -b }

  /// The negative, exactly.
  public static prefix func - (a: Interval) -> Interval { Interval(-a.upper, -a.lower) }

  /// The product; 0 · ∞ stands for anything between 0 and that ∞.
  public static func * (a: Interval, b: Interval) -> Interval {
    var (low, high) = (Double.infinity, -Double.infinity)
    for x in [a.lower, a.upper] {
      for y in [b.lower, b.upper] {
        let ends = product(x, y)
        low = min(low, ends.lower)
        high = max(high, ends.upper)
      }
    }
    return Interval(low, high)
  }

  /// The square: never below 0.
  public var squared: Interval {
    let magnitudes = (abs(lower), abs(upper))
    let low = contains(0) ? 0 : min(magnitudes.0, magnitudes.1)
    let square = Interval(
      Self.product(low, low).lower, Self.product(max(magnitudes.0, magnitudes.1), max(magnitudes.0, magnitudes.1)).upper
    )
    return Interval(max(square.lower, 0), square.upper)
  }

  /// The square root of what isn't negative here; everything when all values are negative.
  public var squareRoot: Interval {
    guard upper >= 0 else { return .everything }
    let root = lower > 0 ? max(lower.squareRoot().nextDown, 0) : 0
    return Interval(
      lower == .infinity ? .infinity : root, upper == 0 || upper == .infinity ? upper : upper.squareRoot().nextUp)
  }

  /// a/b; everything when b may be 0.
  public static func / (a: Interval, b: Interval) -> Interval {
    guard b.lower > 0 || b.upper < 0 else { return .everything }
    var (low, high) = (Double.infinity, -Double.infinity)
    for x in [a.lower, a.upper] {
      for y in [b.lower, b.upper] {
        let ends = ratio(x, y)
        low = min(low, ends.lower)
        high = max(high, ends.upper)
      }
    }
    return Interval(low, high)
  }

  /// a/b where b > 0, and +∞ where it isn't: encloses both when the sign of b isn't known.
  public static func quotient(_ a: Interval, _ b: Interval) -> Interval {
    if b.lower > 0 { return a / b }
    guard b.upper > 0 else { return .infinity }
    return Interval(a.lower >= 0 ? max(ratio(a.lower, b.upper).lower, 0) : -.infinity, .infinity)
  }

  /// The larger of two.
  public static func larger(_ a: Interval, _ b: Interval) -> Interval {
    Interval(max(a.lower, b.lower), max(a.upper, b.upper))
  }

  /// The smaller of two.
  public static func smaller(_ a: Interval, _ b: Interval) -> Interval {
    Interval(min(a.lower, b.lower), min(a.upper, b.upper))
  }

  private static func sum(_ x: Double, _ y: Double, down: Bool) -> Double {
    if x == 0 { return y }
    if y == 0 { return x }
    let sum = x + y
    if sum.isNaN { return down ? -.infinity : .infinity }
    if x.isInfinite || y.isInfinite { return sum }
    return down ? sum.nextDown : sum.nextUp
  }

  private static func product(_ x: Double, _ y: Double) -> (lower: Double, upper: Double) {
    let product = x * y
    if product.isNaN {
      let end = (x == 0 ? y : x)
      return end > 0 && x >= 0 && y >= 0 ? (0, .infinity) : (-.infinity, .infinity)
    }
    if x == 0 || y == 0 || x.isInfinite || y.isInfinite { return (product, product) }
    return (product.nextDown, product.nextUp)
  }

  private static func ratio(_ x: Double, _ y: Double) -> (lower: Double, upper: Double) {
    let ratio = x / y
    if ratio.isNaN { return y > 0 && x > 0 ? (0, .infinity) : (-.infinity, .infinity) }
    if x == 0 || x.isInfinite { return (ratio, ratio) }
    return (ratio.nextDown, ratio.nextUp)
  }
}

extension Interval: CustomStringConvertible {
  /// Both ends, in digits that give the same numbers back.
  public var description: String { "[\(lower), \(upper)]" }
}
