/// lower ⪯ M ⪯ upper in the Loewner order, between matrices. With a free layer variable it says so for every layer.
public struct LoewnerBounds: Judgement {
  /// M.
  public let subject: MatrixTerm
  /// The matrix below M.
  public let lower: MatrixTerm
  /// The matrix above M.
  public let upper: MatrixTerm
  /// What it rests on.
  public let assumptions: [Assumption]
  /// How it was derived.
  public let derivation: Derivation

  init(
    _ subject: MatrixTerm, between lower: MatrixTerm, and upper: MatrixTerm, assuming assumptions: [Assumption],
    by derivation: Derivation
  ) throws(RuleFailure) {
    let shape = try subject.shape()
    for end in [lower, upper] {
      let endShape = try end.shape()
      guard endShape == shape else { throw .shapes(rule: derivation.rule.name, endShape, shape) }
    }
    self.subject = subject
    self.lower = lower
    self.upper = upper
    self.assumptions = assumptions
    self.derivation = derivation
  }

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.order(lower, subject, upper) }
}

/// Which factor of A ⊗ B a rule speaks of.
public enum KroneckerFactor: Hashable, Sendable {
  /// A.
  case left
  /// B.
  case right
}

// MARK: - Rules

extension LoewnerBounds {
  /// a I ⪯ A ⪯ ā I and B ⪰ 0 ⟹ a (I ⊗ B) ⪯ A ⊗ B ⪯ ā (I ⊗ B).
  public static func kroneckerMonotone(
    _ left: Enclosure, _ right: MatrixTerm
  ) throws(RuleFailure) -> LoewnerBounds {
    let identity = MatrixTerm.identity(try left.subject.shape().rows)
    return try monotone(left, with: right) { side in
      .kronecker(side ?? identity, right)
    } reapply: { premise throws(RuleFailure) in
      try .kroneckerMonotone(premise, right)
    }
  }

  /// b I ⪯ B ⪯ b̄ I and A ⪰ 0 ⟹ b (A ⊗ I) ⪯ A ⊗ B ⪯ b̄ (A ⊗ I).
  public static func kroneckerMonotone(
    _ left: MatrixTerm, _ right: Enclosure
  ) throws(RuleFailure) -> LoewnerBounds {
    let identity = MatrixTerm.identity(try right.subject.shape().rows)
    return try monotone(right, with: left) { side in
      .kronecker(left, side ?? identity)
    } reapply: { premise throws(RuleFailure) in
      try .kroneckerMonotone(left, premise)
    }
  }

  private static func monotone(
    _ enclosure: Enclosure, with other: MatrixTerm, product: (MatrixTerm?) -> MatrixTerm,
    reapply: @escaping @Sendable (Enclosure) throws(RuleFailure) -> LoewnerBounds
  ) throws(RuleFailure) -> LoewnerBounds {
    guard other.isManifestlyPositiveSemidefinite else {
      throw .form(
        rule: Rule.kroneckerMonotone.name, needs: "a positive semidefinite factor", found: Notation.text.print(other))
    }
    return try LoewnerBounds(
      product(enclosure.subject), between: .scaled(enclosure.lower, product(nil)),
      and: .scaled(enclosure.upper, product(nil)), assuming: enclosure.assumptions,
      by: Derivation(.kroneckerMonotone, [enclosure]) { premises throws(RuleFailure) in
        try reapply(try Derivation.premise(premises, 0, of: .kroneckerMonotone))
      })
  }

  /// McCormick: (A − aI) ⊗ (B − bI) ⪰ 0 below, and (āI − A) ⊗ (B − bI) ⪰ 0 (`.left`) or (A − aI) ⊗ (b̄I − B) ⪰ 0
  /// (`.right`) above.
  public static func mcCormick(
    _ left: Enclosure, _ right: Enclosure, upperCorner: KroneckerFactor
  ) throws(RuleFailure) -> LoewnerBounds {
    let corner = { (a: BoundExpression<Spectral>, b: BoundExpression<Spectral>) in
      MatrixTerm.shifted(.kroneckerSum(.scaled(b, left.subject), .scaled(a, right.subject)), by: a * b)
    }
    return try LoewnerBounds(
      .kronecker(left.subject, right.subject), between: corner(left.lower, right.lower),
      and: upperCorner == .left ? corner(left.upper, right.lower) : corner(left.lower, right.upper),
      assuming: left.assumptions.union(right.assumptions),
      by: Derivation(.mcCormick, [left, right]) { premises throws(RuleFailure) in
        try LoewnerBounds.mcCormick(
          try Derivation.premise(premises, 0, of: .mcCormick), try Derivation.premise(premises, 1, of: .mcCormick),
          upperCorner: upperCorner)
      })
  }

  /// The order is kept by sums over layers.
  public func sum(over variable: LayerVariable) throws(RuleFailure) -> LoewnerBounds {
    try LoewnerBounds(
      .sum(variable, subject), between: .sum(variable, lower), and: .sum(variable, upper), assuming: assumptions,
      by: Derivation(.loewnerSum, [self]) { premises throws(RuleFailure) in
        let summand: LoewnerBounds = try Derivation.premise(premises, 0, of: .loewnerSum)
        return try summand.sum(over: variable)
      })
  }

  /// The order is kept by adding a matrix on all sides.
  public func adding(_ matrix: MatrixTerm) throws(RuleFailure) -> LoewnerBounds {
    guard matrix.isManifestlySymmetric else {
      throw .form(
        rule: Rule.loewnerAddition.name, needs: "a matrix that is symmetric by its form",
        found: Notation.text.print(matrix))
    }
    return try LoewnerBounds(
      .add(subject, matrix), between: .add(lower, matrix), and: .add(upper, matrix), assuming: assumptions,
      by: Derivation(.loewnerAddition, [self]) { premises throws(RuleFailure) in
        let premise: LoewnerBounds = try Derivation.premise(premises, 0, of: .loewnerAddition)
        return try premise.adding(matrix)
      })
  }

  /// The same with both ends replaced by equal matrices.
  public func rewritingEnds(by law: MatrixLaw) throws(RuleFailure) -> LoewnerBounds {
    let (low, high) = (try law.rewrite(lower), try law.rewrite(upper))
    return try LoewnerBounds(
      subject, between: low.result, and: high.result,
      assuming: assumptions.union(low.assumptions).union(high.assumptions),
      by: Derivation(law.rule, [self]) { premises throws(RuleFailure) in
        let premise: LoewnerBounds = try Derivation.premise(premises, 0, of: law.rule)
        return try premise.rewritingEnds(by: law)
      })
  }
}

extension Rule {
  /// A ⪯ aI ⟹ A ⊗ B ⪯ a I ⊗ B.
  public static let kroneckerMonotone = Rule(
    "Loewner-monotone Kronecker", schema: "a I ⪯ A ⪯ ā I ⟹ a (I ⊗ B) ⪯ A ⊗ B ⪯ ā (I ⊗ B), and its mirror image",
    sideConditions: "the other factor ⪰ 0", source: "[HJ] Topics 4.2.12",
    lemmas: ["rule_kronecker_monotone", "rule_kronecker_monotone_mirrored"])
  /// Envelopes of a product of commuting semidefinite matrices.
  public static let mcCormick = Rule(
    "McCormick envelope",
    schema: "a I ⪯ A ⪯ ā I, b I ⪯ B ⪯ b̄ I ⟹ bA ⊗ I + aI ⊗ B − ab I ⪯ A ⊗ B ⪯ bA ⊗ I + āI ⊗ B − āb I",
    source: "(A − aI) ⊗ (B − bI) ⪰ 0, [McC76]",
    lemmas: ["rule_mccormick", "rule_mccormick_mirrored"])
  /// M ⪯ N ⟹ M + T ⪯ N + T.
  public static let loewnerAddition = Rule(
    "Loewner addition", schema: "N ⪯ M ⪯ N′ ⟹ N + T ⪯ M + T ⪯ N′ + T", sideConditions: "T symmetric",
    source: "[HJ] 7.7.2", lemmas: ["rule_loewner_addition"])
  /// Sums keep the Loewner order.
  public static let loewnerSum = Rule(
    "Loewner sum", schema: "N_l ⪯ M_l ⪯ N′_l for every l ⟹ Σ_l N_l ⪯ Σ_l M_l ⪯ Σ_l N′_l", source: "[HJ] 7.7.2",
    lemmas: ["rule_loewner_sum"])
}
