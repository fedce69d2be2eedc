public import LinearAlgebra
public import Networks

/// Trials of linear convolutional networks.
public struct ConvolutionTrialSource: TrialSource, Hashable {
  /// How they're measured.
  public typealias Measurements = ConvolutionMeasurements

  /// The distribution.
  public let ensemble: ConvolutionEnsemble
  /// The name of the random stream.
  public let domain: String
  /// The seed.
  public let seed: UInt64

  /// Trials of an ensemble.
  public init(_ ensemble: ConvolutionEnsemble, domain: String = "conv", seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// Axes, depth, channels, kernels, initialisation, images, and how the rank is known.
  public static let categories = [
    "axes", "depth", "shape", "structure", "single channels", "initialization", "data", "rank choice",
  ]

  /// The instance of a number, always the same for the same seed and ensemble.
  public func draw(
    _ index: Int, _ workspace: inout Workspace
  ) throws -> (instance: ConvolutionInstance, labels: [String]) {
    let draw = try firstAccepted(index) { stream in try ensemble.draw(&stream, &workspace) }
    let network = draw.instance.network
    return (
      draw.instance,
      [
        draw.axes.rawValue, String(network.depth), draw.shape.rawValue, draw.structure.rawValue,
        network.hasSingleChannels ? "yes" : "no", draw.initialization.rawValue, draw.data,
        draw.instance.rankChoice.rawValue,
      ]
    )
  }
}
