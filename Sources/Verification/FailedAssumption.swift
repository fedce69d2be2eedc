/// An assumption of a theorem that an instance fails, for which it's inapplicable or its bound vacuous.
public struct FailedAssumption: Sendable, Hashable {
  /// Its place among the theorem's assumptions.
  public let position: Int
  /// The layer at which it fails, where it speaks of every layer.
  public var layer: Int?
}
