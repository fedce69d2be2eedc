/// Makes a table of a CSV file's fields; see `CSVFile` for the rules.
struct CSVReader {
  let file: String

  func table(_ bytes: Span<UInt8>) throws(DataFormatError) -> NumericTable {
    guard bytes.count < 2 || ![0xFFFE, 0xFEFF].contains(Int(bytes[0]) << 8 | Int(bytes[1])) else {
      throw fault(.wholeFile, "encoded in UTF-16", expected: "UTF-8")
    }
    let start = CSVScanner(bytes, file: file)
    var scanner = start
    var firstRow: [CSVScanner.Field] = []
    repeat {
      firstRow.append(try scanner.nextField(bytes, column: firstRow.count + 1))
    } while firstRow.last?.endsRow == false

    let isHeader = try isHeader(firstRow, bytes)
    let names = isHeader ? try columnNames(firstRow, bytes) : nil
    let elements = try self.elements(bytes, from: isHeader ? scanner : start, columns: firstRow.count)
    do {
      return try NumericTable(
        rows: elements.count / firstRow.count, columns: firstRow.count, elements: elements, columnNames: names)
    } catch {
      throw fault(.wholeFile, error.description)
    }
  }

  /// One more than there are commas and ends of lines.
  static func mostFields(_ bytes: Span<UInt8>) -> Int {
    var fields = 1
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"): fields += 1
      default: break
      }
    }
    return fields
  }

  /// Whether the first row holds a word and no number. A cell that only begins like a number, as "1x1" does, is evidence of
  /// neither.
  ///
  /// - Throws: `DataFormatError` for a row of no numbers and no header: a damaged sample must not pass for column names.
  private func isHeader(_ row: [CSVScanner.Field], _ bytes: Span<UInt8>) throws(DataFormatError) -> Bool {
    var hasWord = false
    var hasNumber = false
    var other: Int?
    for (column, field) in row.enumerated() where !field.content.isEmpty {
      let text = bytes.extracting(field.content)
      if DecimalNumber.value(of: text) != nil || DecimalNumber.isNonFiniteWord(text) {
        hasNumber = true
      } else {
        other = other ?? column
        hasWord = hasWord || !DecimalNumber.begins(text)
      }
    }
    guard let other else { return false }
    if hasWord, !hasNumber { return true }
    let text = bytes.extracting(row[other].content)
    throw fault(
      .cell(line: 1, column: other + 1), "\(quoted(text)) is not a number, nor is the line a header",
      expected: "decimal numbers with commas between, or column names: none a number, one that doesn't begin like one")
  }

  private func columnNames(_ row: [CSVScanner.Field], _ bytes: Span<UInt8>) throws(DataFormatError) -> [String] {
    var names: [String] = []
    for field in row {
      guard let name = String(validating: bytes.extracting(field.content)) else {
        throw fault(.cell(line: 1, column: names.count + 1), "this column's name is not UTF-8 text")
      }
      names.append(field.isQuoted ? name.replacing("\"\"", with: "\"") : name)
    }
    return names
  }

  private func elements(
    _ bytes: Span<UInt8>, from start: CSVScanner, columns: Int
  ) throws(DataFormatError) -> [Double] {
    var scanner = start
    var elements: [Double] = []
    elements.reserveCapacity(Self.mostFields(bytes))
    while true {
      let blankLine = scanner.line
      let blankLines = scanner.skipBlankLines(bytes)
      guard scanner.position < bytes.count else { return elements }
      guard blankLines == 0 else { throw fault(.line(blankLine), "a blank line above a row") }

      let line = scanner.line
      var cells = 0
      var endsRow = false
      while !endsRow {
        let cellLine = scanner.line
        let field = try scanner.nextField(bytes, column: cells + 1)
        cells += 1
        endsRow = field.endsRow
        guard cells <= columns else { continue }
        let text = bytes.extracting(field.content)
        guard let value = DecimalNumber.value(of: text), value.isFinite else {
          throw cellFault(text, at: .cell(line: cellLine, column: cells))
        }
        elements.append(value)
      }
      guard cells == columns else {
        throw fault(
          .line(line), "\(cells) \(cells == 1 ? "cell" : "cells")", expected: "\(columns), as in the first row")
      }
    }
  }

  private func cellFault(_ text: Span<UInt8>, at place: DataFormatError.Place) -> DataFormatError {
    let expected = "a decimal number such as -1.5e3, with commas between cells"
    guard !text.isEmpty else { return fault(place, "an empty cell", expected: expected) }
    let quoted = quoted(text)
    if DecimalNumber.isNonFiniteWord(text) { return fault(place, "\(quoted) is not finite", expected: expected) }
    guard DecimalNumber.value(of: text) == nil else {
      return fault(place, "\(quoted) is too large for a 64-bit floating-point number")
    }
    return fault(place, "\(quoted) is not a number", expected: expected)
  }

  /// A cell in a message.
  private func quoted(_ text: Span<UInt8>) -> String {
    String(decoding: text.indices.prefix(200).map { text[$0] }, as: UTF8.self).quoted
  }

  private func fault(
    _ place: DataFormatError.Place, _ reason: String, expected: String? = nil
  ) -> DataFormatError {
    DataFormatError(file: file, place: place, reason: reason, expected: expected)
  }
}
