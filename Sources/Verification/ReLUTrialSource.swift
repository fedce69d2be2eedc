public import LinearAlgebra
public import Networks

/// Trials of two-layer (leaky) ReLU networks.
public struct ReLUTrialSource: TrialSource, Hashable {
  /// How they're measured.
  public typealias Measurements = ReLUMeasurements

  /// The distribution.
  public let ensemble: ReLUEnsemble
  /// The name of the random stream.
  public let domain: String
  /// The seed.
  public let seed: UInt64

  /// Trials of an ensemble.
  public init(_ ensemble: ReLUEnsemble, domain: String = "relu", seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// Slope, shapes, kinks, data, and how the rank was chosen.
  public static let categories = [
    "slope", "shape", "width", "outputs", "samples", "samples vs inputs", "width vs samples", "kinks", "initialization",
    "data",
    "rank choice",
  ]

  /// The instance of a number, always the same for the same seed and ensemble.
  public func draw(
    _ index: Int, _ workspace: inout Workspace
  ) throws -> (instance: RankedReLUInstance, labels: [String]) {
    let draw = try firstAccepted(index) { stream in try ensemble.draw(&stream, &workspace) }
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

  private static func comparison(_ first: String, _ a: Int, _ second: String, _ b: Int) -> String {
    "\(first) \(a < b ? "<" : a == b ? "=" : ">") \(second)"
  }
}
