public import BoundKernel
public import Networks

/// What a statement is to the tool.
public enum TheoremKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// Derived by the kernel.
  case theorem
  /// Believed by somebody, refuted here.
  case conjecture
  /// False on purpose: a harness that can't refute it proves nothing.
  case control
}

/// What a statement rests on.
public enum Evidence: Sendable {
  /// κ ≤ bound, derived.
  case upper(ConditionBound)
  /// κ ≥ bound, derived.
  case lower(LowerConditionBound)
  /// κ = value, derived.
  case equality(Attained)
  /// rank = value, derived.
  case rank(RankIdentity)
  /// Nothing.
  case claim(Claim)
}

/// A statement about the conditioning of a family of networks: what is checked, searched, reported and documented.
public struct Theorem: Sendable {
  /// The name in code, on the command line, in reports and proofs: `family.name`.
  public let identifier: String
  /// Theorem, conjecture or control.
  public let kind: TheoremKind
  /// The statement in words.
  public let summary: String
  /// The paper, theorem or equation it comes from.
  public let source: String
  /// The networks it speaks of.
  public let family: NetworkFamily
  /// The derivation, or the claim.
  public let evidence: Evidence
  /// The ensemble it's checked on, if not the one that is asked for.
  public let ensemble: FamilyEnsemble?

  /// A derived theorem.
  public init(
    _ identifier: String, about family: NetworkFamily = .linear, summary: String, source: String,
    derived evidence: Evidence
  ) throws(TheoremError) {
    if case .claim = evidence { throw .claimAsTheorem(identifier) }
    self.init(identifier, .theorem, summary, source, family, evidence, nil)
  }

  /// A conjecture or a negative control, with the ensemble in which it falls.
  public init(
    _ identifier: String, _ kind: TheoremKind, summary: String, source: String, claim: Claim,
    ensemble: LinearEnsemble
  ) throws(TheoremError) {
    try self.init(identifier, kind, summary: summary, source: source, claim: claim, on: .linear(ensemble))
  }

  /// A conjecture or a negative control about the family of the ensemble in which it falls.
  public init(
    _ identifier: String, _ kind: TheoremKind, summary: String, source: String, claim: Claim,
    on ensemble: FamilyEnsemble
  ) throws(TheoremError) {
    if kind == .theorem { throw .claimAsTheorem(identifier) }
    self.init(identifier, kind, summary, source, ensemble.family, .claim(claim), ensemble)
  }

  private init(
    _ identifier: String, _ kind: TheoremKind, _ summary: String, _ source: String, _ family: NetworkFamily,
    _ evidence: Evidence, _ ensemble: FamilyEnsemble?
  ) {
    self.identifier = identifier
    self.kind = kind
    self.summary = summary
    self.source = source
    self.family = family
    self.evidence = evidence
    self.ensemble = ensemble
  }

  /// How the bound relates to κ.
  public var relation: Relation {
    switch evidence {
    case .upper: .upper
    case .lower: .lower
    case .equality, .rank: .equality
    case .claim(let claim): claim.relation
    }
  }

  /// The matrix it speaks of.
  public var subject: MatrixTerm {
    switch evidence {
    case .upper(let bound): bound.subject
    case .lower(let bound): bound.subject
    case .equality(let attained): attained.subject
    case .rank(let identity): identity.subject
    case .claim(let claim): claim.subject
    }
  }

  /// What it rests on.
  public var assumptions: [Assumption] {
    switch evidence {
    case .claim(let claim): claim.assumptions
    default: judgement?.assumptions ?? []
    }
  }

  /// The judgement behind it; none for a claim.
  public var judgement: (any Judgement)? {
    switch evidence {
    case .upper(let bound): bound
    case .lower(let bound): bound
    case .equality(let attained): attained
    case .rank(let identity): identity
    case .claim: nil
    }
  }

  /// The formula, in the notation of its family.
  public func formula(_ style: Notation.Style) -> String { formula(in: family.notation(style)) }

  /// The formula, in a notation.
  public func formula(in notation: Notation) -> String {
    if case .claim(let claim) = evidence { return claim.statement(in: notation) }
    return judgement?.statement(in: notation) ?? ""
  }
}

/// Why a catalogue can't be built.
public enum TheoremError: Error, Sendable, CustomStringConvertible {
  /// A rule refused its premises.
  case derivation(String, RuleFailure)
  /// A claim can't be presented as a theorem.
  case claimAsTheorem(String)
  /// Two theorems have one identifier.
  case duplicate(String)

  /// The theorem and what is wrong with it.
  public var description: String {
    switch self {
    case .derivation(let identifier, let failure): "\(identifier): the derivation fails: \(failure)"
    case .claimAsTheorem(let identifier): "\(identifier): a claim has no derivation and can't be a theorem"
    case .duplicate(let identifier): "\(identifier): the identifier is taken"
    }
  }
}

/// Runs a derivation and names the theorem if a rule refuses.
func derive<J>(_ identifier: String, _ body: () throws(RuleFailure) -> J) throws(TheoremError) -> J {
  do { return try body() } catch { throw .derivation(identifier, error) }
}
