/// The theorems known to the tool.
public struct Catalogue: Sendable {
  /// In the order in which they're listed.
  public let theorems: [Theorem]

  /// A catalogue of theorems with different identifiers; a theorist's own go behind the standard ones.
  public init(_ theorems: [Theorem]) throws(TheoremError) {
    var seen: Set<String> = []
    for theorem in theorems where !seen.insert(theorem.identifier).inserted {
      throw .duplicate(theorem.identifier)
    }
    self.theorems = theorems
  }

  /// Every theorem, conjecture and control that comes with the tool.
  ///
  /// - Throws: when a derivation fails, which a test rules out for these.
  public static func standard() throws(TheoremError) -> Catalogue {
    try Catalogue([
      try .linearWeyl(), try .linearConvex(), try .linearLoose(), try .linearLayerwise(), try .linearOneHidden(),
      try .linearDataCoupled(), try .linearCoupled(), try .linearEnvelope(), try .linearBottleneck(),
      try .linearLower(), try .linearRank(),
      try .conjectureLayerwiseRestricted(),
      try .controlDataForgotten(), try .controlMinimum(), try .controlShortSide(), try .controlDroppedTerm(),
    ])
  }

  /// The catalogue with more theorems behind.
  public func adding(_ more: [Theorem]) throws(TheoremError) -> Catalogue { try Catalogue(theorems + more) }

  /// The theorem of a given identifier.
  public subscript(identifier: String) -> Theorem? { theorems.first { $0.identifier == identifier } }
}
