/// Whether a theorem is proved in Coq.
public enum ProofStatus: Hashable, Sendable {
  /// Coq accepts the generated file; the theorem in it has no axiom.
  case proved(file: String, theorem: String)
  /// No lemma for one of its rules yet: the kernel's derivation is what there is.
  case notYet

  /// The status of a derived theorem, by identifier; nil for what isn't a theorem that comes with the tool.
  public static func of(_ identifier: String) -> ProofStatus? { table[identifier] }

  /// What the tool knows, compiled in; a test compares it with what Coq accepts.
  public static let table: [String: ProofStatus] = {
    var table: [String: ProofStatus] = [:]
    for identifier in proved {
      table[identifier] = .proved(
        file: "Proofs/" + CoqProof.fileName(of: identifier), theorem: CoqProof.name(of: identifier))
    }
    for identifier in unproved { table[identifier] = .notYet }
    return table
  }()

  private static let proved = [
    "linear.weyl", "linear.convex", "linear.loose", "linear.layerwise", "linear.onehidden", "linear.datacoupled",
    "linear.coupled", "linear.envelope", "linear.bottleneck", "linear.lower", "linear.rank", "residual.weyl",
    "residual.coupled", "residual.perturbation", "residual.aligned", "relu.weyl", "relu.masked", "relu.schur",
    "relu.coupled", "relu.lower", "gram.duality", "batchnorm.weyl", "batchnorm.lower", "batchnorm.rank",
    "conv.weyl", "conv.congruence",
  ]

  private static let unproved = ["conv.rank"]

  /// In words, for lists and reports.
  public var summary: String {
    switch self {
    case .proved(let file, _): "proved in Coq (\(file))"
    case .notYet: "not yet proved in Coq"
    }
  }
}
