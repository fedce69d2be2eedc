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
    try Catalogue(
      linear().theorems + residual().theorems + relu().theorems + batchNorm().theorems + convolution().theorems)
  }

  /// What comes with the tool about deep linear networks.
  ///
  /// - Throws: when a derivation fails, which a test rules out for these.
  public static func linear() throws(TheoremError) -> Catalogue {
    try Catalogue([
      try .linearWeyl(), try .linearConvex(), try .linearLoose(), try .linearLayerwise(), try .linearOneHidden(),
      try .linearDataCoupled(), try .linearCoupled(), try .linearEnvelope(), try .linearBottleneck(),
      try .linearLower(), try .linearRank(),
      try .conjectureLayerwiseRestricted(),
      try .controlDataForgotten(), try .controlMinimum(), try .controlShortSide(), try .controlDroppedTerm(),
    ])
  }

  /// What comes with the tool about residual linear networks.
  ///
  /// - Throws: when a derivation fails, which a test rules out for these.
  public static func residual() throws(TheoremError) -> Catalogue {
    try Catalogue([
      try .residualWeyl(), try .residualCoupled(), try .residualPerturbation(), try .residualAligned(),
      try .conjectureResidualMonotone(),
      try .controlStrengthForgotten(),
    ])
  }

  /// What comes with the tool about two-layer (leaky) ReLU networks.
  ///
  /// - Throws: when a derivation fails, which a test rules out for these.
  public static func relu() throws(TheoremError) -> Catalogue {
    try Catalogue([
      try .reluWeyl(), try .reluMasked(), try .reluSchur(), try .reluCoupled(), try .reluLower(), try .gramDuality(),
      try .conjectureReLUPreactivationUpper(), try .conjectureReLUPreactivation(),
      try .controlSlopeUnsquared(), try .controlNormsSwapped(), try .controlShortData(),
    ])
  }

  /// What comes with the tool about two-layer networks with batch normalisation.
  ///
  /// - Throws: when a derivation fails, which a test rules out for these.
  public static func batchNorm() throws(TheoremError) -> Catalogue {
    try Catalogue([
      try .batchNormWeyl(), try .batchNormLower(), try .batchNormRank(),
      try .controlStatisticsFrozen(), try .controlDeviationUnsquared(), try .controlEndsSwapped(),
    ])
  }

  /// What comes with the tool about linear convolutional networks.
  ///
  /// - Throws: when a derivation fails, which a test rules out for these.
  public static func convolution() throws(TheoremError) -> Catalogue {
    try Catalogue([
      try .convolutionWeyl(), try .convolutionCongruence(), try .convolutionRank(),
      try .controlPaddingForgotten(), try .controlKernelTransposed(), try .controlSharingIgnored(),
    ])
  }

  /// The theorem of a given identifier.
  public subscript(identifier: String) -> Theorem? { theorems.first { $0.identifier == identifier } }
}
