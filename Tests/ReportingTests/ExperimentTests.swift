import Foundation
import LinearAlgebra
import Networks
import Testing
import Verification

@testable import Reporting

/// The experiments, small.
struct ExperimentTests {
  private static func run(_ names: [String] = [], seed: UInt64 = 1) throws -> ExperimentRun {
    let chosen = Experiments.all.filter { names.isEmpty || names.contains($0.name) }
    return ExperimentRun(
      chosen, on: try .synthetic(edge: ExperimentScale.quick.edge, seed: seed), scale: .quick, seed: seed,
      provenance: ["- here"], command: { "gnbounds figures " + $0.joined(separator: " ") })
  }

  @Test("Every experiment runs, and no bound is violated; the same bytes for any number of jobs")
  func deterministic() async throws {
    let one = try await Self.run().result(jobs: 1)
    let two = try await Self.run().result(jobs: 2)
    #expect(one.files == two.files)
    #expect(one.violations == 0)
    #expect(one.headlines.map(\.name) == Experiments.all.map(\.name))
    #expect(!one.files.contains { $0.text.contains(/\bnan\b/) || $0.text.contains("VIOLATED") })
    let other = try await Self.run(seed: 2).result(jobs: 2)
    #expect(one.files != other.files)
  }

  @Test("An experiment's numbers don't depend on which others run, nor on what a journal already has")
  func independent() async throws {
    let all = try await Self.run().result(jobs: 2)
    var journal: [String: [String: Double]] = [:]
    let alone = try await Self.run(["residual"]).result(jobs: 2, finished: { journal[$0] = $1 })
    for file in alone.files { #expect(all.files.contains(file), "\(file.path)") }
    // Half of it known: only the rest is measured, and the pages are the same.
    let kept = Set(journal.keys.sorted().prefix(journal.count / 2))
    let known = journal.filter { kept.contains($0.key) }
    var measured = 0
    let resumed = try await Self.run(["residual"]).result(
      jobs: 2, known: known,
      finished: { identifier, _ in
        measured += 1
        #expect(known[identifier] == nil)
      })
    #expect(measured == journal.count - known.count)
    #expect(resumed.files == alone.files)
  }

  @Test("A page says what is seen first and how to repeat it last, shows its plots, and tells of a violation")
  func pages() async throws {
    var journal: [String: [String: Double]] = [:]
    let result = try await Self.run(["slope"]).result(jobs: 2, finished: { journal[$0] = $1 })
    let page = try #require(result.files.first { $0.path == "figures/slope.md" })
    let lines = page.text.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("# ") && lines[1].hasPrefix("**Seen here:** "))
    #expect(lines.suffix(3) == ["```sh", "gnbounds figures slope", "```"])
    let headline = try #require(result.headlines.first).headline
    #expect(lines[1] == "**Seen here:** \(headline)" && page.text.ranges(of: headline).count == 1)
    for section in ["What was run", "What the paper reports", "What is seen here", "Provenance", "Reproduce"] {
      #expect(lines.contains("## " + section))
    }
    for match in page.text.matches(of: /!\[[^\]]+\]\(([^)]+)\)/) {
      #expect(result.files.contains { $0.path == "figures/\(match.1)" && $0.text.hasPrefix("<svg") })
    }
    let cell = try #require(journal.keys.min())
    journal[cell]?["violations"] = 1
    let planted = try await Self.run(["slope"]).result(jobs: 1, known: journal)
    #expect(planted.violations == 1)
    journal[cell]?["violations"] = .nan
    #expect(try await Self.run(["slope"]).result(jobs: 1, known: journal).violations == 1)
    #expect(planted.files.contains { $0.text.contains("**VIOLATED:** 1 bound.") })
  }

  @Test("Paired settings see the same random numbers, others don't; identifiers tell all apart")
  func streams() {
    for experiment in Experiments.all {
      for scale in [ExperimentScale.quick, .full] {
        let cells = experiment.cells(scale)
        #expect(Set(cells.map(\.identifier)).count == cells.count, "\(experiment.name)")
        #expect(cells.count { $0.parameters == cells[0].parameters } >= 3, "\(experiment.name): three draws at least")
        let paired = Dictionary(grouping: cells) { cell in
          cell.parameters.filter { !cell.paired.contains($0.key) }
        }
        for group in paired.values { #expect(Set(group.map(\.stream)).count == Set(group.map(\.draw)).count) }
        let streams = Dictionary(grouping: cells, by: \.stream)
        for group in streams.values {
          let settings = Set(group.map { cell in cell.parameters.filter { !cell.paired.contains($0.key) } })
          #expect(settings.count == 1 && Set(group.map(\.draw)).count == 1)
        }
      }
    }
  }

  @Test("With one layer κ is κ(Σ): 1 on white data, that of the raw data otherwise")
  func oneLayer() throws {
    let data = try ExperimentData.synthetic(edge: 4, seed: 1)
    let experiment = WhiteningExperiment()
    for cell in experiment.cells(.quick).filter({ $0["depth"] == 1 && $0.draw == 0 }) {
      var bench = ExperimentBench(data, .quick, experiment: experiment.name, seed: 1, cell: cell)
      let κ = try #require(try experiment.measure(cell, &bench)["kappa"])
      var workspace = Workspace()
      let values = try workspace.singularValues(of: data.raw.moment.factor)
      let ratio = values[0] / values[values.count - 1]
      #expect(abs(κ / (cell["whitened"] == 1 ? 1 : ratio * ratio) - 1) < 1e-9)
    }
  }

  @Test("A journal gives back what it was told, and goes on after half a line; another run's is refused")
  func journal() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("j.jsonl").path
    let header = { (seed: UInt64, data: String) in
      ExperimentJournal.Header(version: "1", seed: seed, scale: .quick, data: data, linearAlgebra: "L")
    }
    let names = Experiments.all[0].cells(.quick).prefix(3).map(Experiments.all[0].identifier(of:))
    let (a, b, c) = (names[0], names[1], names[2])
    do {
      let journal = try ExperimentJournal(path, for: header(1, "d"), resuming: false)
      try journal.write(a, ["kappa": 1.25, "bound": .infinity, "violations": 0])
      try journal.write(b, ["kappa": 0.1, "violations": 2])
      // One process at a time.
      let error = #expect(throws: JournalError.self) {
        try ExperimentJournal(path, for: header(1, "d"), resuming: true)
      }
      #expect(error?.reason.contains("another process") == true)
    }
    #expect(throws: JournalError.self) { try ExperimentJournal(path, for: header(1, "d"), resuming: false) }
    for (seed, data) in [(UInt64(2), "d"), (1, "e")] {
      #expect(throws: JournalError.self) {
        try ExperimentJournal(path, for: header(seed, data), resuming: true)
      }
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for cut in 0...whole.count {
      try whole.prefix(cut).write(to: URL(fileURLWithPath: path))
      do {
        let journal = try ExperimentJournal(path, for: header(1, "d"), resuming: true)
        try journal.write(c, ["kappa": 3, "violations": 0])
      }
      let again = try ExperimentJournal(path, for: header(1, "d"), resuming: true)
      #expect(again.known[c] == ["kappa": 3, "violations": 0])
      if cut == whole.count {
        #expect(again.known[b] == ["kappa": 0.1, "violations": 2])
        #expect(again.known[a]?["kappa"] == 1.25 && again.known[a]?["bound"]?.isNaN == true)
      }
    }
    let first = try #require(whole.firstIndex(of: UInt8(ascii: "\n")))
    for (record, reason) in [
      (#"{"cell":"\#(a)","values":{"kappa":1,"violations":null}}"#, "violations"),
      (#"{"cell":"\#(a)","values":{"kappa":1,"violations":-1}}"#, "violations"),
      (#"{"cell":"\#(a)","values":{"kappa":1,"violations":0.5}}"#, "violations"),
      (#"{"cell":"\#(a)","values":{"kappa":1,"violations":1e300}}"#, "violations"),
      (#"{"cell":"\#(a)","values":{"kappa":1}}"#, "violations"),
      (#"{"cell":"\#(a)","values":{}}"#, "no values"), (#"{"cell":"a","values":{"x":1}}"#, "no network"),
      (#"{"cell":"\#(b)","values":{"x":1}}"#, "twice"), ("", "no record"),
    ] {
      let good = #"{"cell":"\#(b)","values":{"x":1}}"#
      let text = String(decoding: whole[...first], as: UTF8.self) + good + "\n" + record + "\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: JournalError.self, "\(record)") {
        try ExperimentJournal(path, for: header(1, "d"), resuming: true)
      }
      #expect(error?.line == 3 && error?.reason.contains(reason) == true, "\(record): \(String(describing: error))")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8), "left as it is")
    }
    for nonsense in ["{}\n", "x", "\n\n", "{\"schema\":\"gnbounds.figures/1\"}\n"] {
      try Data(nonsense.utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: JournalError.self, "\(nonsense)") {
        try ExperimentJournal(path, for: header(1, "d"), resuming: true)
      }
    }
  }
}
