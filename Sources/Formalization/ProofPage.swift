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
    let notation = theorem.family.notation(.latex)
    let steps = DerivationSteps(theorem.judgement, notation: notation)
    fileName = theorem.identifier + ".md"
    var lines = ["# `\(theorem.identifier)`", "", theorem.summary, ""]
    let formula = theorem.formula(in: notation)
    lines += Self.math(formula)
    let printed = formula + steps.entries.map(\.statement).joined()
    let definitions =
      notation.definitions(usedIn: printed) + Self.letters(theorem.family)
    lines += ["", "where", ""] + Self.math(Self.gathered(definitions)) + ["", "## Assumptions", ""]
    lines += theorem.assumptions.isEmpty ? ["None."] : theorem.assumptions.flatMap { Self.math(notation.print($0)) }
    lines += ["", "## Source", "", theorem.source + ".", "", "## Derivation", ""]
    for (number, entry) in steps.entries.enumerated() {
      let lemmas = entry.rule.lemmas.map { "`\($0)`" }.joined(separator: ", ")
      let from = entry.premises.isEmpty ? "" : " from " + entry.premises.map { "(\($0))" }.joined(separator: ", ")
      lines += ["\(number + 1). \(entry.rule.name)\(from). Source: \(entry.rule.source). In Coq: \(lemmas).", ""]
      lines += Self.math(entry.statement).map { "   " + $0 } + [""]
    }
    lines += [
      "## In Coq", "", "[`\(proof.fileName)`](\(proof.fileName)) proves, without axioms,", "", "```coq",
      proof.statement, "```", "", "## Tightness", "",
      "[How tight it is on random networks](../Reports/\(theorem.identifier).md).",
    ]
    let references = Bibliography.references(usedIn: lines.joined())
    if !references.isEmpty { lines += ["", "## References", ""] + references.map { "- \($0)" } }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func math(_ formula: String) -> [String] {
    ["```math"] + formula.split(separator: "\n").map(String.init) + ["```"]
  }

  private static func gathered(_ formulas: [String]) -> String {
    "\\begin{gathered}\n" + formulas.joined(separator: " \\\\\n") + "\n\\end{gathered}"
  }

  /// What the family's letters stand for.
  private static func letters(_ family: NetworkFamily) -> [String] {
    if family == .relu {
      return [
        "D_{ij} = \\varphi'(v_i^{\\mathsf T} x_j),\\quad \\Phi = D \\circ (V X)",
        "\\Delta_j = \\mathrm{diag}(D_{1j}, \\dots, D_{mj})",
      ]
    }
    if family == .batchnorm {
      return [
        "s_i = \\lVert S^{\\mathsf T} v_i \\rVert,\\quad u_i = S^{\\mathsf T} v_i / s_i,\\quad \\Pi_i = I - u_i u_i^{\\mathsf T}"
      ]
    }
    if family == .conv {
      return [
        "C_l \\, \\mathrm{vec}(H) = \\mathrm{vec}(w^L * \\cdots * w^{l+1} * H * w^{l-1} * \\cdots * w^1),\\quad C = [C_1 \\cdots C_L]",
        "M_0[(c, p), (c', p')] = \\frac1n \\sum_{\\text{samples}} \\sum_t x_c(t - p)\\, x_{c'}(t - p')",
      ]
    }
    let layer = family == .residual ? "V" : "W"
    let products = "P_l = \(layer)^L \\cdots \(layer)^{l+1},\\quad Q_l = \(layer)^{l-1} \\cdots \(layer)^1"
    return [family == .residual ? products + ",\\quad V^l = W^l + \\beta_l E_l" : products]
  }
}
