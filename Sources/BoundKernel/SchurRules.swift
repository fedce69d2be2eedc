// Rules about the Schur product (11ᵀ ⊗ XᵀX) ∘ HHᵀ, H = W ⊙ Dᵀ, of two-layer networks. The block of HHᵀ that belongs to a
// sample j on both sides is WΔ_j²Wᵀ.

extension LoewnerBounds {
  /// a I ⪯ XᵀX ⪯ ā I and c_j I ⪯ WΔ_j²Wᵀ ⪯ c̄_j I ⟹ I ⊗ diag_j(a c_j) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(ā c̄_j): Schur
  /// products with HHᵀ ⪰ 0 keep the order, and (11ᵀ ⊗ I) ∘ HHᵀ is block diagonal up to a permutation.
  ///
  /// - Parameters:
  ///   - moment: of XᵀX.
  ///   - samples: of WΔ_j²Wᵀ, for every sample j.
  public static func schurMonotone(
    _ moment: Enclosure, samples: Enclosure, over j: LayerVariable
  ) throws(RuleFailure) -> LoewnerBounds {
    try requireMoment(moment, for: .schurMonotone)
    try requireSamples(samples, j, for: .schurMonotone)
    return try perSample(
      from: moment.lower * samples.lower, to: moment.upper * samples.upper, over: j, [moment, samples], .schurMonotone
    ) { premises throws(RuleFailure) in
      try .schurMonotone(premises[0], samples: premises[1], over: j)
    }
  }

  /// Schur product theorem: b I ⪯ HHᵀ ⪯ b̄ I ⟹ I ⊗ diag_j(b‖x_j‖²) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(b̄‖x_j‖²).
  ///
  /// - Parameter weights: of HHᵀ.
  public static func schurProduct(_ weights: Enclosure, over j: LayerVariable) throws(RuleFailure) -> LoewnerBounds {
    try requireWeights(weights, for: .schurProduct)
    let squaredNorm = norm(.symbol(.sample(.variable(j)))).squared
    return try perSample(
      from: weights.lower * squaredNorm, to: weights.upper * squaredNorm, over: j, [weights], .schurProduct
    ) { premises throws(RuleFailure) in
      try .schurProduct(premises[0], over: j)
    }
  }

  /// McCormick for Schur products: with the enclosures of both other rules, (11ᵀ ⊗ (XᵀX − aI)) ∘ (HHᵀ − bI) ⪰ 0 below, and
  /// above (11ᵀ ⊗ (āI − XᵀX)) ∘ (HHᵀ − bI) ⪰ 0 (`.left`) or (11ᵀ ⊗ (XᵀX − aI)) ∘ (b̄I − HHᵀ) ⪰ 0 (`.right`).
  public static func schurEnvelope(
    _ moment: Enclosure, weights: Enclosure, samples: Enclosure, over j: LayerVariable, upperCorner: KroneckerFactor
  ) throws(RuleFailure) -> LoewnerBounds {
    try requireMoment(moment, for: .schurEnvelope)
    try requireWeights(weights, for: .schurEnvelope)
    try requireSamples(samples, j, for: .schurEnvelope)
    let squaredNorm = norm(.symbol(.sample(.variable(j)))).squared
    let corner = { (a: BoundExpression<Spectral>, b: BoundExpression<Spectral>, c: BoundExpression<Spectral>) in
      a * c + b * squaredNorm - a * b
    }
    let (a, b) = upperCorner == .left ? (moment.upper, weights.lower) : (moment.lower, weights.upper)
    return try perSample(
      from: corner(moment.lower, weights.lower, samples.lower), to: corner(a, b, samples.upper), over: j,
      [moment, weights, samples], .schurEnvelope
    ) { premises throws(RuleFailure) in
      try .schurEnvelope(
        premises[0], weights: premises[1], samples: premises[2], over: j, upperCorner: upperCorner)
    }
  }

  // MARK: Forms

  private static func perSample(
    from lower: BoundExpression<Spectral>, to upper: BoundExpression<Spectral>, over j: LayerVariable,
    _ premises: [Enclosure], _ rule: Rule,
    reapply: @escaping @Sendable ([Enclosure]) throws(RuleFailure) -> LoewnerBounds
  ) throws(RuleFailure) -> LoewnerBounds {
    let count = premises.count
    return try LoewnerBounds(
      .hiddenLayerGram, between: .kronecker(.identity(.outputs), .diagonal(j, lower)),
      and: .kronecker(.identity(.outputs), .diagonal(j, upper)),
      assuming: premises.reduce([]) { $0.union($1.assumptions) },
      by: Derivation(rule, premises) { others throws(RuleFailure) in
        var enclosures: [Enclosure] = []
        for index in 0..<count { enclosures.append(try Derivation.premise(others, index, of: rule)) }
        return try reapply(enclosures)
      })
  }

  private static func requireMoment(_ moment: Enclosure, for rule: Rule) throws(RuleFailure) {
    try require(moment, .gram(.transpose(.symbol(.inputData))), rule)
    try moment.requireNonnegative(for: rule)
  }

  private static func requireWeights(_ weights: Enclosure, for rule: Rule) throws(RuleFailure) {
    try require(weights, .gram(.weightedActivations(.symbol(.outputWeights))), rule)
  }

  private static func requireSamples(
    _ samples: Enclosure, _ j: LayerVariable, for rule: Rule
  ) throws(RuleFailure) {
    try require(samples, .gram(.maskedWeights(j)), rule)
    try samples.requireNonnegative(for: rule)
  }

  private static func require(_ enclosure: Enclosure, _ subject: MatrixTerm, _ rule: Rule) throws(RuleFailure) {
    guard enclosure.subject == subject else {
      throw .form(
        rule: rule.name, needs: "an enclosure of \(Notation.text.print(subject))",
        found: Notation.text.print(enclosure.subject))
    }
  }
}

extension Enclosure {
  /// Diagonal scaling: α ≤ D_ij ≤ 1 gives α²WWᵀ ⪯ WΔ_j²Wᵀ ⪯ WWᵀ for every sample j.
  ///
  /// The enclosure this is applied to must be of WWᵀ.
  public func masked(on j: LayerVariable) throws(RuleFailure) -> Enclosure {
    guard subject == .gram(.symbol(.outputWeights)) else {
      throw .form(
        rule: Rule.diagonalScaling.name, needs: "an enclosure of W Wᵀ", found: Notation.text.print(subject))
    }
    try requireNonnegative(for: .diagonalScaling)
    return try Enclosure(
      .gram(.maskedWeights(j)), from: norm(.symbol(.slope)).squared * lower, to: upper, attained: false,
      assuming: assumptions,
      by: Derivation(.diagonalScaling, [self]) { premises throws(RuleFailure) in
        let premise: Enclosure = try Derivation.premise(premises, 0, of: .diagonalScaling)
        return try premise.masked(on: j)
      })
  }

  /// Weyl: the extreme eigenvalues of a sum of two lie within the sums of the ends.
  public func adding(_ other: Enclosure) throws(RuleFailure) -> Enclosure {
    try Enclosure(
      .add(subject, other.subject), from: lower + other.lower, to: upper + other.upper, attained: false,
      assuming: assumptions.union(other.assumptions),
      by: Derivation(.weylSumOfTwo, [self, other]) { premises throws(RuleFailure) in
        let first: Enclosure = try Derivation.premise(premises, 0, of: .weylSumOfTwo)
        return try first.adding(try Derivation.premise(premises, 1, of: .weylSumOfTwo))
      })
  }
}

extension Rule {
  /// Schur products with a positive semidefinite matrix keep the Loewner order.
  public static let schurMonotone = Rule(
    "Schur-monotone",
    schema:
      "a I ⪯ XᵀX ⪯ ā I, c_j I ⪯ WΔ_j²Wᵀ ⪯ c̄_j I for every j ⟹ I ⊗ diag_j(a c_j) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(ā c̄_j)",
    sideConditions: "a, c_j ≥ 0, H = W ⊙ Dᵀ", source: "Schur product theorem, [HJ] 7.5.3",
    lemmas: ["rule_schur_monotone"])
  /// Eigenvalues of a Schur product of positive semidefinite matrices.
  public static let schurProduct = Rule(
    "Schur product",
    schema: "b I ⪯ HHᵀ ⪯ b̄ I ⟹ I ⊗ diag_j(b‖x_j‖²) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(b̄‖x_j‖²)",
    sideConditions: "H = W ⊙ Dᵀ", source: "Schur product theorem, [HJ] Topics 5.3.4",
    lemmas: ["rule_schur_product"])
  /// Envelopes of a Schur product.
  public static let schurEnvelope = Rule(
    "Schur envelope",
    schema:
      "a I ⪯ XᵀX ⪯ ā I, b I ⪯ HHᵀ ⪯ b̄ I, c_j I ⪯ WΔ_j²Wᵀ ⪯ c̄_j I ⟹ I ⊗ diag_j(a c_j + b‖x_j‖² − ab) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(ā c̄_j + b‖x_j‖² − āb), or with b̄‖x_j‖² + a c̄_j − ab̄ above",
    sideConditions: "a, c_j ≥ 0, H = W ⊙ Dᵀ",
    source: "(11ᵀ ⊗ (XᵀX − aI)) ∘ (HHᵀ − bI) ⪰ 0, [McC76] with the Schur product theorem",
    lemmas: ["rule_schur_envelope", "rule_schur_envelope_mirrored"])
  /// WΔ²Wᵀ between multiples of WWᵀ.
  public static let diagonalScaling = Rule(
    "diagonal scaling", schema: "a I ⪯ WWᵀ ⪯ ā I, α ≤ D_ij ≤ 1 ⟹ α²a I ⪯ WΔ_j²Wᵀ ⪯ ā I for every j",
    sideConditions: "a ≥ 0", source: "α²I ⪯ Δ_j² ⪯ I", lemmas: ["rule_diagonal_scaling"])
  /// The ends of a sum of two are the sums of the ends.
  public static let weylSumOfTwo = Rule(
    "Weyl sum of two", schema: "a I ⪯ M ⪯ ā I, b I ⪯ N ⪯ b̄ I ⟹ (a + b) I ⪯ M + N ⪯ (ā + b̄) I",
    source: "Weyl, [HJ] 4.3.1", lemmas: ["rule_weyl_sum_of_two"])
}
