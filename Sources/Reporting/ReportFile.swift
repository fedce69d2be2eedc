/// A file of a report, by its path in the report's folder.
public struct ReportFile: Sendable, Hashable {
  /// The path, with `/` between folders.
  public let path: String
  /// What it holds.
  public let text: String

  init(_ path: String, lines: [String]) { self.init(path, lines.joined(separator: "\n") + "\n") }

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
  }
}
