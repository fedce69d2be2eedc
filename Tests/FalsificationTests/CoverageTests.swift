import Falsification
import Testing

@Suite("Coverage")
struct CoverageTests {
  private static func coverage(_ draws: [(String, String)]) -> Coverage {
    var coverage = Coverage()
    for (category, label) in draws { coverage.record(category, label) }
    return coverage
  }

  private static let draws = (0..<60).map { ("category \($0 % 3)", "label \($0 * $0 % 7)") }

  @Test("counts draws by category and label")
  func record() {
    let coverage = Self.coverage([("depth", "2"), ("depth", "3"), ("depth", "2"), ("rank", "2")])
    #expect(coverage.counts == ["depth": ["2": 2, "3": 1], "rank": ["2": 1]])
  }

  @Test("merging parts gives the coverage of the whole, wherever it's split", arguments: [0, 1, 29, 60])
  func split(at position: Int) {
    var first = Self.coverage(Array(Self.draws[..<position]))
    let second = Self.coverage(Array(Self.draws[position...]))
    var reversed = second
    reversed.merge(first)
    first.merge(second)
    #expect(first == Self.coverage(Self.draws))
    #expect(reversed == first)
  }

  @Test("merging with nothing changes nothing, with itself doubles")
  func special() {
    let coverage = Self.coverage(Self.draws)
    var merged = coverage
    merged.merge(Coverage())
    #expect(merged == coverage)
    merged.merge(coverage)
    #expect(merged.counts == coverage.counts.mapValues { $0.mapValues { 2 * $0 } })
  }
}
