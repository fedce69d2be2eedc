public import BoundKernel

/// The matrices that the theorems about linear convolutional networks speak of.
public enum ConvolutionTerms {
  /// The layer index l.
  public static let l = LinearTerms.l
  /// C_l, from the kernel of layer l to the end-to-end kernel.
  public static let C = MatrixTerm.symbol(.kernelMap(.variable(l)))
  /// [C_1 ⋯ C_L].
  public static let all = MatrixTerm.symbol(.kernelMaps)
  /// S, with the autocorrelation M_0 = SSᵀ.
  public static let S = MatrixTerm.symbol(.dataFactor)
  /// M_0 = SSᵀ, c_0|S|×c_0|S|.
  public static let M = MatrixTerm.gram(S)
  /// Ĝ = (I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S).
  public static let gaussNewton = MatrixTerm.convolutionGaussNewton(l)

  /// How formulas about convolutional networks are printed.
  public static func notation(_ style: Notation.Style) -> Notation {
    Notation(
      style,
      abbreviations: [
        Abbreviation("Ĝ", latex: "\\hat G", gaussNewton), Abbreviation("M_0", latex: "M_0", M),
      ])
  }
}
