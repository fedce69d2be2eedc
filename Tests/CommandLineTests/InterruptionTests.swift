import Foundation
import Testing

@Suite("Interruption", .serialized)
struct InterruptionTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  /// Some seconds of work, so that a signal comes in time on any machine.
  private static let check = [
    "check", "--family", "linear", "--trials", "20000", "--depth", "6...8", "--width", "16...24", "--jobs", "2",
  ]

  private func records(_ path: String) -> Int {
    max(0, ((try? String(contentsOfFile: path, encoding: .utf8))?.count { $0 == "\n" } ?? 0) - 1)
  }

  @Test(
    "SIGINT and SIGTERM end with the partial summary, and --resume takes it from there", arguments: [SIGINT, SIGTERM])
  func signals(signal: Int32) throws {
    let path = folder.path("a.jsonl")
    let running = try tool.start(Self.check + ["--journal", path])
    while records(path) < 50, running.isRunning { Thread.sleep(forTimeInterval: 0.01) }
    running.send(signal)
    let run = try running.wait()
    #expect(run.status == 128 + signal)
    let (verdict, resume) = (run.outputLines.dropLast(2).last ?? "", run.outputLines.dropLast().last ?? "")
    let finished = try #require(verdict.firstMatch(of: #/INTERRUPTED: .* on ([0-9,]+) of 20,000 networks so far/#)).1
    // Every trial in the journal is in the summary.
    #expect(Int(finished.replacingOccurrences(of: ",", with: "")) == records(path))
    #expect(resume.hasPrefix("Resume: gnbounds check ") && resume.hasSuffix("--journal \(path) --resume"))
    #expect(records(path) < 20_000)
  }

  @Test("the line that's printed finishes the run, with the summary of an uninterrupted one")
  func resume() throws {
    let arguments = ["check", "--family", "linear", "--trials", "8000", "--depth", "6...8"]
    let running = try tool.start(arguments + ["--journal", "a.jsonl"], in: folder.location)
    while records(folder.path("a.jsonl")) < 50, running.isRunning { Thread.sleep(forTimeInterval: 0.01) }
    running.send(SIGINT)
    let run = try running.wait()
    let line = try #require(run.outputLines.dropLast().last)
    try #require(line.hasPrefix("Resume: "), "it was done before the signal came")
    let resumed = try tool.shell(String(line.dropFirst("Resume: ".count)), in: folder.location)
    let plain = try tool.run(arguments)
    #expect(resumed.output == plain.output && resumed.status == 0)
  }

  @Test("--json says that it isn't complete")
  func json() throws {
    let path = folder.path("a.jsonl")
    let running = try tool.start(Self.check + ["--json", "--journal", path])
    while records(path) < 50, running.isRunning { Thread.sleep(forTimeInterval: 0.01) }
    running.send(SIGTERM)
    let run = try running.wait()
    #expect(run.status == 128 + SIGTERM)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["complete"] as? Bool == false)
    #expect(object["verdict"] as? String == "interrupted")
  }

  /// What was in the file when the process was killed is the last that can have been lost; what a reader saw before is there.
  @Test("killed at random moments and resumed, it loses no finished trial and ends as if nothing had happened")
  func kills() throws {
    let arguments = ["check", "--family", "linear", "--trials", "3000", "--depth", "4...8", "--jobs", "2"]
    let path = folder.path("a.jsonl")
    var generator = SystemRandomNumberGenerator()
    var known: Set<Substring> = []
    var counts: [Int] = []
    while counts.count < 12 {
      let running = try tool.start(arguments + ["--journal", path, "--resume"])
      let enough = (counts.last ?? 0) + Int.random(in: 0...250, using: &generator)
      while records(path) < enough, running.isRunning { Thread.sleep(forTimeInterval: 0.0005) }
      Thread.sleep(forTimeInterval: Double.random(in: 0...0.02, using: &generator))
      // A whole line that's there before the kill is there for good.
      let before = try? String(contentsOfFile: path, encoding: .utf8)
      running.send(SIGKILL)
      _ = try running.wait(allowingSignal: true)
      counts.append(records(path))
      if let before, let end = before.lastIndex(of: "\n") { known.formUnion(before[..<end].split(separator: "\n")) }
    }
    let resumed = try tool.run(arguments + ["--journal", path, "--resume"])
    let plain = try tool.run(arguments)
    #expect(resumed.output == plain.output && resumed.status == plain.status)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 3001)
    #expect(known.isSubset(of: lines))
    #expect(known.count > 1)
    // Each trial is written by itself, not when the 32 of a chunk are done.
    #expect(counts.contains { !$0.isMultiple(of: 32) })
  }

  @Test("a journal that a process is writing is refused to a second one")
  func lock() throws {
    let path = folder.path("a.jsonl")
    let running = try tool.start(Self.check + ["--journal", path])
    while records(path) < 5, running.isRunning { Thread.sleep(forTimeInterval: 0.01) }
    expectRefusal(try tool.run(Self.check + ["--journal", path, "--resume"]), [path, "another process"])
    expectRefusal(try tool.run(Self.check + ["--journal", path]), [path])
    running.send(SIGKILL)
    _ = try running.wait(allowingSignal: true)
  }
}
