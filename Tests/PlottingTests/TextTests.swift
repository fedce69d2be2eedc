import TestSupport
import Testing

@testable import Plotting

@Suite struct TextTests {
  @Test func coordinatesHaveOneDecimalAtMost() {
    #expect(NumberText.coordinate(0) == "0")
    #expect(NumberText.coordinate(-0.04) == "0")
    #expect(NumberText.coordinate(-0.06) == "-0.1")
    #expect(NumberText.coordinate(12.25) == "12.3")
    #expect(NumberText.coordinate(599.96) == "600")
  }

  @Test func numbersArePlainWhenSmallAndPowersWhenLarge() {
    #expect(NumberText.decimal(3, exponent: -1) == "0.3")
    #expect(NumberText.decimal(-125, exponent: -2) == "−1.25")
    #expect(NumberText.decimal(12, exponent: 3) == "12000")
    #expect(NumberText.decimal(1, exponent: 5) == "10⁵")
    #expect(NumberText.decimal(25, exponent: -13) == "2.5·10⁻¹²")
    #expect(NumberText.decimal(0, exponent: 9) == "0")
    #expect(NumberText.rounded(9.996) == "10")
    #expect(NumberText.rounded(0.000123456) == "1.23·10⁻⁴")
    #expect(NumberText.rounded(-1234.5) == "−1230")
    for (value, text) in [
      (1, "1.00"), (1.8, "1.80"), (1.24, "1.24"), (9.996, "10.0"), (18, "18.0"), (180.4, "180"), (12_345, "12300"),
      (1.8e7, "1.80·10⁷"), (1e8, "1.00·10⁸"),
    ] as [(Double, String)] {
      #expect(NumberText.factor(value) == text)
    }
    #expect(
      NumberText.count(50_000) == "50,000" && NumberText.count(999) == "999" && NumberText.count(-1000) == "−1,000")
  }

  @Test func roundedNumbersReadBackToThreeDigits() throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<2000 {
      let value = PowersOfTen.exponential(Double.random(in: -300...300, using: &generator))
      let read = try #require(Drawing.number(NumberText.rounded(value)))
      #expect(abs(read / value - 1) <= 0.00501, "\(value)")
    }
  }

  @Test func escapesWhatXMLReserves() {
    #expect(SVGDocument.escaped("a < b & \"c\" > κ²σ") == "a &lt; b &amp; &quot;c&quot; &gt; κ²σ")
    #expect(SVGDocument.escaped("line\nnext\u{0}\u{ffff}") == "line next\u{fffd}\u{fffd}")
  }

  @Test func wrappingKeepsEveryCharacterWithinTheLimit() {
    var generator = SplitMix64(seed: 11)
    let alphabet = Array("abcmWi.κσ²-/ ")
    for _ in 0..<500 {
      let length = Int.random(in: 0...80, using: &generator)
      let text = String((0..<length).compactMap { _ in alphabet.randomElement(using: &generator) })
      let limit = Double.random(in: 40...400, using: &generator)
      for lines in [
        TextMetrics.wrapped(text, size: 17, limit: limit), TextMetrics.balanced(text, size: 17, limit: limit),
      ] {
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        #expect(lines.allSatisfy { TextMetrics.width($0, size: 17) <= limit }, "\(lines)")
      }
    }
  }

  @Test func dashesAreAsWideAsDejaVuHasThem() {
    for (dash, width) in [("-", 0.361), ("–", 0.5), ("−", 0.838)] {
      let estimate = TextMetrics.width(dash, size: 1)
      #expect(width <= estimate && estimate < width + 0.05, "\(dash)")
    }
  }

  @Test func coloursDifferForEveryoneAndStylesForManyLines() {
    let looks = (0..<28).map { "\(Palette.colour($0).hexadecimal) \(Palette.dash($0) ?? "solid")" }
    #expect(Set(looks).count == 28)
    let marks = (0..<49).map { "\(Palette.colour($0).hexadecimal) \(Palette.marker($0))" }
    #expect(Set(marks).count == 49)
    // Viridis brightens throughout, so that it reads without colour too.
    let brightness = (0...100).map { step in
      let colour = Palette.ramp(Double(step) / 100)
      return 0.2126 * Double(colour.red) + 0.7152 * Double(colour.green) + 0.0722 * Double(colour.blue)
    }
    #expect(zip(brightness, brightness.dropFirst()).allSatisfy { $0 <= $1 + 1 })
    #expect(Palette.ramp(0).hexadecimal == "#440154" && Palette.ramp(1).hexadecimal == "#fde725")
  }
}
