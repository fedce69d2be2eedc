import BoundKernel
public import Theorems

/// The Markdown page about a proved theorem: statement, assumptions, derivation and what Coq accepted.
public struct ProofPage: Sendable {
  /// The file in `Proofs/`, such as `linear.weyl.md`.
  public let fileName: String
  /// The page.
  public let text: String

  /// The page of an exported theorem.
  ///
  /// - Throws: what the export throws.
  public init(of theorem: Theorem) throws(FormalizationError) {
    let proof = try CoqProof(of: theorem)
    let statement = TheoremStatement(theorem)
    fileName = theorem.identifier + ".md"
    var lines = ["# `\(theorem.identifier)`", ""] + statement.statement(whole: true) + [""]
    lines += statement.sections { place in
      guard proof.lemmas.indices.contains(place) else { return "" }
      return " In Coq: \(proof.lemmas[place].map { "`\($0)`" }.joined(separator: ", "))."
    }
    lines += [
      "## In Coq", "", "[`\(proof.fileName)`](\(proof.fileName)) proves, without axioms,", "", "```coq",
      proof.statement, "```", "", "## Tightness", "",
      "[How tight it is on random networks](../Reports/\(theorem.identifier).md).",
    ]
    let references = TheoremStatement.references(citedIn: lines)
    if !references.isEmpty { lines += [""] + references }
    text = lines.joined(separator: "\n") + "\n"
  }
}
