public import BoundKernel

/// The matrices that the theorems about residual networks speak of: those of `LinearTerms` for the layers
/// V^l = W^l + β_lE_l, and the parts of a layer.
public enum ResidualTerms {
  /// V^i.
  public static let Vi = MatrixTerm.symbol(.weight(.variable(LinearTerms.i)))
  /// W^l.
  public static func W(_ index: LayerIndex) -> MatrixTerm { .symbol(.branch(index)) }
  /// W^i.
  public static let Wi = W(.variable(LinearTerms.i))

  /// How formulas about residual networks are printed.
  public static func notation(_ style: Notation.Style) -> Notation {
    Notation(style, abbreviations: LinearTerms.abbreviations, layerName: "V")
  }
}
