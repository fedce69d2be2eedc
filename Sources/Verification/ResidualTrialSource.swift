public import LinearAlgebra
public import Networks

/// Trials of residual linear networks.
public struct ResidualTrialSource: TrialSource, Hashable {
  /// How they're measured.
  public typealias Measurements = ResidualMeasurements

  /// The distribution.
  public let ensemble: ResidualEnsemble
  /// The name of the random stream.
  public let domain: String
  /// The seed.
  public let seed: UInt64

  /// Trials of an ensemble.
  public init(_ ensemble: ResidualEnsemble, domain: String = "residual", seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// Shapes, strengths and their signs, branches and data.
  public static let categories = ["depth", "narrowest", "inputs", "outputs", "strengths", "signs", "branches", "data"]

  /// The instance of a number, always the same for the same seed and ensemble.
  public func draw(
    _ index: Int, _ workspace: inout Workspace
  ) throws -> (instance: ResidualInstance, labels: [String]) {
    let draw = try firstAccepted(index) { stream in try ensemble.draw(&stream, &workspace) }
    let network = draw.instance.linear.network
    return (
      draw.instance,
      [
        String(network.depth), network.narrowest, String(network.inputs), String(network.outputs),
        draw.strengths.rawValue, draw.signs, draw.branches.rawValue, draw.data,
      ]
    )
  }
}
