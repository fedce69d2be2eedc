import BoundKernel

/// The steps of a derivation as Coq lemmas, premises before conclusions, each judgement once.
struct CoqDerivation {
  struct Step {
    let name: String
    let comment: String
    let statement: String
    let proof: String

    /// The lemmas of rules in the proof.
    var lemmas: [String] {
      proof.matches(of: /rule_\w+/).reduce(into: []) { lemmas, match in
        let lemma = String(match.0)
        if !lemmas.contains(lemma) { lemmas.append(lemma) }
      }
    }
  }

  let notation: CoqNotation
  /// Whether both ends of enclosures are eigenvalues: for equalities.
  let attained: Bool
  /// The names of the hypotheses of assumptions.
  let assumptions: [Assumption: String]
  private(set) var steps: [Step] = []
  private var known: [String: String] = [:]

  init(_ notation: CoqNotation, attained: Bool, assumptions: [Assumption: String]) {
    self.notation = notation
    self.attained = attained
    self.assumptions = assumptions
  }

  /// Adds a judgement behind its premises; the name of its lemma.
  mutating func add(_ judgement: any Judgement) throws(FormalizationError) -> String {
    var premises: [String] = []
    for premise in judgement.derivation.premises { premises.append(try add(premise)) }
    let rule = judgement.derivation.rule
    let statement = try statement(of: judgement)
    let key = rule.name + statement + premises.joined()
    if let name = known[key] { return name }
    let name = "step_\(steps.count + 1)"
    let proof = try CoqStepProof(derivation: self, judgement: judgement, premises: premises).text()
    steps.append(Step(name: name, comment: rule.name, statement: statement, proof: proof))
    known[key] = name
    return name
  }

  /// What a judgement says, in Coq.
  func statement(of judgement: any Judgement) throws(FormalizationError) -> String {
    let notation = self.notation(for: judgement)
    switch judgement {
    case let enclosure as Enclosure:
      let isAttained = attained && enclosure.isAttained
      let ends = [try notation.expression(enclosure.lower.node), try notation.expression(enclosure.upper.node)]
      let body = CoqTerm.apply(
        isAttained ? "attained" : "enclosure", ends[0], ends[1], try notation.term(enclosure.subject))
      let free = enclosure.subject.freeVariables.union(enclosure.lower.node.freeVariables)
      return quantified(free) + (try localQuantifier(enclosure)) + body.string
    case let order as LoewnerBounds:
      let body = CoqTerm.apply(
        "between", try notation.term(order.lower), try notation.term(order.upper), try notation.term(order.subject))
      return quantified(order.subject.freeVariables) + body.string
    case let enclosure as PositiveEnclosure:
      return CoqTerm.apply(
        "positive_enclosure", try notation.expression(enclosure.lower.node),
        try notation.expression(enclosure.upper.node), try notation.term(enclosure.subject)
      ).string
    case let same as SameNonzeroSpectrum:
      return CoqTerm.apply("same_nonzero_spectrum", try notation.term(same.left), try notation.term(same.right)).string
    case let identity as RankIdentity:
      return try notation.condition(.equal(rank(identity.subject), identity.value))
    case let bound as ConditionBound:
      return try condition("condition_bound (spectrum", bound.subject, ")", bound.bound.node)
    case let bound as LowerConditionBound:
      return try condition("condition_at_least", bound.subject, "", bound.bound.node)
    case let value as Attained:
      return try condition("condition_number (spectrum", value.subject, ")", value.value.node)
    default:
      throw .rule(theorem: notation.theorem, rule: judgement.derivation.rule.name)
    }
  }

  private func condition(
    _ head: String, _ subject: MatrixTerm, _ tail: String, _ bound: ExpressionNode
  ) throws(FormalizationError) -> String {
    "\(head) \(try notation.term(subject).argument)\(tail) \(try notation.expression(bound).argument)"
  }

  private func quantified(_ variables: [LayerVariable]) -> String {
    variables.isEmpty ? "" : "forall \(variables.map(\.name).joined(separator: " ")) : \(notation.indices), "
  }

  // MARK: Numbers of one step

  /// The ends of an enclosure that are eigenvalues the theorem doesn't quantify over: the step does.
  func localAtoms(of judgement: any Judgement) -> [Atom: String] {
    guard let enclosure = judgement as? Enclosure else { return [:] }
    var local: [Atom: String] = [:]
    for (end, name) in [(enclosure.lower, "lo"), (enclosure.upper, "hi")] {
      guard case .functional(let functional, let matrix) = end.node else { continue }
      let atom = Atom(functional, matrix)
      if notation.hypothesis(atom) == nil { local[atom] = name }
    }
    return local
  }

  private func notation(for judgement: any Judgement) -> CoqNotation {
    var notation = notation
    notation.local = localAtoms(of: judgement)
    return notation
  }

  private func localQuantifier(_ enclosure: Enclosure) throws(FormalizationError) -> String {
    let local = localAtoms(of: enclosure)
    guard !local.isEmpty else { return "" }
    guard local.count == 2 else { throw .term(theorem: notation.theorem, found: enclosure.statement(in: .text)) }
    var text = "forall lo hi, "
    for (atom, name) in local.sorted(by: { $0.value > $1.value }) {
      guard let predicate = atom.predicate(attained: attained) else {
        throw .term(theorem: notation.theorem, found: enclosure.statement(in: .text))
      }
      text += "\(predicate) \(try notation.term(atom.matrix).argument) \(name) -> "
    }
    return text
  }
}
