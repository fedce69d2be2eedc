import TestSupport
import Testing

@testable import Plotting

@Suite struct ScaleTests {
  /// Ordered intervals of every size that the kind of axis allows.
  private static func domains(_ kind: Scale.Kind, count: Int) -> [ClosedRange<Double>] {
    var generator = SplitMix64(seed: 7)
    return (0..<count).map { _ in
      let size = Double.random(in: -250...250, using: &generator)
      func draw() -> Double {
        let magnitude = PowersOfTen.exponential(size + Double.random(in: -6...6, using: &generator))
        return kind == .logarithmic || Bool.random(using: &generator) ? magnitude : -magnitude
      }
      let (one, other) = (draw(), draw())
      return min(one, other)...max(one, other)
    }
  }

  @Test(arguments: [Scale.Kind.linear, .logarithmic])
  func mapsEndsToEndsAndIsMonotoneAndInvertible(kind: Scale.Kind) throws {
    for domain in Self.domains(kind, count: 500) {
      for (start, end) in [(70.0, 580.0), (350.0, 40.0)] {
        let scale = try Scale(kind, domain: domain, from: start, to: end)
        #expect(scale.position(of: domain.lowerBound) == start)
        #expect(scale.position(of: domain.upperBound) == end)
        let places = (0...20).map { start + (end - start) * Double($0) / 20 }
        let values = places.map(scale.value)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(domain)")
        for (place, value) in zip(places, values) {
          #expect(abs(scale.position(of: value) - place) < 1e-6, "\(domain)")
        }
      }
    }
  }

  @Test func spreadsEvenlyByValueOrByLogarithm() throws {
    let linear = try Scale(.linear, domain: -2...6, from: 0, to: 8)
    #expect(linear.position(of: 1) == 3)
    let logarithmic = try Scale(.logarithmic, domain: 1...1000, from: 0, to: 3)
    #expect(abs(logarithmic.position(of: 100) - 2) < 1e-12)
  }

  @Test func refusesWhatItCannotShow() {
    #expect(throws: PlotError.notPositive(series: "axis", index: 0, value: 0)) {
      try Scale(.logarithmic, domain: 0...1, from: 0, to: 1)
    }
    #expect(throws: PlotError.notFinite(series: "axis", index: 1)) {
      try Scale(.linear, domain: 0...(.infinity), from: 0, to: 1)
    }
    #expect(throws: PlotError.self) { try Scale(.linear, domain: 1...1, from: 0, to: 1) }
    #expect(throws: PlotError.beyondRange(series: "axis", index: 0, value: -1e301)) {
      try Scale(.linear, domain: -1e301...0, from: 0, to: 1)
    }
  }
}
