import Foundation

/// FNV-1a, 64 bits: tells configurations apart; no protection against someone who wants two to look alike.
public struct Digest: Sendable, CustomStringConvertible {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Of nothing.
  public init() {}

  /// Adds a text.
  public mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0)
  }

  /// Adds numbers, bit by bit.
  public mutating func add(_ numbers: [Double]) {
    for number in numbers {
      for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(shift))) }
    }
  }

  private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// Sixteen hexadecimal digits.
  public var description: String { String(format: "%016llx", state) }
}
