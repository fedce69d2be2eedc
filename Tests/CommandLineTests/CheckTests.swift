import Foundation
import Testing

@Suite("Check")
struct CheckTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test("the JSON is one object with the documented keys")
  func keys() throws {
    let run = try tool.run("check", "--trials", "60", "--json")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(
      Set(object.keys).isSuperset(of: [
        "schema", "seed", "shard", "complete", "verdict", "theorems", "coverage", "counterexamples", "provenance",
      ]))
    #expect(object["schema"] as? String == "gnbounds.check/2")
    let theorems = try #require(object["theorems"] as? [[String: Any]])
    #expect(!theorems.isEmpty)
    for theorem in theorems {
      // Keys may be added under the same schema number; none may go.
      #expect(
        Set(theorem.keys).isSuperset(of: [
          "id", "kind", "relation", "trials", "holds", "violated", "touching", "undecided", "vacuous", "inapplicable",
          "ratio",
        ]))
      let ratio = try #require(theorem["ratio"] as? [String: Any])
      #expect(Set(ratio.keys).subtracting(["reason"]) == ["min", "median", "p95", "max"])
    }
    let provenance = try #require(object["provenance"] as? [String: Any])
    #expect(Set(provenance.keys) == ["version", "arguments", "linearAlgebra"])
  }

  @Test("the counts add up, and so does the coverage")
  func counts() throws {
    let report = try tool.run("check", "--trials", "60", "--json").decoded(CheckOutput.self)
    #expect(report.seed == 1)
    #expect(report.verdict == "holds")
    #expect(report.counterexamples.isEmpty)
    for entry in report.theorems {
      #expect(entry.kind == "theorem")
      #expect(
        entry.trials == entry.holds + entry.violated + entry.touching + entry.undecided + entry.vacuous, "\(entry.id)")
      #expect(entry.trials + entry.inapplicable == 60, "\(entry.id)")
      #expect(entry.violated == 0, "\(entry.id)")
      let ratio = entry.ratio
      if let min = ratio.min, let median = ratio.median, let p95 = ratio.p95, let max = ratio.max {
        #expect(min <= median && median <= p95 && p95 <= max, "\(entry.id)")
        if entry.relation == "upper" { #expect(min > 1 - 1e-6, "\(entry.id)") }
        if entry.relation == "lower" { #expect(max < 1 + 1e-6, "\(entry.id)") }
      } else {
        #expect(ratio.min == nil && ratio.median == nil && ratio.p95 == nil && ratio.max == nil)
        #expect(ratio.reason != nil)
        #expect(entry.holds + entry.violated + entry.touching == 0)
      }
    }
    #expect(Set(report.coverage.keys) == ["linear", "residual", "relu", "batchnorm", "conv"])
    for (family, categories) in report.coverage {
      for (category, labels) in categories {
        #expect(labels.values.reduce(0, +) == 60, "\(family): \(category)")
      }
    }
  }

  @Test("the counts are those of the trials replayed one by one")
  func replayed() throws {
    let arguments = ["--seed", "5", "--depth", "1...3", "--width", "1...5"]
    let report = try tool.run(["check", "--trials", "12", "--json", "--theorem", "linear.weyl"] + arguments)
      .decoded(CheckOutput.self)
    let replays = try (0..<12).map {
      try tool.run(["replay", "linear.weyl", "--index", "\($0)", "--json"] + arguments).decoded(Replay.self)
    }
    let entry = try #require(report.theorems.first)
    let count = { (verdict: String) in replays.count { $0.verdict == verdict } }
    #expect(entry.holds == count("holds"))
    #expect(entry.touching == count("touching"))
    #expect(entry.vacuous == count("vacuous"))
    #expect(entry.undecided == count("undecided"))
    #expect(entry.ratio.max == replays.filter { $0.verdict != "undecided" }.compactMap(\.ratio).max())
    let holding = replays.indices.filter { replays[$0].verdict == "holds" }
    let tightest = try #require(entry.tightestIndex)
    #expect(holding.contains(tightest))
    #expect(replays[tightest].ratio == holding.compactMap { replays[$0].ratio }.min())
  }

  @Test("a ratio that doesn't exist is null with a reason")
  func noRatio() throws {
    // One layer: linear.onehidden is inapplicable throughout.
    let report = try tool.run(
      "check", "--trials", "20", "--depth", "1", "--theorem", "linear.onehidden", "--theorem", "linear.weyl", "--json"
    ).decoded(CheckOutput.self)
    let entry = try #require(report.theorems.first { $0.id == "linear.onehidden" })
    #expect(entry.inapplicable == 20 && entry.trials == 0)
    #expect(entry.ratio.median == nil)
    #expect(entry.ratio.reason != nil)
  }

  @Test("nothing decided is exit status 3, never a pass")
  func undecided() throws {
    let run = try tool.run("check", "--trials", "20", "--depth", "1", "--theorem", "linear.onehidden")
    #expect(run.status == 3)
    #expect(run.output.contains("UNDECIDED"))
    let json = try tool.run("check", "--trials", "20", "--depth", "1", "--theorem", "linear.onehidden", "--json")
    #expect(json.status == 3)
    #expect(try json.decoded(CheckOutput.self).verdict == "undecided")
  }

  @Test("the same bytes for any number of jobs and every time; another seed changes them")
  func deterministic() throws {
    let arguments = ["check", "--trials", "300", "--include-controls", "--json"]
    let first = try tool.run(arguments + ["--jobs", "1"])
    for jobs in ["1", "2", "5"] {
      #expect(first.output == (try tool.run(arguments + ["--jobs", jobs]).output), "\(jobs) jobs")
    }
    let other = try tool.run(arguments + ["--seed", "2"])
    #expect(other.status == 0)
    let (report, reseeded) = (try first.decoded(CheckOutput.self), try other.decoded(CheckOutput.self))
    #expect(reseeded.seed == 2)
    #expect(report.coverage != reseeded.coverage)
    #expect(report.theorems.map(\.ratio.median) != reseeded.theorems.map(\.ratio.median))
  }

  @Test("--theorem restricts, in any number and notation")
  func theorems() throws {
    let identifiers = { (arguments: [String]) in
      try tool.run(["check", "--trials", "20", "--json"] + arguments).decoded(CheckOutput.self).theorems.map(\.id)
    }
    #expect(try identifiers(["--theorem", "linear.coupled"]) == ["linear.coupled"])
    let pair = ["linear.weyl", "linear.rank"]
    #expect(try identifiers(["--theorem", "linear.rank", "--theorem", "linear.weyl"]) == pair)
    #expect(try identifiers(["--theorem=linear.weyl,linear.rank"]) == pair)
    #expect(try identifiers(["--theorem", "linear.weyl", "--theorem", "linear.weyl"]) == ["linear.weyl"])
    // Its numbers are those of a check of everything.
    let all = try tool.run("check", "--trials", "50", "--json").decoded(CheckOutput.self)
    let alone = try tool.run("check", "--trials", "50", "--json", "--theorem", "linear.envelope").decoded(
      CheckOutput.self)
    #expect(alone.theorems[0].ratio.median == all.theorems.first { $0.id == "linear.envelope" }?.ratio.median)
    #expect(alone.coverage == all.coverage.filter { $0.key == "linear" })
  }

  @Test("--quiet prints one line, the verdict")
  func quiet() throws {
    let run = try tool.run("check", "--trials", "40", "--quiet")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.wholeMatch(of: #/HOLDS: [^\n]+200 networks\.\n/#) != nil)
    let claims = try tool.run("check", "--trials", "40", "--quiet", "--include-controls", "--include-conjectures")
    #expect(claims.status == 0)
    #expect(claims.output.wholeMatch(of: #/HOLDS: [^\n]+Refuted as they should be: [^\n]+\.\n/#) != nil)
  }

  @Test(
    "the last line repeats the check",
    arguments: [
      [], ["--seed", "9", "--depth", "2...3", "--init", "orthogonal,spectrum"], ["--include-controls"],
      ["--init", "orthogonal", "--init", "spectrum", "--family", "linear,relu"],
      ["--theorem", "linear.weyl", "--theorem", "linear.lower"], ["--theorem", "control.minimum"],
      ["--theorem", "linear.weyl", "--include-conjectures", "--moment", "whitened", "--shape", "wide"],
    ])
  func reproduction(arguments: [String]) throws {
    let run = try tool.run(["check", "--trials", "30"] + arguments)
    let line = try #require(run.outputLines.last { !$0.isEmpty })
    let command = try #require(line.wholeMatch(of: #/Reproduce: (gnbounds check .*)/#)).1
    let again = try tool.shell(String(command))
    #expect(again.status == run.status)
    #expect(again.output == run.output, "\(command)")
  }

  @Test("the arguments in the JSON's provenance repeat the check")
  func provenance() throws {
    for arguments in [["--seed", "3"], ["--theorem", "linear.rank", "--include-controls"]] {
      let run = try tool.run(["check", "--trials", "30", "--json"] + arguments)
      let recorded = try run.decoded(CheckOutput.self).provenance.arguments
      #expect(run.output == (try tool.run(recorded + ["--json"]).output), "\(recorded)")
    }
  }

  @Test("the text's table has the JSON's counts")
  func table() throws {
    let report = try tool.run("check", "--trials", "60", "--json").decoded(CheckOutput.self)
    let lines = try tool.run("check", "--trials", "60").outputLines
    for entry in report.theorems {
      let row = try #require(lines.first { $0.hasPrefix(entry.id + " ") })
      let counts = row.split(separator: " ").dropFirst().prefix(7).compactMap { Int($0) }
      #expect(
        counts == [
          entry.trials, entry.holds, entry.violated, entry.touching, entry.undecided, entry.vacuous, entry.inapplicable,
        ])
    }
  }
}
