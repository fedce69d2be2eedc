import Foundation
import Synchronization
public import Verification

/// A file to which every measured cell is appended as soon as it's done: a header, then a JSON line a cell.
public final class ExperimentJournal: Sendable {
  /// What decides the numbers: the first line.
  public struct Header: Sendable, Hashable, Codable {
    let schema: String
    let version: String
    let seed: UInt64
    let scale: String
    let data: String
    let linearAlgebra: String

    /// The header of a run; `data` is a digest.
    public init(version: String, seed: UInt64, scale: ExperimentScale, data: String, linearAlgebra: String) {
      schema = "gnbounds.figures/1"
      self.version = version
      self.seed = seed
      self.scale = scale.rawValue
      self.data = data
      self.linearAlgebra = linearAlgebra
    }
  }

  private struct Record: Codable {
    let cell: String
    /// Null for what isn't finite.
    let values: [String: Double?]
  }

  private let file: Mutex<FileHandle>
  /// What was measured before, by the cells' identifiers.
  public let known: [String: [String: Double]]

  /// Begins a journal, or goes on with one of the same run.
  ///
  /// - Throws: `JournalError` when the file can't be written, is there already and isn't to be resumed, is of another
  ///   run, or is no journal.
  public init(_ path: String, for header: Header, resuming: Bool) throws(JournalError) {
    let isThere = FileManager.default.fileExists(atPath: path)
    if isThere, !resuming {
      throw JournalError(path, "is there already: --resume to finish it, or name another file")
    }
    var known: [String: [String: Double]] = [:]
    do {
      let first = try Self.line(header)
      if !isThere { try first.write(to: URL(fileURLWithPath: path)) }
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      let content = try handle.readToEnd() ?? Data()
      // A killed process leaves half a line.
      let whole = content.lastIndex(of: UInt8(ascii: "\n")).map { content[...$0] } ?? Data()
      let lines = whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
      for (number, line) in lines.enumerated() {
        if number == 0 {
          try Self.check(line, header, path)
          continue
        }
        guard let record = try? JSONDecoder().decode(Record.self, from: line) else {
          throw JournalError(path, line: number + 1, "is no record of a measured network")
        }
        known[record.cell] = record.values.mapValues { $0 ?? .nan }
      }
      if whole.isEmpty {
        guard first.starts(with: content) else { throw JournalError(path, "has no header of figures") }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: first)
      } else {
        try handle.truncate(atOffset: UInt64(whole.count))
        try handle.seekToEnd()
      }
      file = Mutex(handle)
    } catch let error as JournalError { throw error } catch {
      throw JournalError(path, "can't be written (\(error.localizedDescription))")
    }
    self.known = known
  }

  private static func check(_ line: Data, _ header: Header, _ path: String) throws(JournalError) {
    guard let recorded = try? JSONDecoder().decode(Header.self, from: line) else {
      throw JournalError(path, line: 1, "is no header of figures")
    }
    let fields: [(String, String, String)] = [
      ("schema", recorded.schema, header.schema), ("gnbounds", recorded.version, header.version),
      ("--seed", "\(recorded.seed)", "\(header.seed)"), ("scale", recorded.scale, header.scale),
      ("the data's digest", recorded.data, header.data),
      ("linear algebra", recorded.linearAlgebra, header.linearAlgebra),
    ]
    for (name, there, here) in fields where there != here {
      throw JournalError(path, "is the journal of another run: \(name): \(there) there, \(here) here")
    }
  }

  private static func line(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }

  /// Appends a cell.
  ///
  /// - Throws: when the file can't be written.
  public func write(_ identifier: String, _ values: [String: Double]) throws {
    let line = try Self.line(Record(cell: identifier, values: values.mapValues { $0.isFinite ? $0 : nil }))
    try file.withLock { try $0.write(contentsOf: line) }
  }
}
