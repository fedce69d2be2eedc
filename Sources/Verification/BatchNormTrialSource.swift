public import LinearAlgebra
public import Networks

/// Trials of two-layer networks with batch normalisation.
public struct BatchNormTrialSource: TrialSource, Hashable {
  /// How they're measured.
  public typealias Measurements = BatchNormMeasurements

  /// The distribution.
  public let ensemble: BatchNormEnsemble
  /// The name of the random stream.
  public let domain: String
  /// The seed.
  public let seed: UInt64

  /// Trials of an ensemble.
  public init(_ ensemble: BatchNormEnsemble, domain: String = "batchnorm", seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// Shapes, outputs, initialisation and data.
  public static let categories = ["shape", "width", "outputs", "width vs inputs", "initialization", "data"]

  /// What batch normalisation gains.
  public static let quantities = ["κ without batch norm / κ"]

  /// The instance of a number, always the same for the same seed and ensemble.
  public func draw(
    _ index: Int, _ workspace: inout Workspace
  ) throws -> (instance: BatchNormInstance, labels: [String]) {
    let draw = try firstAccepted(index) { stream in try ensemble.draw(&stream, &workspace) }
    let network = draw.instance.network
    let sign = network.width < network.inputs ? "<" : network.width == network.inputs ? "=" : ">"
    return (
      draw.instance,
      [
        draw.shape.rawValue, String(network.width), String(network.outputs), "m \(sign) d",
        draw.initialization.rawValue, draw.data,
      ]
    )
  }
}
