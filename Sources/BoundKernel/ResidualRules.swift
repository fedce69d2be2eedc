// Rules about the layers V^l = W^l + β_lE_l of residual networks.

extension Enclosure {
  /// Weyl for singular values: σ_i(W) − |β| ≤ σ_i(V) ≤ σ_i(W) + |β| and |β|σ_i(E) − σ_max(W) ≤ σ_i(V), since σ_max(E) ≤ 1.
  ///
  /// - Parameter layer: V^l, for an enclosure of V^lV^lᵀ, or its transpose.
  public static func shift(_ layer: MatrixTerm) throws(RuleFailure) -> Enclosure {
    let parts = try ResidualParts(layer, for: .shift)
    let (branch, strength) = (parts.branch, norm(parts.strength))
    let smallest = BoundExpression<Singular>.larger(
      .zero, .larger(σrow(branch) - strength, σrow(parts.skip) * strength - σmax(branch)))
    return try Enclosure(
      .gram(layer), from: smallest.squared, to: (σmax(branch) + strength).squared, attained: false,
      by: Derivation(.shift) { _ throws(RuleFailure) in try Enclosure.shift(layer) })
  }

  /// For W symmetric positive semidefinite and β ≥ 0 the singular values of W + βI are those of W and β.
  ///
  /// - Parameter layer: V^l, for an enclosure of V^lV^lᵀ, or its transpose.
  public static func alignedShift(_ layer: MatrixTerm) throws(RuleFailure) -> Enclosure {
    let parts = try ResidualParts(layer, for: .alignedShift)
    let strength = norm(parts.strength)
    return try Enclosure(
      .gram(layer), from: (σrow(parts.branch) + strength).squared, to: (σmax(parts.branch) + strength).squared,
      attained: true, assuming: [.ranks(.property(.alignedBranches))],
      by: Derivation(.alignedShift) { _ throws(RuleFailure) in try Enclosure.alignedShift(layer) })
  }

  /// Submultiplicativity along a chain of layers, each with an enclosure: the Gram matrix of P_l or of Q_lᵀ.
  ///
  /// - Parameter chain: `.productAfter(l)` where the layers' V^iV^iᵀ are enclosed, `.productBefore(l)` transposed where their
  ///   V^iᵀV^i are.
  public func alongChain(_ chain: MatrixTerm) throws(RuleFailure) -> Enclosure {
    try requireNonnegative(for: .chain)
    let (range, variable): (LayerRange, LayerVariable)
    switch (chain, subject) {
    case (.productAfter(let index), .gram(.symbol(.weight(.variable(let i))))): (range, variable) = (.after(index), i)
    case (.transpose(.productBefore(let index)), .gram(.transpose(.symbol(.weight(.variable(let i)))))):
      (range, variable) = (.before(index), i)
    default:
      throw .form(
        rule: Rule.chain.name, needs: "P_l and V^iV^iᵀ, or the transpose of Q_l and V^iᵀV^i",
        found: "\(Notation.text.print(chain)) and \(Notation.text.print(subject))")
    }
    return try Enclosure(
      .gram(chain), from: .product(over: variable, in: range, lower), to: .product(over: variable, in: range, upper),
      attained: false, assuming: assumptions,
      by: Derivation(.chain, [self]) { premises throws(RuleFailure) in
        let layers: Enclosure = try Derivation.premise(premises, 0, of: .chain)
        return try layers.alongChain(chain)
      })
  }
}

/// W^l, β_l and E_l for V^l, transposed where it is.
private struct ResidualParts {
  let branch: MatrixTerm
  let skip: MatrixTerm
  let strength: MatrixTerm

  init(_ layer: MatrixTerm, for rule: Rule) throws(RuleFailure) {
    let index: LayerIndex
    let transposing: (MatrixTerm) -> MatrixTerm
    switch layer {
    case .symbol(.weight(let l)): (index, transposing) = (l, { $0 })
    case .transpose(.symbol(.weight(let l))): (index, transposing) = (l, { $0.transposed })
    default: throw .form(rule: rule.name, needs: "a layer or its transpose", found: Notation.text.print(layer))
    }
    branch = transposing(.symbol(.branch(index)))
    skip = transposing(.symbol(.skip(index)))
    strength = .symbol(.strength(index))
  }
}

extension Rule {
  /// Singular values of W + βE.
  public static let shift = Rule(
    "shift by βE",
    schema: "V = W + βE ⟹ max{0, σ_row(W) − |β|, |β|σ_row(E) − σ_max(W)}² I ⪯ VVᵀ ⪯ (σ_max(W) + |β|)² I",
    sideConditions: "σ_max(E) ≤ 1", source: "Weyl for singular values, [HJ] Topics 3.3.16",
    lemmas: ["rule_shift", "rule_shift_transposed"])
  /// Singular values of W + βI, W ⪰ 0.
  public static let alignedShift = Rule(
    "aligned shift", schema: "V = W + βI ⟹ (σ_row(W) + β)² I ⪯ VVᵀ ⪯ (σ_max(W) + β)² I, both attained",
    sideConditions: "W symmetric positive semidefinite, β ≥ 0, assumptions of the conclusion",
    source: "the eigenvalues of W + βI are those of W and β",
    lemmas: [
      "rule_aligned_shift", "rule_aligned_shift_attained", "rule_aligned_shift_transposed",
      "rule_aligned_shift_transposed_attained",
    ])
  /// Submultiplicativity with enclosed layers.
  public static let chain = Rule(
    "chain of layers",
    schema:
      "a_i I ⪯ V^iV^iᵀ ⪯ ā_i I for every i ⟹ Π a_i I ⪯ P_lP_lᵀ ⪯ Π ā_i I over i > l; with V^iᵀV^i for Q_lᵀQ_l, i < l",
    sideConditions: "a_i ≥ 0", source: "σ_row(AB) ≥ σ_row(A)σ_row(B), all shapes",
    lemmas: ["rule_chain_after", "rule_chain_before"])
}
