/// What an NPY file says about its array: element type, byte order, memory order and shape.
///
/// Layout: the 6 bytes `\x93NUMPY`, major and minor version, the length of the dictionary (2 bytes little-endian in
/// version 1.0, 4 in 2.0 and 3.0), the dictionary. Source: NumPy's reference, `numpy.lib.format`.
struct NPYHeader: Equatable {
  static let signature: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
  /// The longest dictionary that is read.
  static let lengthLimit = 65_536
  /// NumPy's own limit.
  private static let axisLimit = 64

  let array: ArrayDescription

  /// Reads the header of the file whose content is `bytes`.
  init(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) {
    let (start, end) = try Self.dictionaryBounds(bytes, file: file)
    var text: [UInt8] = []
    for offset in start..<end {
      guard bytes[offset] < 0x80 else {
        throw DataFormatError(
          file: file, place: .header(byte: offset), reason: "a byte outside ASCII",
          expected: "ASCII, as in the header of every array of numbers")
      }
      text.append(bytes[offset])
    }
    let fields: NPYHeaderFields
    do {
      fields = try NPYHeaderFields(PythonLiteralParser.parse(text))
    } catch {
      throw DataFormatError(
        file: file, place: .header(byte: start + error.offset), reason: error.reason, expected: error.expected)
    }
    guard fields.shape.count <= Self.axisLimit else {
      throw DataFormatError(
        file: file, place: .header(byte: start + fields.shapeOffset), reason: "\(fields.shape.count) axes",
        expected: "at most \(Self.axisLimit)")
    }
    array = ArrayDescription(
      elementType: fields.elementType, isBigEndian: fields.isBigEndian, isFortranOrder: fields.isFortranOrder,
      shape: fields.shape, shapeByte: start + fields.shapeOffset, dataByte: end)
  }

  /// Where the dictionary begins and ends, both within the file.
  private static func dictionaryBounds(
    _ bytes: Span<UInt8>, file: String
  ) throws(DataFormatError) -> (start: Int, end: Int) {
    func fault(_ byte: Int, _ reason: String, _ expected: String) -> DataFormatError {
      DataFormatError(file: file, place: .header(byte: byte), reason: reason, expected: expected)
    }
    guard NPYFile.recognizes(bytes) else { throw fault(0, "not an NPY file", "the signature \\x93NUMPY") }
    guard bytes.count >= 8 else { throw fault(bytes.count, "the file ends here", "a version") }
    let version = (bytes[6], bytes[7])
    guard (1...3).contains(version.0), version.1 == 0 else {
      throw fault(6, "NPY version \(version.0).\(version.1)", "1.0, 2.0 or 3.0")
    }
    let start = version.0 == 1 ? 10 : 12
    guard bytes.count >= start else { throw fault(bytes.count, "the file ends here", "the header's length") }
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    guard length <= lengthLimit else { throw fault(8, "a header of \(length) bytes", "at most \(lengthLimit)") }
    guard length <= bytes.count - start else {
      throw fault(8, "a header of \(length) bytes, where \(bytes.count - start) are left", "a header within the file")
    }
    return (start, start + length)
  }
}
