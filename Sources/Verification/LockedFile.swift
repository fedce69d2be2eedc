import DataFormats
import Foundation

/// An open file that no other process has locked, for as long as the value lives.
struct LockedFile: ~Copyable {
  let handle: FileHandle

  /// Opens a file that's there, for reading and writing.
  ///
  /// - Throws: `JournalError` when it can't be opened, or is locked already.
  init(_ path: String) throws(JournalError) {
    let handle: FileHandle
    do { handle = try FileHandle(forUpdating: URL(fileURLWithPath: path)) } catch {
      throw JournalError(path, FileFault(writing: error, atPath: path).description)
    }
    guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw JournalError(path, "another process is writing it: wait for it, or name another file")
    }
    self.handle = handle
  }

  // A child process has a copy of every descriptor until it becomes its own program: closing ours alone leaves the file
  // locked for that long.
  deinit { flock(handle.fileDescriptor, LOCK_UN) }
}
