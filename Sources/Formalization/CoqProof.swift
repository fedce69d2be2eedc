import BoundKernel
public import Theorems

/// A theorem as a Coq file: stated for any depth and any sizes, proved by the lemmas of the kernel's rules along the
/// derivation.
public struct CoqProof: Sendable {
  /// The theorem's identifier, such as `linear.weyl`.
  public let identifier: String
  /// The theorem in Coq, such as `linear_weyl`.
  public let name: String
  /// The file in `Proofs/`, such as `LinearWeyl.v`.
  public let fileName: String
  /// The variables, the hypotheses and the theorem's own statement.
  public let statement: String
  /// Every theorem that the file ends with.
  public let theoremNames: [String]
  /// The lemmas of the kernel's rules that each step of the derivation uses, in the order of their first use.
  public let lemmas: [[String]]
  /// The file.
  public let text: String

  /// Exports a derived theorem.
  ///
  /// - Throws: `.claim` for a conjecture or a control; `.rule` or `.term` for a derivation that the lemmas don't cover.
  public init(of theorem: Theorem) throws(FormalizationError) {
    let export = try CoqExport(theorem)
    identifier = theorem.identifier
    name = export.name
    fileName = Self.fileName(of: theorem.identifier)
    statement = export.statement
    theoremNames = export.conclusions.map(\.name)
    lemmas = export.steps.map(\.lemmas)
    text = export.text
  }

  /// `LinearWeyl.v` for `linear.weyl`.
  public static func fileName(of identifier: String) -> String {
    moduleName(of: identifier) + ".v"
  }

  static func name(of identifier: String) -> String {
    String(identifier.map { $0 == "." || $0 == "-" ? "_" : $0 })
  }

  static func moduleName(of identifier: String) -> String {
    identifier.split { $0 == "." || $0 == "-" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
