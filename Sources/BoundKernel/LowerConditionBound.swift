/// bound ≤ κ(M), under the assumptions.
public struct LowerConditionBound: Judgement {
  /// M.
  public let subject: MatrixTerm
  /// The bound.
  public let bound: BoundExpression<Ratio>
  /// What it rests on.
  public let assumptions: [Assumption]
  /// How it was derived.
  public let derivation: Derivation

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.condition(subject, .lower, bound) }

  /// Rayleigh quotients at two product vectors: ρ(u₁,v₁) ≤ λ_max(M), and λ⁺_min(M) ≤ ρ(u₂,v₂) when u₂ ⊗ v₂ lies in the
  /// range of M; ρ(u,v) = Σ_l ‖A_lᵀu‖²‖N_lv‖² / (‖u‖²‖v‖²).
  ///
  /// - Parameter matrix: Σ_l A_lA_lᵀ ⊗ N_lᵀN_l.
  public static func rayleigh(_ matrix: MatrixTerm) throws(RuleFailure) -> LowerConditionBound {
    _ = try matrix.shape()
    guard case .sum(let l, .kronecker(.gram(let a), .gram(.transpose(let n)))) = matrix else {
      throw .form(
        rule: Rule.rayleigh.name, needs: "Σ_l A_lA_lᵀ ⊗ N_lᵀN_l", found: Notation.text.print(matrix))
    }
    let form = { (number: Int) -> (value: BoundExpression<Spectral>, scale: BoundExpression<Spectral>) in
      let (u, v) = (MatrixTerm.symbol(.outputVector(number)), MatrixTerm.symbol(.inputVector(number)))
      return (
        .sum(over: l, norm(a.transposed * u).squared * norm(n * v).squared), norm(u).squared * norm(v).squared
      )
    }
    let (top, bottom) = (form(1), form(2))
    return LowerConditionBound(
      subject: matrix, bound: (top.value * bottom.scale) / (bottom.value * top.scale),
      assumptions: [.productVectorInRange(2, of: matrix), .positive(bottom.value * top.scale)],
      derivation: Derivation(.rayleigh) { _ throws(RuleFailure) in try LowerConditionBound.rayleigh(matrix) })
  }

  init(
    subject: MatrixTerm, bound: BoundExpression<Ratio>, assumptions: [Assumption], derivation: Derivation
  ) {
    self.subject = subject
    self.bound = bound
    self.assumptions = assumptions
    self.derivation = derivation
  }
}

extension Rule {
  /// Rayleigh quotients bound the extreme eigenvalues from inside.
  public static let rayleigh = Rule(
    "Rayleigh", schema: "⟹ κ(M) ≥ ρ(u₁,v₁)/ρ(u₂,v₂), ρ the Rayleigh quotient of M at u ⊗ v",
    sideConditions: "u₂ ⊗ v₂ in the range of M, an assumption of the conclusion", source: "[HJ] 4.2.2",
    lemmas: ["rule_rayleigh"])
}
