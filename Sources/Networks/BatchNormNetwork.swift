public import LinearAlgebra

/// A two-layer linear network with batch normalisation, F = W·diag(g)·BN(VX): trained in V, g and W, taken at g = 1; no
/// shift, no ε, variances with 1/n, and the batch is the data set.
public struct BatchNormNetwork: Sendable, Hashable {
  /// V, m×d.
  public let hidden: Matrix
  /// W, k×m.
  public let output: Matrix
  /// The network of the same weights without batch normalisation, F = WVX.
  public let plain: LinearNetwork

  /// The network with these layers.
  ///
  /// - Throws: `NetworkError` when the layers don't fit, or a row of V is zero.
  public init(hidden: Matrix, output: Matrix) throws(NetworkError) {
    plain = try LinearNetwork(weights: [hidden, output])
    for unit in 0..<hidden.rows where (0..<hidden.columns).allSatisfy({ hidden[unit, $0] == 0 }) {
      throw .constantUnit(unit + 1)
    }
    self.hidden = hidden
    self.output = output
  }

  /// d.
  public var inputs: Int { hidden.columns }
  /// m.
  public var width: Int { hidden.rows }
  /// k.
  public var outputs: Int { output.rows }
  /// m(d + k + 1): the weights and one scale for each unit.
  public var parameters: Int { width * (inputs + outputs + 1) }
}

/// What batch normalisation makes of the hidden units on a batch.
public struct BatchStatistics: Sendable, Hashable {
  /// The units' values with mean 0 and mean square 1, m×n.
  public let normalized: Matrix
  /// Their standard deviations before, all positive.
  public let deviations: [Double]

  /// The hidden units on the samples in the columns of X, d×n, centred or not.
  ///
  /// - Throws: `NetworkError` when X hasn't d rows, a value overflows, or a unit has the same value on every sample.
  public init(_ network: BatchNormNetwork, inputs: Matrix) throws(NetworkError) {
    guard inputs.rows == network.inputs else { throw .dataShape(rows: inputs.rows, inputs: network.inputs) }
    let values = network.hidden * inputs
    let count = Double(inputs.columns)
    var deviations: [Double] = []
    var rows: [[Double]] = []
    for (unit, row) in values.rowLists.enumerated() {
      let mean = row.reduce(0, +) / count
      let centered = row.map { $0 - mean }
      let deviation = (centered.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
      guard deviation > 0 else { throw .constantUnit(unit + 1) }
      deviations.append(deviation)
      rows.append(centered.map { $0 / deviation })
    }
    do { normalized = try Matrix(rows) } catch { throw .matrix(error) }
    self.deviations = deviations
  }
}
