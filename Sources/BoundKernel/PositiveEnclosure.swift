/// Every nonzero eigenvalue of a positive semidefinite matrix M lies between the two ends, and the lower end is positive
/// wherever M ≠ 0: what can be said of a singular M of known rank.
public struct PositiveEnclosure: Judgement {
  /// M.
  public let subject: MatrixTerm
  /// The lower end for the smallest nonzero eigenvalue.
  public let lower: BoundExpression<Spectral>
  /// The upper end.
  public let upper: BoundExpression<Spectral>
  /// What it rests on.
  public let assumptions: [Assumption]
  /// How it was derived.
  public let derivation: Derivation

  init(
    _ subject: MatrixTerm, from lower: BoundExpression<Spectral>, to upper: BoundExpression<Spectral>,
    assuming assumptions: [Assumption], by derivation: Derivation
  ) {
    self.subject = subject
    self.lower = lower
    self.upper = upper
    self.assumptions = assumptions
    self.derivation = derivation
  }

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String { notation.positiveEnclosure(lower, subject, upper) }

  /// The extreme eigenvalues of M itself.
  public func exact() -> (any Judgement)? {
    guard subject.isManifestlyPositiveSemidefinite else { return nil }
    return PositiveEnclosure(
      subject, from: λpositive(subject), to: λmax(subject), assuming: [],
      by: Derivation(.spectralTheorem) { _ throws(RuleFailure) in self })
  }
}

// MARK: - Rules

extension PositiveEnclosure {
  /// The Gauss-Newton matrix Σ_l A_l ⊗ B_l along its two flags: the column spaces of P_l grow with l, the row spaces of
  /// Q_l shrink. `.left` bounds A_l ⪰ a⁺_l Π with Π the projector on col(P_1), so Ĝ ⪰ Π ⊗ Σ_l a⁺_lB_l + (I − Π) ⊗ B_L;
  /// `.right` does the same with the roles exchanged. The rank r = p_1d + (k − p_1)q_L and Σ ≻ 0 are
  /// assumptions.
  ///
  /// - Parameter enclosure: an enclosure of Ĝ, whose upper end is kept.
  public static func flags(_ enclosure: Enclosure, from factor: KroneckerFactor) throws(RuleFailure)
    -> PositiveEnclosure
  {
    guard case .sum(let l, .kronecker(.gram(let p), .gram(.transpose(let q)))) = enclosure.subject,
      case .product(let chain, let dataFactor) = q, dataFactor == .symbol(.dataFactor),
      p == .productAfter(.variable(l)), chain == .productBefore(.variable(l))
    else {
      throw .form(
        rule: Rule.flags.name, needs: "Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS)", found: Notation.text.print(enclosure.subject))
    }
    let (firstP, lastQ) = (MatrixTerm.productAfter(.first), MatrixTerm.productBefore(.last))
    let (p1, qL) = (rank(firstP), rank(lastQ))
    let (k, d) = (BoundExpression<Rank>.dimension(.outputs), BoundExpression<Rank>.dimension(.inputs))
    let lower: BoundExpression<Spectral>
    switch factor {
    case .left:
      lower = .smaller(
        λmin(.sum(l, .scaled(σpositive(p).squared, .gram(q.transposed)))).when(.positive(p1)),
        σpositive(lastQ * dataFactor).squared.when(.less(p1, k), .positive(qL)))
    case .right:
      lower = .smaller(
        λmin(.sum(l, .scaled(σpositive(q).squared, .gram(p)))).when(.positive(qL)),
        (λmin(.gram(dataFactor)) * σpositive(firstP).squared).when(.less(qL, d), .positive(p1)))
    }
    let formula = p1 * d + (k - p1) * qL
    return PositiveEnclosure(
      enclosure.subject, from: lower, to: enclosure.upper,
      assuming: enclosure.assumptions.union([
        .ranks(.equal(rank(enclosure.subject), formula)), .ranks(.positive(formula)),
        .positive(λmin(.gram(dataFactor))),
      ]),
      by: Derivation(.flags, [enclosure]) { premises throws(RuleFailure) in
        try PositiveEnclosure.flags(try Derivation.premise(premises, 0, of: .flags), from: factor)
      })
  }

  /// The better of two at both ends.
  public func intersection(_ other: PositiveEnclosure) throws(RuleFailure) -> PositiveEnclosure {
    guard subject == other.subject else {
      throw .form(
        rule: Rule.intersection.name, needs: "two enclosures of \(Notation.text.print(subject))",
        found: Notation.text.print(other.subject))
    }
    return PositiveEnclosure(
      subject, from: .larger(lower, other.lower), to: .smaller(upper, other.upper),
      assuming: assumptions.union(other.assumptions),
      by: Derivation(.intersection, [self, other]) { premises throws(RuleFailure) in
        let first: PositiveEnclosure = try Derivation.premise(premises, 0, of: .intersection)
        return try first.intersection(try Derivation.premise(premises, 1, of: .intersection))
      })
  }
}

extension Rule {
  /// Bounds for the smallest nonzero eigenvalue along the flags of a linear network.
  public static let flags = Rule(
    "flags",
    schema:
      "Ĝ = Σ_l A_l ⊗ B_l, rank Ĝ = p_1d + (k−p_1)q_L > 0 ⟹ λ⁺_min(Ĝ) ≥ min{λ_min(Σ_l a⁺_lB_l) if p_1 > 0, b⁺_L if p_1 < k and q_L > 0}, and its mirror image",
    sideConditions: "P_l = P_{l+1}W^{l+1}, Q_{l+1} = W^lQ_l; Σ ≻ 0, an assumption of the conclusion",
    source: "A_l ⪰ a⁺_lΠ, Π the projector on col(P_1): Ĝ ⪰ Π ⊗ Σ_l a⁺_lB_l + (I − Π) ⊗ B_L, of equal rank",
    lemmas: ["rule_flags", "rule_flags_mirrored", "rule_flags_network", "rule_flags_network_mirrored"])
}
