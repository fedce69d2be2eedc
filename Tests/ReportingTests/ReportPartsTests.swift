import Foundation
import Networks
import Testing
import Theorems
import Verification

@testable import Reporting

/// What pages are made of.
struct ReportPartsTests {
  /// Every trial of a check, in some order.
  private static func trials(_ check: Check, reversed: Bool = false) async throws -> ReportTrials {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("j.jsonl").path
    let header = try JournalHeader(check, version: "1", arguments: ["check"], data: nil)
    _ = try await check.run(journal: Journal(path, for: header, resuming: false))
    var records: [(Int, TrialRecord)] = []
    _ = try CheckResult(check, header, merging: [path]) { records.append(($0, $1)) }
    var trials = ReportTrials()
    for (series, record) in reversed ? records.reversed() : records { trials.record(record, series: series) }
    return trials
  }

  @Test("The factors of a derivation's steps multiply to the geometric mean of bound/κ over the same networks")
  func slack() async throws {
    let theorems = try Catalogue.linear().theorems.filter { ["linear.weyl", "linear.loose"].contains($0.identifier) }
    let check = Check(theorems, trials: 500, jobs: 2)
    let records = try await Self.trials(check).shown(ofSeries: 0)
    for (position, theorem) in theorems.enumerated() {
      let profile = try #require(try SlackProfile(theorem, at: position, records, check))
      let taken = records.filter { [.holds, .touching].contains($0.verdicts[position]) }.prefix(SlackProfile.wanted)
      #expect(profile.trials == taken.count)
      let logarithms = taken.compactMap { $0.ratios[position].map { log($0) } }
      let mean = exp(logarithms.reduce(0, +) / Double(logarithms.count))
      #expect(abs(profile.total / mean - 1) < 1e-6)
      #expect(profile.steps.allSatisfy { $0.factor >= 1 })
      #expect(profile.worst?.rules == (theorem.identifier == "linear.weyl" ? "congruence" : "convex ≤ max"))
    }
    let lower = try #require(try Catalogue.linear()["linear.lower"])
    #expect(try SlackProfile(lower, at: 0, records, check) == nil)
  }

  @Test("Rules that are applied at one step are joined, not listed")
  func rules() async throws {
    let theorem = try #require(try Catalogue.standard()["relu.masked"])
    let check = Check([theorem], trials: 50, jobs: 2)
    let records = try await Self.trials(check).shown(ofSeries: 0)
    let profile = try #require(try SlackProfile(theorem, at: 0, records, check))
    #expect(profile.steps.map(\.rules).contains("monotonicity + spectral theorem"))
  }

  @Test("Shown and extreme trials don't depend on the order in which a journal has them")
  func order() async throws {
    let theorem = try #require(try Catalogue.linear()["linear.onehidden"])
    let check = Check([theorem], trials: 400, jobs: 2)
    let (forwards, backwards) = (try await Self.trials(check), try await Self.trials(check, reversed: true))
    #expect(forwards.shown(ofSeries: 0) == backwards.shown(ofSeries: 0))
    #expect(forwards.shown(ofSeries: 0).map(\.index) == Array(0..<400))
    let (a, b) = (forwards.extremes(ofSeries: 0, theorem: 0), backwards.extremes(ofSeries: 0, theorem: 0))
    #expect(a.least.map(\.trial.index) == b.least.map(\.trial.index))
    #expect(a.greatest.map(\.trial.index) == b.greatest.map(\.trial.index))
    // Of equal ratios, of which an equality has many, those with the lower numbers.
    let held = forwards.shown(ofSeries: 0).filter { $0.verdicts[0] == .holds }
    let sorted = held.sorted { ($0.ratios[0] ?? 0, $0.index) < ($1.ratios[0] ?? 0, $1.index) }
    #expect(a.least.map(\.trial.index) == sorted.prefix(3).map(\.index))
  }

  @Test("A title counts every network, not those that are shown")
  func closeness() async throws {
    let theorem = try #require(try Catalogue.linear()["linear.convex"])
    let records = try await Self.trials(Check([theorem], trials: 400, jobs: 2)).shown(ofSeries: 0)
    var summary = TheoremSummary(theorem)
    for record in records { summary.record(record.verdicts[0], ratio: record.ratios[0], index: record.index) }
    let plots = TheoremPlots(summary, at: 0, Array(records.prefix(100)), categories: [])
    let close = records.count {
      [.holds, .violated, .touching].contains($0.verdicts[0]) && ($0.ratios[0] ?? .infinity) <= 2
    }
    let vacuous = records.count { $0.verdicts[0] == .vacuous }
    #expect(
      try plots.byConditionNumber().title
        == "linear.convex: within a factor of 2 of κ on \(ReportNumber.percent(close, of: 400)) of the networks it speaks of, "
        + "+∞ on \(ReportNumber.percent(vacuous, of: 400))")
  }

  @Test("Where no median exceeds another by much, the largest of them is called the largest")
  func flat() {
    let values = [(1, 1.0), (2, 1.02), (3, 1.01)].flatMap { Array(repeating: (key: $0.0, value: $0.1), count: 20) }
    #expect(
      TheoremPlots.trend(QuantileGroups(values).groups, .width) == "the median loss is at most 1.02 at every width")
  }

  @Test("Groups have order statistics, and too small ones are left out")
  func groups() {
    let values = (1...40).map { (key: 2, value: Double(41 - $0)) } + (1...19).map { (key: 1, value: Double($0)) }
    let groups = QuantileGroups(values).groups
    #expect(groups.map(\.key) == [2])
    #expect(groups[0].count == 40)
    #expect((groups[0].lower, groups[0].median, groups[0].upper) == (2, 20, 38))
  }

  @Test("Numbers as pages show them")
  func numbers() {
    for (value, text) in [
      (1, "1.000"), (1.0184, "1.018"), (0.00123456, "0.001235"), (9.9996, "10.00"), (3656.4, "3656"), (98766, "98766"),
      (14908.2, "14908"),
      (2.97e18, "2.97·10¹⁸"), (1.27e-12, "1.27·10⁻¹²"), (-2.5, "−2.500"), (0, "0"), (.infinity, "∞"), (.nan, "–"),
    ] as [(Double, String)] {
      #expect(ReportNumber.text(value) == text)
    }
    #expect(ReportNumber.text(12214, digits: 3) == "12200")
    // Digits that are asked for tell numbers apart, whatever their size.
    #expect(ReportNumber.text(11_405_603.4, digits: 7) == "1.140560·10⁷")
    #expect(ReportNumber.text(-0.000114056034, digits: 7) == "−1.140560·10⁻⁴")
    #expect(ReportNumber.text(9.99999996e20, digits: 7) == "1.000000·10²¹")
    #expect(ReportNumber.ratio(1) == "1.000")
    #expect(ReportNumber.ratio(1 + 0x1p-40) == "1 + 9.09·10⁻¹³")
    #expect(ReportNumber.ratio(0.99999) == "1 − 1.00·10⁻⁵")
    #expect(CountText.text(1_234_567) == "1,234,567")
    // What isn't nothing isn't shown as nothing, nor what isn't all as all.
    #expect(ReportNumber.percent(0, of: 30_000) == "0\u{a0}%")
    #expect(ReportNumber.percent(1, of: 30_000) == "<0.01\u{a0}%")
    #expect(ReportNumber.percent(29_999, of: 30_000) == ">99.9\u{a0}%")
    #expect(ReportNumber.percent(30_000, of: 30_000) == "100\u{a0}%")
    #expect(ReportNumber.percent(423, of: 10_000) == "4.23\u{a0}%")
    #expect(ReportNumber.percent(3, of: 0) == "–")
  }

  @Test("A bar in a cell doesn't end it")
  func cells() {
    var table = MarkdownTable(["a", "b"])
    table.append(["|x|", "1"])
    #expect(table.lines == ["| a | b |", "| :-- | --: |", "| \\|x\\| | 1 |"])
  }
}
