import BoundKernel

/// The proof of one step: the lemma of its rule applied to its premises.
struct CoqStepProof {
  let derivation: CoqDerivation
  let judgement: any Judgement
  let premises: [String]

  private var notation: CoqNotation { derivation.notation }
  private var evidence: CoqEvidence { CoqEvidence(notation: notation, attained: derivation.attained) }
  private var rule: Rule { judgement.derivation.rule }
  private var noLemma: FormalizationError { .rule(theorem: notation.theorem, rule: rule.name) }

  func text() throws(FormalizationError) -> String {
    switch judgement {
    case let enclosure as Enclosure: return try introduced(enclosure, try proof(of: enclosure))
    case let order as LoewnerBounds: return introduced(order, try proof(of: order))
    case let bound as ConditionBound: return try proof(of: bound)
    case let bound as LowerConditionBound:
      return
        "exact: rule_rayleigh \(try hypothesis(of: bound.assumptions[0])) \(try hypothesis(of: bound.assumptions[1]))."
    case let value as Attained: return try proof(of: value)
    default: throw noLemma
    }
  }

  private func introduced(_ order: LoewnerBounds, _ proof: String) -> String {
    let names = order.subject.freeVariables.map(\.name)
    return names.isEmpty ? proof : "move=> \(names.joined(separator: " ")); \(proof)"
  }

  private func introduced(_ enclosure: Enclosure, _ proof: String) throws(FormalizationError) -> String {
    var names = enclosure.subject.freeVariables.map(\.name)
    if !derivation.localAtoms(of: enclosure).isEmpty { names += ["lo", "hi", "lo_ends", "hi_ends"] }
    return names.isEmpty ? proof : "move=> \(names.joined(separator: " ")); \(proof)"
  }

  private func hypothesis(of assumption: Assumption) throws(FormalizationError) -> String {
    guard let name = derivation.assumptions[assumption] else { throw noLemma }
    return name
  }

  /// A premise, applied to the layer it's free in.
  private func premise(_ number: Int) throws(FormalizationError) -> CoqTerm {
    guard premises.indices.contains(number) else { throw noLemma }
    let judgement = judgement.derivation.premises[number]
    let free =
      (judgement as? Enclosure)?.subject.freeVariables ?? (judgement as? LoewnerBounds)?.subject.freeVariables ?? []
    guard !free.isEmpty else { return .atom(premises[number]) }
    return CoqTerm(([premises[number]] + free.map(\.name)).joined(separator: " "), .application)
  }

  private func premiseJudgement<J: Judgement>(_ number: Int) throws(FormalizationError) -> J {
    let judgements = judgement.derivation.premises
    guard judgements.indices.contains(number), let premise = judgements[number] as? J else { throw noLemma }
    return premise
  }

  // MARK: Enclosures

  private func proof(of enclosure: Enclosure) throws(FormalizationError) -> String {
    let attained = derivation.attained && enclosure.isAttained
    switch rule {
    case .gram where !attained:
      guard case .gram(let factor) = enclosure.subject else { throw noLemma }
      let ends = (
        try evidence.singular(.rowSingularValue, factor), try evidence.singular(.largestSingularValue, factor)
      )
      return "exact: rule_gram \(ends.0.argument) \(ends.1.argument)."
    case .submultiplicativity:
      return try submultiplicative(enclosure)
    case .kronecker where !attained:
      return "by apply: (rule_kronecker _ _ \(try premise(0).argument) \(try premise(1).argument)); nonnegative."
    case .weylSum: return "exact: rule_weyl_sum \(premises[0])."
    case .congruence:
      let moment = MatrixTerm.gram(.symbol(.dataFactor))
      let ends = (
        try evidence.eigenvalue(.smallestEigenvalue, moment), try evidence.eigenvalue(.largestEigenvalue, moment)
      )
      return "by apply: (rule_congruence _ \(ends.0.argument) \(ends.1.argument) \(premises[0])); nonnegative."
    case .isotropicCongruence where attained:
      return "exact: rule_isotropic_congruence \(try hypothesis(of: .isotropicData)) \(premises[0])."
    case .intersection:
      let (a, b): (Enclosure, Enclosure) = (try premiseJudgement(0), try premiseJudgement(1))
      let merged = (a.lower == b.lower ? " ?maxxx" : "") + (a.upper == b.upper ? " ?minxx" : "")
      let lemma = "rule_intersection \(premises[0]) \(premises[1])"
      return merged.isEmpty ? "exact: \(lemma)." : "by have := \(lemma); rewrite\(merged)."
    case .monotonicity: return "exact: rule_monotonicity \(premises[0]) lo_ends hi_ends."
    case .spectralTheorem where attained:
      return "exact: rule_spectral_theorem \(try evidence.symmetry(of: enclosure.subject).argument) lo_ends hi_ends."
    case .kroneckerSumSpectrum:
      let premise: Enclosure = try premiseJudgement(0)
      var ends: [CoqTerm] = []
      for end in [premise.lower, premise.upper] {
        guard case .functional(let functional, let matrix) = end.node else { throw noLemma }
        ends.append(try evidence.eigenvalue(functional, matrix))
      }
      return "exact: \(premises[0]) \(ends[0].argument) \(ends[1].argument)."
    default:
      guard let lemma = lawLemma(mirrored: false) else { throw noLemma }
      return "by apply: (\(attained ? "attained_eq" : "enclosure_eq") \(premises[0])); exact: \(lemma)."
    }
  }

  private func submultiplicative(_ enclosure: Enclosure) throws(FormalizationError) -> String {
    guard case .gram(let chain) = enclosure.subject else { throw noLemma }
    let side: String
    let smallest: Functional
    switch chain {
    case .productAfter: (side, smallest) = ("after", .rowSingularValue)
    case .transpose(.productBefore): (side, smallest) = ("before", .columnSingularValue)
    default: throw noLemma
    }
    guard let low = Atom(smallest, .symbol(.weight(.variable(LayerVariable("i"))))).name,
      let high = Atom(.largestSingularValue, .symbol(.weight(.variable(LayerVariable("i"))))).name
    else { throw noLemma }
    return "exact: rule_submultiplicative_\(side) \(low)_ends \(high)_ends _."
  }

  private func lawLemma(mirrored: Bool) -> String? {
    let lemmas = RuleLemmas.lemmas(of: rule)
    let laws: [MatrixLaw] = [
      .mixedProduct, .sumInsideKronecker, .sumInsideKroneckerSum, .twoLayers(LayerVariable("l")),
    ]
    guard laws.contains(where: { $0.rule == rule }) else { return nil }
    return mirrored && lemmas.count > 1 ? lemmas[1] : lemmas.first
  }

  // MARK: Orders

  private func proof(of order: LoewnerBounds) throws(FormalizationError) -> String {
    switch rule {
    case .kroneckerMonotone:
      guard case .scaled(_, .kronecker(let left, _)) = order.lower else { throw noLemma }
      if case .identity = left {
        return "exact: rule_kronecker_monotone \(try premise(0).argument) (gram_semidefinite _)."
      }
      return "exact: rule_kronecker_monotone_mirrored (gram_semidefinite _) \(try premise(0).argument)."
    case .mcCormick:
      let (a, b): (Enclosure, Enclosure) = (try premiseJudgement(0), try premiseJudgement(1))
      guard case .shifted(_, let corner) = order.upper else { throw noLemma }
      let lemma = corner == a.upper * b.lower ? "rule_mccormick" : "rule_mccormick_mirrored"
      return "exact: \(lemma) \(try premise(0).argument) \(try premise(1).argument)."
    case .loewnerSum: return "exact: rule_loewner_sum \(premises[0])."
    default:
      var mirrored = false
      if case .kronecker(_, .identity) = order.lower { mirrored = true }
      guard let lemma = lawLemma(mirrored: mirrored) else { throw noLemma }
      return "by apply: (between_eq \(premises[0])); exact: \(lemma)."
    }
  }

  // MARK: Condition numbers

  private func proof(of bound: ConditionBound) throws(FormalizationError) -> String {
    switch rule {
    case .quotient:
      let enclosure: Enclosure = try premiseJudgement(0)
      return "exact: rule_quotient \(try hypothesis(of: .positive(enclosure.lower))) \(premises[0])."
    case .factors: return "by rewrite -rule_factors; exact: \(premises[0])."
    case .mediant:
      guard let assumption = bound.assumptions.last, case .positiveAtEveryLayer = assumption else { throw noLemma }
      return "by rewrite -(rule_mediant _ \(try hypothesis(of: assumption))); exact: \(premises[0])."
    case .convexAtMostMaximum:
      return "by apply: (condition_bound_le \(premises[0])); apply: rule_convex_maximum => *; nonnegative."
    default: throw noLemma
    }
  }

  private func proof(of value: Attained) throws(FormalizationError) -> String {
    guard rule == .attainedQuotient else { throw noLemma }
    let enclosure: Enclosure = try premiseJudgement(0)
    let lemma = enclosure.upper / enclosure.lower == value.value ? "" : "_cancelled"
    return "exact: rule_attained_quotient\(lemma) \(try hypothesis(of: .positive(enclosure.lower))) \(premises[0])."
  }
}
