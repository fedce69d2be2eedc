public import LinearAlgebra

/// How the rank of K, which no formula gives in general, was chosen.
public enum RankChoice: String, Sendable, Hashable, Codable {
  /// As many eigenvalues exceed what rounding could have made of a zero as the rank can be at most: kn, or m(d + k − 1).
  case certified
  /// The rank of the explicit Jacobian over the rational numbers; see `ExactRank`.
  case exact
  /// The number of eigenvalues that exceed what rounding could have made of a zero; where the exact rank costs too much.
  case gap
}

/// The spectrum of the Gram matrix K = JJᵀ/n of a two-layer (leaky) ReLU network, and how its rank was chosen.
public struct ReLUSpectrum: Sendable, Hashable {
  /// The kn eigenvalues and the rank of K.
  public let gaussNewton: GaussNewtonSpectrum
  /// How the rank was chosen.
  public let rankChoice: RankChoice

  /// The spectrum of an instance: one symmetric eigenvalue problem of order kn, no Jacobian unless K looks singular.
  ///
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  /// - Complexity: O((kn)²m + (kn)³).
  public init(_ instance: ReLUInstance, _ workspace: inout Workspace) throws(MatrixError) {
    let samples = Double(instance.samples)
    let values = try workspace.eigenvalues(ofSymmetric: instance.gram()).map { $0 / samples }
    let noise = 8 * Double(instance.roundings) * (Double.ulpOfOne / 2) * max(values[values.count - 1], 0)
    let rank: Int
    let surelyPositive = values.count { $0 > noise }
    if surelyPositive == min(instance.order, instance.network.largestRank) {
      rank = surelyPositive
      rankChoice = .certified
    } else if instance.exactRankCost.isAffordable {
      rank = instance.exactRank()
      rankChoice = .exact
    } else {
      rank = surelyPositive
      rankChoice = .gap
    }
    gaussNewton = GaussNewtonSpectrum(values, rank: rank, route: .dense)
  }
}
