extension Span where Element == UInt8 {
  /// The unsigned integer in the `width` bytes at `offset`, at most 8, the least significant first; the caller knows
  /// that they exist.
  func littleEndian(at offset: Int, width: Int) -> UInt64 {
    (0..<width).reversed().reduce(0) { $0 << 8 | UInt64(self[offset + $1]) }
  }

  /// The unsigned integer in the four bytes at `offset`, the most significant first; the caller knows that they exist.
  func bigEndian32(at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(self[offset + $1]) }
  }

  /// Whether `signature` stands at `offset`, all of it within the bytes.
  func holds(_ signature: [UInt8], at offset: Int = 0) -> Bool {
    guard offset >= 0, offset <= count, signature.count <= count - offset else { return false }
    return signature.indices.allSatisfy { self[offset + $0] == signature[$0] }
  }
}
