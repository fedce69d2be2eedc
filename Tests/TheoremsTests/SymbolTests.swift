import BoundKernel
import Testing

@testable import Theorems

/// Every symbol of a formula is explained, once, and in the same words in text and LaTeX.
@Suite struct SymbolTests {
  /// What needs no explanation: indices, numbers' names, extremes and what a formula itself defines.
  private static let known: Set<String> = [
    "κ", "σ_max", "λ_max", "λ_min", "max", "min", "if", "and", "rank", "diag", "I", "L", "l", "i", "j", "γ", "α_l",
    "γ_l",
    "α_i", "Σ_l", "Σ_i", "max_l", "max_j", "min_l", "min_j", "diag_i", "diag_j", "Π",
  ]

  /// What is told in another symbol's definition.
  private static let told = [
    "W": [", W: k×m", "W^l: "], "d": ["d inputs", "m×d"], "k": ["k outputs", "k×m"], "α": ["slope α"],
    "x_j": ["(x_1 … x_n)"],
    "u_i": ["unit vectors u_i"], "w_i": ["columns w_i"],
  ]

  private static func names(_ formula: String) -> Set<String> {
    let words = formula.matches(of: /[\p{Letter}′]+⁺?(_\p{Letter}+)?/).map { String($0.0) }
    return Set(words.map { $0.replacing("ᵀ", with: "") }).subtracting(known)
  }

  @Test("Every name of a formula is in a definition", arguments: try Catalogue.standard().theorems.map(\.identifier))
  func explained(_ identifier: String) throws {
    let theorem = try #require(try Catalogue.standard()[identifier])
    let formula = theorem.formula(.text)
    let definitions = theorem.family.definitions(usedIn: formula, .text)
    // To the left of = or :, where a definition says what it's about.
    let subjects = definitions.map { String($0.prefix { !"=:".contains($0) }) }
    for name in Self.names(formula) where !name.isEmpty {
      if let words = Self.told[name] {
        #expect(definitions.contains { line in words.contains { line.contains($0) } }, "\(name) in \(definitions)")
        continue
      }
      let stem = name.prefix { $0 != "_" }
      #expect(
        subjects.contains { $0.contains(name) || $0.contains(stem + "_") || $0.contains(" \(stem)_") },
        "\(name) in \(definitions)")
    }
    for sign in ["⊙", "∘"] where formula.contains(sign) { #expect(subjects.contains { $0.contains("A \(sign) B") }) }
    #expect(Set(definitions).count == definitions.count)
  }

  @Test("LaTeX explains what text does", arguments: try Catalogue.standard().theorems.map(\.identifier))
  func alike(_ identifier: String) throws {
    let theorem = try #require(try Catalogue.standard()[identifier])
    let steps = { (style: Notation.Style) in
      let notation = theorem.family.notation(style)
      return
        ([theorem.formula(in: notation)] + theorem.assumptions.map(notation.print)
        + DerivationSteps(theorem.judgement, notation: notation).entries.map(\.statement)).joined(separator: "\n")
    }
    let text = theorem.family.definitions(usedIn: steps(.text), .text)
    let latex = theorem.family.definitions(usedIn: steps(.latex), .latex)
    #expect(text.count == latex.count, "\(text)\n\(latex)")
    #expect(!latex.contains { $0.contains("\\top") || $0.contains("ᵀ") || $0.contains("σ") })
    for line in text {
      // Nothing is defined by itself: no S Sᵀ = M_0 beside M_0 = S Sᵀ.
      let sides = line.split(separator: " = ", maxSplits: 1).map(String.init)
      #expect(sides.count < 2 || !text.contains("\(sides[1]) = \(sides[0])"))
    }
  }

  @Test("Only what occurs is explained")
  func onlyUsed() throws {
    let weyl = try #require(try Catalogue.standard()["linear.weyl"])
    let lines = weyl.family.definitions(usedIn: weyl.formula(.text), .text)
    for absent in ["p_l", "σ⁺", "u_1", "τ", "⊙"] {
      #expect(!lines.contains { $0.contains(absent + " =") || $0.contains(absent + "(M):") }, "\(lines)")
    }
    let lower = try #require(try Catalogue.standard()["linear.lower"])
    // A sum's sign is no matrix.
    #expect(!lower.family.definitions(usedIn: lower.formula(.text), .text).contains("Σ = S Sᵀ"))
    let perturbation = try #require(try Catalogue.standard()["residual.perturbation"])
    let residual = perturbation.family.definitions(usedIn: perturbation.formula(.text), .text)
    #expect(residual.contains { $0.hasPrefix("E_l: ones on the diagonal") })
    #expect(residual.contains("V^l = W^l + β_l E_l"))
    let convolution = try #require(try Catalogue.standard()["conv.weyl"])
    let definitions = convolution.family.definitions(usedIn: convolution.formula(.text), .text)
    #expect(definitions.contains("M_0 = S Sᵀ") && definitions.contains { $0.hasPrefix("S: a factor of") })
  }
}
