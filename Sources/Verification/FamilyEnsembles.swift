public import Networks
public import Theorems

/// The distribution of each family's instances.
public struct FamilyEnsembles: Sendable, Hashable {
  /// Deep linear networks.
  public var linear: LinearEnsemble
  /// Residual linear networks.
  public var residual: ResidualEnsemble
  /// Two-layer (leaky) ReLU networks.
  public var relu: ReLUEnsemble
  /// Two-layer linear networks with batch normalisation.
  public var batchnorm: BatchNormEnsemble
  /// Linear convolutional networks.
  public var conv: ConvolutionEnsemble

  /// Ensembles; the defaults are what `gnbounds check` runs.
  public init(
    linear: LinearEnsemble = LinearEnsemble(), residual: ResidualEnsemble = ResidualEnsemble(),
    relu: ReLUEnsemble = ReLUEnsemble(), batchnorm: BatchNormEnsemble = BatchNormEnsemble(),
    conv: ConvolutionEnsemble = ConvolutionEnsemble()
  ) {
    self.linear = linear
    self.residual = residual
    self.relu = relu
    self.batchnorm = batchnorm
    self.conv = conv
  }

  /// That of one family.
  public subscript(family: NetworkFamily) -> FamilyEnsemble {
    switch family {
    case .linear: .linear(linear)
    case .residual: .residual(residual)
    case .relu: .relu(relu)
    case .batchnorm: .batchnorm(batchnorm)
    case .conv: .conv(conv)
    }
  }
}

extension FamilyEnsemble {
  /// The distribution, whatever its family.
  private var trials: any TrialEnsemble {
    switch self {
    case .linear(let ensemble): ensemble
    case .residual(let ensemble): ensemble
    case .relu(let ensemble): ensemble
    case .batchnorm(let ensemble): ensemble
    case .conv(let ensemble): ensemble
    }
  }

  /// Measurements of the instance of a trial's number.
  fileprivate func measurements(_ index: Int, domain: String, seed: UInt64) throws -> any InstanceMeasurements {
    func measure(_ ensemble: some TrialEnsemble) throws -> any InstanceMeasurements {
      try TrialSource(ensemble, domain: domain, seed: seed).measurements(index)
    }
    return try measure(trials)
  }
}

extension Theorem {
  /// The name of the random stream of its trials: the family's, or one of its own where it has an ensemble of its own.
  var domain: String { ensemble == nil ? family.rawValue : "\(family.rawValue)/\(identifier)" }

  /// Measurements of the instance of one of the trials that it's checked on: of its own ensemble, or its family's.
  ///
  /// - Throws: `DiscardLimitReached` when the ensemble yields no instance, `MatrixError` when LAPACK fails.
  public func measurements(
    ofTrial index: Int, _ ensembles: FamilyEnsembles, seed: UInt64
  ) throws -> any InstanceMeasurements {
    try (ensemble ?? ensembles[family]).measurements(index, domain: domain, seed: seed)
  }
}
