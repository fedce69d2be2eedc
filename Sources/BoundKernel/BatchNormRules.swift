// Rules about Σ_i w_iw_iᵀ ⊗ N_i, N_i = Π_iSᵀSΠ_i/s_i² + u_iu_iᵀ, of two-layer networks with batch normalisation: a sum over
// hidden units.

extension MatrixTerm {
  /// N_i = Π_iSᵀSΠ_i/s_i² + u_iu_iᵀ, d×d: the second moment of the derivatives of the normalised unit i by its weights and
  /// by its scale.
  public static func normalizedMoment(_ unit: LayerVariable) -> MatrixTerm {
    let projected = MatrixTerm.symbol(.unitProjector(.variable(unit))) * .transpose(.symbol(.dataFactor))
    return .add(
      .scaled(.inverseVariance(of: unit), .gram(projected)), .gram(.symbol(.normalizedUnit(.variable(unit)))))
  }

  /// Σ_i w_iw_iᵀ ⊗ N_i: the hidden layer's and the scales' part of Ĝ.
  static func normalizedLayer(_ unit: LayerVariable) -> MatrixTerm {
    .unitSum(unit, .kronecker(.gram(.symbol(.outputColumn(.variable(unit)))), .normalizedMoment(unit)))
  }

  /// I_k ⊗ UᵀU: the output layer's part of Ĝ.
  public static let normalizedOutputLayer = MatrixTerm.kronecker(
    .identity(.outputs), .gram(.transpose(.symbol(.normalizedWeights))))

  /// Ĝ = Σ_i w_iw_iᵀ ⊗ N_i + I_k ⊗ UᵀU, kd×kd: it has the nonzero spectrum of the Gauss-Newton matrix of
  /// W·diag(g)·BN(VX) at g = 1.
  public static func batchNormGaussNewton(_ unit: LayerVariable) -> MatrixTerm {
    .add(normalizedLayer(unit), normalizedOutputLayer)
  }

  /// T_u = (u ⊗ I)ᵀ Ĝ (u ⊗ I) = Σ_i (uᵀw_i)² N_i + ‖u‖² UᵀU for the vector u of a number, d×d.
  public static func compressedUnits(_ number: Int, over unit: LayerVariable) -> MatrixTerm {
    let u = MatrixTerm.symbol(.outputVector(number))
    let coefficient = norm(u.transposed * .symbol(.outputColumn(.variable(unit)))).squared
    return .add(
      .unitSum(unit, .scaled(coefficient, .normalizedMoment(unit))),
      .scaled(norm(u).squared, .gram(.transpose(.symbol(.normalizedWeights)))))
  }
}

extension BoundExpression where Kind == Spectral {
  /// 1/s_i².
  public static func inverseVariance(of unit: LayerVariable) -> BoundExpression {
    .init(.divide(.integer(1), norm(.symbol(.deviation(.variable(unit)))).squared.node))
  }
}

// MARK: - Rules

extension Enclosure {
  /// σ_row²(S) I ⪯ SᵀS ⪯ σ_max²(S) I gives min{σ_row(S)/s_i, 1}² I ⪯ N_i ⪯ max{σ_max(S)/s_i, 1}² I for every unit i: N_i
  /// is 1 on u_i and a compression of SᵀS/s_i² on its complement.
  public static func projectedUnit(_ unit: LayerVariable) throws(RuleFailure) -> Enclosure {
    let (factor, deviation) = (MatrixTerm.symbol(.dataFactor), norm(.symbol(.deviation(.variable(unit)))))
    return try Enclosure(
      .normalizedMoment(unit),
      from: BoundExpression<Singular>.smaller(σrow(factor) / deviation, .one).squared,
      to: BoundExpression<Singular>.larger(σmax(factor) / deviation, .one).squared, attained: false,
      by: Derivation(.projectedUnit) { _ throws(RuleFailure) in try Enclosure.projectedUnit(unit) })
  }
}

extension LoewnerBounds {
  /// Diagonal scaling: a_i² I ⪯ N_i ⪯ ā_i² I for every unit i gives
  /// (W diag(a))(W diag(a))ᵀ ⊗ I ⪯ Σ_i w_iw_iᵀ ⊗ N_i ⪯ (W diag(ā))(W diag(ā))ᵀ ⊗ I.
  ///
  /// - Parameter moment: of N_i, its ends squares.
  public static func unitScaling(_ moment: Enclosure, over unit: LayerVariable) throws(RuleFailure) -> LoewnerBounds {
    guard moment.subject == .normalizedMoment(unit), case .square(let low) = moment.lower.node,
      case .square(let high) = moment.upper.node
    else {
      throw .form(
        rule: Rule.unitScaling.name, needs: "an enclosure of N_i between squares",
        found: moment.statement(in: .text))
    }
    let scaled = { (entry: ExpressionNode) in
      MatrixTerm.kronecker(
        .gram(.symbol(.outputWeights) * .unitDiagonal(unit, .init(entry))), .identity(.inputs))
    }
    return try LoewnerBounds(
      .normalizedLayer(unit), between: scaled(low), and: scaled(high), assuming: moment.assumptions,
      by: Derivation(.unitScaling, [moment]) { premises throws(RuleFailure) in
        try LoewnerBounds.unitScaling(try Derivation.premise(premises, 0, of: .unitScaling), over: unit)
      })
  }
}

extension LowerConditionBound {
  /// Compression of Ĝ by u ⊗ I: λ_max(T_u)/‖u‖² ≤ λ_max(Ĝ) and λ_min(Ĝ) ≤ λ_min(T_u)/‖u‖². The bound takes u₁ above and u₂
  /// below.
  public static func unitCompression(over unit: LayerVariable) throws(RuleFailure) -> LowerConditionBound {
    let subject = MatrixTerm.batchNormGaussNewton(unit)
    let squaredNorm = { (number: Int) in norm(.symbol(.outputVector(number))).squared }
    let (top, bottom) = (MatrixTerm.compressedUnits(1, over: unit), MatrixTerm.compressedUnits(2, over: unit))
    _ = try top.shape()
    let denominator = λmin(bottom) * squaredNorm(1)
    return LowerConditionBound(
      subject: subject, bound: (λmax(top) * squaredNorm(2)) / denominator,
      assumptions: [.ranks(.equal(rank(subject), .dimension(.times(.outputs, .inputs)))), .positive(denominator)],
      derivation: Derivation(.unitCompression) { _ throws(RuleFailure) in
        try LowerConditionBound.unitCompression(over: unit)
      })
  }
}

extension Rule {
  /// N_i is 1 on u_i, and on its complement a compression of SᵀS/s_i².
  public static let projectedUnit = Rule(
    "projected unit",
    schema: "⟹ min{σ_row(S)/s_i, 1}² I ⪯ N_i = Π_iSᵀSΠ_i/s_i² + u_iu_iᵀ ⪯ max{σ_max(S)/s_i, 1}² I",
    sideConditions: "s_i > 0, ‖u_i‖ = 1, Π_i = I − u_iu_iᵀ", source: "Π_iu_i = 0; Cauchy interlacing, [HJ] 4.3.28",
    lemmas: ["rule_projected_unit"])
  /// Units weighted by their own bounds.
  public static let unitScaling = Rule(
    "diagonal scaling of units",
    schema:
      "a_i² I ⪯ N_i ⪯ ā_i² I for every i ⟹ (W diag(a))(W diag(a))ᵀ ⊗ I ⪯ Σ_i w_iw_iᵀ ⊗ N_i ⪯ (W diag(ā))(W diag(ā))ᵀ ⊗ I",
    source: "w_iw_iᵀ ⪰ 0: Loewner-monotone Kronecker for every unit, summed", lemmas: ["rule_unit_scaling"])
  /// Compressions have their eigenvalues inside.
  public static let unitCompression = Rule(
    "compression of units",
    schema: "Ĝ ≻ 0 ⟹ κ(Ĝ) ≥ (λ_max(T_u)/‖u‖²) / (λ_min(T_u′)/‖u′‖²), T_u = (u ⊗ I)ᵀ Ĝ (u ⊗ I)",
    sideConditions: "Ĝ ≻ 0, an assumption of the conclusion", source: "Cauchy interlacing, [HJ] 4.3.28",
    lemmas: ["rule_unit_compression"])
}
