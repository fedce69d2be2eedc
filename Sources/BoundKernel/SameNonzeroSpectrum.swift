/// Two positive semidefinite matrices have the same nonzero eigenvalues with the same multiplicities.
public struct SameNonzeroSpectrum: Judgement {
  /// One.
  public let left: MatrixTerm
  /// The other.
  public let right: MatrixTerm
  /// What it rests on.
  public let assumptions: [Assumption]
  /// How it was derived.
  public let derivation: Derivation

  private init(
    _ left: MatrixTerm, _ right: MatrixTerm, assuming assumptions: [Assumption], by derivation: Derivation
  ) {
    self.left = left
    self.right = right
    self.assumptions = assumptions
    self.derivation = derivation
  }

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.sameNonzeroSpectrum(left, right) }

  /// AᵀA and AAᵀ.
  public static func gram(_ matrix: MatrixTerm) throws(RuleFailure) -> SameNonzeroSpectrum {
    _ = try matrix.shape()
    return SameNonzeroSpectrum(
      .gram(matrix.transposed), .gram(matrix), assuming: [],
      by: Derivation(.gramDuality) { _ throws(RuleFailure) in try SameNonzeroSpectrum.gram(matrix) })
  }

  /// The same with the right matrix replaced by an equal one.
  public func rewritingRight(by law: MatrixLaw) throws(RuleFailure) -> SameNonzeroSpectrum {
    let rewriting = try law.rewrite(right)
    return SameNonzeroSpectrum(
      left, rewriting.result, assuming: assumptions.union(rewriting.assumptions),
      by: Derivation(law.rule, [self]) { premises throws(RuleFailure) in
        let premise: SameNonzeroSpectrum = try Derivation.premise(premises, 0, of: law.rule)
        return try premise.rewritingRight(by: law)
      })
  }
}

extension Attained {
  /// The nonzero spectrum of M is that of AᵀA or AAᵀ, M ≠ 0 ⟹ κ(M) = σ_max²(A)/(σ⁺)²(A).
  public static func sameSpectrum(_ spectrum: SameNonzeroSpectrum) throws(RuleFailure) -> Attained {
    guard case .gram(let factor) = spectrum.left else {
      throw .form(
        rule: Rule.sameSpectrum.name, needs: "a Gram matrix on the left", found: Notation.text.print(spectrum.left))
    }
    return Attained(
      subject: spectrum.right, value: σmax(factor).squared / σpositive(factor).squared,
      assumptions: spectrum.assumptions.union([.ranks(.positive(rank(spectrum.right)))]),
      derivation: Derivation(.sameSpectrum, [spectrum]) { premises throws(RuleFailure) in
        try Attained.sameSpectrum(try Derivation.premise(premises, 0, of: .sameSpectrum))
      })
  }
}

extension Rule {
  /// AᵀA and AAᵀ.
  public static let gramDuality = Rule(
    "Gram duality", schema: "⟹ AᵀA and AAᵀ have the same nonzero eigenvalues with multiplicities",
    source: "[HJ] 1.3.22", lemmas: ["rule_gram_duality"])
  /// κ from the other matrix's spectrum.
  public static let sameSpectrum = Rule(
    "same spectrum", schema: "AᵀA and M have the same nonzero eigenvalues, M ≠ 0 ⟹ κ(M) = σ_max²(A)/(σ⁺)²(A)",
    sideConditions: "M ≠ 0, an assumption of the conclusion", source: "definition of κ",
    lemmas: ["rule_same_spectrum"])
}
