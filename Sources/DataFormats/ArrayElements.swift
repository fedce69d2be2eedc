/// Decodes the elements of a binary array, laid out by `layout`, to `Double`s in row-major order.
struct ArrayElements {
  let array: ArrayDescription
  let layout: ArrayLayout
  let file: String

  /// Decodes all elements; every conversion is exact, or refused.
  func decode(_ bytes: Span<UInt8>) throws(DataFormatError) -> [Double] {
    switch array.elementType {
    case .boolean: try decode(bytes, as: UInt8.self) { $0 <= 1 ? Double($0) : nil }
    case .int8: try decode(bytes, as: UInt8.self) { Double(Int8(bitPattern: $0)) }
    case .int16: try decode(bytes, as: UInt16.self) { Double(Int16(bitPattern: $0)) }
    case .int32: try decode(bytes, as: UInt32.self) { Double(Int32(bitPattern: $0)) }
    case .int64: try decode(bytes, as: UInt64.self) { Double(exactly: Int64(bitPattern: $0)) }
    case .uint8: try decode(bytes, as: UInt8.self) { Double($0) }
    case .uint16: try decode(bytes, as: UInt16.self) { Double($0) }
    case .uint32: try decode(bytes, as: UInt32.self) { Double($0) }
    case .uint64: try decode(bytes, as: UInt64.self) { Double(exactly: $0) }
    case .float16: try decode(bytes, as: UInt16.self) { Double(Float16(bitPattern: $0)) }
    case .float32: try decode(bytes, as: UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float64: try decode(bytes, as: UInt64.self) { Double(bitPattern: $0) }
    }
  }

  @inline(__always)
  private func decode<Word: FixedWidthInteger & UnsignedInteger>(
    _ bytes: Span<UInt8>, as _: Word.Type, by value: (Word) -> Double?
  ) throws(DataFormatError) -> [Double] {
    let width = MemoryLayout<Word>.size
    let data = bytes.extracting(droppingFirst: array.dataByte)
    var elements: [Double] = []
    elements.reserveCapacity(layout.rows * layout.columns)
    for row in 0..<layout.rows {
      let rowOffset = row * layout.rowStride
      for column in 0..<layout.columns {
        let start = (rowOffset + (layout.columnOffsets?[column] ?? column)) * width
        var word: Word = 0
        for index in 0..<width {
          word |= Word(truncatingIfNeeded: data[start + index]) &<< Word(truncatingIfNeeded: 8 * index)
        }
        if array.isBigEndian { word = word.byteSwapped }
        guard let element = value(word) else { throw fault(UInt64(word), row: row, column: column) }
        elements.append(element)
      }
    }
    return elements
  }

  private func fault(_ word: UInt64, row: Int, column: Int) -> DataFormatError {
    let (reason, expected) =
      switch array.elementType {
      case .boolean: ("the byte \(word) is no Boolean", "0 or 1")
      case .int64: ("the integer \(Int64(bitPattern: word)) would be rounded", "a 64-bit floating-point value")
      default: ("the integer \(word) would be rounded", "a 64-bit floating-point value")
      }
    return DataFormatError(
      file: file, place: .entry(row: row + 1, column: column + 1), reason: reason, expected: expected)
  }
}
