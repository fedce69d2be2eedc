import CZlib

/// Why zlib cannot decompress a stream.
enum InflaterError: Error, Equatable {
  /// The input ends before the stream does.
  case truncated
  /// The stream breaks the format, or fails its own check of size or content; zlib's words.
  case damaged(String)
  /// zlib has no memory for its state.
  case outOfMemory
}

/// zlib's decompressor, the only place where this module handles pointers.
///
/// Source: zlib's manual, `zlib.h`; the format is RFC 1951, the frame RFC 1952.
@safe struct Inflater: ~Copyable {
  /// What surrounds the compressed data.
  enum Frame: Int32 {
    /// Nothing, as in a ZIP archive.
    case none = -15
    /// A gzip header and trailer, whose CRC-32 and length zlib checks.
    case gzip = 31
  }

  /// The most bytes that a byte of compressed data becomes: a bit for a length of 258 and a bit for its distance.
  static let largestRatio = 1032
  private static let chunk = 1 << 16

  /// zlib keeps the address of this record, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var buffer = [UInt8](repeating: 0, count: chunk)
  /// The offset in the input of the first byte not yet used.
  private(set) var position: Int
  /// Whether the stream has ended, with all its checks passed.
  private(set) var isFinished = false

  /// Begins at the offset `start` of the input.
  init(_ frame: Frame, from start: Int = 0) throws(InflaterError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    position = start
    let status = unsafe inflateInit2_(stream, frame.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .outOfMemory }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Appends to `output` until the stream ends or `output` has `limit` bytes; may be called again with a larger limit
  /// and the same input.
  mutating func inflate(
    _ input: Span<UInt8>, into output: inout [UInt8], upTo limit: Int
  ) throws(InflaterError) {
    while !isFinished, output.count < limit {
      let (status, used, made) = step(input, room: min(Self.chunk, limit - output.count))
      position += used
      output.append(contentsOf: buffer[..<made])
      switch status {
      case Z_STREAM_END: isFinished = true
      case Z_OK where used > 0 || made > 0: break
      case Z_OK, Z_BUF_ERROR: throw .truncated
      case Z_MEM_ERROR: throw .outOfMemory
      default: throw .damaged(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "not a deflate stream")
      }
    }
  }

  /// Begins another stream of the same frame where the last one ended.
  mutating func restart() throws(InflaterError) {
    guard unsafe inflateReset(stream) == Z_OK else { throw .damaged("zlib cannot begin again") }
    isFinished = false
  }

  /// One call of zlib on what is left of the input and at most `room` bytes of the buffer.
  private mutating func step(_ input: Span<UInt8>, room: Int) -> (status: Int32, used: Int, made: Int) {
    let room = min(room, buffer.count)
    let rest = input.extracting(droppingFirst: min(position, input.count)).extracting(first: 1 << 30)
    let stream = unsafe stream
    return unsafe rest.withUnsafeBufferPointer { source in
      unsafe buffer.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(room)
        let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        return unsafe (
          status, source.count - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out)
        )
      }
    }
  }

  /// The CRC-32 of `bytes`, as ZIP archives record it.
  static func crc32(_ bytes: Span<UInt8>) -> UInt32 {
    let sum = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe crc32_z(0, source.baseAddress, source.count)
    }
    return UInt32(truncatingIfNeeded: sum)
  }
}

extension InflaterError: CustomStringConvertible {
  /// What is wrong with the compressed data.
  var description: String {
    switch self {
    case .truncated: "the compressed data ends too early"
    case .damaged(let reason): "the compressed data is damaged (\(reason))"
    case .outOfMemory: "no memory to decompress"
    }
  }
}
