import Foundation
import Testing

@Suite("Bench")
struct BenchTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test("every part of a trial takes time, and the whole more than the drawing")
  func table() throws {
    let run = try tool.run("bench", "--trials", "20", "--repetitions", "3")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let microseconds = { (part: String) throws -> Double in
      let row = try #require(run.outputLines.first { $0.hasPrefix(part) })
      let cells = row.split(separator: " ")
      return try #require(Double(cells[cells.count - 3]))
    }
    let draw = try microseconds("draw the network")
    #expect(draw > 0)
    #expect(try microseconds("full trial") > draw)
    #expect(try microseconds("bare LAPACK calls") > 0)
  }

  @Test("--json prints one object")
  func json() throws {
    let run = try tool.run("bench", "--trials", "5", "--repetitions", "1", "--json")
    #expect(run.status == 0)
    #expect(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) is [String: Any])
  }
}
