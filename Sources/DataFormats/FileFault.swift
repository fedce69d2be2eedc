public import Foundation

/// Why a file can't be read or written: the same words wherever one is named.
public struct FileFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let reason: String
  /// What would be right, where the reason doesn't say it already.
  public let expected: String?

  init(_ reason: String, expected: String? = nil) {
    self.reason = reason
    self.expected = expected
  }

  /// One line, without the file's name.
  public var description: String { reason + (expected.map { "; expected \($0)" } ?? "") }

  /// Why reading failed.
  public init(reading error: any Error) { self.init("can't be read (\(Self.systemReason(of: error)))") }

  /// Why writing a file failed.
  public init(writing error: any Error, atPath path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().relativePath
    if Self.isDirectory(path) {
      self.init("is a directory", expected: "a file")
    } else if !FileManager.default.fileExists(atPath: folder) {
      self.init("can't be written: there is no folder \(folder)")
    } else {
      self.init("can't be written (\(Self.systemReason(of: error)))")
    }
  }

  /// Why making a folder failed.
  public init(makingFolder error: any Error) { self.init("the folder can't be made (\(Self.systemReason(of: error)))") }

  /// Makes sure that a path leads to a regular file, of which reading comes to an end.
  ///
  /// - Returns: its size in bytes.
  @discardableResult
  public static func requireRegularFile(atPath path: String) throws(FileFault) -> UInt64 {
    // A path with a zero byte would name another file: the system's calls stop reading there.
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFault("not the path of a file") }
    let attributes: [FileAttributeKey: Any]
    do {
      let location = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      attributes = try FileManager.default.attributesOfItem(atPath: location.path)
    } catch CocoaError.fileReadNoSuchFile {
      throw FileFault("no such file")
    } catch {
      throw FileFault(reading: error)
    }
    // A pipe or a device may have no end.
    switch attributes[.type] as? FileAttributeType {
    case .typeRegular?: break
    case .typeSymbolicLink?: throw FileFault("is a symbolic link that leads to no file")
    case .typeDirectory?: throw FileFault("is a directory", expected: "a file")
    default: throw FileFault("is a pipe, device or other special file", expected: "a regular file")
    }
    return (attributes[.size] as? NSNumber)?.uint64Value ?? 0
  }

  /// All of a regular file that the memory holds.
  public static func content(ofFileAtPath path: String) throws(FileFault) -> Data {
    let size = try requireRegularFile(atPath: path)
    let memory = AvailableMemory.bytes
    guard size < UInt64(memory) else {
      throw FileFault("has \(size) bytes, more than the \(memory) bytes of memory that are left")
    }
    do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch { throw FileFault(reading: error) }
  }

  private static func isDirectory(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  /// The operating system's reason, which Foundation wraps in an error and a sentence of its own.
  private static func systemReason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    let sentence = (underlying ?? error).localizedDescription
    let preamble = "The operation could not be completed. "
    return sentence.hasPrefix(preamble) ? String(sentence.dropFirst(preamble.count)) : sentence
  }
}
