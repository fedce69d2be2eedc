/// The symbols that the statements about a family may speak of: a plan refuses all others, so that none reaches an
/// interpretation that doesn't know it.
public enum Vocabulary: Hashable, Sendable {
  /// Layers, their products and the data factor.
  case linear
  /// The same and the branches, skip connections and strengths.
  case residual
  /// Two layers, samples and activations.
  case relu
  /// Two layers, hidden units and the data factor.
  case batchnorm
  /// Layers, their products as maps of images, kernels and the data factor.
  case conv

  func contains(_ symbol: MatrixSymbol) -> Bool {
    switch symbol {
    case .weight: self == .linear || self == .residual
    case .inputVector(let number): (self == .linear || self == .residual) && MatrixSymbol.chosen.contains(number)
    case .kernelMap, .kernelMaps, .flippedKernelMaps, .periodicWindows: self == .conv
    case .dataFactor: self != .relu
    case .branch, .skip, .strength: self == .residual
    case .hiddenWeights, .outputWeights: self == .relu || self == .batchnorm
    case .outputColumn, .deviation, .normalizedUnit, .unitProjector, .normalizedWeights: self == .batchnorm
    case .slope, .inputData, .sample, .activations, .activationPattern, .features,
      .jacobian, .ones:
      self == .relu
    case .outputVector(let number): self != .conv && MatrixSymbol.chosen.contains(number)
    }
  }

  /// Whether partial products of layers belong to it, and with them whatever runs over layers.
  var hasLayers: Bool { self == .linear || self == .residual || self == .conv }

  /// Whether samples belong to it, and with them Schur products and diagonal matrices.
  var hasSamples: Bool { self == .relu }

  /// Whether sums over hidden units belong to it, and with them diagonal matrices of numbers of units.
  var hasUnits: Bool { self == .batchnorm }

  func contains(_ kind: IndexKind) -> Bool {
    switch kind {
    case .layer: hasLayers
    case .sample: hasSamples
    case .unit: hasUnits
    }
  }
}
