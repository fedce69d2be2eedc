/// How a bound relates to κ.
public enum Relation: String, Hashable, Sendable, CaseIterable {
  /// κ ≤ bound.
  case upper
  /// κ ≥ bound.
  case lower
  /// κ = value, or rank = value.
  case equality
}

/// A statement without a derivation: a conjecture or a negative control. No function turns a claim into a judgement.
public struct Claim: Hashable, Sendable {
  /// M.
  public let subject: MatrixTerm
  /// How the bound is claimed to relate to κ(M).
  public let relation: Relation
  /// The bound.
  public let bound: BoundExpression<Ratio>
  /// When it's claimed.
  public let assumptions: [Assumption]

  /// Claims that κ(subject) relates to the bound under the assumptions.
  public init(
    _ subject: MatrixTerm, _ relation: Relation, _ bound: BoundExpression<Ratio>,
    assuming assumptions: [Assumption] = []
  ) throws(RuleFailure) {
    _ = try subject.shape()
    guard subject.isManifestlySymmetric else {
      throw .form(rule: "claim", needs: "a matrix that is symmetric by its form", found: Notation.text.print(subject))
    }
    self.subject = subject
    self.relation = relation
    self.bound = bound
    self.assumptions = assumptions
  }

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.condition(subject, relation, bound) }
}
