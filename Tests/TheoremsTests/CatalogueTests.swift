import BoundKernel
import Networks
import Testing

@testable import Theorems

@Suite struct CatalogueTests {
  /// The formulas, as the paper has them.
  static let formulas: [String: String] = [
    "linear.weyl": "κ(Ĝ) ≤ κ(Σ)·(Σ_l σ_max²(P_l)·σ_max²(Q_l)) / (Σ_l σ_row²(P_l)·σ_col²(Q_l))",
    "linear.convex":
      "κ(Ĝ) ≤ κ(Σ)·(Σ_l γ_l·κ²(P_l)·κ²(Q_l)),  γ_l = α_l / Σ_i α_i,  α_l = σ_row²(P_l)·σ_col²(Q_l)",
    "linear.loose": "κ(Ĝ) ≤ κ(Σ)·(max_l κ²(P_l)·κ²(Q_l))",
    "linear.layerwise":
      "κ(Ĝ) ≤ κ(Σ)·(Σ_l Π_{i≠l} σ_max²(W^i)) / (Σ_l Π_{i>l} σ_row²(W^i)·Π_{i<l} σ_col²(W^i))",
    "linear.onehidden": "κ(Ĝ) = (σ_max²(W^L) + σ_max²(W^1)) / (σ_row²(W^L) + σ_col²(W^1))",
    "linear.datacoupled": "κ(Ĝ) ≤ (Σ_l σ_max²(P_l)·σ_max²(Q_l S)) / (Σ_l σ_row²(P_l)·σ_col²(Q_l S))",
    "linear.coupled":
      "κ(Ĝ) ≤ min{λ_max(Σ_l σ_max²(P_l)·B_l), λ_max(Σ_l σ_max²(Q_l S)·A_l)}"
      + " / max{λ_min(Σ_l σ_row²(P_l)·B_l), λ_min(Σ_l σ_col²(Q_l S)·A_l)}",
    "linear.rank": "rank(Ĝ) = Σ_l (p_l − p_{l−1})·q_l",
    "control.minimum": "κ(Ĝ) ≤ κ(Σ)·(min_l κ²(P_l)·κ²(Q_l))",
    "conjecture.layerwise-restricted": "κ(Ĝ) ≤ κ(Σ)·(Σ_l Π_{i≠l} σ_max²(W^i)) / (Σ_l Π_{i≠l} τ²(W^i))",
  ]

  @Test(arguments: formulas.keys.sorted()) func formulaIsThePapers(_ identifier: String) throws {
    let theorem = try #require(try Catalogue.standard()[identifier])
    #expect(theorem.formula(in: LinearTerms.notation(.text)) == Self.formulas[identifier])
  }

  @Test func everyTheoremOfTheorySectionTwoIsDerived() throws {
    let catalogue = try Catalogue.linear()
    let names = [
      "weyl", "convex", "loose", "layerwise", "onehidden", "datacoupled", "coupled", "envelope", "bottleneck", "lower",
      "rank",
    ]
    for name in names {
      let theorem = try #require(catalogue["linear.\(name)"])
      #expect(theorem.kind == .theorem && theorem.judgement != nil)
      #expect(theorem.subject == LinearTerms.gaussNewton)
    }
    #expect(catalogue.theorems.count { $0.kind == .theorem } == names.count)
  }

  /// No function turns a claim into a theorem.
  @Test func claimsAreNoTheorems() throws {
    for claimed in try Catalogue.standard().theorems where claimed.kind != .theorem {
      #expect(claimed.judgement == nil && claimed.ensemble?.family == claimed.family)
      #expect(throws: TheoremError.self) {
        try Theorem("linear.stolen", summary: "", source: "", derived: claimed.evidence)
      }
      guard case .claim(let claim) = claimed.evidence else { continue }
      #expect(throws: TheoremError.self) {
        try Theorem("x", .theorem, summary: "", source: "", claim: claim, ensemble: .smallWhitened)
      }
    }
  }

  @Test func identifiersAreUnique() throws {
    let catalogue = try Catalogue.standard()
    #expect(throws: TheoremError.self) { try Catalogue(catalogue.theorems + [.linearWeyl()]) }
  }

  @Test func assumptionsAreThoseOfTheory() throws {
    let catalogue = try Catalogue.standard()
    let notation = LinearTerms.notation(.text)
    let assumptions = { (name: String) in catalogue[name]?.assumptions.map(notation.print) ?? [] }
    // S = 0 has rank 0, whatever the weights.
    #expect(assumptions("linear.rank") == ["λ_min(Σ) > 0"])
    #expect(assumptions("linear.onehidden").prefix(2) == ["L = 2", "Σ = cI"])
    #expect(assumptions("linear.convex").contains("σ_row²(P_l)·σ_col²(Q_l) > 0 for every l"))
    #expect(!assumptions("linear.weyl").contains { $0.hasSuffix("for every l") })
    #expect(assumptions("linear.bottleneck").contains("rank(Ĝ) = p_1·d + (k − p_1)·q_L"))
    #expect(assumptions("linear.lower").contains("u_2 ⊗ v_2 in the range of Ĝ"))
  }

  /// LaTeX that GitHub renders: balanced braces, `\left` and `\right` in pairs, no `\operatorname`.
  @Test func latexIsWellFormed() throws {
    for theorem in try Catalogue.standard().theorems {
      let notation = theorem.family.notation(.latex)
      var printed = [theorem.formula(in: notation)]
      func visit(_ judgement: any Judgement) {
        printed.append(judgement.statement(in: notation))
        judgement.derivation.premises.forEach(visit)
      }
      theorem.judgement.map(visit)
      for formula in printed {
        var depth = 0
        for character in formula.replacing("\\{", with: "").replacing("\\}", with: "") {
          depth += character == "{" ? 1 : character == "}" ? -1 : 0
          #expect(depth >= 0, "\(formula)")
        }
        #expect(depth == 0, "\(formula)")
        #expect(formula.ranges(of: "\\left").count == formula.ranges(of: "\\right").count, "\(formula)")
        #expect(!formula.contains("\\operatorname"))
        // Nothing of the one-line notation is left.
        #expect(!formula.contains { "σλκΣΠ²⊗⪯ᵀ·−βαΦΔ∘⊙‖".contains($0) }, "\(formula)")
      }
    }
  }
}
