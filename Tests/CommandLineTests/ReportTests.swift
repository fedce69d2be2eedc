import Foundation
import Testing

/// `gnbounds report` as a user runs it.
struct ReportTests {
  private let tool: Tool
  private let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  private func journal(_ name: String, _ options: String...) throws -> String {
    let path = folder.path(name)
    let run = try tool.run(
      ["check", "--trials", "120", "--include-controls", "--journal", path, "--quiet"] + options)
    #expect(run.status == 0, "\(run.errors)")
    return path
  }

  /// Every file below a folder, by its path in it.
  private func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      if path.hasSuffix(".md") || path.hasSuffix(".svg") || path.hasSuffix(".json") {
        files[path] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)"))
      }
    }
    return files
  }

  @Test("The same check gives the same bytes, whatever the number of jobs, shards, and the folder's name")
  func reproducible() throws {
    let one = try journal("one.jsonl", "--jobs", "1")
    let parts = try ["0/2", "1/2"].map { try journal("\($0.prefix(1)).jsonl", "--jobs", "2", "--shard", $0) }
    let first = try tool.run("report", one, "--output", folder.path("a"), "--update-baseline")
    #expect(first.status == 0, "\(first.errors)")
    let second = try tool.run(["report"] + parts.reversed() + ["--output", folder.path("b"), "--update-baseline"])
    #expect(second.status == 0, "\(second.errors)")
    let (a, b) = (try files(folder.path("a")), try files(folder.path("b")))
    #expect(Set(a.keys) == Set(b.keys))
    for (path, data) in a { #expect(b[path] == data, "\(path)") }
    // A page for the overview and each of 30 theorems and controls.
    #expect(a.keys.count { $0.hasSuffix(".md") } > 25)
  }

  @Test("Pages say what holds first and how to reproduce it last; links lead somewhere; no path of this machine")
  func pages() throws {
    let journal = try journal("j.jsonl")
    _ = try tool.run("report", journal, "--output", folder.path("r"), "--update-baseline")
    let pages = try files(folder.path("r"))
    for (path, data) in pages where path.hasSuffix(".md") {
      let text = String(decoding: data, as: UTF8.self)
      let lines = text.split(separator: "\n").map(String.init)
      #expect(lines[0].hasPrefix("# "), "\(path)")
      #expect(lines[1].hasPrefix("**"), "\(path): \(lines[1])")
      #expect(
        lines.suffix(4).first == "```sh" && lines.suffix(3).first?.hasPrefix("gnbounds check ") == true, "\(path)")
      #expect(!text.contains(folder.path("")), "\(path)")
      for match in text.matches(of: /\]\(([^)]+)\)/) {
        #expect(pages[String(match.1)] != nil, "\(path) links to \(match.1)")
      }
    }
    let overview = String(decoding: try #require(pages["tightness.md"]), as: UTF8.self)
    #expect(overview.contains("| [linear.weyl](linear.weyl.md) | holds |"))
    #expect(overview.contains("| [control.minimum](control.minimum.md) | refuted |"))
    // What shrinks are a convolution's channels and others' widths.
    for (path, sizes) in [("control.kernel-transposed.md", "channels"), ("control.minimum.md", "widths")] {
      let page = String(decoding: try #require(pages[path]), as: UTF8.self)
      #expect(page.contains(try Regex("The smallest found, shrunk in \\d+ steps? to \(sizes) \\d+ → ")), "\(path)")
    }
    // A replay line of a page is a command.
    let page = String(decoding: try #require(pages["linear.weyl.md"]), as: UTF8.self)
    let line = try #require(page.split(separator: "\n").first { $0.hasPrefix("gnbounds replay") })
    let replay = try tool.shell(String(line))
    #expect(replay.status == 0)
    #expect(replay.output.contains("bound/κ = "))
  }

  @Test("Pages say what is proved, by a link where the proof's page lies beside the report, by its file elsewhere")
  func proofs() throws {
    let journal = try journal("j.jsonl")
    let proofs = folder.path("Proofs")
    try FileManager.default.createDirectory(atPath: proofs, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: proofs + "/linear.weyl.md"))
    // The folder isn't there at first, and the second time it is.
    let runs = try (0..<2).map { _ in
      _ = try tool.run("report", journal, "--output", folder.path("r"))
      return try files(folder.path("r"))
    }
    #expect(runs[0] == runs[1])
    let pages = runs[0].mapValues { String(decoding: $0, as: UTF8.self) }
    let overview = try #require(pages["tightness.md"])
    let entries = try tool.run("list", "--json").decoded(Listing.self).theorems
    #expect(entries.contains { $0.proof != nil })
    for entry in entries where entry.proof != nil || pages["\(entry.id).md"] != nil {
      let page = try #require(pages["\(entry.id).md"])
      let row = try #require(overview.split(separator: "\n").first { $0.hasPrefix("| [\(entry.id)](") })
      if entry.id == "linear.weyl" {
        #expect(page.contains(" Machine-checked: [proof in Coq](../Proofs/linear.weyl.md)."))
        #expect(row.hasSuffix("| [proved](../Proofs/linear.weyl.md) |"))
      } else if let proof = entry.proof {
        #expect(page.contains(" Machine-checked: \(proof)."), "\(entry.id)")
        let file = try #require(proof.firstMatch(of: /Proofs\/\w+\.v/)).0
        #expect(row.hasSuffix("| `\(file)` |"), "\(row)")
      } else {
        #expect(!page.contains("Machine-checked") && !row.contains("Proofs/"), "\(entry.id)")
      }
    }
  }

  @Test("A change is told in plain text with status 1; without one the status is 0")
  func regression() throws {
    let journal = try journal("j.jsonl")
    let baseline = folder.path("baseline.json")
    #expect(try tool.run("report", journal, "--update-baseline", "--baseline", baseline).status == 0)
    let same = try tool.run("report", journal, "--check-baseline", "--baseline", baseline)
    #expect(same.status == 0)
    #expect(same.output.hasPrefix("Unchanged"))
    let planted = try String(contentsOfFile: baseline, encoding: .utf8)
      .replacing("\"conclusion\" : \"holds\"", with: "\"conclusion\" : \"violated\"", maxReplacements: 1)
    try planted.write(toFile: baseline, atomically: true, encoding: .utf8)
    let changed = try tool.run("report", journal, "--check-baseline", "--baseline", baseline)
    #expect(changed.status == 1)
    let line = changed.outputLines[0]
    let theorem = try #require(line.wholeMatch(of: #/CHANGED: (.+): the verdict was 'violated', is 'holds'/#)).1
    // An update says what it takes over.
    let update = try tool.run("report", journal, "--update-baseline", "--baseline", baseline)
    #expect(update.outputLines[0].hasPrefix("changes the baseline: \(theorem)"))
    #expect(try tool.run("report", journal, "--check-baseline", "--baseline", baseline).status == 0)
  }

  @Test("What can't be compared or read is refused with status 2")
  func refusals() throws {
    let journal = try journal("j.jsonl")
    let baseline = folder.path("baseline.json")
    func expect(_ arguments: [String], _ reason: String) throws {
      let run = try tool.run(["report"] + arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.errors.contains(reason), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
    try expect([], "needs the journal")
    try expect([journal], "--output DIR")
    try expect([journal, "--check-baseline", "--update-baseline"], "exclude each other")
    try expect([journal, "--check-baseline", "--baseline", baseline], "--update-baseline writes one")
    try expect([folder.path("none.jsonl"), "--check-baseline"], "no such file")
    #expect(try tool.run("report", journal, "--update-baseline", "--baseline", baseline).status == 0)
    let good = try String(contentsOfFile: baseline, encoding: .utf8)
    for (text, reason) in [
      (good.replacing("\"benchmark\" : 1", with: "\"benchmark\" : 99"), "benchmark version 99"),
      (String(good.dropLast(40)), "no baseline"), ("[]", "no baseline"),
      (good.replacing("\"120\"", with: "\"121\""), "other networks"),
    ] {
      try text.write(toFile: baseline, atomically: true, encoding: .utf8)
      try expect([journal, "--check-baseline", "--baseline", baseline], reason)
    }
    let torn = folder.path("torn.jsonl")
    try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n").prefix(50).joined(separator: "\n")
      .write(toFile: torn, atomically: true, encoding: .utf8)
    try expect([torn, "--check-baseline", "--baseline", baseline], "finish it with --resume")
    try Data("{\"nonsense\":1}\n".utf8).write(to: URL(fileURLWithPath: torn))
    try expect([torn, "--output", folder.path("x")], "no header of a journal")
    try expect([journal, "--output", journal + "/below"], "can't be written")
  }
}
