import Foundation

/// A table in plain text: the first column to the left, numbers to the right.
struct TextTable {
  private var rows: [[String]]

  init(header: [String]) { rows = [header] }

  mutating func append(_ row: [String]) { rows.append(row) }

  var lines: [String] {
    let columns = rows[0].count
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let format = { (row: [String]) in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }.joined(separator: "  ")
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return [format(rows[0]), rule] + rows.dropFirst().map(format)
  }
}

/// Numbers for people.
enum Format {
  /// Four significant digits; large and small numbers as 1.20e+09.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "–" }
    if value.isInfinite { return value > 0 ? "∞" : "−∞" }
    if value == 0 { return "0" }
    let magnitude = abs(value)
    if magnitude >= 1e5 || magnitude < 1e-3 { return String(format: "%.2e", value) }
    let leading =
      magnitude >= 0.99995 ? Int(log10(magnitude * 1.00005).rounded(.down)) : Int(log10(magnitude).rounded(.down))
    return String(format: "%.\(max(0, 3 - leading))f", value)
  }

  /// As short as it can be read back.
  static func exact(_ value: Double) -> String {
    if !value.isFinite { return number(value) }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}
