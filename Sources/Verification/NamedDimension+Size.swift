import BoundKernel
import LinearAlgebra
import Networks

extension NamedDimension {
  /// The size in a network of these layers.
  @inline(__always) func size(in network: LinearNetwork) -> Int {
    switch self {
    case .inputs: network.inputs
    case .outputs: network.outputs
    case .width(let layer): layer == 0 ? network.inputs : network.weight(layer).rows
    }
  }

  /// The size in a network of one hidden layer; the width behind layer 1 is m.
  @inline(__always) func size(inputs: Int, hidden: Int, outputs: Int) -> Int {
    switch self {
    case .inputs, .width(0): inputs
    case .width(1): hidden
    case .outputs, .width: outputs
    }
  }
}
