/// A member of a ZIP archive whose data has been located; the central directory is believed, and the header before the
/// data must not contradict it.
struct ZipMember {
  private enum Method: UInt16 {
    case stored = 0
    case deflated = 8
  }

  let file: String
  /// The size of the content, decompressed.
  let size: Int
  private let name: String
  private let method: Method
  private let crc: UInt32
  private let data: Range<Int>

  /// Locates the data of `entry` in the archive `bytes`, where members end before the offset `limit`.
  ///
  /// - Throws: `DataFormatError` for a member that is encrypted, compressed in another way than deflate, outside its
  ///   place, of a size that its data cannot have, or whose header differs from `entry`.
  init(_ entry: ZipEntry, _ bytes: Span<UInt8>, limit: Int, file: String) throws(DataFormatError) {
    let name = entry.quotedName
    func fault(_ reason: String, _ expected: String? = nil) -> DataFormatError {
      DataFormatError(file: file, place: .member(name, .wholeFile), reason: reason, expected: expected)
    }
    let encryptionFlags: UInt16 = 1 << 0 | 1 << 6 | 1 << 13
    guard entry.flags & encryptionFlags == 0 else { throw fault("is encrypted", "an archive without encryption") }
    guard let method = Method(rawValue: entry.method), entry.flags & 1 << 5 == 0 else {
      throw fault("is compressed by the method \(entry.method)", "0 (stored) or 8 (deflate)")
    }
    guard let headerOffset = Int(exactly: entry.headerOffset), headerOffset < limit else {
      throw fault("begins at byte \(entry.headerOffset)", "a place before the central directory at byte \(limit)")
    }
    let local: ZipEntry
    do {
      local = try ZipEntry(local: bytes, at: headerOffset, limit: limit, file: file)
    } catch {
      throw error.inside { .member(name, $0) }
    }
    // Bit 3: the sizes and the CRC follow the data, because they were not known before it was written.
    let sizesFollow = local.flags & 1 << 3 != 0
    guard
      local.name == entry.name, local.method == entry.method, local.flags & encryptionFlags == 0,
      sizesFollow
        || (local.size, local.compressedSize, local.crc) == (entry.size, entry.compressedSize, entry.crc)
    else {
      throw fault("the header before its data differs from the central directory", "the same name, sizes and CRC")
    }
    guard let compressedSize = Int(exactly: entry.compressedSize), compressedSize <= limit - local.end else {
      throw fault(
        "\(entry.compressedSize) bytes from byte \(local.end) on",
        "an end before the central directory at byte \(limit)")
    }
    let (largest, overflow) = compressedSize.multipliedReportingOverflow(
      by: method == .stored ? 1 : Inflater.largestRatio)
    guard
      let size = Int(exactly: entry.size), size <= (overflow ? Int.max : largest),
      method == .deflated || size == compressedSize
    else { throw fault("\(compressedSize) bytes cannot hold its declared \(entry.size) bytes") }
    self.file = file
    self.name = name
    self.method = method
    self.size = size
    crc = entry.crc
    data = local.end..<local.end + compressedSize
  }

  /// The first bytes of the content, at most `count`; no CRC is checked.
  func prefix(_ bytes: Span<UInt8>, count: Int) throws(DataFormatError) -> [UInt8] {
    switch method {
    case .stored: return data.prefix(count).map { bytes[$0] }
    case .deflated: return try inflated(bytes, upTo: min(count, size)).content
    }
  }

  /// The whole content, never more than the declared size, whose CRC-32 is checked.
  func content(_ bytes: Span<UInt8>) throws(DataFormatError) -> [UInt8] {
    guard method == .deflated else { return try checked(data.map { bytes[$0] }) }
    let (content, used) = try inflated(bytes, upTo: size + 1)
    guard content.count == size else {
      let found = content.count > size ? "more than its declared \(size) bytes" : "only \(content.count) bytes"
      throw fault("holds \(found)", expected: "\(size) bytes, as the archive's directory declares")
    }
    guard used == data.count else { throw fault("\(data.count - used) bytes after the end of its compressed data") }
    return try checked(content)
  }

  /// The content itself, where its CRC-32 is right.
  private func checked(_ content: [UInt8]) throws(DataFormatError) -> [UInt8] {
    let found = Inflater.crc32(content.span)
    guard found == crc else {
      func digits(_ crc: UInt32) -> String { "0x" + String(crc, radix: 16) }
      throw fault("its content has the CRC-32 \(digits(found))", expected: "\(digits(crc)), as the directory declares")
    }
    return content
  }

  private func inflated(
    _ bytes: Span<UInt8>, upTo limit: Int
  ) throws(DataFormatError) -> (content: [UInt8], used: Int) {
    var content: [UInt8] = []
    do {
      content.reserveCapacity(limit)
      var inflater = try Inflater(.none)
      let compressed = bytes.extracting(data)
      try inflater.inflate(compressed, into: &content, upTo: limit)
      return (content, inflater.position)
    } catch {
      throw fault(error.description, expected: "a whole deflate stream")
    }
  }

  private func fault(_ reason: String, expected: String? = nil) -> DataFormatError {
    DataFormatError(file: file, place: .member(name, .wholeFile), reason: reason, expected: expected)
  }
}
