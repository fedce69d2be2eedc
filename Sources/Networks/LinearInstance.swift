import LinearAlgebra

/// How the ranks of an instance are known.
public enum RankProvenance: String, Sendable, Hashable, Codable {
  /// From the widths: almost surely right for weights drawn from a density.
  case generic
  /// Computed exactly for the given weights, see `ExactRank`.
  case exact
}

/// The ranks of the partial products of a linear network, and of its layers.
public struct PartialRanks: Sendable, Hashable {
  /// p_l = rank P_l at position l, and p_0 = 0.
  public let after: [Int]
  /// q_l = rank Q_l at position l; position 0 isn't used.
  public let before: [Int]
  /// rank W^l at position l; position 0 isn't used.
  public let layers: [Int]
  /// How they're known.
  public let provenance: RankProvenance

  /// The ranks that the widths allow, which random weights have almost surely.
  public static func generic(_ network: LinearNetwork) -> PartialRanks {
    let widths = network.widths
    let depth = network.depth
    var after = Array(repeating: 0, count: depth + 1)
    var before = after
    var narrowest = widths[depth]
    for layer in stride(from: depth, through: 1, by: -1) {
      narrowest = min(narrowest, widths[layer])
      after[layer] = narrowest
    }
    narrowest = widths[0]
    for layer in 1...depth {
      narrowest = min(narrowest, widths[layer - 1])
      before[layer] = narrowest
    }
    let layers = [0] + network.weights.map { min($0.rows, $0.columns) }
    return PartialRanks(after: after, before: before, layers: layers, provenance: .generic)
  }

  /// The ranks of the given weights, exactly.
  public static func exact(_ network: LinearNetwork) -> PartialRanks {
    let (weights, depth) = (network.weights, network.depth)
    var after = Array(repeating: 0, count: depth + 1)
    var before = after
    for layer in 1...depth {
      let (above, below) = (Array(weights[layer...].reversed()), Array(weights[..<(layer - 1)].reversed()))
      after[layer] = above.isEmpty ? network.outputs : ExactRank.rank(ofProduct: above)
      before[layer] = below.isEmpty ? network.inputs : ExactRank.rank(ofProduct: below)
    }
    return PartialRanks(
      after: after, before: before, layers: [0] + weights.map(ExactRank.rank(of:)), provenance: .exact)
  }

  /// r = Σ_l (p_l − p_{l−1}) q_l, the rank of the Gauss-Newton matrix: `linear.rank`.
  public var gaussNewton: Int {
    (1..<after.count).reduce(0) { $0 + (after[$1] - after[$1 - 1]) * before[$1] }
  }
}

/// A deep linear network with the second moment of its inputs, reduced to the data's range: everything that decides κ(G).
public struct LinearInstance: Sendable, Hashable {
  /// The network.
  public let network: LinearNetwork
  /// Σ.
  public let data: SecondMoment
  /// The analytic ranks.
  public let ranks: PartialRanks

  /// A network on data of as many inputs.
  ///
  /// - Parameter ranks: `nil` computes them exactly.
  /// - Throws: `NetworkError` when S isn't d×d.
  public init(network: LinearNetwork, data: SecondMoment, ranks: PartialRanks? = nil) throws(NetworkError) {
    guard data.inputs == network.inputs else {
      throw .dataFactorShape(rows: data.inputs, columns: data.inputs, inputs: network.inputs)
    }
    self.network = network
    self.data = data
    self.ranks = ranks ?? .exact(network)
  }

  /// kd, the order of Ĝ.
  public var order: Int { network.inputs * network.outputs }
  /// The number of roundings that an entry of Ĝ and an eigenvalue meet, up to a constant: kd for the eigenvalue, and the
  /// widths, over which the partial products sum. kd alone won't do: at k = d = 1 it would allow for none.
  public var roundings: Int { order + network.widths.reduce(0, +) }
  /// r = rank G.
  public var rank: Int { ranks.gaussNewton }
}
