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

  /// A convex combination is at most its largest member: c·Σ_l γ_l r_l ≤ c·max_l r_l, where no r_l is negative.
  public func convexAtMostMaximum() throws(RuleFailure) -> ConditionBound {
    guard
      case .multiply(let c, .sum(let l, .all, .multiply(.divide(let a, .sum(let m, .all, let b)), let value))) =
        bound.node, l == m, a == b
    else {
      throw .form(rule: Rule.convexAtMostMaximum.name, needs: "c · Σ_l γ_l r_l", found: Notation.text.print(bound))
    }
    for factor in [c, a, value] where !factor.isManifestlyNonnegative {
      throw .sign(rule: Rule.convexAtMostMaximum.name, found: Notation.text.node(factor).string)
    }
    return concluding(.init(c) * .maximum(over: l, .init(value)), by: .convexAtMostMaximum) {
      premise throws(RuleFailure) in
      try premise.convexAtMostMaximum()
    }
  }
}

extension Rule {
  /// κ ≤ hi/lo.
  public static let quotient = Rule(
    "quotient", schema: "lo I ⪯ M ⪯ hi I, lo > 0 ⟹ κ(M) ≤ hi/lo; the same for nonzero eigenvalues",
    sideConditions: "lo > 0, an assumption of the conclusion", source: "definition of κ",
    lemmas: ["rule_quotient", "rule_quotient_positive"])
  /// (c x)/(e y) = (c/e)(x/y).
  public static let factors = Rule(
    "factors", schema: "(c x)/(e y) = (c/e)·(x/y)", source: "arithmetic", lemmas: ["rule_factors"])
  /// Σb/Σa as a convex combination.
  public static let mediant = Rule(
    "mediant", schema: "Σ_l b_l / Σ_l a_l = Σ_l γ_l b_l/a_l, γ_l = a_l/Σ_i a_i",
    sideConditions: "a_l > 0 for every l, an assumption of the conclusion", source: "mediant inequality",
    lemmas: ["rule_mediant"])
  /// Σ γ r ≤ max r.
  public static let convexAtMostMaximum = Rule(
    "convex ≤ max", schema: "c Σ_l γ_l r_l ≤ c max_l r_l for γ_l = α_l/Σ_i α_i", sideConditions: "c, α_l, r_l ≥ 0",
    source: "convexity", lemmas: ["rule_convex_maximum"])
}
