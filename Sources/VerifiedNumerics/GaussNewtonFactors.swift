public import LinearAlgebra

/// The factors of Ĝ = 4^E Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS) as interval matrices: products of weights taken as exact real
/// matrices, scaled by powers of 2 so that entries stay near 1.
public struct GaussNewtonFactors: Sendable {
  /// A term PPᵀ ⊗ QᵀQ.
  struct Term: Sendable {
    let left: IntervalMatrix
    let right: IntervalMatrix
  }

  /// One term for each layer.
  let terms: [Term]
  /// E.
  public let exponent: Int
  /// k.
  public let outputs: Int
  /// The columns of S, or d.
  public let inputs: Int
  /// At least r, the rank of Ĝ: what the widths allow.
  public let maximalRank: Int

  /// kd, the order of Ĝ.
  public var order: Int { outputs * inputs }

  /// The factors for weights W^1, …, W^L and a data factor S.
  ///
  /// - Parameters:
  ///   - weights: from the first layer to the last; W^{l+1} has as many columns as W^l has rows.
  ///   - dataFactor: S with Σ = SSᵀ, as many rows as W^1 has columns; nil for whitened data.
  /// - Throws: `NoInformation` for shapes that don't fit, or entries beyond the range guard.
  public init(
    weights: [Matrix], dataFactor: Matrix?, _ arithmetic: VerifiedArithmetic
  ) throws(NoInformation) {
    var layers: [ScaledMatrix] = []
    for weight in weights { layers.append(try ScaledMatrix(weight, arithmetic)) }
    var factor: ScaledMatrix?
    if let dataFactor { factor = try ScaledMatrix(dataFactor, arithmetic) }
    try self.init(layers: layers, dataFactor: factor, arithmetic)
  }

  /// The same for layers that are themselves known up to radii.
  ///
  /// - Throws: as `init(weights:dataFactor:_:)`.
  public init(
    layers: [ScaledMatrix], dataFactor: ScaledMatrix?, _ arithmetic: VerifiedArithmetic
  ) throws(NoInformation) {
    guard let first = layers.first?.matrix, let last = layers.last?.matrix else { throw .noWeights }
    for (below, above) in zip(layers, layers.dropFirst()) where above.matrix.columns != below.matrix.rows {
      throw .shapes(rows: above.matrix.rows, columns: above.matrix.columns, found: below.matrix.rows)
    }
    if let dataFactor, dataFactor.matrix.rows != first.columns {
      throw .shapes(rows: first.rows, columns: first.columns, found: dataFactor.matrix.rows)
    }
    let (outputs, inputs) = (last.rows, dataFactor?.matrix.columns ?? first.columns)
    let identity = try ScaledMatrix(.identity(inputs), arithmetic)
    var before = [dataFactor ?? identity]
    for layer in layers.dropLast() { before.append(try layer.times(before[before.count - 1], arithmetic)) }
    var after = [try ScaledMatrix(.identity(outputs), arithmetic)]
    for layer in layers.dropFirst().reversed() {
      after.append(try after[after.count - 1].times(layer, arithmetic))
    }
    after.reverse()
    // A term that is exactly 0 has no say in the common exponent.
    let exponents = zip(after, before).map { $0.matrix.isZero || $1.matrix.isZero ? nil : $0.exponent + $1.exponent }
    let largest = exponents.compactMap(\.self).max() ?? 0
    var terms: [Term] = []
    for (position, (left, right)) in zip(after, before).enumerated() {
      let difference = (exponents[position] ?? largest) - largest
      terms.append(
        Term(left: try left.matrix.scaled(byPowerOfTwo: difference, arithmetic), right: right.matrix))
    }
    // With the flags of ranks that the widths allow: r = Σ_l (p_l − p_{l−1})q_l, which no smaller p_l or q_l raises.
    let widths = [min(inputs, first.columns)] + layers.map(\.matrix.rows)
    let left = (0..<layers.count).map { layer in widths[(layer + 1)...].reduce(widths[layer + 1], min) }
    let right = (0..<layers.count).map { layer in widths[...layer].reduce(widths[0], min) }
    var maximalRank = left[0] * right[0]
    for layer in layers.indices.dropFirst() {
      maximalRank += (left[layer] - left[layer - 1]) * right[layer]
    }
    self.init(terms: terms, exponent: largest, outputs: outputs, inputs: inputs, maximalRank: maximalRank)
  }

  init(terms: [Term], exponent: Int, outputs: Int, inputs: Int, maximalRank: Int) {
    self.terms = terms
    self.exponent = exponent
    self.outputs = outputs
    self.inputs = inputs
    self.maximalRank = maximalRank
  }
}
