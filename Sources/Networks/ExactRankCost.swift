/// What a rank over the rational numbers takes: in float64, since the numbers of large networks exceed every integer.
public struct ExactRankCost: Sendable, Hashable {
  /// Operations modulo a prime, up to a small constant.
  public let operations: Double
  /// Memory of the factors and of their residues.
  public let bytes: Double

  /// Above these the rank is read off the spectrum.
  public static let largest = ExactRankCost(operations: 2e8, bytes: 0x1p30)

  /// Whether the rank is computed.
  public var isAffordable: Bool { operations <= Self.largest.operations && bytes <= Self.largest.bytes }
}
