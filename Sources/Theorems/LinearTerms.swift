public import BoundKernel

/// The matrices that the theorems about deep linear networks speak of.
public enum LinearTerms {
  /// The layer index l of sums over layers.
  public static let l = LayerVariable("l")
  /// The layer index i of products inside sums over l.
  public static let i = LayerVariable("i")

  /// W^l.
  public static func W(_ index: LayerIndex) -> MatrixTerm { .symbol(.weight(index)) }
  /// W^i.
  public static let Wi = W(.variable(i))
  /// P_l = W^L ⋯ W^{l+1}.
  public static let P = MatrixTerm.productAfter(.variable(l))
  /// Q_l = W^{l−1} ⋯ W^1.
  public static let Q = MatrixTerm.productBefore(.variable(l))
  /// S, with Σ = SSᵀ.
  public static let S = MatrixTerm.symbol(.dataFactor)
  /// Σ = SSᵀ.
  public static let Σ = MatrixTerm.gram(S)
  /// A_l = P_lP_lᵀ, k×k.
  public static let A = MatrixTerm.gram(P)
  /// B_l = (Q_lS)ᵀ(Q_lS), d×d.
  public static let B = MatrixTerm.gram((Q * S).transposed)
  /// Ĝ = Σ_l A_l ⊗ B_l, kd×kd: it has the nonzero spectrum of the Gauss-Newton matrix [SBH21, ZSL24].
  public static let gaussNewton = MatrixTerm.sum(l, .kronecker(A, B))

  /// How formulas about linear networks are printed.
  public static func notation(_ style: Notation.Style) -> Notation {
    Notation(style, abbreviations: abbreviations)
  }

  static let abbreviations = [
    Abbreviation("Ĝ", latex: "\\hat G", gaussNewton),
    Abbreviation(layered: "A", latex: "A") { .gram(.productAfter($0)) },
    Abbreviation(layered: "B", latex: "B") { .gram((.productBefore($0) * S).transposed) },
  ]
}
