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
  /// Its trials.
  func source(domain: String, seed: UInt64) -> any TrialSource {
    switch self {
    case .linear(let ensemble): LinearTrialSource(ensemble, domain: domain, seed: seed)
    case .residual(let ensemble): ResidualTrialSource(ensemble, domain: domain, seed: seed)
    case .relu(let ensemble): ReLUTrialSource(ensemble, domain: domain, seed: seed)
    case .batchnorm(let ensemble): BatchNormTrialSource(ensemble, domain: domain, seed: seed)
    case .conv(let ensemble): ConvolutionTrialSource(ensemble, domain: domain, seed: seed)
    }
  }
}

extension Theorem {
  /// The name of the random stream of its trials: the family's, or one of its own where it has an ensemble of its own.
  var domain: String { ensemble == nil ? family.rawValue : "\(family.rawValue)/\(identifier)" }

  /// The trials that it's checked on: its own ensemble's, or its family's.
  public func trials(_ ensembles: FamilyEnsembles, seed: UInt64) -> any TrialSource {
    (ensemble ?? ensembles[family]).source(domain: domain, seed: seed)
  }
}
