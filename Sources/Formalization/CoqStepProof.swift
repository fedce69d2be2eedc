import BoundKernel
import Theorems

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
    case let enclosure as PositiveEnclosure: return try proof(of: enclosure)
    case let bound as ConditionBound: return try proof(of: bound)
    case let bound as LowerConditionBound: return try proof(of: bound)
    case let value as Attained: return try proof(of: value)
    case is SameNonzeroSpectrum:
      guard let lemma = rule.lemmas.first else { throw noLemma }
      return premises.isEmpty
        ? "exact: \(lemma)." : "by apply: (same_nonzero_spectrum_eq \(premises[0])); exact: \(lemma)."
    case is RankIdentity where rule == .flagRank: return "exact: rule_flag_rank N \(try nonsingular())."
    case is RankIdentity where rule == .unitFlags: return "exact (rule_unit_flags W deviations \(try nonsingular()))."
    case is RankIdentity where rule == .coprimeKernels:
      let coprime = try hypothesis(of: .ranks(.property(.coprimeKernels)))
      return "exact (rule_coprime_kernels \(coprime) \(try nonsingular()))."
    default: throw noLemma
    }
  }

  /// S is nonsingular since λ_min(SSᵀ) > 0.
  private func nonsingular() throws(FormalizationError) -> String {
    let moment = MatrixTerm.gram(.symbol(.dataFactor))
    let ends = try evidence.hypothesis(Atom(.smallestEigenvalue, moment))
    return "(gram_unit \(try hypothesis(of: .positive(λmin(moment)))) \(ends.argument))"
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
    case .submultiplicativity, .chain: return try alongChain(enclosure)
    case .shift, .alignedShift: return try shift(enclosure)
    case .diagonalScaling:
      return
        "exact: rule_diagonal_scaling (proj1 (andP slope_ends)) (slopes_ends X V slope_ends) \(premises[0]) _."
    case .projectedUnit:
      guard let unit = enclosure.subject.freeVariables.first?.name else { throw noLemma }
      let factor = MatrixTerm.symbol(.dataFactor)
      let ends = (
        try evidence.hypothesis(Atom(.rowSingularValue, factor, isRoot: true)),
        try evidence.hypothesis(Atom(.largestSingularValue, factor, isRoot: true))
      )
      return "exact (rule_projected_unit deviations \(unit) \(ends.0.argument) \(ends.1.argument))."
    case .weylSumOfTwo: return "exact: rule_weyl_sum_of_two \(premises[0]) \(premises[1])."
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
      return intersection("rule_intersection", sameLower: a.lower == b.lower, sameUpper: a.upper == b.upper)
    case .monotonicity: return "exact: rule_monotonicity \(premises[0]) lo_ends hi_ends."
    case .spectralTheorem:
      let lemma = attained ? "rule_spectral_theorem" : "rule_spectral_theorem_ends"
      return "exact: \(lemma) \(try evidence.symmetry(of: enclosure.subject).argument) lo_ends hi_ends."
    case .kroneckerSumSpectrum:
      let premise: Enclosure = try premiseJudgement(0)
      var ends: [CoqTerm] = []
      for end in [premise.lower, premise.upper] {
        guard case .functional(let functional, let matrix) = end.node else { throw noLemma }
        ends.append(try evidence.eigenvalue(functional, matrix))
      }
      return "exact: \(premises[0]) \(ends[0].argument) \(ends[1].argument)."
    default:
      guard let lemma = lawLemma(enclosure.subject) else { throw noLemma }
      return "by apply: (\(attained ? "attained_eq" : "enclosure_eq") \(premises[0])); exact: \(lemma)."
    }
  }

  private func intersection(_ lemma: String, sameLower: Bool, sameUpper: Bool) -> String {
    let merged = (sameLower ? " ?maxxx" : "") + (sameUpper ? " ?minxx" : "")
    let step = "\(lemma) \(premises[0]) \(premises[1])"
    return merged.isEmpty ? "exact: \(step)." : "by have := \(step); rewrite\(merged)."
  }

  private func alongChain(_ enclosure: Enclosure) throws(FormalizationError) -> String {
    guard case .gram(let chain) = enclosure.subject else { throw noLemma }
    let side: String
    let smallest: Functional
    switch chain {
    case .productAfter: (side, smallest) = ("after", .rowSingularValue)
    case .transpose(.productBefore): (side, smallest) = ("before", .columnSingularValue)
    default: throw noLemma
    }
    if rule == .chain { return "by apply: (rule_chain_\(side) _ _ \(premises[0])) => *; nonnegative." }
    guard let low = Atom(smallest, .symbol(.weight(.variable(LayerVariable("i"))))).name,
      let high = Atom(.largestSingularValue, .symbol(.weight(.variable(LayerVariable("i"))))).name
    else { throw noLemma }
    return "exact: rule_submultiplicative_\(side) \(low)_ends \(high)_ends _."
  }

  private func shift(_ enclosure: Enclosure) throws(FormalizationError) -> String {
    let layer: LayerIndex
    let smallest: Functional
    switch enclosure.subject {
    case .gram(.symbol(.weight(let index))): (layer, smallest) = (index, .rowSingularValue)
    case .gram(.transpose(.symbol(.weight(let index)))): (layer, smallest) = (index, .columnSingularValue)
    default: throw noLemma
    }
    guard let variable = layer.variable else { throw noLemma }
    let (branch, skip) = (MatrixTerm.symbol(.branch(layer)), MatrixTerm.symbol(.skip(layer)))
    var arguments = ["(weight_plain _)"]
    if rule == .shift {
      arguments.append("(skip_ends \(variable.name))")
    } else {
      arguments.append("(\(try hypothesis(of: .ranks(.property(.alignedBranches)))) \(variable.name))")
    }
    var atoms = [Atom(smallest, branch, isRoot: true)]
    if rule == .shift { atoms.append(Atom(smallest, skip, isRoot: true)) }
    atoms.append(Atom(.largestSingularValue, branch, isRoot: true))
    for atom in atoms { arguments.append(try evidence.hypothesis(atom).argument) }
    let lemma = rule == .shift ? "rule_shift" : "rule_aligned_shift"
    let side = smallest == .columnSingularValue ? "_transposed" : ""
    return "exact: \(lemma)\(side) \(arguments.joined(separator: " "))."
  }

  /// The lemma of a law for the form of its result.
  private func lawLemma(_ result: MatrixTerm) -> String? {
    let laws: [MatrixLaw] = [
      .mixedProduct, .sumInsideKronecker, .sumInsideKroneckerSum, .twoLayers(LayerVariable("l")),
    ]
    guard let law = laws.first(where: { $0.rule == rule }) else { return nil }
    switch (law, result) {
    case (.sumInsideKronecker, .kronecker(_, .identity)): return "rule_sum_inside_kronecker_mirrored"
    case (.sumInsideKronecker, .kronecker(_, .add)): return "rule_sum_inside_kronecker_pair"
    default: return rule.lemmas.first
    }
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
    case .loewnerAddition:
      guard case .add(_, let added) = order.subject else { throw noLemma }
      return "exact: rule_loewner_addition \(try evidence.symmetry(of: added).argument) \(premises[0])."
    case .unitScaling: return "exact: rule_unit_scaling _ \(premises[0])."
    case .schurProduct: return "exact: rule_schur_product \(premises[0])."
    case .schurMonotone:
      return "by apply: (rule_schur_monotone _ _ \(premises[0]) \(premises[1])); nonnegative."
    case .schurEnvelope:
      guard case .kronecker(_, .diagonal(_, let entry)) = order.upper,
        case .subtract(_, .multiply(let a, _)) = entry.node
      else { throw noLemma }
      let moment: Enclosure = try premiseJudgement(0)
      let lemma = a == moment.upper.node ? "rule_schur_envelope _ _" : "rule_schur_envelope_mirrored _"
      return "by apply: (\(lemma) \(premises.joined(separator: " "))); nonnegative."
    default:
      guard let lemma = lawLemma(order.lower) else { throw noLemma }
      return "by apply: (between_eq \(premises[0])); exact: \(lemma)."
    }
  }

  // MARK: Nonzero eigenvalues

  private func proof(of enclosure: PositiveEnclosure) throws(FormalizationError) -> String {
    if rule == .intersection {
      let (a, b): (PositiveEnclosure, PositiveEnclosure) = (try premiseJudgement(0), try premiseJudgement(1))
      return intersection("rule_intersection_positive", sameLower: a.lower == b.lower, sameUpper: a.upper == b.upper)
    }
    if rule == .kernelCongruence {
      let (moment, maps) = (MatrixTerm.gram(.symbol(.dataFactor)), MatrixTerm.symbol(.kernelMaps))
      let ends = [
        Atom(.smallestEigenvalue, moment), Atom(.largestEigenvalue, moment), Atom(.smallestPositiveSingularValue, maps),
        Atom(.largestSingularValue, maps),
      ]
      var arguments: [String] = []
      for end in ends { arguments.append(try evidence.hypothesis(end).argument) }
      return "exact: rule_kernel_congruence \(arguments.joined(separator: " "))."
    }
    guard rule == .flags, case .smaller(.guarded(_, let sum), .guarded(_, let corner)) = enclosure.lower.node,
      case .functional(.smallestEigenvalue, let matrix) = sum, case .sum(_, .scaled(let factor, _)) = matrix,
      case .square(.functional(let functional, let chain)) = factor.node
    else { throw noLemma }
    let moment = MatrixTerm.gram(.symbol(.dataFactor))
    var arguments = [try hypothesis(of: .positive(λmin(moment)))]
    arguments.append(try evidence.hypothesis(Atom(.smallestEigenvalue, moment)).argument)
    guard
      let identity = enclosure.assumptions.first(where: { if case .ranks(.equal) = $0 { true } else { false } }),
      let layers = Atom(functional, chain).name, let last = Atom.all(in: corner).last
    else { throw noLemma }
    arguments += [try hypothesis(of: identity), premises[0], layers + "_ends"]
    arguments.append(try evidence.hypothesis(Atom(.smallestEigenvalue, matrix)).argument)
    arguments.append(try evidence.hypothesis(last).argument)
    let mirrored = if case .productAfter = chain { "" } else { "_mirrored" }
    // Not ssreflect's `exact:`, which doesn't see through the definitions of `first` and `last`.
    return "exact (rule_flags_network\(mirrored) \(arguments.joined(separator: " ")))."
  }

  // MARK: Condition numbers

  private func proof(of bound: LowerConditionBound) throws(FormalizationError) -> String {
    var arguments: [String] = []
    for assumption in bound.assumptions { arguments.append(try hypothesis(of: assumption)) }
    switch rule {
    case .rayleigh: return "exact: rule_rayleigh \(arguments.joined(separator: " "))."
    case .compression:
      arguments.append(try evidence.hypothesis(Atom(.largestEigenvalue, .compressedGram(1))).argument)
      arguments.append(try evidence.hypothesis(Atom(.smallestEigenvalue, .compressedGram(2))).argument)
      return "exact: rule_compression \(arguments.joined(separator: " "))."
    case .unitCompression:
      let top = Atom(.largestEigenvalue, .compressedUnits(1, over: BatchNormTerms.i))
      let bottom = Atom(.smallestEigenvalue, .compressedUnits(2, over: BatchNormTerms.i))
      arguments.append(try evidence.hypothesis(top).argument)
      arguments.append(try evidence.hypothesis(bottom).argument)
      return "exact (rule_unit_compression (S := S) (V := V) (W := W) (s := s) \(arguments.joined(separator: " ")))."
    default: throw noLemma
    }
  }

  private func proof(of bound: ConditionBound) throws(FormalizationError) -> String {
    switch rule {
    case .quotient:
      if let enclosure = judgement.derivation.premises.first as? PositiveEnclosure {
        return
          "exact: rule_quotient_positive \(try hypothesis(of: .positive(enclosure.lower))) \(premises[0])."
      }
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
    if rule == .sameSpectrum {
      let spectrum: SameNonzeroSpectrum = try premiseJudgement(0)
      guard case .gram(.transpose(let factor)) = spectrum.left else { throw noLemma }
      let ends = (
        try evidence.singular(.largestSingularValue, factor),
        try evidence.singular(.smallestPositiveSingularValue, factor)
      )
      return "exact: rule_same_spectrum \(premises[0]) \(ends.0.argument) \(ends.1.argument)."
    }
    guard rule == .attainedQuotient else { throw noLemma }
    let enclosure: Enclosure = try premiseJudgement(0)
    let lemma = enclosure.upper / enclosure.lower == value.value ? "" : "_cancelled"
    return "exact: rule_attained_quotient\(lemma) \(try hypothesis(of: .positive(enclosure.lower))) \(premises[0])."
  }
}
