import Foundation
import Testing

@Suite("Bench")
struct BenchTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test("times, trials a second and ratios to LAPACK's agree, and every table is there")
  func table() throws {
    let run = try tool.run("bench", "--quick", "--trials", "20")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let row = { (part: String) throws -> (microseconds: Double, ratio: Double, perSecond: Double) in
      let row = try #require(run.outputLines.first { $0.hasPrefix(part) }, "\(part)")
      let cells = row.replacing(",", with: "").split(separator: " ").suffix(3).compactMap { Double($0) }
      try #require(cells.count == 3, "\(row)")
      return (cells[0], cells[1], cells[2])
    }
    for (parts, baseline) in [
      (["draw the network", "κ(G): products", "full trial"], "bare LAPACK calls of the same trials"),
      (["κ(G) alone", "κ(G), singular values of all ten products"], "bare LAPACK calls of the same networks"),
    ] {
      let lapack = try row(baseline)
      #expect(lapack.ratio == 1)
      for part in parts {
        let own = try row(part)
        // To the digits that are printed.
        #expect(abs(own.ratio * lapack.microseconds - own.microseconds) <= 0.1 + 0.01 * lapack.microseconds, "\(part)")
        #expect(abs(own.microseconds * own.perSecond - 1e6) <= 0.1 * own.perSecond + own.microseconds, "\(part)")
      }
    }
    for title in [
      "--jobs", "d in k=10", "k in d=16", "L in d=16", "m in d=16", "bracket without Ĝ", "κ: batch norm",
      "κ: convolutional",
    ] {
      #expect(run.outputLines.contains { $0.hasPrefix(title) }, "\(title)")
    }
  }

  @Test("--json prints one object, whose numbers agree with each other")
  func json() throws {
    let run = try tool.run("bench", "--quick", "--trials", "5", "--repetitions", "1", "--json")
    #expect(run.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let report = try #require(object as? [String: Any])
    #expect(report["schema"] as? String == "gnbounds.bench/2")
    let spectra = try #require((report["spectra"] as? [String: Any])?["rows"] as? [[String: Any]])
    #expect(spectra.count == 6)
    for row in spectra {
      let (κ, lower, upper) = (row["conditionNumber"], row["lower"], row["upper"])
      let values = try [lower, κ, upper].map { try #require($0 as? Double) }
      #expect(values[0] <= values[1] * (1 + 1e-9) && values[1] <= values[2] * (1 + 1e-9))
      #expect(try #require(row["milliseconds"] as? Double) > 0)
      // No κ is cheaper by forming Ĝ.
      #expect(try #require(row["denseMilliseconds"] as? Double) > 0)
      #expect(row["route"] as? String != "dense")
    }
    let scaling = try #require((report["scaling"] as? [String: Any])?["series"] as? [[String: Any]])
    #expect(scaling.compactMap { $0["parameter"] as? String } == ["d", "k", "L", "m"])
  }

  @Test("what can't be measured is refused")
  func refusals() throws {
    expectRefusal(try tool.run("bench", "--quick", "--large"), ["--quick", "--large"])
    expectRefusal(try tool.run("bench", "--trials", "0"), ["--trials 0"])
    expectRefusal(try tool.run("bench", "fast"), ["'fast'"])
  }
}
