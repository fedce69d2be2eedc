import Foundation
import Testing

@Suite("Journal")
struct JournalTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  private static let check = [
    "check", "--trials", "400", "--include-conjectures", "--theorem", "linear.weyl,linear.lower",
  ]

  private func lines(_ name: String) throws -> [String] {
    try String(contentsOfFile: folder.path(name), encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test("the journal has a header and a line for every trial, and changes nothing of the output")
  func content() throws {
    let plain = try tool.run(Self.check)
    let run = try tool.run(Self.check + ["--journal", folder.path("a.jsonl"), "--jobs", "3"])
    #expect(run.output == plain.output && run.status == plain.status)
    let lines = try lines("a.jsonl")
    let header = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(header["schema"] as? String == "gnbounds.journal/1")
    #expect(
      Set(header.keys).isSuperset(of: [
        "schema", "version", "seed", "shard", "digest", "arguments", "linearAlgebra", "series",
      ]))
    let series = try #require(header["series"] as? [[String: Any]])
    let trials = series.compactMap { $0["trials"] as? Int }
    #expect(lines.count == 1 + trials.reduce(0, +))
    var counts = series.map { _ in Set<Int>() }
    for line in lines.dropFirst() {
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let part = try #require(record["series"] as? Int)
      counts[part].insert(try #require(record["trial"] as? Int))
      let theorems = try #require(series[part]["theorems"] as? [Any])
      #expect((record["verdicts"] as? String)?.count == theorems.count)
      #expect((record["ratios"] as? [Any])?.count == theorems.count)
      #expect((record["labels"] as? [Any])?.count == (series[part]["labels"] as? [Any])?.count)
    }
    #expect(counts == trials.map { Set(0..<$0) })
  }

  @Test(
    "resumed from any prefix, torn line or not, for any jobs, it ends with the summary of an uninterrupted run",
    arguments: [0.0, 0.0001, 0.3, 0.5, 0.77, 0.9999, 1])
  func resume(share: Double) throws {
    let plain = try tool.run(Self.check)
    let path = folder.path("a.jsonl")
    #expect(try tool.run(Self.check + ["--journal", path]).status == 0)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let kept = Int(share * Double(whole.count))
    try whole.prefix(kept).write(to: URL(fileURLWithPath: path))
    let resumed = try tool.run(Self.check + ["--journal", path, "--resume", "--jobs", share < 0.5 ? "1" : "4"])
    #expect(resumed.output == plain.output && resumed.status == plain.status)
    // What was there stays, and everything is there once.
    #expect(
      Set(try lines("a.jsonl")) == Set(String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init)))
    #expect(try lines("a.jsonl").count == String(decoding: whole, as: UTF8.self).split(separator: "\n").count)
    // Once more there's nothing left to do.
    let again = try tool.run(Self.check + ["--journal", path, "--resume"])
    #expect(again.output == plain.output)
  }

  @Test("--resume without a journal begins one; without --resume an old one is kept")
  func begin() throws {
    let path = folder.path("a.jsonl")
    let run = try tool.run("check", "--trials", "20", "--journal", path, "--resume")
    #expect(run.status == 0)
    let written = try Data(contentsOf: URL(fileURLWithPath: path))
    expectRefusal(try tool.run("check", "--trials", "20", "--journal", path), [path, "--resume"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == written)
    expectRefusal(try tool.run("check", "--resume"), ["--journal"])
    expectRefusal(try tool.run("check", "--journal", folder.path("none/a.jsonl")), ["none/a.jsonl"])
    expectRefusal(try tool.run("check", "--journal", folder.location.path), [folder.location.path])
  }

  @Test(
    "a journal of another check is refused, and the difference named",
    arguments: [
      (["--trials", "31"], "--trials: 30 there, 31 here"), (["--seed", "2"], "--seed: 1 there, 2 here"),
      (["--depth", "2"], "--depth: 1...8 there, 2 here"), (["--theorem", "linear.weyl"], "--theorem: absent there"),
      (["--shard", "0/2"], "shard 0/1, not 0/2"), (["--include-controls"], "--include-controls: absent there"),
      (["--init", "orthogonal"], "--init: absent there, orthogonal here"),
    ])
  func otherCheck(arguments: [String], difference: String) throws {
    let path = folder.path("a.jsonl")
    #expect(try tool.run("check", "--family", "linear", "--trials", "30", "--journal", path).status == 0)
    let written = try Data(contentsOf: URL(fileURLWithPath: path))
    let trials = arguments[0] == "--trials" ? [] : ["--trials", "30"]
    expectRefusal(
      try tool.run(["check", "--family", "linear", "--journal", path, "--resume"] + trials + arguments),
      [path, difference])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == written)
  }

  @Test("changed data under the same name are another check; the same data elsewhere aren't")
  func changedData() throws {
    try folder.write("x.csv", "1,2\n3,4\n5,7\n")
    let arguments = ["check", "--trials", "30", "--journal", "a.jsonl"]
    #expect(try tool.run(arguments + ["--data", "x.csv"], in: folder.location).status == 0)
    try folder.write("y.csv", "1,2\n3,4\n5,7\n")
    #expect(try tool.run(arguments + ["--data", "y.csv", "--resume"], in: folder.location).status == 0)
    try folder.write("x.csv", "1,2\n3,4\n5,8\n")
    expectRefusal(
      try tool.run(arguments + ["--data", "x.csv", "--resume"], in: folder.location), ["a.jsonl", "data's digest"])
  }

  @Test(
    "a file that's no journal is refused with its line, and left as it is",
    arguments: [
      ("no journal at all", "line 1"), ("{\"schema\": 3}\n", "line 1"), ("\n\n", "line 1"), ("{}", "line 1"),
      (String(repeating: "\u{0}", count: 1000), "line 1"),
    ])
  func noJournal(content: String, place: String) throws {
    let path = try folder.write("a.jsonl", content)
    expectRefusal(try tool.run("check", "--trials", "5", "--journal", path, "--resume"), [path, place])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
    expectRefusal(try tool.run("merge", path), [path])
  }

  @Test("a record that can't be is refused with its line")
  func badRecords() throws {
    let path = folder.path("a.jsonl")
    let arguments = ["check", "--trials", "6", "--theorem", "linear.weyl", "--jobs", "1"]
    #expect(try tool.run(arguments + ["--journal", path]).status == 0)
    let lines = try lines("a.jsonl")
    for (from, to, reason) in [
      ("\"trial\":2", "\"trial\":1", "twice"), ("\"trial\":2", "\"trial\":6", "trial 6"),
      ("\"trial\":2", "\"trial\":-1", "trial -1"), ("\"series\":0", "\"series\":1", "series 1"),
      ("\"verdicts\":\"", "\"verdicts\":\"h", "2 verdicts"), ("\"verdicts\":\"", "\"verdicts\":\"z", "'z'"),
      ("\"labels\":[", "\"labels\":[\"3\",", "labels"), ("\"ratios\":[", "\"ratios\":[1,", "2 ratios"),
      ("\"kappa\"", "\"k\"", "kappa"), ("{", "", ""), ("\"trial\":2", "\"trial\":99999999999999999999", ""),
    ] {
      var changed = lines
      changed[3] = changed[3].replacingOccurrences(of: from, with: to)
      try #require(changed[3] != lines[3], "\(from)")
      try folder.write("a.jsonl", changed.joined(separator: "\n") + "\n")
      expectRefusal(try tool.run(arguments + ["--journal", path, "--resume"]), [path, "line 4", reason])
      expectRefusal(try tool.run("merge", path), [path, "line 4", reason])
    }
  }
}
