/// A theorem that comes with the tool, as Coq accepted it: without any axiom.
public struct CheckedProof: Hashable, Sendable {
  /// The generated file, such as `Proofs/LinearWeyl.v`.
  public let file: String
  /// The theorem in it, such as `linear_weyl`.
  public let theorem: String

  /// The proof of a theorem, by identifier; nil for what isn't proved: claims, and theorems that don't come with the tool.
  public static func of(_ identifier: String) -> CheckedProof? { all[identifier] }

  /// What the tool knows, compiled in; a test compares it with what Coq accepts.
  public static let all: [String: CheckedProof] = {
    let proved = [
      "linear.weyl", "linear.convex", "linear.loose", "linear.layerwise", "linear.onehidden", "linear.datacoupled",
      "linear.coupled", "linear.envelope", "linear.bottleneck", "linear.lower", "linear.rank", "residual.weyl",
      "residual.coupled", "residual.perturbation", "residual.aligned", "relu.weyl", "relu.masked", "relu.schur",
      "relu.coupled", "relu.lower", "gram.duality", "batchnorm.weyl", "batchnorm.lower", "batchnorm.rank",
      "conv.weyl", "conv.congruence", "conv.rank",
    ]
    let proofs = proved.map {
      CheckedProof(file: "Proofs/" + CoqProof.fileName(of: $0), theorem: CoqProof.name(of: $0))
    }
    return Dictionary(uniqueKeysWithValues: zip(proved, proofs))
  }()

  /// In words, for lists and reports.
  public var summary: String { "proved in Coq (\(file))" }
}
