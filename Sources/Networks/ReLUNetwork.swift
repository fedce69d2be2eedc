public import LinearAlgebra

/// A two-layer (leaky) ReLU network F(x) = W φ(Vx) without biases, φ(z) = z for z > 0 and αz otherwise: α = 0 is ReLU,
/// α = 1 a linear network.
public struct ReLUNetwork: Sendable, Hashable {
  /// V, m×d.
  public let hidden: Matrix
  /// W, k×m.
  public let output: Matrix
  /// α, in [0, 1].
  public let slope: Double

  /// The network with these layers and this slope.
  ///
  /// - Throws: `NetworkError` when the layers don't fit or the slope isn't in [0, 1].
  public init(hidden: Matrix, output: Matrix, slope: Double) throws(NetworkError) {
    _ = try LinearNetwork(weights: [hidden, output])
    guard (0...1).contains(slope) else { throw .slope(slope) }
    self.hidden = hidden
    self.output = output
    self.slope = slope
  }

  /// d.
  public var inputs: Int { hidden.columns }
  /// m.
  public var width: Int { hidden.rows }
  /// k.
  public var outputs: Int { output.rows }
  /// m(d + k), the number of weights.
  public var parameters: Int { width * (inputs + outputs) }

  /// m(d + k − 1), which the rank of the Jacobian can't exceed: scaling v_i up and w_i down changes nothing.
  public var largestRank: Int { width * (inputs + outputs - 1) }

  /// The outputs on the samples in the columns of X, k×n.
  ///
  /// - Throws: `MatrixError` when X hasn't d rows.
  public func outputs(on inputs: Matrix) throws(MatrixError) -> Matrix {
    let activations = try Matrix.product(hidden, inputs)
    let slope = slope
    return output
      * Matrix(rows: activations.rows, columns: activations.columns) { i, j in
        let z = activations[i, j]
        return z > 0 ? z : slope * z
      }
  }
}
