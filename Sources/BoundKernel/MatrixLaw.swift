/// An equality of matrix terms, applied from left to right.
public enum MatrixLaw: Hashable, Sendable {
  /// (I ⊗ S)ᵀ (Σ_l P_lP_lᵀ ⊗ Q_lᵀQ_l) (I ⊗ S) = Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS).
  case mixedProduct
  /// Σ_l c_l (I ⊗ B_l) = I ⊗ Σ_l c_lB_l, its mirror image, and I ⊗ A + I ⊗ B = I ⊗ (A + B).
  case sumInsideKronecker
  /// Σ_l (A_l ⊗ I + I ⊗ B_l − c_l I) = (Σ_l A_l) ⊗ I + I ⊗ (Σ_l B_l) − (Σ_l c_l) I.
  case sumInsideKroneckerSum
  /// At depth 2, W²W²ᵀ ⊗ I + I ⊗ W¹ᵀW¹ = Σ_l P_lP_lᵀ ⊗ Q_lᵀQ_l.
  case twoLayers(LayerVariable)
  /// JJᵀ of a two-layer network is `MatrixTerm.twoLayerGram`.
  case twoLayerJacobian

  struct Rewriting {
    var result: MatrixTerm
    var assumptions: [Assumption] = []
  }

  func rewrite(_ term: MatrixTerm) throws(RuleFailure) -> Rewriting {
    switch (self, term) {
    case (.mixedProduct, .congruence(.kronecker(.identity(.outputs), let factor), .sum(let l, let body))):
      if case .kronecker(let left, .gram(let right)) = body, !factor.contains(l) {
        let inner = MatrixTerm.gram((right.transposed * factor).transposed)
        return Rewriting(result: .sum(l, .kronecker(left, inner)))
      }
    case (.sumInsideKronecker, .sum(let l, .scaled(let c, .kronecker(.identity(let dimension), let body)))):
      if !dimension.contains(l) {
        return Rewriting(result: .kronecker(.identity(dimension), .sum(l, .scaled(c, body))))
      }
    case (.sumInsideKronecker, .sum(let l, .scaled(let c, .kronecker(let body, .identity(let dimension))))):
      if !dimension.contains(l) {
        return Rewriting(result: .kronecker(.sum(l, .scaled(c, body)), .identity(dimension)))
      }
    case (.sumInsideKronecker, .add(.kronecker(.identity(let m), let a), .kronecker(.identity(let n), let b)))
    where m == n:
      return Rewriting(result: .kronecker(.identity(m), .add(a, b)))
    case (.twoLayerJacobian, .gram(.symbol(.jacobian))): return Rewriting(result: .twoLayerGram)
    case (.sumInsideKroneckerSum, .sum(let l, .shifted(.kroneckerSum(let a, let b), let c))):
      return Rewriting(result: .shifted(.kroneckerSum(.sum(l, a), .sum(l, b)), by: .sum(over: l, c)))
    case (.twoLayers(let l), .kroneckerSum(.gram(.symbol(.weight(.last))), .gram(.transpose(.symbol(.weight(.first)))))):
      let body = MatrixTerm.kronecker(
        .gram(.productAfter(.variable(l))), .gram(.transpose(.productBefore(.variable(l)))))
      return Rewriting(result: .sum(l, body), assumptions: [.depth(2)])
    default: break
    }
    throw .form(rule: rule.name, needs: rule.schema, found: Notation.text.print(term))
  }

  /// The law as a rule.
  public var rule: Rule {
    switch self {
    case .mixedProduct:
      Rule(
        "mixed product", schema: "(I ⊗ S)ᵀ (Σ_l A_l ⊗ Q_lᵀQ_l) (I ⊗ S) = Σ_l A_l ⊗ (Q_lS)ᵀ(Q_lS)",
        source: "[HJ] Topics 4.2.10", lemmas: ["rule_mixed_product"])
    case .sumInsideKronecker:
      Rule(
        "sum inside Kronecker", schema: "Σ_l c_l (I ⊗ B_l) = I ⊗ Σ_l c_lB_l, I ⊗ A + I ⊗ B = I ⊗ (A + B)",
        source: "bilinearity of ⊗",
        lemmas: [
          "rule_sum_inside_kronecker", "rule_sum_inside_kronecker_mirrored", "rule_sum_inside_kronecker_pair",
        ])
    case .sumInsideKroneckerSum:
      Rule(
        "sum inside Kronecker sum",
        schema: "Σ_l (A_l ⊗ I + I ⊗ B_l − c_l I) = (Σ_l A_l) ⊗ I + I ⊗ Σ_l B_l − (Σ_l c_l) I",
        source: "bilinearity of ⊗", lemmas: ["rule_sum_inside_kronecker_sum"])
    case .twoLayers:
      Rule(
        "two layers", schema: "L = 2: W²W²ᵀ ⊗ I + I ⊗ W¹ᵀW¹ = Σ_l P_lP_lᵀ ⊗ Q_lᵀQ_l",
        sideConditions: "L = 2", source: "P_1 = W², P_2 = I, Q_1 = I, Q_2 = W¹",
        lemmas: ["rule_two_layers"])
    case .twoLayerJacobian:
      Rule(
        "two-layer Jacobian", schema: "JJᵀ = (11ᵀ ⊗ XᵀX) ∘ (W ⊙ Dᵀ)(W ⊙ Dᵀ)ᵀ + I ⊗ ΦᵀΦ",
        sideConditions: "F(x) = W φ(Vx), φ' ∈ {α, 1}",
        source: "∂F_a(x_j)/∂V_ib = W_aiD_ijx_bj, ∂F_a(x_j)/∂W_ai = Φ_ij",
        lemmas: ["rule_two_layer_jacobian"])
    }
  }
}
