import Foundation
import Testing

@Suite("Shards")
struct MergeTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  private static let check = ["check", "--trials", "301", "--include-controls", "--seed", "3"]

  private func shards(_ count: Int) throws -> [String] {
    try (0..<count).map { index in
      let path = folder.path("\(index).jsonl")
      let run = try tool.run(Self.check + ["--shard", "\(index)/\(count)", "--journal", path, "--quiet"])
      #expect(run.status == 0, "\(run.errors)")
      return path
    }
  }

  @Test("merged shards equal the single run, in any order of the files", arguments: [1, 2, 5])
  func merge(count: Int) throws {
    let single = try tool.run(Self.check)
    let paths = try shards(count)
    #expect(try tool.run(["merge"] + paths).output == single.output)
    #expect(try tool.run(["merge"] + paths.reversed()).output == single.output)
    let json = try tool.run(Self.check + ["--json"])
    #expect(try tool.run(["merge", "--json"] + paths).output == json.output)
  }

  @Test("every trial belongs to one shard")
  func partition() throws {
    let counts = try (0..<4).map { index in
      try tool.run(Self.check + ["--shard", "\(index)/4", "--json"]).decoded(CheckOutput.self)
        .theorems.map { $0.trials + $0.inapplicable }
    }
    let single = try tool.run(Self.check + ["--json"]).decoded(CheckOutput.self).theorems.map {
      $0.trials + $0.inapplicable
    }
    #expect(single == single.indices.map { position in counts.reduce(0) { $0 + $1[position] } })
    #expect(counts.allSatisfy { $0[0] == 75 || $0[0] == 76 })
  }

  @Test("a shard says which it is, and doesn't blame claims for the few trials they had")
  func part() throws {
    let run = try tool.run(Self.check + ["--shard", "299/300"])
    #expect(run.status == 0)
    #expect(run.output.contains("shard 299/300"))
    #expect(run.outputLines.contains { $0.hasPrefix("Reproduce:") && $0.hasSuffix("--shard 299/300") })
    for text in ["4/4", "-1/4", "1", "1/0", "a/b", "1/2/3", ""] {
      expectRefusal(try tool.run("check", "--shard", text), ["--shard"])
    }
  }

  @Test("a missing, duplicate, mismatched or unfinished shard is refused by name")
  func refusals() throws {
    let paths = try shards(3)
    expectRefusal(try tool.run("merge", paths[0], paths[2]), ["1/3"])
    expectRefusal(try tool.run("merge", paths[0], paths[1], paths[2], paths[1]), [paths[1], "1/3"])
    expectRefusal(try tool.run("merge"), ["merge"])
    expectRefusal(try tool.run("merge", folder.path("none.jsonl")), ["none.jsonl"])
    let other = folder.path("other.jsonl")
    let shard = ["--shard", "1/3", "--journal", other, "--quiet"]
    #expect(try tool.run(["check", "--trials", "301", "--include-controls", "--seed", "4"] + shard).status == 0)
    expectRefusal(try tool.run("merge", paths[0], other, paths[2]), [other, "--seed: 4 there, 3 here"])
    let half = folder.path("half.jsonl")
    #expect(try tool.run(Self.check + ["--shard", "1/2", "--journal", half, "--quiet"]).status == 0)
    expectRefusal(try tool.run("merge", paths[0], half), [half, "1/2", "3"])
    let lines = try String(contentsOfFile: paths[2], encoding: .utf8).split(separator: "\n")
    try folder.write("2.jsonl", lines.dropLast(10).joined(separator: "\n") + "\n")
    expectRefusal(try tool.run(["merge"] + paths), [paths[2], "--resume"])
  }
}
