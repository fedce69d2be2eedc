import BoundKernel

/// Proof terms that a number is what it is said to be: the hypotheses of the theorem, carried to the matrices of the
/// derivation.
struct CoqEvidence {
  let notation: CoqNotation
  let attained: Bool

  private func missing(_ atom: Atom) -> FormalizationError {
    .term(theorem: notation.theorem, found: Notation.text.print(atom.matrix))
  }

  /// That the number is a valid end for a singular value of A, whose transpose may be what the hypothesis is about.
  func singular(_ functional: Functional, _ matrix: MatrixTerm) throws(FormalizationError) -> CoqTerm {
    guard case .transpose(let inner) = matrix else { return try hypothesis(Atom(functional, matrix)) }
    switch functional {
    case .rowSingularValue:
      return .apply(
        attained ? "is_sigma_row_tr" : "below_sigma_row_tr", try singular(.columnSingularValue, inner))
    case .largestSingularValue:
      return .apply(
        attained ? "is_sigma_max_tr" : "above_sigma_max_tr", try singular(.largestSingularValue, inner))
    default: throw missing(Atom(functional, matrix))
    }
  }

  /// The hypothesis about a number of the theorem.
  func hypothesis(_ atom: Atom) throws(FormalizationError) -> CoqTerm {
    guard let hypothesis = notation.hypothesis(atom) else { throw missing(atom) }
    return hypothesis
  }

  /// That the resolved number is a valid end for the eigenvalue of a structured matrix.
  func eigenvalue(_ functional: Functional, _ matrix: MatrixTerm) throws(FormalizationError) -> CoqTerm {
    if let hypothesis = notation.hypothesis(Atom(functional, matrix)) { return hypothesis }
    let above = functional == .largestEigenvalue ? "_above" : ""
    switch (matrix, attained) {
    case (.kronecker(.identity, let inner), false):
      return .apply("rule_spectrum_kron_left\(above)", try eigenvalue(functional, inner))
    case (.kronecker(let inner, .identity), false):
      return .apply("rule_spectrum_kron_right\(above)", try eigenvalue(functional, inner))
    case (.kroneckerSum(let a, let b), false):
      return .apply("rule_spectrum_kron_sum\(above)", try eigenvalue(functional, a), try eigenvalue(functional, b))
    case (.shifted(let inner, let shift), false):
      return .apply(
        "rule_spectrum_shifted\(above)", try notation.expression(shift.node), try eigenvalue(functional, inner))
    case (.diagonal(let j, let entry), false):
      return .apply("rule_spectrum_diagonal\(above)", try extremeEntry(entry.node, over: j, above: !above.isEmpty))
    case (.gram(let factor), false):
      return .apply(
        "rule_spectrum_gram\(above)",
        try singular(above.isEmpty ? .rowSingularValue : .largestSingularValue, factor))
    case (.kroneckerSum(let a, let b), true):
      let lemma = functional == .largestEigenvalue ? "rule_kron_sum_is_lambda_max" : "rule_kron_sum_is_lambda_min"
      return .apply(lemma, try symmetry(of: a), try eigenvalue(functional, a), try eigenvalue(functional, b))
    case (.gram(let factor), true):
      return functional == .largestEigenvalue
        ? .apply("rule_gram_is_lambda_max", try singular(.largestSingularValue, factor))
        : .apply("rule_gram_is_lambda_min", try singular(.rowSingularValue, factor))
    default: throw missing(Atom(functional, matrix))
    }
  }

  /// That the extreme entry is one: of a constant, of a constant factor and an entry, or of any entries.
  private func extremeEntry(
    _ entry: ExpressionNode, over j: LayerVariable, above: Bool
  ) throws(FormalizationError) -> CoqTerm {
    let (lemma, scaled) = above ? ("le_maximum _", "le_scaled_maximum _") : ("minimum_le _", "scaled_minimum_le _")
    if !entry.freeVariables.contains(j) { return .atom("(fun=> lexx _)") }
    guard case .multiply(.square(.functional(let functional, let matrix)), _) = entry,
      !matrix.freeVariables.contains(j)
    else { return .atom("(fun j => \(lemma) j)") }
    let sign = CoqTerm.apply("proj1", try hypothesis(Atom(functional, matrix)))
    return .atom("(fun j => \(scaled) j \(sign.argument))")
  }

  /// Mᵀ = M.
  func symmetry(of matrix: MatrixTerm) throws(FormalizationError) -> CoqTerm {
    switch matrix {
    case .gram(let factor): return .apply("gram_symmetric", try notation.term(factor))
    case .identity: return .atom("(trmx1 _ _)")
    case .kronecker(let a, let b): return .apply("kron_symmetric", try symmetry(of: a), try symmetry(of: b))
    case .kroneckerSum(let a, let b): return .apply("kron_sum_symmetric", try symmetry(of: a), try symmetry(of: b))
    default: throw .term(theorem: notation.theorem, found: Notation.text.print(matrix))
    }
  }
}
