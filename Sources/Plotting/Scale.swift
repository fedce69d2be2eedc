/// A monotone map of a data interval onto an interval of the drawing.
///
/// The ends of `domain` map exactly to `start` and `end`; `value(at:)` is the inverse up to rounding.
public struct Scale: Sendable, Equatable {
  /// How values are spread along an axis.
  public enum Kind: Sendable, Equatable {
    /// Evenly by value.
    case linear
    /// Evenly by value, with ticks at whole numbers only.
    case integer
    /// Evenly by logarithm; values must be positive.
    case logarithmic
  }

  /// How values are spread.
  public let kind: Kind
  /// The data interval.
  public let domain: ClosedRange<Double>
  /// Where the lower end of `domain` is drawn.
  public let start: Double
  /// Where the upper end of `domain` is drawn.
  public let end: Double

  /// Creates a scale.
  ///
  /// - Throws: `PlotError` when the domain is a point or isn't finite, or isn't positive on a logarithmic scale.
  public init(_ kind: Kind, domain: ClosedRange<Double>, from start: Double, to end: Double) throws(PlotError) {
    for (index, bound) in [domain.lowerBound, domain.upperBound].enumerated() {
      try Scale.check(bound, on: kind, series: "axis", index: index)
    }
    guard domain.lowerBound < domain.upperBound else { throw .empty("axis from \(domain.lowerBound) to itself") }
    self.kind = kind
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The place of a value; outside `domain` it's extrapolated.
  public func position(of value: Double) -> Double {
    if value == domain.lowerBound { return start }
    if value == domain.upperBound { return end }
    let low = transformed(domain.lowerBound)
    let share = (transformed(value) - low) / (transformed(domain.upperBound) - low)
    return start + share * (end - start)
  }

  /// The value drawn at a place.
  public func value(at position: Double) -> Double {
    let low = transformed(domain.lowerBound)
    let share = (position - start) / (end - start)
    let moved = low + share * (transformed(domain.upperBound) - low)
    return kind == .logarithmic ? PowersOfTen.exponential(moved) : moved
  }

  private func transformed(_ value: Double) -> Double {
    kind == .logarithmic ? PowersOfTen.logarithm(value) : value
  }

  /// Refuses what the kind of axis can't show.
  static func check(_ value: Double, on kind: Kind, series: String, index: Int) throws(PlotError) {
    guard value.isFinite else { throw .notFinite(series: series, index: index) }
    if kind == .logarithmic {
      guard value > 0 else { throw .notPositive(series: series, index: index, value: value) }
      guard value >= 1e-300 else { throw .beyondRange(series: series, index: index, value: value) }
    }
    guard abs(value) <= 1e300 else { throw .beyondRange(series: series, index: index, value: value) }
  }
}
