import Foundation
import Testing

/// `gnbounds figures` as a user runs it.
struct FiguresTests {
  private let tool: Tool
  private let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  @Test("--quick writes a page for every experiment and the list of them; a resumed run the same")
  func quick() throws {
    let first = try tool.run("figures", "--quick", "--output", folder.path("a"), "--journal", folder.path("j.jsonl"))
    #expect(first.status == 0, "\(first.errors)")
    let names = try tool.run("figures", "--list").outputLines.compactMap { $0.split(separator: " ").first }
    let index = try String(contentsOfFile: folder.path("a/figures.md"), encoding: .utf8)
    for name in names {
      #expect(index.contains("(figures/\(name).md)"))
      #expect(FileManager.default.fileExists(atPath: folder.path("a/figures/\(name).md")))
      #expect(first.outputLines.contains { $0.hasPrefix("\(name): ") })
    }
    let lines = try String(contentsOfFile: folder.path("j.jsonl"), encoding: .utf8).split(separator: "\n")
    let part = try folder.write("k.jsonl", lines.prefix(60).joined(separator: "\n") + "\n{\"cell\":\"dep")
    let second = try tool.run(
      "figures", "--quick", "--output", folder.path("b"), "--journal", part, "--resume", "--jobs", "1")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try String(contentsOfFile: folder.path("b/figures.md"), encoding: .utf8) == index)
  }

  @Test("Real data: images are made small, few features are taken as they are, too many are refused")
  func data() throws {
    var rows = ["a,b,c"]
    for i in 1...40 { rows.append("\(i % 7).5,\(i * i % 11),\(i % 5)") }
    let table = try folder.write("t.csv", rows.joined(separator: "\n"))
    let run = try tool.run("figures", "whitening", "--quick", "--data", table, "--output", folder.path("a"))
    #expect(run.status == 0, "\(run.errors)")
    let page = try String(contentsOfFile: folder.path("a/figures/whitening.md"), encoding: .utf8)
    #expect(page.contains("40 samples of \(table) of 3 features"))
    // One experiment doesn't replace the list of all.
    #expect(!FileManager.default.fileExists(atPath: folder.path("a/figures.md")))
    let wide = try folder.write(
      "w.csv", (1...30).map { i in (1...20).map { "\(i * $0 % 13)" }.joined(separator: ",") }.joined(separator: "\n"))
    let refused = try tool.run("figures", "--quick", "--data", wide, "--output", folder.path("b"))
    #expect(refused.status == 2)
    #expect(refused.errors.contains("20 features"))
  }

  @Test("Wrong usage is refused with status 2 and says what would be right")
  func refusals() throws {
    for (arguments, reason) in [
      (["dept", "--output", "x"], "did you mean 'depth'"), (["depth"], "--output DIR"),
      (["--resume", "--output", "x"], "--journal FILE"), (["--array", "a", "--output", "x"], "--data FILE"),
      (["--data", "none.npy", "--output", "x"], "none.npy"), (["--jobs", "0", "--output", "x"], "--jobs"),
    ] {
      let run = try tool.run(["figures"] + arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.errors.contains(reason), "\(run.errors)")
    }
  }
}
