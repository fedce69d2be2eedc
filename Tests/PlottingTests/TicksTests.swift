import TestSupport
import Testing

@testable import Plotting

@Suite struct TicksTests {
  private struct Range: CustomStringConvertible {
    let kind: Scale.Kind
    let low: Double
    let high: Double
    var description: String { "\(kind) \(low) … \(high)" }
  }

  /// Tiny, huge, negative, nearly and wholly degenerate ranges, round ones and their neighbours.
  private static let ranges: [Range] = {
    var generator = SplitMix64(seed: 2024)
    var ranges: [Range] = []
    for _ in 0..<800 {
      let size = PowersOfTen.exponential(Double.random(in: -280...280, using: &generator))
      let width = PowersOfTen.exponential(Double.random(in: -9...3, using: &generator))
      let low = size * Double.random(in: -1...1, using: &generator)
      let high = min(max(low + width * abs(low), -1e300), 1e300)
      ranges.append(Range(kind: .linear, low: low, high: high))
      let positive = min(max(abs(low), 1e-300), 1e300)
      let ratio = PowersOfTen.exponential(Double.random(in: 0...1, using: &generator) * 20)
      ranges.append(Range(kind: .logarithmic, low: positive, high: min(positive * ratio, 1e300)))
      let short = PowersOfTen.exponential(Double.random(in: 0...3, using: &generator))
      ranges.append(Range(kind: .logarithmic, low: positive, high: min(positive * short, 1e300)))
      let depth = Double(Int.random(in: -50...1000, using: &generator))
      ranges.append(Range(kind: .integer, low: depth, high: depth + Double(Int.random(in: 0...200, using: &generator))))
    }
    for value in [0, 1, -1, 0.1, 0.3, 5, 1e300, -1e300, 1e-300, 123.456] {
      for kind in [Scale.Kind.linear, .integer] {
        ranges.append(Range(kind: kind, low: value, high: value))
        ranges.append(Range(kind: kind, low: min(value, value.nextUp), high: min(value.nextUp, 1e300)))
        ranges.append(Range(kind: kind, low: min(0, value), high: max(0, value)))
      }
      if value > 0 {
        ranges.append(Range(kind: .logarithmic, low: value, high: value))
        ranges.append(Range(kind: .logarithmic, low: 1e-300, high: value))
        ranges.append(Range(kind: .logarithmic, low: value, high: 1e300))
      }
    }
    ranges.append(Range(kind: .linear, low: -1e300, high: 1e300))
    return ranges
  }()

  @Test func coverTheDataWithThreeToNineIncreasingTicks() throws {
    for range in Self.ranges {
      let ticks = try Ticks(range.kind, from: range.low, to: range.high)
      #expect(ticks.domain.lowerBound <= range.low && range.high <= ticks.domain.upperBound, "\(range) \(ticks)")
      // From one integer to the next there are no more than two.
      let fewest = range.kind == .integer && ticks.domain.upperBound - ticks.domain.lowerBound == 1 ? 2 : 3
      #expect((fewest...9).contains(ticks.major.count), "\(range) \(ticks.major.map(\.label))")
      let values = ticks.major.map(\.value)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(range)")
      #expect(zip(ticks.minor, ticks.minor.dropFirst()).allSatisfy { $0 < $1 }, "\(range)")
      #expect((values + ticks.minor).allSatisfy { ticks.domain.contains($0) }, "\(range)")
      #expect(Set(ticks.major.map(\.label)).count == values.count, "\(range) \(ticks.major.map(\.label))")
    }
  }

  @Test func saySoWhereTheyStand() throws {
    for range in Self.ranges {
      for tick in try Ticks(range.kind, from: range.low, to: range.high).major {
        let read = try #require(Drawing.number(tick.label), "\(tick.label)")
        #expect(abs(read - tick.value) <= 1e-14 * abs(tick.value), "\(range): \(tick.label) at \(tick.value)")
      }
    }
  }

  @Test func linearStepsAreOneTwoOrFiveTimesAPowerOfTen() throws {
    for range in Self.ranges where range.kind != .logarithmic {
      let values = try Ticks(range.kind, from: range.low, to: range.high).major.map(\.value)
      let step = (values[values.count - 1] - values[0]) / Double(values.count - 1)
      // Ticks are far from zero in units of the step, so the difference of two has lost digits.
      let significand = step / PowersOfTen.power(PowersOfTen.floorExponent(step * 1.0001))
      #expect([1.0, 2, 5].contains { abs(significand - $0) < 1e-3 }, "\(range): step \(step)")
      #expect(range.kind == .linear || step >= 1, "\(range)")
      #expect(range.kind == .linear || values.allSatisfy { $0 == $0.rounded() }, "\(range)")
    }
  }

  @Test func axesEndNoFartherThanNeeded() throws {
    for range in Self.ranges where range.high - range.low > max(1e-290, 1e-5 * max(abs(range.low), abs(range.high))) {
      let ticks = try Ticks(range.kind, from: range.low, to: range.high)
      let values = (ticks.major.map(\.value) + ticks.minor).sorted()
      if range.kind == .logarithmic {
        guard range.high > 1000 * range.low else { continue }
        // Rounding an end outward skips no tick, unless the axis needs it to have three labels.
        #expect(values.filter { $0 <= range.low }.count <= 1 || ticks.major.count == 3, "\(range) \(ticks)")
        #expect(values.filter { $0 >= range.high }.count <= 1 || ticks.major.count == 3, "\(range) \(ticks)")
      } else {
        #expect(values.filter { $0 <= range.low }.count == 1, "\(range) \(values)")
        #expect(values.filter { $0 >= range.high }.count == 1, "\(range) \(values)")
      }
    }
  }

  @Test func familiarAxes() throws {
    func labels(_ kind: Scale.Kind, _ low: Double, _ high: Double) throws -> [String] {
      try Ticks(kind, from: low, to: high).major.map(\.label)
    }
    #expect(try labels(.integer, 2, 10) == ["2", "3", "4", "5", "6", "7", "8", "9", "10"])
    #expect(try labels(.linear, 0, 1) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(try labels(.linear, 0, 250_000) == ["0", "0.5·10⁵", "10⁵", "1.5·10⁵", "2·10⁵", "2.5·10⁵"])
    #expect(try labels(.linear, -4e-7, 0) == ["−4·10⁻⁷", "−3·10⁻⁷", "−2·10⁻⁷", "−10⁻⁷", "0"])
    #expect(try labels(.linear, 0, 0.001) == ["0", "0.0002", "0.0004", "0.0006", "0.0008", "0.001"])
    #expect(try labels(.logarithmic, 3e4, 1e6) == ["2·10⁴", "5·10⁴", "10⁵", "2·10⁵", "5·10⁵", "10⁶"])
    #expect(try labels(.logarithmic, 1, 30) == ["1", "2", "5", "10", "20", "50"])
    #expect(try labels(.logarithmic, 1, 1.3) == ["1", "1.05", "1.1", "1.15", "1.2", "1.25", "1.3"])
    #expect(try labels(.logarithmic, 1, 3000) == ["1", "10", "100", "1000"])
    #expect(try labels(.logarithmic, 3, 4e6) == ["10", "10²", "10³", "10⁴", "10⁵", "10⁶"])
    #expect(try labels(.logarithmic, 1, 1e20) == ["1", "10⁵", "10¹⁰", "10¹⁵", "10²⁰"])
    #expect(try Ticks(.logarithmic, from: 1, to: 3000).domain == 1...3000)
    #expect(
      try Ticks(.logarithmic, from: 8, to: 64, at: [8, 16, 32, 64]).major.map(\.label) == ["8", "16", "32", "64"])
  }

  @Test func orderOfEndsDoesNotMatter() throws {
    #expect(try Ticks(.linear, from: 3, to: -7) == Ticks(.linear, from: -7, to: 3))
  }

  @Test func refuseWhatAnAxisCannotShow() {
    #expect(throws: PlotError.notFinite(series: "axis", index: 0)) { try Ticks(.linear, from: .nan, to: 1) }
    #expect(throws: PlotError.notFinite(series: "axis", index: 1)) { try Ticks(.linear, from: 1, to: .infinity) }
    #expect(throws: PlotError.notPositive(series: "axis", index: 0, value: -1)) {
      try Ticks(.logarithmic, from: -1, to: 1)
    }
    #expect(throws: PlotError.beyondRange(series: "axis", index: 1, value: 1e301)) {
      try Ticks(.linear, from: 0, to: 1e301)
    }
  }
}
