import Falsification
public import LinearAlgebra
public import Networks
import RandomStreams
public import Theorems

/// Trials of deep linear networks.
public struct LinearTrialSource: TrialSource, Hashable {
  /// How they're measured.
  public typealias Measurements = LinearMeasurements

  /// The distribution.
  public let ensemble: LinearEnsemble
  /// The name of the random stream.
  public let domain: String
  /// The seed.
  public let seed: UInt64

  /// Trials of an ensemble.
  public init(_ ensemble: LinearEnsemble, domain: String = LinearTrialSource.family, seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// The name of the family's random stream.
  public static let family = "linear"

  /// The trials that a theorem is checked on: its own ensemble's, or the given ones.
  public static func of(_ theorem: Theorem, else ensemble: LinearEnsemble, seed: UInt64) -> LinearTrialSource {
    theorem.ensemble.map { LinearTrialSource($0, domain: "\(family)/\(theorem.identifier)", seed: seed) }
      ?? LinearTrialSource(ensemble, seed: seed)
  }

  /// Shapes, initialiser, structure and data.
  public static let categories = ["depth", "inputs", "outputs", "initialization", "structure", "widths", "data"]

  /// The instance of a number, always the same for the same seed and ensemble.
  public func draw(
    _ index: Int, _ workspace: inout Workspace
  ) throws -> (instance: LinearInstance, labels: [String]) {
    let draw = try TrialRunner.firstAccepted { attempt in
      var stream = RandomStream(domain: domain, seed: seed, index: UInt64(index), attempt: attempt)
      return try ensemble.draw(&stream, &workspace)
    }
    let network = draw.instance.network
    return (
      draw.instance,
      [
        String(network.depth), String(network.inputs), String(network.outputs), draw.initialization.rawValue,
        draw.structure.rawValue, draw.widthShape.rawValue, draw.data,
      ]
    )
  }

  /// The instance of a number.
  public func instance(_ index: Int, _ workspace: inout Workspace) throws -> LinearInstance {
    try draw(index, &workspace).instance
  }
}
