import Foundation
import Testing

@Suite("List and show")
struct CatalogueTests {
  let tool: Tool
  let theorems: [Listing.Entry]

  init() throws {
    tool = try Tool()
    theorems = try tool.run("list", "--json").decoded(Listing.self).theorems
  }

  @Test("the list names every theorem with its formula, once")
  func list() throws {
    let run = try tool.run("list")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(theorems.count >= 16)
    for theorem in theorems {
      #expect(run.outputLines.count { $0 == "  \(theorem.id)" } == 1, "\(theorem.id)")
      #expect(run.outputLines.contains("      \(theorem.formula)"))
      #expect(["theorem", "conjecture", "control"].contains(theorem.kind))
      #expect(["upper", "lower", "equality"].contains(theorem.relation))
      #expect(!theorem.summary.isEmpty && !theorem.source.isEmpty)
    }
  }

  @Test("the list is what check checks, in its order")
  func checked() throws {
    let report = try tool.run(
      "check", "--trials", "10", "--include-controls", "--include-conjectures", "--json"
    ).decoded(CheckOutput.self)
    #expect(report.theorems.map(\.id) == theorems.map(\.id))
    #expect(report.theorems.map(\.kind) == theorems.map(\.kind))
    let plain = try tool.run("check", "--trials", "10", "--json").decoded(CheckOutput.self)
    #expect(plain.theorems.map(\.id) == theorems.filter { $0.kind == "theorem" }.map(\.id))
  }

  @Test("every theorem is shown with formula, source and derivation")
  func show() throws {
    for theorem in theorems {
      let run = try tool.run("show", theorem.id)
      #expect(run.status == 0, "\(theorem.id)")
      #expect(run.errors.isEmpty)
      #expect(run.outputLines.first == "\(theorem.id) (\(theorem.kind))")
      #expect(run.outputLines.contains("  \(theorem.formula)"), "\(theorem.id)")
      for heading in ["Assumptions", "Source", "Derivation"] { #expect(run.outputLines.contains(heading)) }
      let steps = run.output.matches(of: #/\n  \((\d+)\) [^\n]+\n      ([^\n]+) — /#).map { Int($0.1) }
      if theorem.kind == "theorem" {
        #expect(!steps.isEmpty && steps == Array(1...steps.count), "\(theorem.id)")
      } else {
        #expect(steps.isEmpty, "\(theorem.id)")
      }
      // Premises come before what they lead to.
      var number = 0
      for line in run.outputLines {
        if let step = line.prefixMatch(of: #/  \((\d+)\) /#) { number = Int(step.1) ?? 0 }
        guard number > 0, line.hasPrefix("      "), let from = line.firstMatch(of: #/ from ([^—]+) — /#) else {
          continue
        }
        for premise in from.1.matches(of: #/\((\d+)\)/#) { #expect((Int(premise.1) ?? .max) < number, "\(theorem.id)") }
      }
      // A reference that is named is listed.
      let cited = Set(run.output.matches(of: #/\[([A-Z]{2,}\d*)[\],]/#).map { String($0.1) })
      let references = run.outputLines.drop { $0 != "References" }
      for key in cited { #expect(references.contains { $0.contains(key) }, "\(theorem.id): \(key)") }
    }
  }

  @Test("the LaTeX is Markdown with closed formulas that GitHub can typeset")
  func latex() throws {
    for theorem in theorems {
      let run = try tool.run("show", theorem.id, "--latex")
      #expect(run.status == 0, "\(theorem.id)")
      #expect(run.outputLines.first == "# `\(theorem.id)` (\(theorem.kind))")
      // GitHub refuses \operatorname.
      #expect(!run.output.contains("\\operatorname"), "\(theorem.id)")
      var formula: [String]?
      var formulas = 0
      for line in run.outputLines {
        switch (line, formula) {
        case ("```math", nil): formula = []
        case ("```", .some(let lines)):
          formulas += 1
          expectBalanced(lines.joined(separator: "\n"), in: theorem.id)
          formula = nil
        case (_, .some): formula?.append(line)
        case (_, nil): #expect(!line.hasPrefix("```"), "\(theorem.id): \(line)")
        }
      }
      #expect(formula == nil, "\(theorem.id): a fence is left open")
      #expect(formulas >= 2)
    }
  }

  private func expectBalanced(_ formula: String, in identifier: String) {
    #expect(!formula.allSatisfy { $0.isWhitespace }, "\(identifier): an empty formula")
    // Symbols that the text has and LaTeX commands stand for here.
    #expect(!formula.contains { "κσλΣ≤≥⊗∑·ᵀ²".contains($0) }, "\(identifier): \(formula)")
    var depth = 0
    var previous: Character = " "
    for character in formula {
      if previous != "\\" { depth += character == "{" ? 1 : character == "}" ? -1 : 0 }
      #expect(depth >= 0, "\(identifier): \(formula)")
      previous = character
    }
    #expect(depth == 0, "\(identifier): \(formula)")
    #expect(
      formula.matches(of: #/\\left[^a-z]/#).count == formula.matches(of: #/\\right[^a-z]/#).count,
      "\(identifier): \(formula)"
    )
    #expect(formula.matches(of: #/\\begin\{/#).count == formula.matches(of: #/\\end\{/#).count)
  }
}
