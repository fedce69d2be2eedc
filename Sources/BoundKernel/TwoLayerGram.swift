extension MatrixTerm {
  /// (11ᵀ ⊗ XᵀX) ∘ HHᵀ with H = W ⊙ Dᵀ: the hidden layer's part of nK.
  static let hiddenLayerGram = hiddenLayerGram(weights: .symbol(.outputWeights))

  private static func hiddenLayerGram(weights: MatrixTerm) -> MatrixTerm {
    .schur(
      .kronecker(.gram(.symbol(.ones)), .gram(.transpose(.symbol(.inputData)))), .gram(weightedActivations(weights)))
  }

  /// H = W ⊙ Dᵀ, kn×m: the columns w_i ⊗ D_i1, rows ordered (output, sample).
  public static func weightedActivations(_ weights: MatrixTerm) -> MatrixTerm {
    .columnwiseKronecker(weights, .transpose(.symbol(.activations)))
  }

  /// WΔ_j: the output weights scaled by the derivatives on a sample.
  public static func maskedWeights(_ sample: LayerVariable) -> MatrixTerm {
    .symbol(.outputWeights) * .symbol(.activationPattern(.variable(sample)))
  }

  /// nK = (11ᵀ ⊗ XᵀX) ∘ HHᵀ + I_k ⊗ ΦᵀΦ, n times the Gram matrix JJᵀ/n of a two-layer network.
  public static let twoLayerGram = MatrixTerm.add(hiddenLayerGram, outputLayerGram)

  /// I_k ⊗ ΦᵀΦ: the output layer's part of nK.
  public static let outputLayerGram = MatrixTerm.kronecker(
    .identity(.outputs), .gram(.transpose(.symbol(.features))))
}
