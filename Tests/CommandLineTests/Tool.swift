import Dispatch
import Foundation
import Testing

/// The built command-line tool, run as a user runs it.
struct Tool {
  /// Seconds until a run is taken to hang: far more than any takes, on a slow and busy machine too.
  static let patience = 300.0

  /// What a run left behind.
  struct Run {
    let command: String
    let status: Int32
    let wasKilledBySignal: Bool
    let output: String
    let errors: String

    var outputLines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try JSONDecoder().decode(type, from: Data(output.utf8))
    }
  }

  /// Why there is nothing to check.
  enum Failure: Error, CustomStringConvertible {
    case notBuilt(folder: String)
    case tooSlow(command: String)

    var description: String {
      switch self {
      case .notBuilt(let folder): "no executable gnbounds beside the tests, in \(folder)"
      case .tooSlow(let command): "\(command): not done after \(Tool.patience) s"
      }
    }
  }

  let location: URL

  /// The tool that was built with these tests: in the folder of the test bundle, which on Linux is the running executable,
  /// or further up where the bundle is a folder.
  init() throws {
    let bundle = Bundle.main.executableURL ?? Bundle.main.bundleURL.appendingPathComponent("tests")
    var folder = bundle.resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("gnbounds")
      let values = try? candidate.resourceValues(forKeys: [.isRegularFileKey, .isExecutableKey])
      if values?.isRegularFile == true, values?.isExecutable == true {
        location = candidate
        return
      }
      folder.deleteLastPathComponent()
    }
    throw Failure.notBuilt(folder: bundle.deletingLastPathComponent().path)
  }

  /// Runs the tool. It never ends by a signal, and says something on standard error exactly when it complains.
  func run(
    _ arguments: [String], in folder: URL? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Run {
    let run = try launch(location, arguments, name: "gnbounds " + arguments.joined(separator: " "), folder)
    #expect(!run.wasKilledBySignal, "\(run.command): signal \(run.status)", sourceLocation: sourceLocation)
    return run
  }

  func run(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> Run {
    try run(arguments, sourceLocation: sourceLocation)
  }

  /// Runs a line that the tool printed, by the shell, with the tool in the search path.
  func shell(_ line: String, in folder: URL? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws -> Run {
    let run = try launch(URL(fileURLWithPath: "/bin/sh"), ["-c", line], name: line, folder)
    #expect(!run.wasKilledBySignal, "\(line): signal \(run.status)", sourceLocation: sourceLocation)
    return run
  }

  private func launch(_ executable: URL, _ arguments: [String], name: String, _ folder: URL?) throws -> Run {
    try begin(executable, arguments, name: name, folder).wait(allowingSignal: true)
  }

  /// Starts the tool and doesn't wait for it.
  func start(_ arguments: [String], in folder: URL? = nil) throws -> Running {
    try begin(location, arguments, name: "gnbounds " + arguments.joined(separator: " "), folder)
  }

  /// Output goes to files, not pipes: a file never fills up, and no other child of the tests holds its end open.
  private func begin(_ executable: URL, _ arguments: [String], name: String, _ folder: URL?) throws -> Running {
    let scratch = try TemporaryFolder()
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? scratch.location
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = location.deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    return try Running(process, name: name, scratch: scratch)
  }
}

/// A process that runs beside the test.
final class Running {
  private let process: Process
  private let name: String
  private let scratch: TemporaryFolder
  private let ended = DispatchSemaphore(value: 0)

  init(_ process: Process, name: String, scratch: TemporaryFolder) throws {
    self.process = process
    self.name = name
    self.scratch = scratch
    process.terminationHandler = { [ended] _ in ended.signal() }
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.write("output", Data())))
    let errors = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.write("errors", Data())))
    process.standardOutput = output
    process.standardError = errors
    defer {
      // A `Process` outlives its run and would keep both open; with some 1,360 open descriptors `Process.run` crashes,
      // since it reads whole entries past the end of a full buffer of /proc/self/fd.
      try? output.close()
      try? errors.close()
    }
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for its end.
  func wait(
    allowingSignal: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Tool.Run {
    if ended.wait(timeout: .now() + Tool.patience) == .timedOut {
      process.terminate()
      _ = ended.wait(timeout: .now() + 5)
      throw Tool.Failure.tooSlow(command: name)
    }
    let wasKilled = process.terminationReason == .uncaughtSignal
    if !allowingSignal {
      #expect(!wasKilled, "\(name): signal \(process.terminationStatus)", sourceLocation: sourceLocation)
    }
    return Tool.Run(
      command: name, status: process.terminationStatus, wasKilledBySignal: wasKilled,
      output: try String(contentsOfFile: scratch.path("output"), encoding: .utf8),
      errors: try String(contentsOfFile: scratch.path("errors"), encoding: .utf8))
  }
}

/// A folder that goes away with the value that holds it.
final class TemporaryFolder {
  let location: URL

  init() throws {
    location = FileManager.default.temporaryDirectory.appendingPathComponent("gnbounds-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: location, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: location) }

  func path(_ name: String) -> String { location.appendingPathComponent(name).path }

  /// Writes a file.
  ///
  /// - Returns: its path.
  @discardableResult
  func write(_ name: String, _ content: Data) throws -> String {
    try content.write(to: location.appendingPathComponent(name))
    return path(name)
  }

  @discardableResult
  func write(_ name: String, _ content: String) throws -> String { try write(name, Data(content.utf8)) }
}

/// A refusal: exit status 2, nothing on standard output, and one line on standard error with all of `words` in it.
func expectRefusal(
  _ run: Tool.Run, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(run.status == 2, "\(run.command)", sourceLocation: sourceLocation)
  #expect(run.output.isEmpty, "\(run.command)", sourceLocation: sourceLocation)
  #expect(run.errors.hasPrefix("gnbounds: "), "\(run.command)", sourceLocation: sourceLocation)
  #expect(run.errors.hasSuffix("\n"), "\(run.command)", sourceLocation: sourceLocation)
  #expect(run.errors.count { $0 == "\n" } == 1, "\(run.command): \(run.errors)", sourceLocation: sourceLocation)
  for word in words where !word.isEmpty {
    #expect(run.errors.contains(word), "\(run.command) → \(run.errors)", sourceLocation: sourceLocation)
  }
}
