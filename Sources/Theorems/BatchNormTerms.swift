public import BoundKernel

/// The matrices that the theorems about two-layer networks with batch normalisation speak of.
public enum BatchNormTerms {
  /// The index i of a hidden unit.
  public static let i = LayerVariable("i")

  /// V, m×d.
  public static let V = MatrixTerm.symbol(.hiddenWeights)
  /// W, k×m.
  public static let W = MatrixTerm.symbol(.outputWeights)
  /// w_i.
  public static let w = MatrixTerm.symbol(.outputColumn(.variable(i)))
  /// s_i.
  public static let s = MatrixTerm.symbol(.deviation(.variable(i)))
  /// u_i.
  public static let u = MatrixTerm.symbol(.normalizedUnit(.variable(i)))
  /// U, m×d.
  public static let U = MatrixTerm.symbol(.normalizedWeights)
  /// S, d×d, with the covariance Σ = SSᵀ.
  public static let S = MatrixTerm.symbol(.dataFactor)
  /// N_i, d×d.
  public static let N = MatrixTerm.normalizedMoment(i)
  /// Ĝ = Σ_i w_iw_iᵀ ⊗ N_i + I ⊗ UᵀU, kd×kd.
  public static let gaussNewton = MatrixTerm.batchNormGaussNewton(i)

  /// How formulas about batch normalisation are printed.
  public static func notation(_ style: Notation.Style) -> Notation {
    Notation(
      style,
      abbreviations: [
        Abbreviation("Ĝ", latex: "\\hat G", gaussNewton),
        Abbreviation("T_1", latex: "T_1", .compressedUnits(1, over: i)),
        Abbreviation("T_2", latex: "T_2", .compressedUnits(2, over: i)),
        Abbreviation("N_i", latex: "N_i", N),
      ])
  }
}
