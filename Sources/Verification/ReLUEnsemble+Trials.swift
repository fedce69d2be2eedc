public import LinearAlgebra
public import Networks
public import RandomStreams
public import Theorems

extension ReLUEnsemble: TrialEnsemble {
  /// `relu`.
  public static let family = NetworkFamily.relu
  /// How its instances are measured.
  public typealias Measurements = ReLUMeasurements

  /// Slope, shapes, kinks, data, and how the rank was chosen.
  public static let categories = [
    "slope", "shape", "width", "outputs", "samples", "samples vs inputs", "width vs samples", "kinks", "initialization",
    "data",
    "rank choice",
  ]

  /// Draws an instance, with its labels; nil for one to be drawn again.
  public func drawTrial(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws -> (instance: RankedReLUInstance, labels: [String])? {
    guard let draw = try draw(&stream, &workspace) else { return nil }
    let instance = draw.instance
    let ranked = try RankedReLUInstance(instance, &workspace)
    let (network, samples) = (instance.network, instance.samples)
    return (
      ranked,
      [
        draw.slope.rawValue, draw.shape.rawValue, String(network.width), String(network.outputs), String(samples),
        Self.comparison("n", samples, "d", network.inputs), Self.comparison("m", network.width, "n", samples),
        instance.kinks.isEmpty ? "none" : "some", draw.initialization.rawValue, draw.data,
        ranked.spectrum.rankChoice.rawValue,
      ]
    )
  }
}
