import Foundation
import Networks
import Testing
import Theorems
import Verification

@testable import Reporting

/// A baseline catches what changes the theory or the code, and nothing that a seed changes.
struct BaselineTests {
  private static func result(
    seed: UInt64 = 1, trials: Int = 1_000, width: ClosedRange<Int> = 1...24, controls: Bool = false
  ) async throws -> CheckResult {
    let names =
      ["linear.weyl", "linear.coupled", "linear.lower", "linear.rank"] + (controls ? ["control.minimum"] : [])
    let theorems = try Catalogue.linear().theorems.filter { names.contains($0.identifier) }
    let ensembles = FamilyEnsembles(linear: LinearEnsemble(width: width))
    return try await Check(theorems, ensembles: ensembles, trials: trials, seed: seed, jobs: 2).run()
  }

  private static let arguments = ["check", "--trials", "1000", "--seed", "1"]

  /// The baseline with parts of its file replaced.
  private static func changed(
    _ baseline: Baseline, _ change: (inout [String: Any]) throws -> Void
  ) throws -> Baseline {
    var object = try #require(JSONSerialization.jsonObject(with: baseline.encoded()) as? [String: Any])
    try change(&object)
    return try Baseline(decoding: JSONSerialization.data(withJSONObject: object), path: "b.json")
  }

  private static func changingEntry(
    _ baseline: Baseline, _ identifier: String, _ change: @escaping (inout [String: Any]) throws -> Void
  ) throws -> Baseline {
    try changed(baseline) { object in
      var theorems = try #require(object["theorems"] as? [String: [String: Any]])
      var entry = try #require(theorems[identifier])
      try change(&entry)
      theorems[identifier] = entry
      object["theorems"] = theorems
    }
  }

  @Test("A file gives the same baseline again, and the check agrees with itself")
  func roundTrip() async throws {
    let result = try await Self.result(controls: true)
    let baseline = Baseline(result, arguments: Self.arguments)
    #expect(try Baseline(decoding: baseline.encoded(), path: "b.json") == baseline)
    let comparison = try BaselineComparison(result, arguments: Self.arguments, with: baseline, path: "b.json")
    #expect(comparison.regressions.isEmpty && comparison.additions.isEmpty)
    #expect(baseline.arguments == ["check", "--trials", "1000"])
  }

  @Test("Another seed isn't a regression", arguments: UInt64(2)...9)
  func seeds(seed: UInt64) async throws {
    let baseline = Baseline(try await Self.result(), arguments: Self.arguments)
    let other = try await Self.result(seed: seed)
    let comparison = try BaselineComparison(
      other, arguments: ["check", "--trials", "1000", "--seed", "\(seed)"], with: baseline, path: "b.json")
    #expect(comparison.regressions.isEmpty, "\(comparison.regressions)")
  }

  @Test("Other networks are a regression, named by theorem and number")
  func drift() async throws {
    let baseline = Baseline(try await Self.result(), arguments: Self.arguments)
    let other = try await Self.result(width: 8...24)
    let comparison = try BaselineComparison(other, arguments: Self.arguments, with: baseline, path: "b.json")
    #expect(comparison.regressions.contains { $0.hasPrefix("linear.weyl: 'vacuous' on ") })
  }

  @Test("A verdict that flips is caught")
  func verdict() async throws {
    let result = try await Self.result(controls: true)
    for (identifier, was, now) in [("linear.weyl", "violated", "holds"), ("control.minimum", "survived", "refuted")] {
      let planted = try Self.changingEntry(Baseline(result, arguments: Self.arguments), identifier) {
        $0["conclusion"] = was
      }
      let comparison = try BaselineComparison(result, arguments: Self.arguments, with: planted, path: "b.json")
      #expect(comparison.regressions == ["\(identifier): the verdict was '\(was)', is '\(now)'"])
    }
  }

  @Test("A quantile that leaves its interval is caught, on either side", arguments: [0.9, 1.1])
  func quantile(factor: Double) async throws {
    let result = try await Self.result()
    let planted = try Self.changingEntry(Baseline(result, arguments: Self.arguments), "linear.coupled") { entry in
      var quantiles = try #require(entry["quantiles"] as? [[String: Any]])
      for key in ["lower", "value", "upper"] {
        quantiles[1][key] = (try #require(quantiles[1][key] as? Double)) * factor
      }
      entry["quantiles"] = quantiles
    }
    let comparison = try BaselineComparison(result, arguments: Self.arguments, with: planted, path: "b.json")
    let reason = try #require(comparison.regressions.first)
    #expect(comparison.regressions.count == 1)
    #expect(reason.hasPrefix("linear.coupled: the median of bound/κ is "))
  }

  @Test("A changed statement and a theorem that's gone are caught; a new one is told")
  func statements() async throws {
    let result = try await Self.result()
    let baseline = Baseline(result, arguments: Self.arguments)
    let other = try Self.changingEntry(baseline, "linear.rank") { $0["formula"] = "r = 0" }
    let comparison = try BaselineComparison(result, arguments: Self.arguments, with: other, path: "b.json")
    #expect(comparison.regressions.count == 1)
    #expect(comparison.regressions[0].hasPrefix("linear.rank: the statement was r = 0, is "))
    let renamed = try Self.changed(baseline) { object in
      var theorems = try #require(object["theorems"] as? [String: Any])
      theorems["linear.old"] = theorems.removeValue(forKey: "linear.rank")
      object["theorems"] = theorems
    }
    let moved = try BaselineComparison(result, arguments: Self.arguments, with: renamed, path: "b.json")
    #expect(moved.regressions == ["linear.old: in the baseline, and no longer checked"])
    #expect(moved.additions == ["linear.rank"])
  }

  @Test("Another benchmark, another schema and other networks are refused, not compared")
  func refusals() async throws {
    let result = try await Self.result(trials: 50)
    let baseline = Baseline(result, arguments: Self.arguments)
    let reason = { (body: () throws -> Void) in
      (#expect(throws: BaselineError.self) { try body() })?.reason ?? ""
    }
    #expect(
      reason { _ = try Self.changed(baseline) { $0["benchmark"] = Baseline.benchmarkVersion + 1 } }
        .contains("is of benchmark version \(Baseline.benchmarkVersion + 1)"))
    // What a later version has inside needn't be understood to be refused by its version.
    #expect(
      reason {
        _ = try Self.changed(baseline) { object in
          object["benchmark"] = 7
          object["theorems"] = []
        }
      }.contains("benchmark version 7"))
    #expect(reason { _ = try Self.changed(baseline) { $0["schema"] = "gnbounds.baseline/9" } }.contains("schema"))
    #expect(
      reason {
        _ = try BaselineComparison(result, arguments: ["check", "--trials", "51"], with: baseline, path: "b.json")
      }.contains("is of other networks"))
  }

  @Test("What contradicts itself is refused")
  func contradictions() async throws {
    let baseline = Baseline(try await Self.result(trials: 50), arguments: Self.arguments)
    let changes: [(String, Any)] = [
      ("verdicts", ["holds": 3]), ("verdicts", ["holds": -1]), ("conclusion", "maybe"),
      ("quantiles", [["share": 0.5, "value": 2, "lower": 3, "upper": 4]]),
    ]
    for (key, value) in changes {
      #expect(throws: BaselineError.self, "\(key)") {
        try Self.changingEntry(baseline, "linear.weyl") { $0[key] = value }
      }
    }
    #expect(throws: BaselineError.self) { try Self.changed(baseline) { $0["comparisons"] = 0 } }
    #expect(throws: BaselineError.self) { try Self.changed(baseline) { $0["falseAlarm"] = 2 } }
  }

  @Test("Mutated files are read or refused, never a crash")
  func mutations() async throws {
    let bytes = [UInt8](try Baseline(try await Self.result(trials: 50), arguments: Self.arguments).encoded())
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<1_500 {
      var mutated = bytes
      switch next(3) {
      case 0: mutated[next(mutated.count)] = UInt8(next(256))
      case 1: mutated.removeLast(next(mutated.count))
      default: mutated.insert(contentsOf: Array("-9e999".utf8), at: next(mutated.count))
      }
      do { _ = try Baseline(decoding: Data(mutated), path: "b.json") } catch {
        #expect(error.file == "b.json" && !error.reason.isEmpty)
      }
    }
  }
}
