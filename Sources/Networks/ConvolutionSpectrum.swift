public import LinearAlgebra

/// The spectrum of Ĝ = (I ⊗ S)ᵀ CCᵀ (I ⊗ S) of a linear convolutional network, and how its rank is known.
public struct ConvolutionSpectrum: Sendable {
  /// The c_Lc_0|S| eigenvalues and the rank.
  public let gaussNewton: GaussNewtonSpectrum
  /// How the rank is known.
  public let rankChoice: ConvolutionRankChoice

  /// The spectrum of a network on the autocorrelation M_0 = SSᵀ: two layers by the small Toeplitz matrices, others by the
  /// singular values of (I ⊗ Sᵀ)C.
  ///
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  /// - Complexity: of order N and p parameters O(pN·min(p, N)); two layers O(N³) besides the Gram matrices of T(w²) and T(w̃¹),
  ///   whatever the number of filters.
  public init(
    _ network: ConvolutionalNetwork, _ data: SecondMoment, isCoprime: Bool, _ workspace: inout Workspace
  ) throws(MatrixError) {
    let analytic = isCoprime ? network.kernels.reduce(1) { $0 + $1.taps - 1 } : nil
    let largestRank = network.largestRank
    let roundings = 8 * Double(network.order + network.parameters) * (Double.ulpOfOne / 2)
    if network.depth == 2 {
      let values = try workspace.eigenvalues(ofSymmetric: Self.twoLayers(network, data))
      let surelyPositive = values.count { $0 > roundings * values[values.count - 1] }
      if analytic != nil || surelyPositive == largestRank {
        gaussNewton = GaussNewtonSpectrum(values, rank: analytic ?? largestRank, route: .toeplitz)
        rankChoice = analytic == nil ? .certified : .coprime
        return
      }
    }
    let factor = Self.congruence(data, network.kernelMaps, blocks: network.outputs)
    let singularValues = try workspace.singularValues(of: factor)
    let surelyPositive = singularValues.count { $0 > roundings * singularValues[0] }
    let rank: Int
    if let analytic {
      (rank, rankChoice) = (analytic, .coprime)
    } else if surelyPositive == largestRank {
      (rank, rankChoice) = (surelyPositive, .certified)
    } else if network.exactRankCost.isAffordable {
      (rank, rankChoice) = (network.exactRank(), .exact)
    } else {
      (rank, rankChoice) = (surelyPositive, .gap)
    }
    let zeros = Array(repeating: 0.0, count: network.order - singularValues.count)
    gaussNewton = GaussNewtonSpectrum(
      zeros + singularValues.reversed().map { $0 * $0 }, rank: rank, route: .dense)
  }

  /// (I ⊗ Sᵀ)A.
  private static func congruence(_ data: SecondMoment, _ matrix: Matrix, blocks: Int) -> Matrix {
    if data.form == .whitened { return matrix }
    let transposed = data.factor.transposed
    let (order, columns) = (data.inputs, matrix.columns)
    // Blocks beside each other: one product.
    let beside = Matrix(rows: order, columns: blocks * columns) {
      matrix[$1 / columns * order + $0, $1 % columns]
    }
    let product = transposed * beside
    return Matrix(rows: blocks * order, columns: columns) { product[$0 % order, $0 / order * columns + $1] }
  }

  /// Ĝ of two layers from T(w²)T(w²)ᵀ and T(w̃¹)T(w̃¹)ᵀ, w̃¹ the first kernel with its channels exchanged: with rows ordered
  /// (o, i, p), CCᵀ is the first at equal i plus the second at equal o.
  static func twoLayers(_ network: ConvolutionalNetwork, _ data: SecondMoment) -> Matrix {
    let (first, second) = (network.kernels[0], network.kernels[1])
    let upper = second.multiplication(channels: 1, height: first.height, width: first.width).gram()
    let lower = first.exchanged.multiplication(channels: 1, height: second.height, width: second.width).gram()
    let (inputs, support, block) = (network.inputs, network.support, network.inputs * network.support)
    let (factor, transposed) = (data.factor, data.factor.transposed)
    var result = Matrix.zero(rows: network.order, columns: network.order)
    for column in 0..<network.outputs {
      for row in column..<network.outputs {
        var middle = row == column ? lower : .zero(rows: block, columns: block)
        for channel in 0..<inputs {
          for q in 0..<support {
            for p in 0..<support {
              middle[channel * support + p, channel * support + q] += upper[row * support + p, column * support + q]
            }
          }
        }
        let values = (data.form == .whitened ? middle : transposed * middle * factor).elements
        for j in 0..<block {
          for i in 0..<block { result[row * block + i, column * block + j] = values[i + j * block] }
        }
      }
    }
    return result
  }
}
