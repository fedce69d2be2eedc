@testable import DataFormats

/// Files made in memory for the tests.
enum Samples {
  /// An NPY file, version 1.0 unless told otherwise, of a header's text and the data's bytes.
  static func npy(_ header: String, data: [UInt8], version: UInt8 = 1, length: Int? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let length = length ?? text.count
    let lengthBytes = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return NPYHeader.signature + [version, 0] + lengthBytes + text + data
  }

  /// The header's text for an array of the given type and shape.
  static func header(_ type: String, shape: String, fortranOrder: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(fortranOrder), 'shape': \(shape), }\n"
  }

  /// The bytes of values in little-endian order.
  static func littleEndian(_ values: [Double]) -> [UInt8] {
    values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) } }
  }
}

func parseNPY(_ bytes: [UInt8]) throws(DataFormatError) -> NumericTable {
  try NPYFile.parse(bytes.span, file: "x.npy")
}

func parseCSV(_ text: String) throws(DataFormatError) -> NumericTable {
  try CSVFile.parse(Array(text.utf8).span, file: "x.csv")
}

/// Compressed data made in memory, without zlib.
extension Samples {
  /// The `width` bytes of an integer, the least significant first.
  static func littleEndian(_ value: Int, width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The CRC-32 of RFC 1952, bit by bit.
  static func crc32(_ bytes: [UInt8]) -> Int {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return Int(~crc)
  }

  /// A deflate stream of stored blocks (RFC 1951, 3.2.4).
  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      stream += [rest.isEmpty ? 1 : 0] + littleEndian(block.count, width: 2) + littleEndian(~block.count, width: 2)
      stream += block
    } while !rest.isEmpty
    return stream
  }

  /// A deflate stream of `1 + 258 * repeats` zero bytes (RFC 1951, 3.2.6): a literal zero, then copies of 258 bytes.
  static func deflatedZeros(repeats: Int) -> [UInt8] {
    // Codes begin with their most significant bit; the block's type and the end of block, all zeros, are symmetric.
    let bits = [1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0]
    let copy = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]
    var stream: [UInt8] = []
    var (byte, used) = (UInt8(0), 0)
    func append(_ bits: [Int]) {
      for bit in bits {
        byte |= UInt8(bit) << UInt8(used)
        used += 1
        if used == 8 {
          stream.append(byte)
          (byte, used) = (0, 0)
        }
      }
    }
    append(bits)
    for _ in 0..<repeats { append(copy) }
    append([0, 0, 0, 0, 0, 0, 0])
    return used > 0 ? stream + [byte] : stream
  }

  /// One gzip member (RFC 1952) of `content`, whose deflate stream may be given.
  static func gzip(
    _ content: [UInt8], deflated stream: [UInt8]? = nil, crc: Int? = nil, size: Int? = nil
  ) -> [UInt8] {
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let trailer = littleEndian(crc ?? crc32(content), width: 4) + littleEndian(size ?? content.count, width: 4)
    return header + (stream ?? deflated(content)) + trailer
  }

  /// An IDX file.
  static func idx(_ type: UInt8, _ shape: [Int], data: [UInt8]) -> [UInt8] {
    let extents = shape.flatMap { littleEndian($0, width: 4).reversed() }
    return [0, 0, type, UInt8(shape.count)] + extents + data
  }
}

/// Reads `bytes` as a file of the name `x` with the extension given.
func readTable(
  _ bytes: [UInt8], fileExtension: String = "", member: String? = nil, memory: Int = 1 << 30
) throws(DataFormatError) -> NumericTable {
  try TableReader(file: "x", fileExtensions: [fileExtension, ""], member: member, memory: memory).table(bytes.span)
}
