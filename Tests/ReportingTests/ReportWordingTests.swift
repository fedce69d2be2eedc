import Networks
import Testing
import Theorems
import Verification

@testable import Reporting

/// What a whole report says of a small check.
struct ReportWordingTests {
  private static func report(_ identifiers: [String]) async throws -> Report {
    let catalogue = try Catalogue.standard()
    let theorems = try identifiers.map { try #require(catalogue[$0], "\($0)") }
    let words = ReportWords(
      version: "1", linearAlgebra: "L", data: nil, arguments: ["check"], family: { $0.rawValue },
      command: { $0.joined(separator: " ") }, replay: { "replay \($0.identifier) \($1)" }, hasPage: { _ in false },
      instance: { _ in [] })
    return try Report(
      try await Check(theorems, trials: 100, jobs: 2).run(), ReportTrials(), refutations: [], comparison: nil,
      words: words)
  }

  @Test("Every sentence of the summary says of how many networks it speaks")
  func networks() async throws {
    // A family with a lower bound only has no sentence before it that "them" could mean.
    for identifiers in [["linear.lower"], ["linear.weyl", "linear.lower"]] {
      let overview = try #require(try await Self.report(identifiers).files().first { $0.path == Report.overview })
      let summary = try #require(overview.text.split(separator: "\n").first { $0.hasPrefix("- **Linear networks:**") })
      #expect(summary.matches(of: /% of 100 networks/).count == identifiers.count, "\(summary)")
    }
  }

  @Test("One false statement is one, several are all")
  func falseStatements() async throws {
    let one = try await Self.report(["control.minimum"]).verdict
    #expect(one == "The one false statement that must fall (a conjecture or negative control) is refuted.")
    let two = try await Self.report(["linear.weyl", "control.minimum", "control.norms-swapped"]).verdict
    #expect(two.hasSuffix(" All 2 false statements that must fall (conjectures and negative controls) are refuted."))
  }
}
