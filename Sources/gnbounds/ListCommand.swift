import BoundKernel
import Formalization
import Theorems

/// Every theorem with its formula.
struct ListCommand: Command {
  static let name = "list"
  static let summary = "List the theorems, conjectures and negative controls"
  static let usage = "[OPTIONS]"
  static let options: [OptionSpecification] = [.flag("--json", "print one JSON object")]

  private let json: Bool

  init(_ arguments: ParsedArguments) throws {
    if let extra = arguments.positionals.first {
      throw UsageError("list takes no argument, '\(extra)' is given: gnbounds show \(extra)?")
    }
    json = arguments.has("--json")
  }

  private struct Entry: Encodable {
    let id: String
    let kind: String
    let relation: String
    let formula: String
    let summary: String
    let source: String
    /// Whether Coq accepted it; nothing for a claim.
    let proof: String?
  }

  func run() async throws -> ExitStatus {
    let theorems = try Catalogue.standard().theorems
    if json {
      let entries = theorems.map {
        Entry(
          id: $0.identifier, kind: $0.kind.rawValue, relation: $0.relation.rawValue, formula: $0.formula(.text),
          summary: $0.summary, source: $0.source, proof: CheckedProof.of($0.identifier)?.summary)
      }
      try Output.printJSON(["theorems": entries])
      return .success
    }
    let headings: [(TheoremKind, String)] = [
      (.theorem, "Theorems, each derived by the kernel"),
      (.conjecture, "Conjectures, to be refuted (check --include-conjectures)"),
      (.control, "Negative controls, false on purpose (check --include-controls)"),
    ]
    var lines: [String] = []
    for (kind, heading) in headings {
      lines += (lines.isEmpty ? [] : [""]) + [heading, ""]
      for theorem in theorems where theorem.kind == kind {
        lines.append("  \(theorem.identifier)")
        lines.append("      \(theorem.summary)")
        lines.append("      \(theorem.formula(.text))")
        if let proof = CheckedProof.of(theorem.identifier) { lines.append("      \(proof.summary)") }
      }
    }
    lines.append("")
    for family in NetworkFamily.allCases {
      let formulas = theorems.filter { $0.family == family }.map { $0.formula(.text) }.joined(separator: "\n")
      lines.append("\(family.rawValue):")
      lines += family.definitions(usedIn: formulas, .text).map { "  \($0)" }
    }
    Output.print(lines)
    return .success
  }
}
