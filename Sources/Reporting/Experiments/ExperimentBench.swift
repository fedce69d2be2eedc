import BoundKernel
import LinearAlgebra
import Networks
import RandomStreams
import Theorems
import Verification

/// What measuring a cell takes: the data, a random stream of the cell's own, scratch memory.
public struct ExperimentBench: ~Copyable {
  let data: ExperimentData
  let scale: ExperimentScale
  var stream: RandomStream
  var workspace = Workspace()

  /// The bench for a cell: its numbers depend on the experiment, the seed and the cell alone.
  init(_ data: ExperimentData, _ scale: ExperimentScale, experiment: String, seed: UInt64, cell: ExperimentCell) {
    self.data = data
    self.scale = scale
    stream = RandomStream(domain: "figures/\(experiment)/\(cell.stream)", seed: seed, index: 0)
  }

  /// k.
  var outputs: Int { scale.outputs }

  /// Layers of the given widths d → m_1 → … → k, Kaiming-normal.
  mutating func layers(_ widths: [Int]) throws(MatrixError) -> [Matrix] {
    var layers: [Matrix] = []
    for (columns, rows) in zip(widths, widths.dropFirst()) {
      layers.append(try Initialization.kaimingNormal.draw(rows: rows, columns: columns, &stream, &workspace))
    }
    return layers
  }

  /// d → m → … → m → k.
  func widths(inputs: Int, hidden: Int, depth: Int, outputs: Int) -> [Int] {
    [inputs] + Array(repeating: hidden, count: depth - 1) + [outputs]
  }

  /// A deep linear network on data.
  mutating func linear(_ widths: [Int], on moment: InputMoment) throws -> LinearInstance {
    var layers = try layers(widths)
    if let basis = moment.basis { layers[0] = layers[0] * basis }
    let network = try LinearNetwork(weights: layers)
    return try LinearInstance(network: network, data: moment.moment, ranks: .generic(network))
  }

  /// κ of a linear network; NaN for G = 0.
  mutating func conditionNumber(_ instance: LinearInstance) throws(MatrixError) -> Double {
    try GaussNewtonSpectrum(instance, PartialProducts(instance), &workspace).conditionNumber ?? .nan
  }

  /// κ, and every theorem's bound by its identifier; how many were violated.
  static func judged(
    _ plan: TheoremPlan, _ outcome: (spectrum: GaussNewtonSpectrum, outcomes: [TheoremOutcome])
  ) -> [String: Double] {
    var values: [String: Double] = ["kappa": outcome.spectrum.conditionNumber ?? .nan, "violations": 0]
    for (theorem, result) in zip(plan.theorems, outcome.outcomes) {
      values[theorem.identifier] = result.bound ?? .nan
      if result.verdict == .violated { values["violations", default: 0] += 1 }
    }
    return values
  }
}
