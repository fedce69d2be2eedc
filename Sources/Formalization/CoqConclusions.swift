import BoundKernel
import Theorems

/// What a generated file ends with: the theorem about the small matrix carried to the Gauss-Newton matrix itself.
struct CoqConclusions {
  struct Conclusion {
    let name: String
    let comment: String
    let statement: String
    let proof: String
  }

  let theorem: Theorem
  let derivation: CoqDerivation
  /// The step that proves the judgement.
  let last: String

  private var name: String { CoqProof.name(of: theorem.identifier) }
  private var notation: CoqNotation { derivation.notation }
  private var isTwoLayer: Bool { theorem.family == .relu }

  func all() throws(FormalizationError) -> [Conclusion] {
    switch theorem.evidence {
    case .upper(let bound): return try upper(bound)
    case .lower(let bound): return try lower(bound)
    case .equality(let value): return try equality(value)
    case .rank(let identity): return try rank(identity)
    case .claim: throw .claim(theorem.identifier)
    }
  }

  /// G's condition in terms of its eigenvalues.
  private var spectrum: String {
    switch theorem.family {
    case .residual: "(residual_spectrum X Net)"
    case .relu: "(spectrum G)"
    case .batchnorm: "(spectrum \(Self.batchNormGaussNewton))"
    case .conv: "(spectrum (convolution_gauss_newton X Net))"
    default: "(gauss_newton_spectrum X N)"
    }
  }

  /// The matrix of the file's steps, by its name.
  private var small: String {
    switch theorem.family {
    case .relu: "(gram J)"
    case .batchnorm: "(batch_norm_small S V W s)"
    case .conv: "(convolution_small Net S)"
    default: "(gauss_newton_small S N)"
    }
  }

  private var smallName: String { isTwoLayer ? "JJᵀ" : "Ĝ" }
  /// G of a network with batch normalisation.
  private static let batchNormGaussNewton = "(batch_norm_gauss_newton X V W s)"

  /// A step about nK, carried to G: the small matrix is JJᵀ.
  private func fromGram(_ lemma: String, _ step: String) -> String {
    "by apply: \(lemma); rewrite rule_two_layer_jacobian; exact: \(step)."
  }

  /// A step about Ĝ, carried to G of a network with batch normalisation.
  private func fromCovariance(_ lemma: String, _ step: String) -> String {
    "by apply: (\(lemma) covariance); exact: \(step)."
  }

  private func upper(_ bound: ConditionBound) throws(FormalizationError) -> [Conclusion] {
    var derivation = derivation
    var conclusions: [Conclusion] = []
    let (enclosure, ends): (any Judgement, (ExpressionNode, ExpressionNode))
    let step: String
    if let full = bound.enclosure {
      step = try derivation.add(full)
      guard let positive = derivation.assumptions[.positive(full.lower)] else {
        throw .rule(theorem: theorem.identifier, rule: Rule.quotient.name)
      }
      (enclosure, ends) = (full, (full.lower.node, full.upper.node))
      conclusions.append(
        Conclusion(
          name: name + "_full_rank", comment: "\(smallName) is invertible: the rank is known.",
          statement: "\(small.dropFirst().dropLast()) \\in unitmx",
          proof: isTwoLayer
            ? "by rewrite rule_two_layer_jacobian; exact: enclosure_unit \(positive) \(step)."
            : "exact: enclosure_unit \(positive) \(step)."))
    } else if let positive = bound.positiveEnclosure {
      step = try derivation.add(positive)
      (enclosure, ends) = (positive, (positive.lower.node, positive.upper.node))
    } else {
      throw .rule(theorem: theorem.identifier, rule: Rule.quotient.name)
    }
    let (low, high) = (
      try notation.expression(ends.0).parenthesized(below: .product),
      try notation.expression(ends.1).parenthesized(below: .product)
    )
    let isPositive = enclosure is PositiveEnclosure
    conclusions.append(
      Conclusion(
        name: name + "_eigenvalue",
        comment: eigenvalueComment,
        statement: "forall mu, mu != 0 -> \(spectrum.dropFirst().dropLast()) mu ->\n"
          + "  \(low) <= \(isTwoLayer ? "n%:R * mu" : "mu") <= \(high)",
        proof: eigenvalueProof(isPositive ? step : "(enclosure_positive \(step))", step)))
    conclusions.append(
      Conclusion(
        name: name, comment: "The condition number of G is at most the bound.",
        statement: "condition_bound \(spectrum)\n  \(try notation.expression(bound.bound.node).argument)",
        proof: conditionProof))
    return conclusions
  }

  private var eigenvalueComment: String {
    "Every nonzero eigenvalue of G = JᵀJ/n\(isTwoLayer ? ", times n," : "") lies between the ends."
  }

  private func eigenvalueProof(_ positive: String, _ step: String) -> String {
    switch theorem.family {
    case .relu: fromGram("two_layer_eigenvalue", step)
    case .batchnorm: fromCovariance("batch_norm_eigenvalue", step)
    case .residual: "exact: residual_eigenvalue (gauss_newton_eigenvalue second_moment \(positive))."
    // Not ssreflect's `exact:`, which doesn't see through the definition of d.
    case .conv: "exact (convolution_eigenvalue second_moment \(positive))."
    default: "exact: gauss_newton_eigenvalue second_moment \(positive)."
    }
  }

  private var conditionProof: String {
    switch theorem.family {
    case .relu: fromGram("two_layer_condition_bound", last)
    case .batchnorm: fromCovariance("batch_norm_condition_bound", last)
    case .residual: "exact: residual_condition_bound (gauss_newton_condition_bound second_moment \(last))."
    case .conv: "exact (convolution_condition_bound second_moment \(last))."
    default: "exact: gauss_newton_condition_bound second_moment \(last)."
    }
  }

  private func lower(_ bound: LowerConditionBound) throws(FormalizationError) -> [Conclusion] {
    let value = try notation.expression(bound.bound.node)
    let (ends, proof) =
      switch theorem.family {
      case .relu: ("two_layer_ends alpha X V W lo hi", fromGram("two_layer_condition_at_least", last))
      case .batchnorm:
        (
          "nonzero_ends \(Self.batchNormGaussNewton) lo hi",
          fromCovariance("batch_norm_condition_at_least", name + "_small")
        )
      default:
        (
          "gauss_newton_ends X N lo hi", "exact: gauss_newton_condition_at_least second_moment \(name)_small."
        )
      }
    let final = Conclusion(
      name: name, comment: "Valid ends for the nonzero eigenvalues of G have a quotient of at least the bound.",
      statement: "forall lo hi, 0 < lo -> \(ends) ->\n  \(value.parenthesized(below: .product)) <= hi / lo",
      proof: proof)
    if isTwoLayer { return [final] }
    return [
      Conclusion(
        name: name + "_small",
        comment: "Valid ends for the nonzero eigenvalues of Ĝ have a quotient of at least the bound.",
        statement: "condition_at_least \(small)\n  \(value.argument)", proof: "exact: \(last)."),
      final,
    ]
  }

  private func rank(_ identity: RankIdentity) throws(FormalizationError) -> [Conclusion] {
    let statement = try derivation.statement(of: identity)
    let gaussNewton: String
    let sameRank: String
    switch theorem.family {
    case .conv: (gaussNewton, sameRank) = ("(convolution_gauss_newton X Net)", "convolution_same_rank second_moment")
    case .batchnorm: (gaussNewton, sameRank) = (Self.batchNormGaussNewton, "batch_norm_rank V W s covariance")
    default:
      return [
        Conclusion(name: name, comment: "The rank of Ĝ is the value.", statement: statement, proof: "exact: \(last).")
      ]
    }
    return [
      Conclusion(
        name: name + "_small", comment: "The rank of Ĝ is the value.", statement: statement, proof: "exact: \(last)."),
      Conclusion(
        name: name, comment: "The rank of G is the value.",
        statement: "\\rank \(gaussNewton) = (\(try notation.rank(identity.value.node).string))%N",
        proof: "by rewrite (\(sameRank)); exact: \(name)_small."),
    ]
  }

  private func equality(_ value: Attained) throws(FormalizationError) -> [Conclusion] {
    var conclusions: [Conclusion] = []
    if value.derivation.rule == .sameSpectrum {
      conclusions.append(
        Conclusion(
          name: name + "_spectrum", comment: "JᵀJ and JJᵀ have the same nonzero eigenvalues with multiplicities.",
          statement: "same_nonzero_spectrum (gram J^T) (gram J)", proof: "exact: rule_gram_duality."))
    }
    let statement =
      "condition_number \(spectrum)\n  \(try notation.expression(value.value.node).argument)"
    conclusions.append(
      Conclusion(
        name: name, comment: "The condition number of G is the value.", statement: statement,
        proof: isTwoLayer
          ? fromGram("two_layer_condition_number", last)
          : "exact: gauss_newton_condition_number second_moment \(last)."))
    return conclusions
  }
}

extension ConditionBound {
  /// The enclosure that the bound is the quotient of.
  var enclosure: Enclosure? { quotientPremise as? Enclosure }

  /// The enclosure of the nonzero eigenvalues that the bound is the quotient of.
  var positiveEnclosure: PositiveEnclosure? { quotientPremise as? PositiveEnclosure }

  private var quotientPremise: (any Judgement)? {
    var judgement: any Judgement = self
    while let premise = judgement.derivation.premises.first {
      guard premise is ConditionBound else { return premise }
      judgement = premise
    }
    return nil
  }
}

extension PositiveEnclosure {
  /// The enclosures of all eigenvalues that it's derived from.
  var sources: [Enclosure] {
    derivation.premises.flatMap { ($0 as? PositiveEnclosure)?.sources ?? [$0 as? Enclosure].compactMap { $0 } }
  }
}
