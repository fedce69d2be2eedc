/// rank M = value.
public struct RankIdentity: Judgement {
  /// M.
  public let subject: MatrixTerm
  /// The rank.
  public let value: BoundExpression<Rank>
  /// How it was derived.
  public let derivation: Derivation
  /// What it rests on: Σ ≻ 0, and more where the identity doesn't hold for all weights.
  public let assumptions: [Assumption]

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.rank(subject, value) }

  /// rank Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS) = Σ_l (p_l − p_{l−1}) q_l with p_l = rank P_l, q_l = rank Q_l, p_0 = 0, for
  /// Σ = SSᵀ ≻ 0, an assumption: the column spaces of P_l grow with l, the row spaces of Q_l shrink.
  public static func flags(_ matrix: MatrixTerm) throws(RuleFailure) -> RankIdentity {
    guard case .sum(let l, .kronecker(.gram(let p), .gram(.transpose(.product(let q, let dataFactor))))) = matrix,
      p == .productAfter(.variable(l)), q == .productBefore(.variable(l)), dataFactor == .symbol(.dataFactor)
    else {
      throw .form(
        rule: Rule.flagRank.name, needs: "Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS)", found: Notation.text.print(matrix))
    }
    _ = try matrix.shape()
    let increment = rank(.productAfter(.variable(l))) - rank(.productAfter(.preceding(.variable(l))))
    return RankIdentity(
      subject: matrix, value: .sum(over: l, increment * rank(.productBefore(.variable(l)))),
      assumptions: [nonsingularData],
      derivation: Derivation(.flagRank) { _ throws(RuleFailure) in try RankIdentity.flags(matrix) })
  }

  /// rank Ĝ = pd + (k − p)q with p = rank W, q = rank V for a two-layer network with batch normalisation: the range of Ĝ is
  /// col(W) ⊗ ℝ^d + ℝ^k ⊗ row(U), since w_i ⊗ u_i lies in the second and I = Π_i + u_iu_iᵀ; for Σ ≻ 0, an assumption.
  public static func unitFlags(over unit: LayerVariable) -> RankIdentity {
    let (p, q) = (BoundKernel.rank(.symbol(.outputWeights)), BoundKernel.rank(.symbol(.hiddenWeights)))
    let (k, d) = (BoundExpression<Rank>.dimension(.outputs), BoundExpression<Rank>.dimension(.inputs))
    return RankIdentity(
      subject: .batchNormGaussNewton(unit), value: p * d + (k - p) * q, assumptions: [nonsingularData],
      derivation: Derivation(.unitFlags) { _ throws(RuleFailure) in RankIdentity.unitFlags(over: unit) })
  }

  /// rank Ĝ = Σ_l (|r_l| − 1) + 1 for single channels and pairwise coprime kernels: with f_l the product of the other
  /// kernels, the ranges of the C_l are the multiples of f_l, and Σ_l f_lg_l = 0 with coprime kernels makes every g_l a
  /// multiple of kernel l: L − 1 relations. That M_0 = SSᵀ ≻ 0 is an assumption too.
  public static func coprimeKernels(over l: LayerVariable) -> RankIdentity {
    let taps = BoundExpression<Rank>.dimension(.kernel(.variable(l))) - .init(.integer(1))
    return RankIdentity(
      subject: .convolutionGaussNewton(l), value: .sum(over: l, taps) + .init(.integer(1)),
      assumptions: [.ranks(.property(.coprimeKernels)), nonsingularData],
      derivation: Derivation(.coprimeKernels) { _ throws(RuleFailure) in RankIdentity.coprimeKernels(over: l) })
  }

  /// SSᵀ ≻ 0: a singular S can lower the rank.
  private static let nonsingularData = Assumption.positive(λmin(.gram(.symbol(.dataFactor))))

  private init(
    subject: MatrixTerm, value: BoundExpression<Rank>, assumptions: [Assumption], derivation: Derivation
  ) {
    self.subject = subject
    self.value = value
    self.assumptions = assumptions
    self.derivation = derivation
  }
}

extension Rule {
  /// The rank of a convolutional network of single channels.
  public static let coprimeKernels = Rule(
    "coprime kernels", schema: "kernels pairwise coprime, one channel ⟹ rank Ĝ = Σ_l (|r_l| − 1) + 1",
    sideConditions: "coprime as polynomials homogeneous in each axis, roots at infinity included; M_0 ≻ 0: assumptions "
      + "of the conclusion",
    source: "unique factorisation: the syzygies of the products of all kernels but one",
    lemmas: ["rule_coprime_kernels"])
  /// The rank of a two-layer network with batch normalisation.
  public static let unitFlags = Rule(
    "unit flags", schema: "⟹ rank Ĝ = pd + (k − p)q, p = rank W, q = rank V",
    sideConditions: "s_i > 0 by definition; Σ ≻ 0, an assumption of the conclusion",
    source: "range Ĝ = Σ_i w_i ⊗ (ℝ^d + u_i) + ℝ^k ⊗ u_i = col(W) ⊗ ℝ^d + ℝ^k ⊗ row(U)",
    lemmas: ["rule_unit_flags"])
  /// The rank along two flags.
  public static let flagRank = Rule(
    "flag rank", schema: "⟹ rank Σ_l A_l ⊗ B_l = Σ_l (p_l − p_{l−1}) q_l",
    sideConditions: "P_l = P_{l+1}W^{l+1}, Q_{l+1} = W^lQ_l; Σ ≻ 0, an assumption of the conclusion",
    source: "a sum of tensor products along two flags", lemmas: ["rule_flag_rank"])
}
