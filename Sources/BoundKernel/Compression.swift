extension LowerConditionBound {
  /// Compression of nK by u ⊗ I: λ_max(K_u)/‖u‖² ≤ λ_max(nK) and λ_min(nK) ≤ λ_min(K_u)/‖u‖², K_u = (u ⊗ I)ᵀ nK (u ⊗ I).
  /// The bound takes u₁ above and u₂ below.
  public static func compression() throws(RuleFailure) -> LowerConditionBound {
    let subject = MatrixTerm.twoLayerGram
    let squaredNorm = { (number: Int) in norm(.symbol(.outputVector(number))).squared }
    let (top, bottom) = (MatrixTerm.compressedGram(1), MatrixTerm.compressedGram(2))
    _ = try top.shape()
    let denominator = λmin(bottom) * squaredNorm(1)
    return LowerConditionBound(
      subject: subject, bound: (λmax(top) * squaredNorm(2)) / denominator,
      assumptions: [
        .ranks(.equal(rank(subject), .dimension(.times(.outputs, .samples)))), .positive(denominator),
      ], derivation: Derivation(.compression) { _ throws(RuleFailure) in try LowerConditionBound.compression() })
  }
}

extension MatrixTerm {
  /// K_u = (u ⊗ I)ᵀ nK (u ⊗ I) = XᵀX ∘ (uᵀW ⊙ Dᵀ)(uᵀW ⊙ Dᵀ)ᵀ + ‖u‖² ΦᵀΦ for the vector u of a number, n×n.
  public static func compressedGram(_ number: Int) -> MatrixTerm {
    let u = MatrixTerm.symbol(.outputVector(number))
    return .add(
      .schur(
        .gram(.transpose(.symbol(.inputData))), .gram(.weightedActivations(u.transposed * .symbol(.outputWeights)))),
      .scaled(norm(u).squared, .gram(.transpose(.symbol(.features)))))
  }
}

extension Rule {
  /// Compressions have their eigenvalues inside.
  public static let compression = Rule(
    "compression", schema: "nK ≻ 0 ⟹ κ(nK) ≥ (λ_max(K_u)/‖u‖²) / (λ_min(K_u′)/‖u′‖²), K_u = (u ⊗ I)ᵀ nK (u ⊗ I)",
    sideConditions: "nK ≻ 0, an assumption of the conclusion", source: "Cauchy interlacing, [HJ] 4.3.28",
    lemmas: ["rule_compression"])
}
