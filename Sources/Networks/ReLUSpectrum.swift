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

/// The eigenvalues of the Gram matrix K = JJᵀ/n of a two-layer (leaky) ReLU network.
public struct ReLUSpectrum: Sendable, Hashable {
  /// In ascending order, kn of them.
  public let eigenvalues: [Double]
  /// The rank of K.
  public let rank: Int
  /// How the rank was chosen.
  public let rankChoice: RankChoice

  /// λ₁.
  public var largest: Double { eigenvalues[eigenvalues.count - 1] }
  /// λ_r, the smallest nonzero eigenvalue; nil for G = 0.
  public var smallestNonzero: Double? { rank > 0 ? eigenvalues[eigenvalues.count - rank] : nil }
  /// The largest computed value of an eigenvalue that is exactly 0; nil for a nonsingular K.
  public var largestNull: Double? { rank < eigenvalues.count ? eigenvalues[eigenvalues.count - rank - 1] : nil }

  /// κ(G) = λ₁/λ_r; nil for G = 0. An eigenvalue that is positive by its rank but comes out as none gives +∞: undecided.
  public var conditionNumber: Double? {
    smallestNonzero.map { $0 > 0 ? largest / $0 : .infinity }
  }

  /// λ_r/λ_{r+1}: how clearly the spectrum itself shows the rank; +∞ when the null eigenvalues come out as 0 or less, nil for
  /// a nonsingular K and for G = 0.
  public var gap: Double? {
    guard let smallestNonzero, let largestNull else { return nil }
    return largestNull > 0 ? smallestNonzero / largestNull : .infinity
  }

  /// Above this many operations modulo a prime the rank is read off the spectrum.
  public static let largestExactCost = 200_000_000

  /// The spectrum of an instance: one symmetric eigenvalue problem of order kn, no Jacobian unless K looks singular.
  ///
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  /// - Complexity: O((kn)²m + (kn)³).
  public init(_ instance: ReLUInstance, _ workspace: inout Workspace) throws(MatrixError) {
    let samples = Double(instance.samples)
    let values = try workspace.eigenvalues(ofSymmetric: instance.gram()).map { $0 / samples }
    eigenvalues = values
    let noise = 8 * Double(instance.roundings) * (Double.ulpOfOne / 2) * max(values[values.count - 1], 0)
    let surelyPositive = values.count { $0 > noise }
    if surelyPositive == min(instance.order, instance.network.largestRank) {
      (rank, rankChoice) = (surelyPositive, .certified)
    } else if instance.exactRankCost <= Self.largestExactCost {
      (rank, rankChoice) = (instance.exactRank(), .exact)
    } else {
      (rank, rankChoice) = (surelyPositive, .gap)
    }
  }
}

extension GaussNewtonSpectrum {
  /// The spectrum of a two-layer network's K, with the rank that was chosen.
  public init(_ spectrum: ReLUSpectrum) {
    eigenvalues = spectrum.eigenvalues
    rank = spectrum.rank
    route = .dense
  }
}
