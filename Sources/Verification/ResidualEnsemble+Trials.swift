public import LinearAlgebra
public import Networks
public import RandomStreams
public import Theorems

extension ResidualEnsemble: TrialEnsemble {
  /// `residual`.
  public static let family = NetworkFamily.residual
  /// How its instances are measured.
  public typealias Measurements = ResidualMeasurements

  /// Shapes, strengths and their signs, branches and data.
  public static let categories = ["depth", "narrowest", "inputs", "outputs", "strengths", "signs", "branches", "data"]

  /// Draws an instance, with its labels; nil for one to be drawn again.
  public func drawTrial(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws -> (instance: ResidualInstance, labels: [String])? {
    guard let draw = try draw(&stream, &workspace) else { return nil }
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
