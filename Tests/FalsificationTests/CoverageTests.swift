import Falsification
import Testing

@Suite("Coverage")
struct CoverageTests {
  private static func coverage(_ draws: [(String, String)]) -> Coverage {
    var coverage = Coverage()
    for (category, label) in draws { coverage.record(category, label) }
    return coverage
  }

  @Test("counts draws by category and label")
  func record() {
    let coverage = Self.coverage([("depth", "2"), ("depth", "3"), ("depth", "2"), ("rank", "2")])
    #expect(coverage.counts == ["depth": ["2": 2, "3": 1], "rank": ["2": 1]])
  }
}
