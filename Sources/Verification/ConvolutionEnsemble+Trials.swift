public import LinearAlgebra
public import Networks
public import RandomStreams
public import Theorems

extension ConvolutionEnsemble: TrialEnsemble {
  /// `conv`.
  public static let family = NetworkFamily.conv
  /// How its instances are measured.
  public typealias Measurements = ConvolutionMeasurements

  /// Axes, depth, channels, kernels, initialisation, images, and how the rank is known.
  public static let categories = [
    "axes", "depth", "shape", "structure", "single channels", "initialization", "data", "rank choice",
  ]

  /// Draws an instance, with its labels; nil for one to be drawn again.
  public func drawTrial(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws -> (instance: ConvolutionInstance, labels: [String])? {
    guard let draw = try draw(&stream, &workspace) else { return nil }
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
