public import LinearAlgebra

/// A residual linear network with the second moment of its inputs: everything that decides κ(G).
///
/// Where the data fill only the range of an orthonormal U, the first layer enters as V^1U = W^1U + β_1EU: the reduction comes
/// after adding β_1E.
public struct ResidualInstance: Sendable, Hashable {
  /// The network on all features.
  public let network: ResidualNetwork
  /// U, features×s; none where the data fill all directions.
  public let basis: Matrix?
  /// The linear network of the layers V^l, V^1U first, on the reduced data: rank and spectrum are this instance's.
  public let linear: LinearInstance

  /// A network on data of as many inputs, or on data in the range of `basis`.
  ///
  /// - Parameter ranks: `nil` computes them exactly for the layers V^l.
  /// - Throws: `NetworkError` when the shapes don't fit, W + βE overflows, or the basis isn't orthonormal but for rounding:
  ///   ‖U‖ = 1 is what bounds on EU rest on.
  public init(
    network: ResidualNetwork, data: SecondMoment, basis: Matrix? = nil, ranks: PartialRanks? = nil
  ) throws(NetworkError) {
    self.network = network
    self.basis = basis
    var layers = try network.linear().weights
    if let basis {
      do { layers[0] = try .product(layers[0], basis) } catch { throw .matrix(error) }
      let defect = Self.defect(ofBasis: basis)
      guard defect <= 16 * Double(basis.rows) * (Double.ulpOfOne / 2) else { throw .basis(defect: defect) }
    }
    linear = try LinearInstance(network: LinearNetwork(weights: layers), data: data, ranks: ranks)
  }

  /// ‖UᵀU − I‖_F; of a U with more columns than rows, what it is at least.
  private static func defect(ofBasis basis: Matrix) -> Double {
    guard basis.columns <= basis.rows else { return Double(basis.columns - basis.rows).squareRoot() }
    return (basis.transposedGram() - .identity(basis.columns)).frobeniusNorm
  }

  /// W^l, the first as W^1U; l from 1.
  public func branch(_ layer: Int) -> Matrix {
    let branch = network.branches[layer - 1]
    return layer == 1 ? basis.map { branch * $0 } ?? branch : branch
  }

  /// E of layer l, the first as EU: none of its singular values exceeds 1.
  public func skip(_ layer: Int) -> Matrix {
    let branch = network.branches[layer - 1]
    if layer == 1, let basis {
      return Matrix(rows: branch.rows, columns: basis.columns) { i, j in i < basis.rows ? basis[i, j] : 0 }
    }
    return .rectangularIdentity(rows: branch.rows, columns: branch.columns)
  }

  /// β_l, l from 1.
  public func strength(_ layer: Int) -> Double { network.strengths[layer - 1] }

  /// Σ.
  public var data: SecondMoment { linear.data }
  /// The order of Ĝ.
  public var order: Int { linear.order }
  /// See `LinearInstance.roundings`.
  public var roundings: Int { linear.roundings }
  /// r = rank G.
  public var rank: Int { linear.rank }

  /// Whether all layers are square and of one order, and no strength is negative: with symmetric positive semidefinite
  /// branches, what `residual.aligned` speaks of.
  public var isSquareAndNonnegative: Bool {
    basis == nil && Set(network.widths).count == 1 && network.strengths.allSatisfy { $0 >= 0 }
  }

  /// Whether every branch is exactly symmetric.
  public var hasSymmetricBranches: Bool {
    network.branches.allSatisfy { $0.rows == $0.columns && $0 == $0.transposed }
  }

  /// Whether all strengths are the same.
  public var hasCommonStrength: Bool { Set(network.strengths).count == 1 }
}
