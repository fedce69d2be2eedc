/// A table in GitHub's Markdown: the first column to the left, the others to the right unless said otherwise.
struct MarkdownTable {
  private var rows: [[String]] = []
  private let header: [String]
  private let textColumns: Set<Int>

  /// - Parameter textColumns: columns of words, which stand to the left.
  init(_ header: [String], textColumns: Set<Int> = [0]) {
    self.header = header
    self.textColumns = textColumns
  }

  /// Adds a row; a bar in a cell would end it.
  mutating func append(_ row: [String]) { rows.append(row.map { $0.replacing("|", with: "\\|") }) }

  var isEmpty: Bool { rows.isEmpty }

  var lines: [String] {
    let line = { (cells: [String]) in "| " + cells.joined(separator: " | ") + " |" }
    let rule = header.indices.map { textColumns.contains($0) ? ":--" : "--:" }
    return [line(header), line(rule)] + rows.map(line)
  }
}
