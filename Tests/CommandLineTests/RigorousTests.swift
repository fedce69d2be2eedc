import Foundation
import Testing

@Suite("Rigorous verdicts")
struct RigorousCommandTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  private static let check = [
    "check", "--rigorous", "--family", "linear,residual", "--trials", "120", "--include-controls",
  ]

  private struct Output: Decodable {
    struct Ends: Decodable {
      let lower: Double?
      let upper: Double?
    }
    struct Entry: Decodable {
      let id: String
      let kind: String
      let holds: Int
      let undecided: Int
      let violated: Int
      let provenRatio: Ends?
      let undecidedBecause: [String: Int]?
    }
    let mode: String
    let theorems: [Entry]
  }

  @Test("verdicts are proved, with the interval of bound/κ and causes")
  func verdicts() throws {
    let run = try tool.run(Self.check + ["--json"])
    #expect(run.status == 0)
    let output = try run.decoded(Output.self)
    #expect(output.mode == "rigorous")
    for entry in output.theorems {
      #expect(entry.holds > 0 || entry.violated > 0, "\(entry.id)")
      #expect((entry.undecidedBecause ?? [:]).values.reduce(0, +) == entry.undecided, "\(entry.id)")
      if entry.kind == "control" { #expect((entry.provenRatio?.lower ?? 1) < 1, "\(entry.id)") }
      if entry.id == "linear.weyl" { #expect((entry.provenRatio?.lower ?? 0) > 0.999999) }
    }
    let text = try tool.run(Self.check)
    #expect(text.output.contains("proved for the weights and data factor as exact numbers"))
    #expect(text.outputLines.contains { $0.hasPrefix("theorem") && $0.contains("bound/κ ≥") })
    #expect(text.outputLines.contains { $0.hasPrefix("Reproduce:") && $0.contains("--rigorous") })
  }

  @Test("a report tells the proven interval, the causes, and which families have certificates")
  func report() throws {
    let journal = folder.path("r.jsonl")
    let options = ["--rigorous", "--trials", "150"]
    let output = try tool.run(["check"] + options + ["--journal", journal, "--json"]).decoded(Output.self)
    #expect(try tool.run("report", journal, "--output", folder.path("r")).status == 0)
    func page(_ name: String) throws -> String {
      try String(contentsOf: URL(fileURLWithPath: folder.path("r/\(name).md")), encoding: .utf8)
    }
    for entry in output.theorems {
      let text = try page(entry.id)
      let isProved = entry.id.hasPrefix("linear.") || entry.id.hasPrefix("residual.")
      #expect(text.contains("every verdict is proved in interval arithmetic") == isProved, "\(entry.id)")
      guard isProved else {
        #expect(!text.contains("Proved, wherever"), "\(entry.id)")
        continue
      }
      if let lower = entry.provenRatio?.lower, let upper = entry.provenRatio?.upper {
        #expect(text.contains(": \(lower) ≤ ") && text.contains(" ≤ \(upper)."), "\(entry.id)")
      }
      let undecided = text.split(separator: "\n").drop { !$0.hasPrefix("| undecided because of") }.dropFirst(2)
        .prefix { $0.hasPrefix("|") }
        .compactMap { Int($0.split(separator: "|").last?.trimmingCharacters(in: .whitespaces) ?? "") }
      #expect(undecided.reduce(0, +) == entry.undecided, "\(entry.id)")
    }
    #expect(output.theorems.contains { $0.provenRatio?.lower != nil && $0.provenRatio?.upper != nil })
    #expect(output.theorems.contains { $0.id.hasPrefix("linear.") && $0.undecided > 0 })
    #expect(try page("tightness").contains("verdicts on deep linear and residual linear networks are proved"))
  }

  @Test("shards, resumed journals and any number of jobs give the same output")
  func journals() throws {
    let single = try tool.run(Self.check + ["--jobs", "1"])
    #expect(try tool.run(Self.check + ["--jobs", "3"]).output == single.output)
    let paths = try (0..<3).map { index in
      let path = folder.path("\(index).jsonl")
      let run = try tool.run(Self.check + ["--shard", "\(index)/3", "--journal", path, "--quiet"])
      #expect(run.status == 0)
      return path
    }
    #expect(try tool.run(["merge"] + paths).output == single.output)
    let path = folder.path("all.jsonl")
    #expect(try tool.run(Self.check + ["--journal", path]).output == single.output)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.prefix(whole.count / 3).write(to: URL(fileURLWithPath: path))
    #expect(try tool.run(Self.check + ["--journal", path, "--resume"]).output == single.output)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let record = try #require(try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
    let proven = try #require(record["proven"] as? [String: Any])
    #expect((proven["ratios"] as? [Any])?.count == (record["ratios"] as? [Any])?.count)
    // A float64 check isn't the same check.
    let float = Self.check.filter { $0 != "--rigorous" }
    expectRefusal(try tool.run(float + ["--journal", path, "--resume"]), ["--rigorous"])
    // Enclosures are checked like everything else in a journal.
    for (from, to) in [("\"causes\":[", "\"causes\":[null,"), ("\"kappa\":[", "\"kappa\":[1e300,")] {
      var changed = lines.map(String.init)
      changed[2] = changed[2].replacingOccurrences(of: from, with: to)
      try #require(changed[2] != lines[2])
      try folder.write("all.jsonl", changed.joined(separator: "\n") + "\n")
      expectRefusal(try tool.run(Self.check + ["--journal", path, "--resume"]), [path, "line 3"])
    }
  }

  @Test("other families are refused, or left in float64 with a statement")
  func otherFamilies() throws {
    expectRefusal(
      try tool.run("check", "--rigorous", "--family", "relu"), ["--rigorous", "linear and residual", "relu"])
    expectRefusal(try tool.run("replay", "relu.weyl", "--index", "0", "--rigorous"), ["--rigorous", "relu"])
    let run = try tool.run("check", "--rigorous", "--trials", "40")
    #expect(run.status == 0)
    #expect(run.output.contains("No certificates for two-layer (leaky) ReLU"))
  }

  @Test("replay proves one trial, and every violation unasked")
  func replay() throws {
    let run = try tool.run("replay", "linear.weyl", "--index", "3", "--rigorous")
    #expect(run.output.contains("κ(G) in [") && run.output.contains("bound/κ in ["))
    let plain = try tool.run("replay", "linear.weyl", "--index", "3")
    #expect(!plain.output.contains("Proved"))
    struct Report: Decodable {
      struct Ends: Decodable {
        let lower: Double
        let upper: Double
      }
      struct Proof: Decodable {
        let verdict: String
        let kappa: Ends
        let bound: Ends
        let ratio: Ends
        let certificate: String
      }
      let kappa: Double
      let bound: Double
      let verdict: String
      let proven: Proof?
    }
    let report = try tool.run("replay", "linear.weyl", "--index", "3", "--rigorous", "--json").decoded(Report.self)
    let proof = try #require(report.proven)
    #expect(proof.kappa.lower <= report.kappa * (1 + 1e-9) && proof.kappa.upper >= report.kappa * (1 - 1e-9))
    #expect(proof.bound.lower <= report.bound * (1 + 1e-9) && proof.bound.upper >= report.bound * (1 - 1e-9))
    #expect(proof.ratio.lower > 0 && proof.ratio.lower <= proof.ratio.upper)

    let check = try tool.run("check", "--theorem", "control.minimum", "--save-counterexamples", folder.location.path)
    #expect(check.status == 0)
    let file = folder.path("control.minimum.json")
    let refuted = try tool.run("replay", "control.minimum", "--from", file, "--json").decoded(Report.self)
    #expect(refuted.verdict == "violated" && refuted.proven?.verdict == "violated")
    #expect((refuted.proven?.ratio.upper ?? 2) < 1)
  }
}
