/// The content of a gzip file, decompressed as far as asked for: one member or several, one after the other.
///
/// Source of the format: RFC 1952.
struct GzipStream: ~Copyable {
  private static let signature: [UInt8] = [0x1F, 0x8B]

  let file: String
  private var inflater: Inflater
  /// The content decompressed so far.
  private(set) var content: [UInt8] = []

  static func recognizes(_ bytes: Span<UInt8>) -> Bool { bytes.holds(signature) }

  init(file: String) throws(DataFormatError) {
    self.file = file
    do {
      inflater = try Inflater(.gzip)
    } catch {
      throw DataFormatError(file: file, place: .wholeFile, reason: error.description)
    }
  }

  /// Decompresses more of `bytes`, the whole file, until `content` has `limit` bytes or all members are read; after
  /// the last, the CRC-32 and the length of each are checked.
  ///
  /// - Throws: `DataFormatError` for a member that is damaged or cut short, and for what follows one and is none.
  mutating func read(_ bytes: Span<UInt8>, upTo limit: Int) throws(DataFormatError) {
    while content.count < limit {
      guard !inflater.isFinished || inflater.position < bytes.count else { return }
      guard !inflater.isFinished || bytes.holds(Self.signature, at: inflater.position) else {
        throw DataFormatError(
          file: file, place: .byte(inflater.position),
          reason: "\(bytes.count - inflater.position) bytes that are not gzip",
          expected: "the file's end, or another gzip member, after the last")
      }
      do {
        if inflater.isFinished { try inflater.restart() }
        try inflater.inflate(bytes, into: &content, upTo: limit)
      } catch {
        throw DataFormatError(
          file: file, place: .byte(inflater.position), reason: error.description, expected: "whole gzip members")
      }
    }
  }
}
