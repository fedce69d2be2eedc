public import LinearAlgebra

/// A residual linear network: every layer is V^l = W^l + β_lE, E the rectangular identity of the layer's shape, E_ij = 1 if
/// i = j. The strengths β_l may differ between layers, be zero or negative.
///
/// Its Jacobian with respect to the W^l is that of the linear network with layers V^l.
public struct ResidualNetwork: Sendable, Hashable {
  /// W^1 … W^L.
  public let branches: [Matrix]
  /// β_1 … β_L.
  public let strengths: [Double]

  /// The network with these branches, from the input, and these strengths.
  ///
  /// - Throws: `NetworkError` when the branches aren't the layers of a network, or there isn't one finite strength for each.
  public init(branches: [Matrix], strengths: [Double]) throws(NetworkError) {
    _ = try LinearNetwork(weights: branches)
    guard strengths.count == branches.count else {
      throw .strengthCount(strengths: strengths.count, layers: branches.count)
    }
    if let layer = strengths.firstIndex(where: { !$0.isFinite }) {
      throw .strength(layer: layer + 1, value: strengths[layer])
    }
    self.branches = branches
    self.strengths = strengths
  }

  /// L.
  public var depth: Int { branches.count }
  /// d.
  public var inputs: Int { branches[0].columns }
  /// k.
  public var outputs: Int { branches[depth - 1].rows }
  /// m_0 … m_L.
  public var widths: [Int] { [inputs] + branches.map(\.rows) }

  /// V^l = W^l + β_lE, l from 1.
  public func layer(_ layer: Int) -> Matrix {
    let (branch, strength) = (branches[layer - 1], strengths[layer - 1])
    var sum = branch
    for i in 0..<min(branch.rows, branch.columns) { sum[i, i] += strength }
    return sum
  }

  /// The linear network with layers V^l.
  ///
  /// - Throws: `NetworkError` when a sum overflows.
  public func linear() throws(NetworkError) -> LinearNetwork {
    let layers = (1...depth).map(layer)
    for (position, layer) in layers.enumerated() {
      let diagonal = 0..<min(layer.rows, layer.columns)
      if let place = diagonal.first(where: { !layer[$0, $0].isFinite }) {
        throw .residualSum(layer: position + 1, row: place + 1, column: place + 1)
      }
    }
    return try LinearNetwork(weights: layers)
  }
}
