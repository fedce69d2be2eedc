public import LinearAlgebra

/// The explicit Jacobian of a two-layer (leaky) ReLU network: the oracle that the fast route is compared with.
///
/// Outputs are ordered (output, sample) as in K; parameters by columns of V, then by columns of W.
public struct ReLUJacobian: Sendable {
  /// J, kn×m(d + k).
  public let matrix: Matrix
  /// n.
  public let samples: Int

  /// Larger ones aren't formed: with LAPACK's copy they'd take half a GiB.
  public static let largestBytes = 0x1p28

  /// The Jacobian of the outputs on the instance's samples: the derivative of F_a(x_j) with respect to V_ib is W_aiD_ijx_bj,
  /// with respect to W_ci it's Φ_ij where a = c.
  ///
  /// - Throws: `MatrixError` when a product overflows, or the Jacobian would take more than `largestBytes`.
  /// - Complexity: O(knp) numbers.
  public init(_ instance: ReLUInstance) throws(MatrixError) {
    let network = instance.network
    let samples = instance.samples
    let bytes = 8 * Double(instance.order) * Double(network.parameters)
    guard bytes <= Self.largestBytes else {
      throw .tooLarge(rows: instance.order, columns: network.parameters, megabytes: bytes / 0x1p20)
    }
    var entries: [Double] = []
    entries.reserveCapacity(instance.order * network.parameters)
    for input in 0..<network.inputs {
      for unit in 0..<network.width {
        for output in 0..<network.outputs {
          for sample in 0..<samples {
            entries.append(
              network.output[output, unit] * instance.activations[unit, sample] * instance.data[input, sample])
          }
        }
      }
    }
    for unit in 0..<network.width {
      for output in 0..<network.outputs {
        for row in 0..<network.outputs {
          for sample in 0..<samples { entries.append(row == output ? instance.features[unit, sample] : 0) }
        }
      }
    }
    matrix = try Matrix(rows: instance.order, columns: network.parameters, elements: entries)
    self.samples = samples
  }

  /// The Gauss-Newton matrix G = JᵀJ/n, p×p.
  public var parameterSide: Matrix { (1 / Double(samples)) * matrix.transposedGram() }

  /// Its Gram form K = JJᵀ/n, kn×kn, with the same nonzero eigenvalues.
  public var sampleSide: Matrix { (1 / Double(samples)) * matrix.gram() }
}
