public import LinearAlgebra

/// P_l, Q_l and Q_lS of an instance for every layer; nil stands for an identity, so that no product with one is formed.
public struct PartialProducts: Sendable {
  /// P_l = W^L ⋯ W^{l+1} at position l − 1; the last is an identity.
  public let after: [Matrix?]
  /// Q_l = W^{l−1} ⋯ W^1 at position l − 1; the first is an identity.
  public let before: [Matrix?]
  /// Q_lS at position l − 1; the first is S, nil for whitened data.
  public let beforeWithData: [Matrix?]

  /// - Complexity: O(L) products.
  public init(_ instance: LinearInstance) {
    let (weights, depth) = (instance.network.weights, instance.network.depth)
    var after: [Matrix?] = Array(repeating: nil, count: depth)
    for layer in stride(from: depth - 1, through: 1, by: -1) {
      after[layer - 1] = after[layer].map { $0 * weights[layer] } ?? weights[layer]
    }
    var before: [Matrix?] = Array(repeating: nil, count: depth)
    for layer in 1..<depth {
      before[layer] = before[layer - 1].map { weights[layer - 1] * $0 } ?? weights[layer - 1]
    }
    self.after = after
    self.before = before
    guard instance.data.form != .whitened else {
      beforeWithData = before
      return
    }
    let factor = instance.data.factor
    beforeWithData = before.map { $0.map { $0 * factor } ?? factor }
  }
}
