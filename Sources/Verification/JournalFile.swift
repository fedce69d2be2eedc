import DataFormats
import Foundation
import Synchronization

/// A file of JSON lines that one process at a time appends to: a header, then a line for whatever is done, as soon as it is.
///
/// A line that a killed process left half-written is removed when the file is read to be gone on with.
public final class JournalFile: Sendable {
  private let path: String
  private let file: Mutex<LockedFile>

  /// Makes a file with a header, or opens one to go on with.
  ///
  /// - Parameter hasHeader: reads the header of a file that's there and checks it; false where there's no whole line.
  /// - Throws: `JournalError` when the file can't be written, another process has it, it's there already and isn't to be
  ///   resumed, or holds something else; and what `hasHeader` throws. The file is left as it is then.
  public init(
    _ path: String, header: some Encodable, resuming: Bool,
    hasHeader: (inout JournalReader) throws(JournalError) -> Bool
  ) throws(JournalError) {
    self.path = path
    if !FileManager.default.fileExists(atPath: path) {
      do { try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting) } catch {
        throw JournalError(path, FileFault(writing: error, atPath: path).description)
      }
    }
    let locked = try LockedFile(path)
    do {
      let handle = locked.handle
      let end = try handle.seekToEnd()
      guard end == 0 || resuming else {
        throw JournalError(path, "is there already: --resume to finish it, or name another file")
      }
      let first = try Self.line(header)
      var isTorn = false
      if end > 0 {
        var reader = try JournalReader(handle, path: path)
        isTorn = try !hasHeader(&reader)
        guard !isTorn || first.starts(with: reader.tornLine) else {
          throw JournalError(path, line: 1, "no header of a journal written by gnbounds: it's left as it is")
        }
      }
      if end == 0 || isTorn {
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: first)
      }
    } catch let error as JournalError { throw error } catch {
      throw JournalError(path, FileFault(writing: error, atPath: path).description)
    }
    file = Mutex(locked)
  }

  private static func line(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }

  /// Reads from the beginning, header included, and puts what follows behind the last line that was read.
  ///
  /// - Throws: `JournalError` when the file can't be read or cut; and what `body` throws, the file left as it is.
  public func read<Value>(
    _ body: (inout JournalReader) throws(JournalError) -> Value
  ) throws(JournalError) -> Value {
    do {
      return try file.withLock { locked in
        let handle = locked.handle
        var reader = try JournalReader(handle, path: path)
        let value = try body(&reader)
        try handle.truncate(atOffset: reader.offset)
        try handle.seek(toOffset: reader.offset)
        return value
      }
    } catch let error as JournalError { throw error } catch {
      throw JournalError(path, FileFault(writing: error, atPath: path).description)
    }
  }

  /// Appends a line.
  ///
  /// - Throws: `JournalError` when the file can't be written.
  public func append(_ record: some Encodable) throws(JournalError) {
    do {
      let line = try Self.line(record)
      try file.withLock { try $0.handle.write(contentsOf: line) }
    } catch {
      throw JournalError(
        path, "\(FileFault(writing: error, atPath: path)): what it holds is kept, --resume finishes it")
    }
  }
}
