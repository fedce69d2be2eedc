import Foundation
import Testing

/// The files of `Proofs/` and Coq, where it's installed.
enum ProofFolder {
  static let location = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Proofs")
    .standardizedFileURL

  /// What compiling the proofs takes and isn't here.
  static let missingTools: [String] = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return ["coqc", "coq_makefile", "make"].filter { tool in
      !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
    }
  }()

  static var hasCoq: Bool { missingTools.isEmpty }

  static var missing: Comment {
    "not installed: \(missingTools.joined(separator: ", ")); the README's test command installs it"
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: location.appending(path: name), encoding: .utf8)
  }

  static func names(ending suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: location.path).filter { $0.hasSuffix(suffix) }.sorted()
  }

  /// All Coq files, by name.
  static func sources() throws -> [String: String] {
    Dictionary(uniqueKeysWithValues: try names(ending: ".v").map { ($0, try text($0)) })
  }
}

/// A copy of the proofs, compiled once, in which single files are compiled again; deleted at exit.
struct ProofWorkshop {
  private static let folder = FileManager.default.temporaryDirectory.appending(
    path: "gnbounds-proofs-\(UUID().uuidString)")

  let status: Int32
  let output: String

  /// The proofs as they stand.
  static let shared = Result { try ProofWorkshop() }

  private init() throws {
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: ProofWorkshop.folder) }
    var files = try ProofFolder.sources()
    files["_CoqProject"] = try ProofFolder.text("_CoqProject")
    for (name, text) in files {
      try text.write(to: Self.folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    (status, output) = try Self.run(
      "coq_makefile -f _CoqProject -o Makefile.coq && make -j2 -f Makefile.coq")
  }

  /// Compiles one more file beside the proofs: whether Coq accepts it, and what it printed.
  func compile(_ text: String) throws -> (accepted: Bool, output: String) {
    let module = "Try\(UUID().uuidString.filter { $0 != "-" })"
    try text.write(to: Self.folder.appending(path: module + ".v"), atomically: true, encoding: .utf8)
    let command = "coqc -Q . GNBounds -w -notation-overridden,-ambiguous-paths \(module).v"
    let (status, output) = try Self.run(command)
    return (status == 0, output)
  }

  private static func run(_ command: String) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
