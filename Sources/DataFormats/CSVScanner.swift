/// Splits the bytes of a CSV file into fields, after RFC 4180.
///
/// Beyond the RFC: lines may end with LF or CR alone, and spaces and tabs around a field do not belong to it. Quotes
/// inside an unquoted field are ordinary characters.
struct CSVScanner {
  /// One field; the content excludes surrounding blanks and quotes, but keeps doubled quotes doubled.
  struct Field {
    var content: Range<Int>
    var isQuoted: Bool
    var endsRow: Bool
  }

  let file: String
  /// The offset of the next byte.
  private(set) var position: Int
  /// The line of the next byte, counted from 1.
  private(set) var line = 1

  /// Begins after the byte-order mark, where there is one.
  init(_ bytes: Span<UInt8>, file: String) {
    self.file = file
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let isMarked = bytes.count >= mark.count && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
    position = isMarked ? mark.count : 0
  }

  /// Skips lines that hold nothing but blanks, and returns their number.
  mutating func skipBlankLines(_ bytes: Span<UInt8>) -> Int {
    let firstLine = line
    var end = position
    while true {
      while end < bytes.count, bytes[end].isBlank { end += 1 }
      guard end < bytes.count else {
        position = end
        break
      }
      guard bytes[end].endsLine else { break }
      position = end
      skipLineEnd(bytes)
      end = position
    }
    return line - firstLine
  }

  /// Reads the field that begins here, with the comma or the line end after it; `column`, counted from 1, is its place
  /// in errors.
  mutating func nextField(_ bytes: Span<UInt8>, column: Int) throws(DataFormatError) -> Field {
    while position < bytes.count, bytes[position].isBlank { position += 1 }
    let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
    let content = isQuoted ? try quotedContent(bytes, column: column) : unquotedContent(bytes)
    var endsRow = true
    if position < bytes.count {
      if bytes[position] == UInt8(ascii: ",") {
        position += 1
        endsRow = false
      } else {
        skipLineEnd(bytes)
      }
    }
    return Field(content: content, isQuoted: isQuoted, endsRow: endsRow)
  }

  private mutating func unquotedContent(_ bytes: Span<UInt8>) -> Range<Int> {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: ","), !bytes[position].endsLine { position += 1 }
    var end = position
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    return start..<end
  }

  private mutating func quotedContent(_ bytes: Span<UInt8>, column: Int) throws(DataFormatError) -> Range<Int> {
    let place = DataFormatError.Place.cell(line: line, column: column)
    position += 1
    let start = position
    while true {
      guard position < bytes.count else {
        throw DataFormatError(file: file, place: place, reason: "this cell's quote is never closed")
      }
      if bytes[position].endsLine {
        skipLineEnd(bytes)
      } else if bytes[position] != UInt8(ascii: "\"") {
        position += 1
      } else if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") {
        position += 2
      } else {
        break
      }
    }
    let end = position
    position += 1
    while position < bytes.count, bytes[position].isBlank { position += 1 }
    guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || bytes[position].endsLine else {
      throw DataFormatError(
        file: file, place: place, reason: "text after this cell's closing quote",
        expected: "a comma or the end of the line; a quote within quotes is written twice")
    }
    return start..<end
  }

  private mutating func skipLineEnd(_ bytes: Span<UInt8>) {
    let isPair =
      bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
    position += isPair ? 2 : 1
    line += 1
  }
}

extension UInt8 {
  fileprivate var endsLine: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
