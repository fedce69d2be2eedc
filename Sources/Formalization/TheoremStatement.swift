import BoundKernel
public import Theorems

/// A theorem in Markdown with LaTeX: the sections that every page about it is made of.
public struct TheoremStatement: Sendable {
  private let theorem: Theorem
  private let notation: Notation
  private let steps: [DerivationSteps.Entry]

  /// The sections of a theorem or claim.
  public init(_ theorem: Theorem) {
    self.theorem = theorem
    notation = theorem.family.notation(.latex)
    steps = DerivationSteps(theorem.judgement, notation: notation).entries
  }

  /// The words, the formula, and what its symbols stand for.
  ///
  /// - Parameter isWhole: whether symbols of assumptions and derivation are explained too.
  public func statement(whole isWhole: Bool) -> [String] {
    let formula = theorem.formula(in: notation)
    var printed = [formula]
    if isWhole { printed += theorem.assumptions.map(notation.print) + steps.map(\.statement) }
    let definitions = theorem.family.definitions(usedIn: printed.joined(separator: "\n"), .latex)
    let gathered = "\\begin{gathered}\n" + definitions.joined(separator: " \\\\\n") + "\n\\end{gathered}"
    return [theorem.summary, ""] + Self.math(formula)
      + (definitions.isEmpty ? [] : ["", "where", ""] + Self.math(gathered))
  }

  /// Assumptions, source and derivation, a section each.
  ///
  /// - Parameter remark: what is said behind the rule of a step, by its place.
  public func sections(remark: (Int) -> String = { _ in "" }) -> [String] {
    var lines = ["## Assumptions", ""]
    lines += theorem.assumptions.isEmpty ? ["None."] : theorem.assumptions.flatMap { Self.math(notation.print($0)) }
    lines += ["", "## Source", "", theorem.source + ".", "", "## Derivation", ""]
    if steps.isEmpty { lines += ["None: a \(theorem.kind.rawValue) is a claim.", ""] }
    for (place, step) in steps.enumerated() {
      let from = step.premises.isEmpty ? "" : " from " + step.premises.map { "(\($0))" }.joined(separator: ", ")
      let marker = "\(place + 1). "
      lines += ["\(marker)\(step.rule.name)\(from). Source: \(step.rule.source).\(remark(place))", ""]
      // As far in as the item's text: Markdown takes less for the end of the list.
      let indent = String(repeating: " ", count: marker.count)
      lines += Self.math(step.statement).map { indent + $0 } + [""]
    }
    return lines
  }

  /// What the lines cite, as a section; none where they cite nothing.
  public static func references(citedIn lines: [String]) -> [String] {
    let references = Bibliography.references(usedIn: lines.joined())
    return references.isEmpty ? [] : ["## References", ""] + references.map { "- \($0)" }
  }

  private static func math(_ formula: String) -> [String] {
    ["```math"] + formula.split(separator: "\n").map(String.init) + ["```"]
  }
}
