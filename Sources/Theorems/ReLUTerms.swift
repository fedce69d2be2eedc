public import BoundKernel

/// The matrices that the theorems about two-layer (leaky) ReLU networks speak of.
public enum ReLUTerms {
  /// The index j of a sample.
  public static let j = LayerVariable("j")

  /// V, m×d.
  public static let V = MatrixTerm.symbol(.hiddenWeights)
  /// W, k×m.
  public static let W = MatrixTerm.symbol(.outputWeights)
  /// α.
  public static let α = MatrixTerm.symbol(.slope)
  /// X, d×n.
  public static let X = MatrixTerm.symbol(.inputData)
  /// x_j.
  public static let x = MatrixTerm.symbol(.sample(.variable(j)))
  /// Φ = D∘(VX), m×n.
  public static let Φ = MatrixTerm.symbol(.features)
  /// H = W ⊙ Dᵀ, kn×m.
  public static let H = MatrixTerm.weightedActivations(W)
  /// WΔ_j, k×m.
  public static let maskedWeights = MatrixTerm.maskedWeights(j)
  /// J, kn×p.
  public static let J = MatrixTerm.symbol(.jacobian)
  /// nK = (11ᵀ ⊗ XᵀX) ∘ HHᵀ + I ⊗ ΦᵀΦ, kn×kn: n times the Gram form of the Gauss-Newton matrix.
  public static let gram = MatrixTerm.twoLayerGram

  /// nK ≻ 0: its rank is kn.
  static let isPositiveDefinite = Assumption.ranks(
    .equal(rank(gram), .dimension(.times(.outputs, .samples))))

  /// How formulas about two-layer networks are printed.
  public static func notation(_ style: Notation.Style) -> Notation {
    Notation(
      style,
      abbreviations: [
        Abbreviation("nK", latex: "nK", gram), Abbreviation("H", latex: "H", H),
        Abbreviation("K_1", latex: "K_1", .compressedGram(1)),
        Abbreviation("K_2", latex: "K_2", .compressedGram(2)),
      ])
  }

  /// The part of the output layer: I ⊗ ΦᵀΦ between multiples of I.
  static func outputLayer() throws(RuleFailure) -> Enclosure {
    try Enclosure.extremeEigenvalues(of: .outputLayerGram).kroneckerSumSpectrum()
  }

  /// From bounds of the hidden layer's part to the condition number: Weyl.
  static func bound(_ hiddenLayer: Enclosure) throws(RuleFailure) -> ConditionBound {
    .quotient(try hiddenLayer.adding(outputLayer()))
  }

  /// The hidden layer's part by the extreme eigenvalues of XᵀX and of WΔ_j²Wᵀ.
  static func schurMonotone(samples: Enclosure) throws(RuleFailure) -> Enclosure {
    try Enclosure.monotonicity(.schurMonotone(.gram(X.transposed), samples: samples, over: j)).kroneckerSumSpectrum()
  }
}
