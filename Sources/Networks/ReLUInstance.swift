public import LinearAlgebra

/// Where a unit's pre-activation on a sample is exactly 0; both counted from 0.
public struct Kink: Sendable, Hashable, Codable {
  /// i.
  public let unit: Int
  /// j.
  public let sample: Int
}

/// A two-layer (leaky) ReLU network with its data X, a column a sample: everything that decides κ(G).
public struct ReLUInstance: Sendable, Hashable {
  /// The network.
  public let network: ReLUNetwork
  /// X, d×n.
  public let data: Matrix
  /// D, m×n: D_ij = φ'(v_iᵀx_j), 1 where the pre-activation is positive and α elsewhere, at a kink too.
  public let activations: Matrix
  /// Φ = D∘(VX), m×n.
  public let features: Matrix
  /// The pre-activations that are exactly 0, decided without rounding. Φ doesn't depend on the convention φ'(0) = α, D does.
  public let kinks: [Kink]

  /// A network on its data.
  ///
  /// - Throws: `NetworkError` when X hasn't d rows, or a pre-activation overflows.
  /// - Complexity: O(mnd).
  public init(network: ReLUNetwork, data: Matrix) throws(NetworkError) {
    guard data.rows == network.inputs else { throw .dataShape(rows: data.rows, inputs: network.inputs) }
    let (units, samples, inputs) = (network.width, data.columns, network.inputs)
    let unitRows = network.hidden.transposed
    let unitNorms = (0..<units).map { unitRows.column($0).frobeniusNorm }
    // |computed − exact| ≤ (d + 2)u Σ|v||x|, and Cauchy and Schwarz bound the sum.
    let error = Double(inputs + 2) * Double.ulpOfOne
    let products = (network.hidden * data).elements
    var candidates: [Kink] = []
    for sample in 0..<samples {
      let doubt = error * data.column(sample).frobeniusNorm
      let start = sample * units
      for unit in 0..<units where abs(products[start &+ unit]) <= doubt * unitNorms[unit] {
        candidates.append(Kink(unit: unit, sample: sample))
      }
    }
    var values = products
    for place in candidates {
      values[place.unit + place.sample * units] = ExactDotProduct.value(
        unitRows.column(place.unit).elements, data.column(place.sample).elements)
    }
    do { _ = try Matrix(rows: units, columns: samples, elements: values) } catch { throw .matrix(error) }
    let (preactivations, slope) = (values, network.slope)
    activations = Matrix(rows: units, columns: samples) { preactivations[$0 &+ $1 &* units] > 0 ? 1 : slope }
    features = Matrix(rows: units, columns: samples) {
      let value = preactivations[$0 &+ $1 &* units]
      return value > 0 ? value : slope * value
    }
    self.network = network
    self.data = data
    kinks = candidates.filter { preactivations[$0.unit + $0.sample * units] == 0 }
  }

  /// n.
  public var samples: Int { data.columns }
  /// kn, the order of K.
  public var order: Int { network.outputs * samples }
  /// The number of roundings that an entry of K and an eigenvalue meet, up to a constant: kn for the eigenvalue, and d and m
  /// for the sums.
  public var roundings: Int { order + network.inputs + network.width }

  /// Hᵀ, m×kn: diag(w_o)D for every output o, side by side; H has the columns w_i ⊗ D_i1, rows ordered (output, sample).
  public var transposedWeightedActivations: Matrix {
    let (patterns, units, samples) = (activations.elements, network.width, samples)
    let weights = network.output.transposed.elements
    let starts = (0..<order).map { (weight: $0 / samples * units, pattern: $0 % samples * units) }
    return Matrix(rows: units, columns: order) { unit, position in
      let start = starts[position]
      return weights[start.weight &+ unit] * patterns[start.pattern &+ unit]
    }
  }

  /// nK = (11ᵀ⊗XᵀX) ∘ HHᵀ + I_k ⊗ ΦᵀΦ, kn×kn, by matrix products only. What lies above the diagonal is 0:
  /// decompositions of symmetric matrices don't read it.
  ///
  /// - Throws: `MatrixError` when an entry overflows.
  /// - Complexity: O((kn)²m) for HHᵀ, O(n²d) and O(n²m) for the two others.
  public func gram() throws(MatrixError) -> Matrix {
    let (samples, order) = (samples, order)
    let (moment, hidden) = (data.transposedGram().elements, features.transposedGram().elements)
    let weighted = transposedWeightedActivations.transposedGram().elements
    let blocks = (0..<order).map { (output: $0 / samples, sample: $0 % samples) }
    let sum = Matrix(rows: order, columns: order) { row, column in
      guard row >= column else { return 0 }
      let (left, right) = (blocks[row], blocks[column])
      let position = left.sample &+ right.sample &* samples
      let entry = weighted[row &+ column &* order] * moment[position]
      return left.output == right.output ? entry + hidden[position] : entry
    }
    return try Matrix(rows: order, columns: order, elements: sum.elements)
  }

  /// K, with the nonzero spectrum of the Gauss-Newton matrix: see `gram()`.
  ///
  /// - Throws: `MatrixError` when an entry overflows.
  public func sampleSide() throws(MatrixError) -> Matrix { (1 / Double(samples)) * (try gram()) }
}
