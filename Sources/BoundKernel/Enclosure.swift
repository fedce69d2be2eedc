/// lower·I ⪯ M ⪯ upper·I for a symmetric matrix M: every eigenvalue of M lies between the two ends. With a free layer
/// variable it says so for every layer.
public struct Enclosure: Judgement, Hashable {
  /// M.
  public let subject: MatrixTerm
  /// The lower end.
  public let lower: BoundExpression<Spectral>
  /// The upper end.
  public let upper: BoundExpression<Spectral>
  /// Whether both ends are eigenvalues of M.
  public let isAttained: Bool
  /// What it rests on.
  public let assumptions: [Assumption]
  /// How it was derived.
  public let derivation: Derivation

  init(
    _ subject: MatrixTerm, from lower: BoundExpression<Spectral>, to upper: BoundExpression<Spectral>, attained: Bool,
    assuming assumptions: [Assumption] = [], by derivation: Derivation
  ) throws(RuleFailure) {
    let shape = try subject.shape()
    guard shape.rows == shape.columns else { throw .notSquare(shape) }
    guard subject.isManifestlySymmetric else {
      throw .form(
        rule: derivation.rule.name, needs: "a matrix that is symmetric by its form", found: Notation.text.print(subject)
      )
    }
    self.subject = subject
    self.lower = lower
    self.upper = upper
    self.isAttained = attained
    self.assumptions = assumptions
    self.derivation = derivation
  }

  /// What it says, in a notation.
  public func statement(in notation: Notation) -> String {
    notation.enclosure(lower, subject, upper)
  }

  /// The extreme eigenvalues of M itself.
  public func exact() -> (any Judgement)? { try? Self.extremeEigenvalues(of: subject) }

  /// The same statement, however derived.
  public static func == (a: Enclosure, b: Enclosure) -> Bool {
    a.subject == b.subject && a.lower == b.lower && a.upper == b.upper && a.isAttained == b.isAttained
      && a.assumptions == b.assumptions
  }

  /// By what it says.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    hasher.combine(lower)
    hasher.combine(upper)
  }

  func requireNonnegative(for rule: Rule) throws(RuleFailure) {
    for end in [lower, upper] where !end.isManifestlyNonnegative {
      throw .sign(rule: rule.name, found: Notation.text.print(end))
    }
  }
}

// MARK: - Rules

extension Enclosure {
  /// The spectral theorem: λ_min(M) I ⪯ M ⪯ λ_max(M) I, both attained.
  public static func extremeEigenvalues(of matrix: MatrixTerm) throws(RuleFailure) -> Enclosure {
    try Enclosure(
      matrix, from: λmin(matrix), to: λmax(matrix), attained: true,
      by: Derivation(.spectralTheorem) { _ throws(RuleFailure) in try Enclosure.extremeEigenvalues(of: matrix) })
  }

  /// σ_row²(A) I ⪯ AAᵀ ⪯ σ_max²(A) I, both attained.
  public static func gram(_ matrix: MatrixTerm) throws(RuleFailure) -> Enclosure {
    try Enclosure(
      .gram(matrix), from: σrow(matrix).squared, to: σmax(matrix).squared, attained: true,
      by: Derivation(.gram) { _ throws(RuleFailure) in try Enclosure.gram(matrix) })
  }

  /// Submultiplicativity along a chain of layers: the Gram matrix of P_l or of Q_lᵀ from the singular values of the
  /// layers.
  ///
  /// - Parameter chain: `.productAfter(l)`, or `.productBefore(l)` transposed.
  public static func submultiplicative(
    _ chain: MatrixTerm, over variable: LayerVariable
  ) throws(RuleFailure) -> Enclosure {
    let weight = MatrixTerm.symbol(.weight(.variable(variable)))
    let range: LayerRange
    let smallest: BoundExpression<Singular>
    switch chain {
    case .productAfter(let index): (range, smallest) = (.after(index), σrow(weight))
    case .transpose(.productBefore(let index)): (range, smallest) = (.before(index), σcol(weight))
    default:
      throw .form(
        rule: Rule.submultiplicativity.name, needs: "P_l or the transpose of Q_l", found: Notation.text.print(chain))
    }
    return try Enclosure(
      .gram(chain), from: .product(over: variable, in: range, smallest.squared),
      to: .product(over: variable, in: range, σmax(weight).squared), attained: false,
      by: Derivation(.submultiplicativity) { _ throws(RuleFailure) in
        try Enclosure.submultiplicative(chain, over: variable)
      })
  }

  /// λ(A ⊗ B) are the products of λ(A) and λ(B): for A, B ⪰ 0 the ends multiply.
  public func kronecker(_ other: Enclosure) throws(RuleFailure) -> Enclosure {
    try requireNonnegative(for: .kronecker)
    try other.requireNonnegative(for: .kronecker)
    return try Enclosure(
      .kronecker(subject, other.subject), from: lower * other.lower, to: upper * other.upper,
      attained: isAttained && other.isAttained, assuming: assumptions.union(other.assumptions),
      by: Derivation(.kronecker, [self, other]) { premises throws(RuleFailure) in
        let left: Enclosure = try Derivation.premise(premises, 0, of: .kronecker)
        return try left.kronecker(try Derivation.premise(premises, 1, of: .kronecker))
      })
  }

  /// Weyl: the extreme eigenvalues of a sum over layers lie within the sums of the ends.
  public func weylSum(over variable: LayerVariable) throws(RuleFailure) -> Enclosure {
    try Enclosure(
      .sum(variable, subject), from: .sum(over: variable, lower), to: .sum(over: variable, upper), attained: false,
      assuming: assumptions,
      by: Derivation(.weylSum, [self]) { premises throws(RuleFailure) in
        let summand: Enclosure = try Derivation.premise(premises, 0, of: .weylSum)
        return try summand.weylSum(over: variable)
      })
  }

  /// Ostrowski: congruence by I_k ⊗ S, with Σ = SSᵀ, multiplies the ends by λ_min(Σ) and λ_max(Σ).
  public func congruence(byDataFactor factor: MatrixTerm) throws(RuleFailure) -> Enclosure {
    try requireNonnegative(for: .congruence)
    let moment = try Self.secondMoment(of: factor, for: .congruence)
    return try Enclosure(
      .congruence(by: .kronecker(.identity(.outputs), factor), of: subject), from: λmin(moment) * lower,
      to: λmax(moment) * upper, attained: false, assuming: assumptions,
      by: Derivation(.congruence, [self]) { premises throws(RuleFailure) in
        let middle: Enclosure = try Derivation.premise(premises, 0, of: .congruence)
        return try middle.congruence(byDataFactor: factor)
      })
  }

  /// Congruence by I_k ⊗ S when Σ = cI: then S/√c is orthogonal and the eigenvalues are multiplied by c = λ_max(Σ). Both
  /// ends have to be attained.
  public func isotropicCongruence(byDataFactor factor: MatrixTerm) throws(RuleFailure) -> Enclosure {
    guard isAttained else {
      throw .form(
        rule: Rule.isotropicCongruence.name, needs: "an enclosure with both ends attained",
        found: statement(in: .text))
    }
    let moment = try Self.secondMoment(of: factor, for: .isotropicCongruence)
    return try Enclosure(
      .congruence(by: .kronecker(.identity(.outputs), factor), of: subject), from: λmax(moment) * lower,
      to: λmax(moment) * upper, attained: true, assuming: assumptions.union([.isotropicData]),
      by: Derivation(.isotropicCongruence, [self]) { premises throws(RuleFailure) in
        let middle: Enclosure = try Derivation.premise(premises, 0, of: .isotropicCongruence)
        return try middle.isotropicCongruence(byDataFactor: factor)
      })
  }

  /// Σ = SSᵀ as a term, for a square S: then SᵀS has the same eigenvalues.
  private static func secondMoment(of factor: MatrixTerm, for rule: Rule) throws(RuleFailure) -> MatrixTerm {
    let shape = try factor.shape()
    guard shape.rows == shape.columns else { throw .notSquare(shape) }
    guard factor == .symbol(.dataFactor) else {
      throw .form(rule: rule.name, needs: "the data factor S", found: Notation.text.print(factor))
    }
    return .gram(factor)
  }

  /// The better of two enclosures of one matrix at both ends.
  public func intersection(_ other: Enclosure) throws(RuleFailure) -> Enclosure {
    guard subject == other.subject else {
      throw .form(
        rule: Rule.intersection.name, needs: "two enclosures of \(Notation.text.print(subject))",
        found: Notation.text.print(other.subject))
    }
    return try Enclosure(
      subject, from: .larger(lower, other.lower), to: .smaller(upper, other.upper), attained: false,
      assuming: assumptions.union(other.assumptions),
      by: Derivation(.intersection, [self, other]) { premises throws(RuleFailure) in
        let first: Enclosure = try Derivation.premise(premises, 0, of: .intersection)
        return try first.intersection(try Derivation.premise(premises, 1, of: .intersection))
      })
  }

  /// N₁ ⪯ M ⪯ N₂ ⟹ λ_min(N₁) I ⪯ M ⪯ λ_max(N₂) I.
  public static func monotonicity(_ order: LoewnerBounds) throws(RuleFailure) -> Enclosure {
    try Enclosure(
      order.subject, from: λmin(order.lower), to: λmax(order.upper), attained: false, assuming: order.assumptions,
      by: Derivation(.monotonicity, [order]) { premises throws(RuleFailure) in
        try Enclosure.monotonicity(try Derivation.premise(premises, 0, of: .monotonicity))
      })
  }

  /// Replaces the extreme eigenvalues of I ⊗ N, of A ⊗ I + I ⊗ B and of shifts of them at the ends by those of the
  /// small factors, of a Gram matrix by squared singular values, and of a diagonal matrix by its extreme entries.
  public func kroneckerSumSpectrum() throws(RuleFailure) -> Enclosure {
    try Enclosure(
      subject, from: Self.resolvingEigenvalue(lower), to: Self.resolvingEigenvalue(upper), attained: isAttained,
      assuming: assumptions,
      by: Derivation(.kroneckerSumSpectrum, [self]) { premises throws(RuleFailure) in
        let premise: Enclosure = try Derivation.premise(premises, 0, of: .kroneckerSumSpectrum)
        return try premise.kroneckerSumSpectrum()
      })
  }

  private static func resolvingEigenvalue(_ end: BoundExpression<Spectral>) -> BoundExpression<Spectral> {
    guard case .functional(let functional, let matrix) = end.node,
      functional == .smallestEigenvalue || functional == .largestEigenvalue
    else { return end }
    let again = { (inner: MatrixTerm) in resolvingEigenvalue(.init(.functional(functional, inner))) }
    switch matrix {
    case .kronecker(.identity, let inner), .kronecker(let inner, .identity): return again(inner)
    case .kroneckerSum(let a, let b): return again(a) + again(b)
    case .shifted(let inner, let shift): return again(inner) - shift
    case .diagonal(let sample, let entry):
      return extremeEntry(entry, over: sample, smallest: functional == .smallestEigenvalue)
    case .gram(let factor) where factor != .symbol(.dataFactor):
      return functional == .smallestEigenvalue ? σrow(factor).squared : σmax(factor).squared
    default: return end
    }
  }

  /// The smallest or largest e_j; a nonnegative factor that doesn't depend on j stays outside.
  private static func extremeEntry(
    _ entry: BoundExpression<Spectral>, over sample: LayerVariable, smallest: Bool
  ) -> BoundExpression<Spectral> {
    guard entry.node.contains(sample) else { return entry }
    let again = { (node: ExpressionNode) in extremeEntry(.init(node), over: sample, smallest: smallest) }
    switch entry.node {
    case .multiply(let a, let b) where !a.contains(sample) && a.isManifestlyNonnegative: return .init(a) * again(b)
    case .multiply(let a, let b) where !b.contains(sample) && b.isManifestlyNonnegative: return again(a) * .init(b)
    default:
      return smallest
        ? .minimum(over: sample, in: .samples, entry) : .maximum(over: sample, in: .samples, entry)
    }
  }

  /// The same enclosure of an equal matrix.
  public func rewritten(by law: MatrixLaw) throws(RuleFailure) -> Enclosure {
    let rewriting = try law.rewrite(subject)
    return try Enclosure(
      rewriting.result, from: lower, to: upper, attained: isAttained,
      assuming: assumptions.union(rewriting.assumptions),
      by: Derivation(law.rule, [self]) { premises throws(RuleFailure) in
        let premise: Enclosure = try Derivation.premise(premises, 0, of: law.rule)
        return try premise.rewritten(by: law)
      })
  }
}

extension Rule {
  /// λ_min(M) I ⪯ M ⪯ λ_max(M) I.
  public static let spectralTheorem = Rule(
    "spectral theorem", schema: "⟹ λ_min(M) I ⪯ M ⪯ λ_max(M) I; for M ⪰ 0 the nonzero λ(M) ∈ [λ⁺_min(M), λ_max(M)]",
    source: "[HJ] 4.2.2 (Rayleigh)",
    lemmas: ["rule_spectral_theorem", "rule_spectral_theorem_ends", "rule_spectral_theorem_positive"])
  /// σ_row²(A) I ⪯ AAᵀ ⪯ σ_max²(A) I.
  public static let gram = Rule(
    "gram", schema: "⟹ σ_row²(A) I ⪯ AAᵀ ⪯ σ_max²(A) I", source: "definition of the singular values",
    lemmas: ["rule_gram", "rule_gram_attained"])
  /// σ_max(AB) ≤ σ_max(A)σ_max(B) and its counterparts for σ_row and σ_col.
  public static let submultiplicativity = Rule(
    "submultiplicativity", schema: "⟹ Π σ_row²(W^i) I ⪯ P_lP_lᵀ ⪯ Π σ_max²(W^i) I over i > l; with σ_col for Q_lᵀQ_l",
    source: "σ_row(AB) ≥ σ_row(A)σ_row(B), all shapes",
    lemmas: ["rule_submultiplicative_after", "rule_submultiplicative_before"])
  /// The ends of A ⊗ B are the products of the ends.
  public static let kronecker = Rule(
    "Kronecker", schema: "a I ⪯ A ⪯ ā I, b I ⪯ B ⪯ b̄ I ⟹ ab I ⪯ A ⊗ B ⪯ āb̄ I", sideConditions: "a, b ≥ 0",
    source: "[HJ] Topics 4.2.12", lemmas: ["rule_kronecker", "rule_kronecker_attained"])
  /// The ends of a sum are the sums of the ends.
  public static let weylSum = Rule(
    "Weyl sum", schema: "a_l I ⪯ M_l ⪯ ā_l I for every l ⟹ (Σ_l a_l) I ⪯ Σ_l M_l ⪯ (Σ_l ā_l) I",
    source: "Weyl, [HJ] 4.3.1", lemmas: ["rule_weyl_sum"])
  /// λ_min(Σ)λ_i(M) ≤ λ_i(SᵀMS) ≤ λ_max(Σ)λ_i(M).
  public static let congruence = Rule(
    "congruence",
    schema: "a I ⪯ M ⪯ ā I ⟹ λ_min(Σ)a I ⪯ (I ⊗ S)ᵀ M (I ⊗ S) ⪯ λ_max(Σ)ā I, Σ = SSᵀ",
    sideConditions: "a ≥ 0, S square", source: "Ostrowski, [HJ] 4.5.9", lemmas: ["rule_congruence"])
  /// Congruence by a multiple of an orthogonal matrix.
  public static let isotropicCongruence = Rule(
    "isotropic congruence",
    schema: "a I ⪯ M ⪯ ā I, both attained, Σ = cI ⟹ ca I ⪯ (I ⊗ S)ᵀ M (I ⊗ S) ⪯ cā I, both attained",
    sideConditions: "S square", source: "S/√c is orthogonal", lemmas: ["rule_isotropic_congruence"])
  /// The best of two enclosures.
  public static let intersection = Rule(
    "intersection", schema: "a I ⪯ M ⪯ ā I, b I ⪯ M ⪯ b̄ I ⟹ max(a,b) I ⪯ M ⪯ min(ā,b̄) I", source: "order",
    lemmas: ["rule_intersection", "rule_intersection_positive"])
  /// M ⪯ N ⟹ λ_i(M) ≤ λ_i(N).
  public static let monotonicity = Rule(
    "monotonicity", schema: "N₁ ⪯ M ⪯ N₂ ⟹ λ_min(N₁) I ⪯ M ⪯ λ_max(N₂) I", source: "Weyl, [HJ] 4.3.3",
    lemmas: ["rule_monotonicity"])
  /// Extreme eigenvalues of Kronecker sums.
  public static let kroneckerSumSpectrum = Rule(
    "Kronecker-sum spectrum",
    schema:
      "λ(A ⊗ I + I ⊗ B) = λ_i(A) + λ_j(B), λ(I ⊗ N) = λ(N), λ(M − cI) = λ(M) − c, λ_min(AAᵀ) = σ_row²(A), λ(diag_j(e_j)) = e_j",
    source: "[HJ] Topics 4.4.5",
    lemmas: [
      "rule_spectrum_kron_left", "rule_spectrum_kron_left_above", "rule_spectrum_kron_right",
      "rule_spectrum_kron_right_above", "rule_spectrum_kron_sum", "rule_spectrum_kron_sum_above",
      "rule_spectrum_shifted", "rule_spectrum_shifted_above", "rule_spectrum_diagonal",
      "rule_spectrum_diagonal_above", "rule_spectrum_gram", "rule_spectrum_gram_above",
      "rule_kron_left_is_lambda_min", "rule_kron_left_is_lambda_max", "rule_kron_right_is_lambda_min",
      "rule_kron_right_is_lambda_max", "rule_kron_sum_is_lambda_min", "rule_kron_sum_is_lambda_max",
      "rule_shifted_is_lambda_min", "rule_shifted_is_lambda_max", "rule_diagonal_is_lambda_min",
      "rule_diagonal_is_lambda_max", "rule_gram_is_lambda_min", "rule_gram_is_lambda_max",
    ])
}
