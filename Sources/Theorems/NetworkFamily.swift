public import BoundKernel
public import Networks

/// A family of networks: what a theorem speaks of, and what random instances are drawn from.
public enum NetworkFamily: String, Sendable, Hashable, CaseIterable, Codable {
  /// Deep linear networks.
  case linear
  /// Residual linear networks.
  case residual
  /// Two-layer (leaky) ReLU networks.
  case relu
  /// Two-layer linear networks with batch normalisation.
  case batchnorm
  /// Linear convolutional networks.
  case conv

  /// The matrix that every statement about the family speaks of: it has the nonzero spectrum of the Gauss-Newton matrix, up to
  /// a factor.
  public var subject: MatrixTerm {
    switch self {
    case .linear, .residual: LinearTerms.gaussNewton
    case .relu: ReLUTerms.gram
    case .batchnorm: BatchNormTerms.gaussNewton
    case .conv: ConvolutionTerms.gaussNewton
    }
  }

  /// The symbols of the family.
  public var vocabulary: Vocabulary {
    switch self {
    case .linear: .linear
    case .residual: .residual
    case .relu: .relu
    case .batchnorm: .batchnorm
    case .conv: .conv
    }
  }

  /// How formulas about the family are printed.
  public func notation(_ style: Notation.Style) -> Notation {
    switch self {
    case .linear: LinearTerms.notation(style)
    case .residual: ResidualTerms.notation(style)
    case .relu: ReLUTerms.notation(style)
    case .batchnorm: BatchNormTerms.notation(style)
    case .conv: ConvolutionTerms.notation(style)
    }
  }
}

/// A distribution of instances of one family.
public enum FamilyEnsemble: Sendable, Hashable {
  /// Deep linear networks.
  case linear(LinearEnsemble)
  /// Residual linear networks.
  case residual(ResidualEnsemble)
  /// Two-layer (leaky) ReLU networks.
  case relu(ReLUEnsemble)
  /// Two-layer linear networks with batch normalisation.
  case batchnorm(BatchNormEnsemble)
  /// Linear convolutional networks.
  case conv(ConvolutionEnsemble)

  /// The family.
  public var family: NetworkFamily {
    switch self {
    case .linear: .linear
    case .residual: .residual
    case .relu: .relu
    case .batchnorm: .batchnorm
    case .conv: .conv
    }
  }
}
