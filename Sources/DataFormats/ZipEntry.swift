/// What a ZIP archive records of a member, in the central directory or in the header before the member's data.
///
/// Source of the format: PKWARE, "APPNOTE.TXT – .ZIP File Format Specification", 4.3.7, 4.3.12 and 4.5.3.
struct ZipEntry {
  /// The name's bytes, in whatever encoding.
  var name: [UInt8]
  var flags: UInt16
  var method: UInt16
  var crc: UInt32
  var compressedSize: UInt64
  var size: UInt64
  /// The offset of the member's local header; 0 where the entry is one.
  var headerOffset: UInt64
  /// The offset after the entry.
  var end: Int

  /// The name for messages: control characters and what is not UTF-8 made visible.
  var quotedName: String {
    String(decoding: name, as: UTF8.self).quoted
  }

  private static let centralSignature: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
  private static let localSignature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  /// The value of a 32-bit field whose number is in the zip64 extra field.
  private static let inExtra: UInt64 = 0xFFFF_FFFF

  /// Reads the entry of the central directory at `offset`; all of it must lie before `limit`, within the file.
  init(central bytes: Span<UInt8>, at offset: Int, limit: Int, file: String) throws(DataFormatError) {
    let fixedSize = 46
    guard limit - offset >= fixedSize, bytes.holds(Self.centralSignature, at: offset) else {
      throw Self.fault(offset, "not an entry of a ZIP archive's central directory", file)
    }
    let lengths = [28, 30, 32].map { Int(bytes.littleEndian(at: offset + $0, width: 2)) }
    guard lengths.reduce(0, +) <= limit - offset - fixedSize else {
      throw Self.fault(offset, "this entry of the central directory ends after the directory", file)
    }
    self.init(bytes, common: offset + 8, name: offset + fixedSize, nameLength: lengths[0])
    headerOffset = bytes.littleEndian(at: offset + 42, width: 4)
    end = offset + fixedSize + lengths.reduce(0, +)
    var wide = try Self.zip64(bytes, start: offset + fixedSize + lengths[0], length: lengths[1], file: file)
    if size == Self.inExtra, let value = wide.next() { size = value }
    if compressedSize == Self.inExtra, let value = wide.next() { compressedSize = value }
    if headerOffset == Self.inExtra, let value = wide.next() { headerOffset = value }
  }

  /// Reads the header before a member's data at `offset`; all of it must lie before `limit`, within the file.
  init(local bytes: Span<UInt8>, at offset: Int, limit: Int, file: String) throws(DataFormatError) {
    let fixedSize = 30
    guard limit - offset >= fixedSize, bytes.holds(Self.localSignature, at: offset) else {
      throw Self.fault(offset, "not the header of a ZIP archive's member", file)
    }
    let lengths = [26, 28].map { Int(bytes.littleEndian(at: offset + $0, width: 2)) }
    guard lengths.reduce(0, +) <= limit - offset - fixedSize else {
      throw Self.fault(offset, "this header of a member ends inside the central directory", file)
    }
    self.init(bytes, common: offset + 6, name: offset + fixedSize, nameLength: lengths[0])
    end = offset + fixedSize + lengths.reduce(0, +)
    var wide = try Self.zip64(bytes, start: offset + fixedSize + lengths[0], length: lengths[1], file: file)
    if size == Self.inExtra, let value = wide.next() { size = value }
    if compressedSize == Self.inExtra, let value = wide.next() { compressedSize = value }
  }

  /// Reads the fields that both kinds of entry share, in the same order, and the name.
  private init(_ bytes: Span<UInt8>, common: Int, name start: Int, nameLength: Int) {
    flags = UInt16(bytes.littleEndian(at: common, width: 2))
    method = UInt16(bytes.littleEndian(at: common + 2, width: 2))
    crc = UInt32(bytes.littleEndian(at: common + 8, width: 4))
    compressedSize = bytes.littleEndian(at: common + 12, width: 4)
    size = bytes.littleEndian(at: common + 16, width: 4)
    name = (start..<start + nameLength).map { bytes[$0] }
    headerOffset = 0
    end = 0
  }

  /// The 64-bit numbers of the zip64 extra field, of which there is at most one.
  private static func zip64(
    _ bytes: Span<UInt8>, start: Int, length: Int, file: String
  ) throws(DataFormatError) -> IndexingIterator<[UInt64]> {
    var numbers: [UInt64]?
    var position = start
    let end = start + length
    while end - position >= 4 {
      let kind = bytes.littleEndian(at: position, width: 2)
      let size = Int(bytes.littleEndian(at: position + 2, width: 2))
      position += 4
      guard size <= end - position else { throw fault(position, "an extra field longer than its place", file) }
      if kind == 1 {
        guard numbers == nil else { throw fault(position, "a second zip64 extra field", file) }
        let start = position
        numbers = (0..<size / 8).map { bytes.littleEndian(at: start + 8 * $0, width: 8) }
      }
      position += size
    }
    return (numbers ?? []).makeIterator()
  }

  private static func fault(_ offset: Int, _ reason: String, _ file: String) -> DataFormatError {
    DataFormatError(file: file, place: .byte(offset), reason: reason)
  }
}
