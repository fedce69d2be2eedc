public import LinearAlgebra

/// The explicit Jacobian of a linear network: the oracle that the fast routes are compared with.
///
/// Parameters are ordered by layer and inside a layer by columns of W^l; outputs by sample, and inside a sample by output.
public struct LinearJacobian: Sendable {
  /// J, kn×p.
  public let matrix: Matrix
  /// n.
  public let samples: Int

  /// The Jacobian of the outputs on the samples in the columns of X, d×n: the derivative of F(x) with respect to W^l_{ab} is
  /// P_l e_a (Q_l x)_b.
  ///
  /// - Throws: `MatrixError` when X hasn't d rows.
  /// - Complexity: O(knp) numbers.
  public init(_ network: LinearNetwork, inputs: Matrix) throws(MatrixError) {
    let (outputs, samples) = (network.outputs, inputs.columns)
    var columns: [Double] = []
    columns.reserveCapacity(outputs * samples * network.parameters)
    for layer in 1...network.depth {
      let above = network.weights[layer...].reduce(Matrix.identity(network.weight(layer).rows)) { $1 * $0 }
      var below = inputs
      for weight in network.weights[..<(layer - 1)] { below = try .product(weight, below) }
      guard below.rows == network.weight(layer).columns else {
        throw .mismatch(
          leftRows: network.weight(layer).rows, leftColumns: network.weight(layer).columns, rightRows: below.rows,
          rightColumns: below.columns)
      }
      for b in 0..<network.weight(layer).columns {
        for a in 0..<network.weight(layer).rows {
          for sample in 0..<samples {
            for output in 0..<outputs { columns.append(above[output, a] * below[b, sample]) }
          }
        }
      }
    }
    matrix = try Matrix(rows: outputs * samples, columns: network.parameters, elements: columns)
    self.samples = samples
  }

  /// The Gauss-Newton matrix G = JᵀJ/n, p×p.
  public var parameterSide: Matrix { (1 / Double(samples)) * matrix.transposedGram() }

  /// Its Gram form K = JJᵀ/n, kn×kn, with the same nonzero eigenvalues.
  public var sampleSide: Matrix { (1 / Double(samples)) * matrix.gram() }
}
