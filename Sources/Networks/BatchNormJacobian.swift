public import LinearAlgebra

/// The explicit Jacobian of a two-layer network with batch normalisation, through the batch statistics: the oracle that the
/// structured Ĝ is compared with.
///
/// Outputs are ordered by sample, and inside a sample by output; parameters by units of V, then scales, then columns of W.
public struct BatchNormJacobian: Sendable {
  /// J, kn×m(d + 1 + k).
  public let matrix: Matrix
  /// n.
  public let samples: Int

  /// The Jacobian on the samples in the columns of X, d×n, at g = 1: with z_ij the normalised unit i on sample j, s_i its
  /// standard deviation and x̄ the mean of the samples, ∂z_ij/∂v_i = (x_j − x̄ − z_ij (1/n) Σ_l z_il (x_l − x̄))/s_i.
  ///
  /// - Throws: `NetworkError` when X hasn't d rows, a value overflows, or a unit has the same value on every sample.
  /// - Complexity: O(knp) numbers.
  public init(_ network: BatchNormNetwork, inputs: Matrix) throws(NetworkError) {
    let statistics = try BatchStatistics(network, inputs: inputs)
    let (k, m, d, n) = (network.outputs, network.width, network.inputs, inputs.columns)
    let z = statistics.normalized
    let means = (0..<d).map { b in (0..<n).reduce(0) { $0 + inputs[b, $1] } / Double(n) }
    var columns: [Double] = []
    columns.reserveCapacity(k * n * network.parameters)
    for unit in 0..<m {
      for b in 0..<d {
        let correlation = (0..<n).reduce(0) { $0 + z[unit, $1] * (inputs[b, $1] - means[b]) } / Double(n)
        for sample in 0..<n {
          let derivative =
            (inputs[b, sample] - means[b] - z[unit, sample] * correlation) / statistics.deviations[unit]
          for output in 0..<k { columns.append(network.output[output, unit] * derivative) }
        }
      }
    }
    for unit in 0..<m {
      for sample in 0..<n {
        for output in 0..<k { columns.append(network.output[output, unit] * z[unit, sample]) }
      }
    }
    for unit in 0..<m {
      for chosen in 0..<k {
        for sample in 0..<n {
          for output in 0..<k { columns.append(output == chosen ? z[unit, sample] : 0) }
        }
      }
    }
    do { matrix = try Matrix(rows: k * n, columns: network.parameters, elements: columns) } catch {
      throw .matrix(error)
    }
    samples = n
  }

  /// The Gauss-Newton matrix G = JᵀJ/n, p×p.
  public var parameterSide: Matrix { (1 / Double(samples)) * matrix.transposedGram() }

  /// Its Gram form K = JJᵀ/n, kn×kn, with the same nonzero eigenvalues.
  public var sampleSide: Matrix { (1 / Double(samples)) * matrix.gram() }
}
