public import LinearAlgebra
public import Networks
public import RandomStreams
public import Theorems

extension LinearEnsemble: TrialEnsemble {
  /// `linear`.
  public static let family = NetworkFamily.linear
  /// How its instances are measured.
  public typealias Measurements = LinearMeasurements

  /// Shapes, initialiser, structure and data.
  public static let categories = [
    "depth", "narrowest", "inputs", "outputs", "initialization", "structure", "widths", "data",
  ]

  /// Draws an instance, with its labels; nil for one to be drawn again.
  public func drawTrial(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws -> (instance: LinearInstance, labels: [String])? {
    guard let draw = try draw(&stream, &workspace) else { return nil }
    let network = draw.instance.network
    return (
      draw.instance,
      [
        String(network.depth), network.narrowest, String(network.inputs), String(network.outputs),
        draw.initialization.rawValue, draw.structure.rawValue, draw.widthShape.rawValue, draw.data,
      ]
    )
  }
}

extension LinearNetwork {
  /// The smallest hidden width, as a label.
  var narrowest: String { widths.dropFirst().dropLast().min().map(String.init) ?? "none" }
}
