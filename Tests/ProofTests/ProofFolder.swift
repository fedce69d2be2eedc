import Foundation
import Testing

/// The files of `Proofs/` and Coq, where it's installed.
enum ProofFolder {
  static let location = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Proofs")
    .standardizedFileURL

  static let hasCoq = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/coqc")
  }

  static let missing: Comment = "coqc isn't installed: the README's test command installs it"

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

/// A copy of the proofs, compiled once, in which single files are compiled again.
struct ProofWorkshop {
  let folder: URL
  let status: Int32
  let output: String

  /// The proofs as they stand.
  static let shared = Result { try ProofWorkshop() }

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "gnbounds-proofs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var files = try ProofFolder.sources()
    files["_CoqProject"] = try ProofFolder.text("_CoqProject")
    for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
    (status, output) = try Self.run(
      "coq_makefile -f _CoqProject -o Makefile.coq && make -j2 -f Makefile.coq", in: folder)
  }

  /// Compiles one more file beside the proofs: whether Coq accepts it, and what it printed.
  func compile(_ text: String) throws -> (accepted: Bool, output: String) {
    let module = "Try\(UUID().uuidString.filter { $0 != "-" })"
    try text.write(to: folder.appending(path: module + ".v"), atomically: true, encoding: .utf8)
    let command = "coqc -Q . GNBounds -w -notation-overridden,-ambiguous-paths \(module).v"
    let (status, output) = try Self.run(command, in: folder)
    return (status == 0, output)
  }

  private static func run(_ command: String, in folder: URL) throws -> (Int32, String) {
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
