// Rules about Ĝ = (I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S) of linear convolutional networks, in the coordinates of the end-to-end
// kernel: d = c_0|S| coordinates for each of k = c_L output channels, M_0 = SSᵀ the data's autocorrelation.

extension MatrixTerm {
  /// Ĝ = (I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S): it has the nonzero spectrum of the Gauss-Newton matrix, weight sharing included.
  public static func convolutionGaussNewton(_ l: LayerVariable) -> MatrixTerm {
    .congruence(
      by: .kronecker(.identity(.outputs), .symbol(.dataFactor)),
      of: .sum(l, .gram(.symbol(.kernelMap(.variable(l))))))
  }
}

extension PositiveEnclosure {
  /// Ostrowski for every eigenvalue: those of Σ_l C_lC_lᵀ = CCᵀ, C = [C_1 ⋯ C_L], that aren't zero lie between σ⁺(C)² and
  /// σ_max²(C), and the congruence by I ⊗ S with SSᵀ = M_0 multiplies each by a number in [λ_min(M_0), λ_max(M_0)].
  public static func kernelCongruence(over l: LayerVariable) -> PositiveEnclosure {
    let (moment, maps) = (MatrixTerm.gram(.symbol(.dataFactor)), MatrixTerm.symbol(.kernelMaps))
    return PositiveEnclosure(
      .convolutionGaussNewton(l), from: λmin(moment) * σpositive(maps).squared,
      to: λmax(moment) * σmax(maps).squared, assuming: [],
      by: Derivation(.kernelCongruence) { _ throws(RuleFailure) in PositiveEnclosure.kernelCongruence(over: l) })
  }
}

extension Rule {
  /// The nonzero eigenvalues of Ĝ from those of CCᵀ.
  public static let kernelCongruence = Rule(
    "congruence of a singular matrix",
    schema: "⟹ λ⁺((I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S)) ∈ [λ_min(SSᵀ) σ⁺(C)², λ_max(SSᵀ) σ_max²(C)], C = [C_1 ⋯ C_L]",
    source: "Ostrowski, [HJ] 4.5.9, for every eigenvalue",
    lemmas: ["rule_kernel_congruence"])
}
