/// The central directory of a ZIP archive, which alone says what the archive holds.
///
/// Source of the format: PKWARE, "APPNOTE.TXT – .ZIP File Format Specification", 4.3.12 to 4.3.16.
struct ZipDirectory {
  let file: String
  let entries: [ZipEntry]
  /// The offset of the directory; all members lie before it.
  let start: Int

  /// The numbers of a record that ends an archive.
  private struct Extent {
    var disks: [UInt64]
    var count: UInt64
    var size: UInt64
    var start: UInt64
  }

  private static let endSignature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
  private static let endSize = 22
  private static let locatorSignature: [UInt8] = [0x50, 0x4B, 0x06, 0x07]
  private static let locatorSize = 20
  private static let wideEndSignature: [UInt8] = [0x50, 0x4B, 0x06, 0x06]
  private static let wideEndSize = 56

  /// Whether the bytes begin as an archive with members, or with none.
  static func recognizes(_ bytes: Span<UInt8>) -> Bool {
    bytes.holds([0x50, 0x4B, 0x03, 0x04]) || bytes.holds(endSignature)
  }

  /// Reads the directory of the archive `bytes`.
  ///
  /// - Throws: `DataFormatError` where the records at the end do not agree with each other or the file, an entry breaks
  ///   the format, or two members have the same name.
  init(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) {
    func fault(_ byte: Int, _ reason: String, _ expected: String? = nil) -> DataFormatError {
      DataFormatError(file: file, place: .byte(byte), reason: reason, expected: expected)
    }
    let endRecord = try Self.endRecord(bytes, file: file)
    var extent = Extent(
      disks: [4, 6].map { bytes.littleEndian(at: endRecord + $0, width: 2) },
      count: bytes.littleEndian(at: endRecord + 10, width: 2), size: bytes.littleEndian(at: endRecord + 12, width: 4),
      start: bytes.littleEndian(at: endRecord + 16, width: 4))
    var directoryEnd = endRecord
    if let wideRecord = try Self.wideEndRecord(bytes, before: endRecord, file: file) {
      let wide = Extent(
        disks: [16, 20].map { bytes.littleEndian(at: wideRecord + $0, width: 4) },
        count: bytes.littleEndian(at: wideRecord + 32, width: 8),
        size: bytes.littleEndian(at: wideRecord + 40, width: 8),
        start: bytes.littleEndian(at: wideRecord + 48, width: 8))
      guard
        extent.count == wide.count || extent.count == 0xFFFF,
        extent.size == wide.size || extent.size == 0xFFFF_FFFF,
        extent.start == wide.start || extent.start == 0xFFFF_FFFF
      else { throw fault(wideRecord, "the two records at the archive's end contradict each other") }
      extent = wide
      directoryEnd = wideRecord
    }
    guard extent.disks == [0, 0] else { throw fault(endRecord, "part of an archive in several files") }
    guard
      let start = Int(exactly: extent.start), start <= directoryEnd,
      extent.size == UInt64(directoryEnd - start)
    else {
      throw fault(
        endRecord, "a central directory of \(extent.size) bytes at byte \(extent.start)",
        "one that ends at byte \(directoryEnd), where the records of the archive's end begin")
    }

    var entries: [ZipEntry] = []
    var names: Set<[UInt8]> = []
    var position = start
    while position < directoryEnd {
      let entry = try ZipEntry(central: bytes, at: position, limit: directoryEnd, file: file)
      guard names.insert(entry.name).inserted else {
        throw fault(position, "a second member of the name \(entry.quotedName)")
      }
      entries.append(entry)
      position = entry.end
    }
    guard extent.count == UInt64(entries.count) else {
      throw fault(endRecord, "\(extent.count) members declared", "\(entries.count), as in the central directory")
    }
    self.file = file
    self.entries = entries
    self.start = start
  }

  /// The offset of the record that ends the archive, whose comment must reach the end of the file.
  private static func endRecord(_ bytes: Span<UInt8>, file: String) throws(DataFormatError) -> Int {
    let last = bytes.count - endSize
    let found = stride(from: last, through: max(0, last - 0xFFFF), by: -1).filter {
      bytes.holds(endSignature, at: $0) && bytes.littleEndian(at: $0 + 20, width: 2) == UInt64(last - $0)
    }
    guard let record = found.first, found.count == 1 else {
      throw DataFormatError(
        file: file, place: .byte(bytes.count),
        reason: found.isEmpty ? "no end of a ZIP archive here" : "two ends of a ZIP archive in one",
        expected: "one record of the archive's end, with nothing after it")
    }
    return record
  }

  /// The offset of the zip64 record of the archive's end, where there is one.
  private static func wideEndRecord(
    _ bytes: Span<UInt8>, before endRecord: Int, file: String
  ) throws(DataFormatError) -> Int? {
    let locator = endRecord - locatorSize
    guard bytes.holds(locatorSignature, at: locator) else { return nil }
    let offset = bytes.littleEndian(at: locator + 8, width: 8)
    guard
      let record = Int(exactly: offset), record <= locator - wideEndSize, bytes.holds(wideEndSignature, at: record),
      bytes.littleEndian(at: record + 4, width: 8) == UInt64(locator - record - 12)
    else {
      throw DataFormatError(
        file: file, place: .byte(locator), reason: "no zip64 record of the archive's end at byte \(offset)",
        expected: "the one that ends where its locator begins")
    }
    return record
  }
}
