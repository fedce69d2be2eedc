/// The counter-based generator Philox4x64-10: each block of four words is a keyed bijection of a 256-bit counter, so any
/// part of any stream is computed without what precedes it.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
public struct Philox4x64: RandomNumberGenerator, Sendable {
  /// A counter or a block of output, the least significant word first.
  public typealias Words = (UInt64, UInt64, UInt64, UInt64)
  /// A key, the word of the first round function first.
  public typealias Key = (UInt64, UInt64)

  @usableFromInline let key: Key
  @usableFromInline var counter: Words
  @usableFromInline var buffer: Words = (0, 0, 0, 0)
  /// How many words of the buffer have been taken; at first all, since there is nothing in it.
  @usableFromInline var taken = 4

  /// A generator whose first four words are the block of `counter`; the counter then counts up as a 256-bit integer.
  ///
  /// NumPy's generator of the same name counts up before its first block, not after.
  @inlinable
  public init(key: Key, counter: Words = (0, 0, 0, 0)) {
    self.key = key
    self.counter = counter
  }

  /// The next word of the current block, of the next block when there is none left.
  @inlinable
  public mutating func next() -> UInt64 {
    if taken == 4 { refill() }
    taken &+= 1
    switch taken {
    case 1: return buffer.0
    case 2: return buffer.1
    case 3: return buffer.2
    default: return buffer.3
    }
  }

  @usableFromInline
  mutating func refill() {
    buffer = Self.block(counter: counter, key: key)
    taken = 0
    counter.0 &+= 1
    if counter.0 != 0 { return }
    counter.1 &+= 1
    if counter.1 != 0 { return }
    counter.2 &+= 1
    if counter.2 != 0 { return }
    counter.3 &+= 1
  }

  /// The four words of Philox4x64 with ten rounds, a pure function.
  @inlinable
  public static func block(counter: Words, key: Key) -> Words {
    var words = counter
    var key = key
    for _ in 0..<10 {
      let first = words.0.multipliedFullWidth(by: 0xd2e7_470e_e14c_6c93)
      let second = words.2.multipliedFullWidth(by: 0xca5a_8263_9512_1157)
      words = (second.high ^ words.1 ^ key.0, second.low, first.high ^ words.3 ^ key.1, first.low)
      // The Weyl increments: the golden ratio and √3 − 1 in 64 bits.
      key.0 &+= 0x9e37_79b9_7f4a_7c15
      key.1 &+= 0xbb67_ae85_84ca_a73b
    }
    return words
  }
}
