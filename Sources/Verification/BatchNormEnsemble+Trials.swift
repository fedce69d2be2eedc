public import LinearAlgebra
public import Networks
public import RandomStreams
public import Theorems

extension BatchNormEnsemble: TrialEnsemble {
  /// `batchnorm`.
  public static let family = NetworkFamily.batchnorm
  /// How its instances are measured.
  public typealias Measurements = BatchNormMeasurements

  /// Shapes, outputs, initialisation and data.
  public static let categories = ["shape", "width", "outputs", "width vs inputs", "initialization", "data"]

  /// What batch normalisation gains.
  public static let quantities = ["κ without batch norm / κ"]

  /// Draws an instance, with its labels; nil for one to be drawn again.
  public func drawTrial(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws -> (instance: BatchNormInstance, labels: [String])? {
    guard let draw = try draw(&stream, &workspace) else { return nil }
    let network = draw.instance.network
    return (
      draw.instance,
      [
        draw.shape.rawValue, String(network.width), String(network.outputs),
        Self.comparison("m", network.width, "d", network.inputs),
        draw.initialization.rawValue, draw.data,
      ]
    )
  }
}
