import BoundKernel
import Networks
import Testing
import Theorems
import Verification

@testable import Reporting

/// What titles and sentences say, where the answer is known.
struct HeadlineTests {
  private static func summary(_ identifier: String, _ ratios: [Double], vacuous: Int = 0) throws -> TheoremSummary {
    var summary = TheoremSummary(try #require(try Catalogue.standard()[identifier]))
    for (index, ratio) in ratios.enumerated() { summary.record(.holds, ratio: ratio, index: index) }
    for index in 0..<vacuous { summary.record(.vacuous, ratio: nil, index: ratios.count + index) }
    return summary
  }

  @Test("A bound that is +∞ isn't close, and both sides of κ are measured alike")
  func closeness() throws {
    let upper = Closeness(try Self.summary("linear.weyl", [1, 1.5, 2, 2.0001], vacuous: 4), networks: 10)
    #expect(upper.count == 3 && upper.share == "30.0\u{a0}%")
    let lower = Closeness(try Self.summary("linear.lower", [1, 0.5, 0.4999, 0.1]), networks: 10)
    #expect(lower.count == 2 && lower.share == "20.0\u{a0}%")
  }

  @Test("The loose side of a lower bound is below")
  func looseEnd() throws {
    let ratios = (1...100).map { Double($0) / 100 }
    let below = try Self.summary("linear.lower", ratios)
    let lower = try #require(below.looseEnd)
    #expect((lower.percentile, lower.worst) == (0.05, 0.01))
    let above = try Self.summary("linear.weyl", ratios.map { 1 / $0 })
    let upper = try #require(above.looseEnd)
    #expect((upper.percentile, upper.worst) == (1 / 0.06, 100))
    #expect(try Self.summary("linear.weyl", [], vacuous: 3).looseEnd == nil)
  }

  @Test("The best bound of a family is the one that's close most often, not where it's finite")
  func best() async throws {
    let result = try await Check(Catalogue.linear().theorems.filter { $0.kind == .theorem }, trials: 400, jobs: 2).run()
    let common = result.series.filter(\.isCommon)
    let series = try #require(common.first)
    let best = try #require(Closeness.best(.upper, of: series))
    // linear.envelope is tighter where both are finite, and +∞ on every singular G.
    #expect(best.summary.theorem.identifier == "linear.bottleneck")
    for summary in series.summaries where summary.theorem.relation == .upper {
      #expect(Closeness(summary, networks: series.finished).count <= best.count)
    }
  }

  @Test("A distribution's title claims to be the best of what is drawn on its side of κ only")
  func distribution() throws {
    let upper = Closeness(try Self.summary("linear.weyl", [1, 1.5, 4]), networks: 4)
    for (uppers, lowers, rivals) in [
      (1, 0, ""), (1, 2, ""), (3, 0, " most often:"), (3, 1, " most often of the upper bounds:"),
    ] {
      #expect(
        FamilySection.headline(upper, uppers: uppers, lowers: lowers)
          == "linear.weyl is within 2\u{a0}κ\(rivals) on 50.0\u{a0}% of the networks")
    }
    let lower = Closeness(try Self.summary("linear.lower", [1, 0.5, 0.4]), networks: 4)
    for (lowers, rivals) in [(1, ""), (2, " most often:")] {
      #expect(
        FamilySection.headline(lower, uppers: 0, lowers: lowers)
          == "linear.lower is within 2\u{a0}κ\(rivals) on 50.0\u{a0}% of the networks")
    }
  }

  @Test("Labels are written as axes have them, what has no number last")
  func coverage() {
    #expect(CoverageText.label("1e0–1e1") == "1–10")
    #expect(CoverageText.label("1e8–1e12") == "10⁸–10¹²")
    #expect(CoverageText.label("≥1e12") == "≥10¹²")
    #expect(CoverageText.label("kaiming-normal") == "kaiming-normal")
    #expect(
      CoverageText.sorted(["undefined", "≥1e12", "1e4–1e6", "1e0–1e1"]) == ["1e0–1e1", "1e4–1e6", "≥1e12", "undefined"])
  }

  @Test("Bins of a map have one size, or the last lacks as little as possible")
  func bins() {
    #expect(FamilySection.bins(Array(1...12)).allSatisfy { $0.count == 1 })
    #expect(FamilySection.bins(Array(1...32)).map(\.count) == Array(repeating: 4, count: 8))
    for count in 13...200 {
      let bins = FamilySection.bins(Array(1...count))
      #expect(bins.flatMap { $0 } == Array(1...count) && (4...12).contains(bins.count), "\(count)")
      #expect(bins.dropLast().allSatisfy { $0.count == bins[0].count } && bins[bins.count - 1].count <= bins[0].count)
    }
  }

  private static func values(_ κ: (ExperimentCell) -> Double, _ experiment: some Experiment) -> ExperimentValues {
    ExperimentValues(experiment.cells(.quick).map { ($0, ["kappa": κ($0)]) })
  }

  @Test("A figure's headline says of which curve it speaks, and doesn't hide a peak")
  func convolution() throws {
    let experiment = ConvolutionExperiment()
    let peaked = Self.values({ $0["filters"] == 4 ? 900 : 10 * $0["size"] + $0["filters"] }, experiment)
    let findings = try experiment.findings(peaked, .quick)
    let at = { (symbol: String, number: Int) in "at \(symbol)\u{a0}=\u{a0}\(number)" }
    let course = "from 31.0 \(at("c", 1)) over 900 \(at("c", 4)) to 46.0 \(at("c", 16))"
    #expect(findings.headline.contains("3×3 kernels the median κ goes \(course)"))
    #expect(findings.plots[0].title == "κ of 3×3 kernels against filters: \(course)")
    #expect(
      findings.plots[1].title
        == "κ of 16 filters against kernel size: from 26.0 \(at("r", 1)) to 46.0 \(at("r", 3))")
    // The axis has the numbers of filters that were run, and no other.
    let labels = findings.plots[0].svg.matches(of: /text-anchor="middle">(\d+)</).map { String($0.1) }
    #expect(labels == ["1", "4", "16"])
  }

  @Test("The title of proportional widths says what its headline says, to two decimals")
  func proportional() throws {
    let experiment = ProportionalWidthExperiment()
    let growing = Self.values({ 3 * ($0["depth"] * $0["depth"]) + $0["factor"] }, experiment)
    let findings = try experiment.findings(growing, .quick)
    let title = findings.plots[0].title
    #expect(title.contains("κ still grows for c = ") && findings.headline.contains("κ still grows for c = "))
    #expect(!title.contains("levels off"))
    for exponent in findings.headline.matches(of: /a = (−?\d+\.\d\d) ±/) {
      #expect(title.contains(exponent.1), "\(exponent.1) in \(title)")
    }
  }
}
