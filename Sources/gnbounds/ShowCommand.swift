import BoundKernel
import Formalization
import Theorems

/// One theorem with its derivation.
struct ShowCommand: Command {
  static let name = "show"
  static let summary = "Show a theorem: statement, assumptions, derivation, source"
  static let usage = "THEOREM [OPTIONS]"
  static let options: [OptionSpecification] = [.flag("--latex", "formulas in LaTeX, as Markdown")]

  private let theorem: Theorem
  private let latex: Bool

  init(_ arguments: ParsedArguments) throws {
    theorem = try TheoremArgument.only(arguments, of: Self.name)
    latex = arguments.has("--latex")
  }

  func run() async throws -> ExitStatus {
    Output.print(latex ? markdown : text)
    return .success
  }

  private func reason(_ step: DerivationSteps.Entry) -> String {
    let from = step.premises.isEmpty ? "" : " from " + step.premises.map { "(\($0))" }.joined(separator: ", ")
    return "\(step.rule.name)\(from) — \(step.rule.source)"
  }

  private var text: [String] {
    let notation = theorem.family.notation(.text)
    let formula = theorem.formula(in: notation)
    var lines = ["\(theorem.identifier) (\(theorem.kind.rawValue))", "", theorem.summary, "", "  \(formula)", ""]
    let steps = DerivationSteps(theorem.judgement, notation: notation).entries
    let printed = ([formula] + theorem.assumptions.map(notation.print) + steps.map { $0.statement })
      .joined(separator: "\n")
    lines += ["Where"] + theorem.family.definitions(usedIn: printed, .text).map { "  \($0)" } + [""]
    lines += ["Assumptions"] + assumptionLines { "  \(notation.print($0))" } + [""]
    lines += ["Source", "  \(theorem.source)", "", "Derivation"]
    if steps.isEmpty {
      lines.append("  none: a \(theorem.kind.rawValue) is a claim, and no function turns a claim into a theorem")
    }
    for (number, step) in steps.enumerated() {
      lines.append("  (\(number + 1)) \(step.statement)")
      lines.append("      \(reason(step))")
      if let conditions = step.rule.sideConditions {
        lines.append("      side condition: \(conditions)")
      }
    }
    if let proof = CheckedProof.of(theorem.identifier) { lines += ["", "Proof", "  \(proof.summary)"] }
    let references = Bibliography.references(usedIn: lines.joined())
    return references.isEmpty ? lines : lines + ["", "References"] + references.map { "  \($0)" }
  }

  private var markdown: [String] {
    let statement = TheoremStatement(theorem)
    let lines =
      ["# `\(theorem.identifier)` (\(theorem.kind.rawValue))", ""] + statement.statement(whole: true) + [""]
      + statement.sections()
    return lines + TheoremStatement.references(citedIn: lines)
  }

  private func assumptionLines(_ print: (Assumption) -> String) -> [String] {
    theorem.assumptions.isEmpty ? ["  none"] : theorem.assumptions.map(print)
  }
}

/// Theorems by name, from arguments.
enum TheoremArgument {
  static func named(_ identifier: String, in catalogue: Catalogue) throws(UsageError) -> Theorem {
    guard let theorem = catalogue[identifier] else {
      throw UsageError(
        "unknown theorem '\(identifier)'"
          + (Suggestion.nearest(to: identifier, among: catalogue.theorems.map(\.identifier))
            .map { ": did you mean '\($0)'?" } ?? "; gnbounds list names them"))
    }
    return theorem
  }

  static func only(_ arguments: ParsedArguments, of command: String) throws -> Theorem {
    guard arguments.positionals.count == 1 else {
      throw UsageError("\(command) takes one theorem, such as linear.weyl; gnbounds list names them")
    }
    return try named(arguments.positionals[0], in: .standard())
  }
}
