import Foundation
import Testing

@testable import Reporting

/// Fitted exponents and crossings, where the answer is known.
struct PowerLawTests {
  @Test("A power is found exactly, without error", arguments: [-1.5, 0, 0.5, 2, 3])
  func exact(exponent: Double) throws {
    let law = try #require(PowerLaw((1...9).map { (Double($0), 3 * pow(Double($0), exponent)) }))
    #expect(abs(law.exponent - exponent) < 1e-12)
    #expect(abs(law.factor - 3) < 1e-11)
    #expect(law.error < 1e-12)
  }

  @Test("The standard error is that of the regression, computed by hand")
  func error() throws {
    // In logarithms to base 2: x = 0, 1, 2, 3 and y = 0, 1, 1, 2: slope 0.6, residuals −0.1, 0.3, −0.3, 0.1.
    let law = try #require(PowerLaw([(1, 1), (2, 2), (4, 2), (8, 4)]))
    #expect(abs(law.exponent - 0.6) < 1e-12)
    #expect(abs(law.error - (0.2 / 2 / 5).squareRoot()) < 1e-12)
    #expect(law.text == "0.60 ± 0.14")
  }

  @Test("Nine of ten fits to noisy powers lie within two standard errors, and errors shrink with the noise")
  func coverage() throws {
    var state: UInt64 = 11
    func noise() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p53 - 0.5
    }
    var errors: [Double] = []
    for scale in [0.4, 0.04] {
      var within = 0
      var sum = 0.0
      for _ in 0..<200 {
        let law = try #require(PowerLaw((2...12).map { (Double($0), pow(Double($0), 2) * exp(scale * noise())) }))
        if abs(law.exponent - 2) <= 2 * law.error { within += 1 }
        sum += law.error
      }
      #expect((170...199).contains(within))
      errors.append(sum)
    }
    #expect(abs(errors[0] / errors[1] - 10) < 1)
  }

  @Test("What has no exponent has none")
  func refusals() {
    #expect(PowerLaw([(1, 1), (2, 2)]) == nil)
    #expect(PowerLaw([(3, 1), (3, 2), (3, 4)]) == nil)
    #expect(PowerLaw([(1, 1), (2, 0), (3, 1)]) == nil)
    #expect(PowerLaw([(1, 1), (2, .infinity), (3, 1)]) == nil)
    #expect(PowerLaw([(1, 1), (2, .nan), (3, 1)]) == nil)
    #expect(PowerLaw([(0, 1), (2, 2), (3, 1)]) == nil)
  }

  @Test("Curves cross where they do, whatever their order; those that only touch, or don't, have no crossing")
  func crossings() throws {
    let falling = [(1.0, 16.0), (2, 8), (4, 2), (8, 1)].map { (x: $0.0, y: $0.1) }
    let flat = [1.0, 2, 4, 8].map { (x: $0, y: 4.0) }
    // log 8/4 = log 2 and log 2/4 = −log 2: half-way from 2 to 4.
    #expect(Crossing.first(falling, flat) == 3)
    #expect(Crossing.first(flat.reversed(), falling.reversed()) == 3)
    #expect(Crossing.first(flat, flat) == nil)
    #expect(Crossing.first(falling, flat.map { (x: $0.x, y: 0.5) }) == nil)
    #expect(Crossing.first(falling, [(x: 9, y: 1)]) == nil)
  }
}
