/// What is wrong with a journal.
public struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The line, from 1; nil for the file as a whole.
  public let line: Int?
  /// What is wrong and what would be right.
  public let reason: String

  /// What is wrong with a file, or with a line of it.
  public init(_ file: String, line: Int? = nil, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  /// File, line and reason.
  public var description: String { "\(file)\(line.map { ", line \($0)" } ?? ""): \(reason)" }
}
