/// κ(M) ≤ bound, under the assumptions.
public struct ConditionBound: Judgement {
  /// M.
  public let subject: MatrixTerm
  /// The bound.
  public let bound: BoundExpression<Ratio>
  /// Whether the assumptions make M positive definite, so that on a singular M the bound is +∞.
  public let impliesPositiveDefinite: Bool
  /// What it rests on.
  public let assumptions: [Assumption]
  /// How it was derived.
  public let derivation: Derivation

  private init(
    _ subject: MatrixTerm, atMost bound: BoundExpression<Ratio>, positiveDefinite: Bool,
    assuming assumptions: [Assumption], by derivation: Derivation
  ) {
    self.subject = subject
    self.bound = bound
    self.impliesPositiveDefinite = positiveDefinite
    self.assumptions = assumptions
    self.derivation = derivation
  }

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.condition(subject, .upper, bound) }

  private func concluding(
    _ bound: BoundExpression<Ratio>, assuming more: [Assumption] = [], by rule: Rule,
    reapply: @escaping @Sendable (ConditionBound) throws(RuleFailure) -> ConditionBound
  ) -> ConditionBound {
    ConditionBound(
      subject, atMost: bound, positiveDefinite: impliesPositiveDefinite, assuming: assumptions.union(more),
      by: Derivation(rule, [self]) { premises throws(RuleFailure) in
        try reapply(try Derivation.premise(premises, 0, of: rule))
      })
  }
}

// MARK: - Rules

extension ConditionBound {
  /// lo·I ⪯ M ⪯ hi·I and lo > 0 ⟹ κ(M) ≤ hi/lo.
  public static func quotient(_ enclosure: Enclosure) -> ConditionBound {
    ConditionBound(
      enclosure.subject, atMost: enclosure.upper / enclosure.lower, positiveDefinite: true,
      assuming: enclosure.assumptions.union([.positive(enclosure.lower)]),
      by: Derivation(.quotient, [enclosure]) { premises throws(RuleFailure) in
        let premise: Enclosure = try Derivation.premise(premises, 0, of: .quotient)
        return ConditionBound.quotient(premise)
      })
  }

  /// Every nonzero eigenvalue of M lies in [lo, hi] and lo > 0 ⟹ κ(M) ≤ hi/lo.
  public static func quotient(_ enclosure: PositiveEnclosure) -> ConditionBound {
    ConditionBound(
      enclosure.subject, atMost: enclosure.upper / enclosure.lower, positiveDefinite: false,
      assuming: enclosure.assumptions.union([.positive(enclosure.lower)]),
      by: Derivation(.quotient, [enclosure]) { premises throws(RuleFailure) in
        let premise: PositiveEnclosure = try Derivation.premise(premises, 0, of: .quotient)
        return ConditionBound.quotient(premise)
      })
  }

  /// (c·x)/(e·y) = (c/e)·(x/y).
  public func factored() throws(RuleFailure) -> ConditionBound {
    guard case .divide(.multiply(let c, let x), .multiply(let e, let y)) = bound.node else {
      throw .form(rule: Rule.factors.name, needs: "(c x) / (e y)", found: Notation.text.print(bound))
    }
    return concluding(.init(.multiply(.divide(c, e), .divide(x, y))), by: .factors) { premise throws(RuleFailure) in
      try premise.factored()
    }
  }

  /// Mediant: c·(Σ_l b_l / Σ_l a_l) = c·Σ_l γ_l (b_l/a_l), γ_l = a_l / Σ_i a_i, when every a_l > 0.
  public func mediant() throws(RuleFailure) -> ConditionBound {
    guard case .multiply(let c, .divide(.sum(let l, .all, let b), .sum(let m, .all, let a))) = bound.node, l == m
    else {
      throw .form(rule: Rule.mediant.name, needs: "c · (Σ_l b_l / Σ_l a_l)", found: Notation.text.print(bound))
    }
    let denominators = BoundExpression<Spectral>(a)
    let combination = BoundExpression<Ratio>.convexCombination(
      over: l, weights: denominators.normalized(over: l), .init(.divide(b, a)))
    return concluding(
      .init(c) * combination, assuming: [.positiveAtEveryLayer(l, denominators)], by: .mediant
    ) { premise throws(RuleFailure) in
      try premise.mediant()
    }
  }

  /// A convex combination is at most its largest member: c·Σ_l γ_l r_l ≤ c·max_l r_l.
  public func convexAtMostMaximum() throws(RuleFailure) -> ConditionBound {
    guard
      case .multiply(let c, .sum(let l, .all, .multiply(.divide(let a, .sum(let m, .all, let b)), let value))) =
        bound.node, l == m, a == b
    else {
      throw .form(rule: Rule.convexAtMostMaximum.name, needs: "c · Σ_l γ_l r_l", found: Notation.text.print(bound))
    }
    return concluding(.init(c) * .maximum(over: l, .init(value)), by: .convexAtMostMaximum) {
      premise throws(RuleFailure) in
      try premise.convexAtMostMaximum()
    }
  }
}

/// κ(M) = value, under the assumptions.
public struct Attained: Judgement {
  /// M.
  public let subject: MatrixTerm
  /// The condition number.
  public let value: BoundExpression<Ratio>
  /// What it rests on.
  public let assumptions: [Assumption]
  /// How it was derived.
  public let derivation: Derivation

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.condition(subject, .equality, value) }

  /// Both ends of an enclosure are eigenvalues and lo > 0 ⟹ κ(M) = hi/lo; a common factor of the ends cancels.
  public static func quotient(_ enclosure: Enclosure) throws(RuleFailure) -> Attained {
    guard enclosure.isAttained else {
      throw .form(
        rule: Rule.attainedQuotient.name, needs: "an enclosure with attained ends",
        found: enclosure.statement(in: .text))
    }
    var (high, low) = (enclosure.upper, enclosure.lower)
    if case .multiply(let c, let x) = high.node, case .multiply(let e, let y) = low.node, c == e {
      (high, low) = (.init(x), .init(y))
    }
    return Attained(
      subject: enclosure.subject, value: high / low,
      assumptions: enclosure.assumptions.union([.positive(low)]),
      derivation: Derivation(.attainedQuotient, [enclosure]) { premises throws(RuleFailure) in
        try Attained.quotient(try Derivation.premise(premises, 0, of: .attainedQuotient))
      })
  }

  private init(
    subject: MatrixTerm, value: BoundExpression<Ratio>, assumptions: [Assumption], derivation: Derivation
  ) {
    self.subject = subject
    self.value = value
    self.assumptions = assumptions
    self.derivation = derivation
  }
}

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

  private init(
    subject: MatrixTerm, bound: BoundExpression<Ratio>, assumptions: [Assumption], derivation: Derivation
  ) {
    self.subject = subject
    self.bound = bound
    self.assumptions = assumptions
    self.derivation = derivation
  }
}

/// rank M = value.
public struct RankIdentity: Judgement {
  /// M.
  public let subject: MatrixTerm
  /// The rank.
  public let value: BoundExpression<Rank>
  /// How it was derived.
  public let derivation: Derivation
  /// None: the identity holds for all weights.
  public var assumptions: [Assumption] { [] }

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.rank(subject, value) }

  /// rank Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS) = Σ_l (p_l − p_{l−1}) q_l with p_l = rank P_l, q_l = rank Q_l, p_0 = 0, S
  /// nonsingular: the column spaces of P_l grow with l, the row spaces of Q_l shrink.
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
      derivation: Derivation(.flagRank) { _ throws(RuleFailure) in try RankIdentity.flags(matrix) })
  }

  private init(subject: MatrixTerm, value: BoundExpression<Rank>, derivation: Derivation) {
    self.subject = subject
    self.value = value
    self.derivation = derivation
  }
}

extension Rule {
  /// κ ≤ hi/lo.
  public static let quotient = Rule(
    "quotient", schema: "lo I ⪯ M ⪯ hi I, lo > 0 ⟹ κ(M) ≤ hi/lo; the same for nonzero eigenvalues",
    sideConditions: "lo > 0, an assumption of the conclusion", source: "definition of κ", lemma: "rule_quotient")
  /// (c x)/(e y) = (c/e)(x/y).
  public static let factors = Rule(
    "factors", schema: "(c x)/(e y) = (c/e)·(x/y)", source: "arithmetic", lemma: "rule_factors")
  /// Σb/Σa as a convex combination.
  public static let mediant = Rule(
    "mediant", schema: "Σ_l b_l / Σ_l a_l = Σ_l γ_l b_l/a_l, γ_l = a_l/Σ_i a_i",
    sideConditions: "a_l > 0 for every l, an assumption of the conclusion", source: "theory (v)")
  /// Σ γ r ≤ max r.
  public static let convexAtMostMaximum = Rule(
    "convex ≤ max", schema: "Σ_l γ_l r_l ≤ max_l r_l for γ_l ≥ 0, Σ_l γ_l = 1", source: "theory (v)")
  /// κ = hi/lo.
  public static let attainedQuotient = Rule(
    "attained quotient", schema: "lo, hi the extreme eigenvalues of M, lo > 0 ⟹ κ(M) = hi/lo; (c x)/(c y) = x/y",
    sideConditions: "lo > 0, an assumption of the conclusion", source: "definition of κ")
  /// Rayleigh quotients bound the extreme eigenvalues from inside.
  public static let rayleigh = Rule(
    "Rayleigh", schema: "⟹ κ(M) ≥ ρ(u₁,v₁)/ρ(u₂,v₂), ρ the Rayleigh quotient of M at u ⊗ v",
    sideConditions: "u₂ ⊗ v₂ in the range of M, an assumption of the conclusion", source: "[HJ] 4.2.2")
  /// The rank along two flags.
  public static let flagRank = Rule(
    "flag rank", schema: "⟹ rank Σ_l A_l ⊗ B_l = Σ_l (p_l − p_{l−1}) q_l",
    sideConditions: "P_l = P_{l+1}W^{l+1}, Q_{l+1} = W^lQ_l, S nonsingular",
    source: "a sum of tensor products along two flags; theory section 2, linear.rank")
}
