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
      assumptions: enclosure.assumptions.union([.positive(enclosure.lower)]),
      derivation: Derivation(.attainedQuotient, [enclosure]) { premises throws(RuleFailure) in
        try Attained.quotient(try Derivation.premise(premises, 0, of: .attainedQuotient))
      })
  }

  init(
    subject: MatrixTerm, value: BoundExpression<Ratio>, assumptions: [Assumption], derivation: Derivation
  ) {
    self.subject = subject
    self.value = value
    self.assumptions = assumptions
    self.derivation = derivation
  }
}

extension Rule {
  /// κ = hi/lo.
  public static let attainedQuotient = Rule(
    "attained quotient", schema: "lo, hi the extreme eigenvalues of M, lo > 0 ⟹ κ(M) = hi/lo; (c x)/(c y) = x/y",
    sideConditions: "lo > 0, an assumption of the conclusion", source: "definition of κ",
    lemmas: ["rule_attained_quotient", "rule_attained_quotient_cancelled"])
}
