import BoundKernel
import LinearAlgebra
public import Networks
import VerifiedNumerics

/// The layers of a network as exact real matrices, with what is known of them beside float64.
public struct RigorousLayers: Sendable {
  /// The linear network whose layers are these rounded, and the data.
  let linear: LinearInstance
  /// The residual network of which they are the layers V^l.
  let residual: ResidualInstance?

  /// The layers of a linear network.
  public init(_ instance: LinearInstance) {
    linear = instance
    residual = nil
  }

  /// The layers V^l of a residual network.
  public init(_ instance: ResidualInstance) {
    linear = instance.linear
    residual = instance
  }

  var depth: Int { linear.network.depth }
  /// S; nil for whitened data.
  var dataFactor: Matrix? { linear.data.form == .whitened ? nil : linear.data.factor }

  /// V^l, l from 1: the sum W^l + β_lE and the product with the data's basis unrounded.
  func layer(_ layer: Int, _ arithmetic: VerifiedArithmetic) throws(NoInformation) -> IntervalMatrix {
    guard let residual else { return try IntervalMatrix(linear.network.weight(layer)) }
    let sum = try IntervalMatrix(residual.network.branches[layer - 1], plus: residual.strength(layer))
    guard layer == 1, let basis = residual.basis else { return sum }
    return try arithmetic.product(sum, IntervalMatrix(basis))
  }

  /// The factors of Ĝ. The layers of a linear network may have any magnitude.
  func factors(_ arithmetic: VerifiedArithmetic) throws(NoInformation) -> GaussNewtonFactors {
    guard residual != nil else {
      return try GaussNewtonFactors(weights: linear.network.weights, dataFactor: dataFactor, arithmetic)
    }
    var layers: [ScaledMatrix] = []
    for number in 1...depth { layers.append(try ScaledMatrix(layer(number, arithmetic), arithmetic)) }
    var factor: ScaledMatrix?
    if let dataFactor { factor = try ScaledMatrix(dataFactor, arithmetic) }
    return try GaussNewtonFactors(layers: layers, dataFactor: factor, arithmetic)
  }

  /// Whether the layers, rounded, are the layers themselves, so that exact arithmetic on them tells their ranks.
  func areExact(_ arithmetic: VerifiedArithmetic) -> Bool {
    residual == nil || (1...depth).allSatisfy { (try? layer($0, arithmetic))?.isExact == true }
  }

  /// The layers whose product a symbol stands for, the last first.
  func factors(of name: NamedMatrix) -> [Matrix] {
    let weights = linear.network.weights
    return switch name {
    case .weight(let layer): [weights[layer - 1]]
    case .productAfter(let layer): weights[layer...].reversed()
    case .productBefore(let layer): weights[..<(layer - 1)].reversed()
    case .dataFactor: [linear.data.factor]
    case .outputVector, .inputVector: []
    }
  }
}

extension NetworkInstance {
  /// None: a family without certificates is judged in float64.
  public var rigorousLayers: RigorousLayers? { nil }
}

extension LinearInstance {
  /// The weights.
  public var rigorousLayers: RigorousLayers? { RigorousLayers(self) }
}

extension ResidualInstance {
  /// The layers V^l.
  public var rigorousLayers: RigorousLayers? { RigorousLayers(self) }
}
