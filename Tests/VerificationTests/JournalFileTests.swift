import Foundation
import Testing
import Verification

struct JournalFileTests {
  private static func open(_ path: String, resuming: Bool) throws(JournalError) -> JournalFile {
    try JournalFile(path, header: ["schema": "a"], resuming: resuming) { (reader) throws(JournalError) in
      try reader.nextLine() != nil
    }
  }

  /// Copies of this process's descriptors of a file, as a child process has them until it becomes its own program.
  private static func copiedDescriptors(of path: String) throws -> [Int32] {
    let folder = "/proc/self/fd"
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path
    }.map { dup(try #require(Int32($0))) }
  }

  @Test("Locked while it's open, and not a moment longer, though a child process has a copy of the descriptor")
  func lock() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.resolvingSymlinksInPath().appendingPathComponent("j.jsonl").path
    var copies: [Int32] = []
    defer { for copy in copies { close(copy) } }
    do {
      let journal = try Self.open(path, resuming: false)
      copies = try Self.copiedDescriptors(of: path)
      #expect(!copies.isEmpty)
      let error = #expect(throws: JournalError.self) { try Self.open(path, resuming: true) }
      #expect(error?.reason.contains("another process") == true)
      try journal.append(["a": 1])
    }
    do {
      let journal = try Self.open(path, resuming: true)
      copies += try Self.copiedDescriptors(of: path)
      try journal.read { (reader) throws(JournalError) in while try reader.nextLine() != nil {} }
    }
    // A refusal locks nothing either.
    let error = #expect(throws: JournalError.self) { try Self.open(path, resuming: false) }
    #expect(error?.reason.contains("is there already") == true)
    _ = try Self.open(path, resuming: true)
  }
}
