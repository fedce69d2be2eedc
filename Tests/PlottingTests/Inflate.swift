/// Decompression of RFC 1951 streams, so that a test can read PNG files without another library.
struct Inflate {
  enum Failure: Error { case malformed }

  private struct Huffman {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(lengths: some Sequence<Int>) {
      let lengths = Array(lengths)
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }
  }

  private let bytes: [UInt8]
  private var bit: Int
  private var output: [UInt8] = []

  /// The content of a zlib stream (RFC 1950), checksum unchecked.
  static func zlib(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = Inflate(bytes: bytes, bit: 16)
    try stream.run()
    return stream.output
  }

  private init(bytes: [UInt8], bit: Int) {
    self.bytes = bytes
    self.bit = bit
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for place in 0..<count {
      guard bit >> 3 < bytes.count else { throw Failure.malformed }
      value |= (Int(bytes[bit >> 3]) >> (bit & 7) & 1) << place
      bit += 1
    }
    return value
  }

  private mutating func symbol(_ code: Huffman) throws -> Int {
    var (value, first, index) = (0, 0, 0)
    for length in 1...15 {
      value |= try bits(1)
      let count = code.counts[length]
      if value - count < first { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw Failure.malformed
  }

  private mutating func run() throws {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try stored()
      case 1:
        let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
        try block(Huffman(lengths: lengths), Huffman(lengths: [Int](repeating: 5, count: 30)))
      case 2: try dynamic()
      default: throw Failure.malformed
      }
    }
  }

  private mutating func stored() throws {
    bit = (bit + 7) & ~7
    let length = try bits(16)
    _ = try bits(16)
    for _ in 0..<length { output.append(UInt8(try bits(8))) }
  }

  private mutating func dynamic() throws {
    let (literals, distances, codes) = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var lengths = [Int](repeating: 0, count: 19)
    for place in order.prefix(codes) { lengths[place] = try bits(3) }
    let code = Huffman(lengths: lengths)
    lengths = []
    while lengths.count < literals + distances {
      switch try symbol(code) {
      case 16: lengths += [Int](repeating: lengths.last ?? 0, count: try bits(2) + 3)
      case 17: lengths += [Int](repeating: 0, count: try bits(3) + 3)
      case 18: lengths += [Int](repeating: 0, count: try bits(7) + 11)
      case let length: lengths.append(length)
      }
    }
    try block(Huffman(lengths: lengths.prefix(literals)), Huffman(lengths: lengths.dropFirst(literals)))
  }

  private mutating func block(_ literals: Huffman, _ distances: Huffman) throws {
    let lengthBases = [
      3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    while true {
      let value = try symbol(literals)
      if value == 256 { return }
      if value < 256 {
        output.append(UInt8(value))
        continue
      }
      let index = value - 257
      let extra = index < 8 || index == 28 ? 0 : (index - 4) / 4
      let length = lengthBases[index] + (try bits(extra))
      let place = try symbol(distances)
      let more = place < 4 ? 0 : (place - 2) / 2
      let base = place < 4 ? place + 1 : ((2 + place % 2) << more) + 1
      let distance = base + (try bits(more))
      guard distance <= output.count else { throw Failure.malformed }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }
}
