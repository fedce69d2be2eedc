public import LinearAlgebra
public import Networks

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
  public init(_ ensemble: LinearEnsemble, domain: String = "linear", seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// Shapes, initialiser, structure and data.
  public static let categories = [
    "depth", "narrowest", "inputs", "outputs", "initialization", "structure", "widths", "data",
  ]

  /// Draws, measures and judges trials, see `TheoremPlan.run`: code for this family, whoever calls it.
  public func run(_ numbers: some Sequence<Int>, _ plan: TheoremPlan) throws -> [TrialRecord] {
    try plan.run(Array(numbers), of: self)
  }

  /// The instance of a number, always the same for the same seed and ensemble.
  public func draw(
    _ index: Int, _ workspace: inout Workspace
  ) throws -> (instance: LinearInstance, labels: [String]) {
    let draw = try firstAccepted(index) { stream in try ensemble.draw(&stream, &workspace) }
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
