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
    let product = network.hidden * data
    let unitRows = network.hidden.transposed
    let unitNorms = (0..<units).map { unitRows.column($0).frobeniusNorm }
    // |computed − exact| ≤ (d + 2)u Σ|v||x|, and Cauchy and Schwarz bound the sum.
    let error = Double(inputs + 2) * Double.ulpOfOne
    let slope = network.slope
    var activations: [Double] = []
    var features: [Double] = []
    activations.reserveCapacity(units * samples)
    features.reserveCapacity(units * samples)
    let products = product.elements
    var kinks: [Kink] = []
    for sample in 0..<samples {
      let column = data.column(sample)
      let doubt = error * column.frobeniusNorm
      for unit in 0..<units {
        var activation = products[unit + sample * units]
        if abs(activation) <= doubt * unitNorms[unit] {
          activation = ExactDotProduct.value(unitRows.column(unit).elements, column.elements)
          if activation == 0 { kinks.append(Kink(unit: unit, sample: sample)) }
        }
        // No branch: signs are as good as random.
        let derivative = activation > 0 ? 1 : slope
        activations.append(derivative)
        features.append(activation * derivative)
      }
    }
    do {
      self.activations = try Matrix(rows: units, columns: samples, elements: activations)
      self.features = try Matrix(rows: units, columns: samples, elements: features)
    } catch { throw .matrix(error) }
    self.network = network
    self.data = data
    self.kinks = kinks
  }

  /// n.
  public var samples: Int { data.columns }
  /// kn, the order of K.
  public var order: Int { network.outputs * samples }
  /// The number of roundings that an entry of K and an eigenvalue meet, up to a constant: kn for the eigenvalue, and d and m
  /// for the sums.
  public var roundings: Int { order + network.inputs + network.width }

  /// H, kn×m: the columns w_i ⊗ D_i1, rows ordered (output, sample).
  public var weightedActivations: Matrix {
    let (units, outputs) = (network.width, network.outputs)
    let (patterns, weights) = (activations.elements, network.output.elements)
    var entries: [Double] = []
    entries.reserveCapacity(order * units)
    for unit in 0..<units {
      for output in 0..<outputs {
        let weight = weights[output + unit * outputs]
        for position in stride(from: unit, to: patterns.count, by: units) {
          entries.append(weight * patterns[position])
        }
      }
    }
    let order = order
    return Matrix(rows: order, columns: units) { entries[$0 + $1 * order] }
  }

  /// nK = (11ᵀ⊗XᵀX) ∘ HHᵀ + I_k ⊗ ΦᵀΦ, kn×kn, by matrix products only. Entries above the diagonal are those of HHᵀ:
  /// decompositions of symmetric matrices don't read them.
  ///
  /// - Throws: `MatrixError` when an entry overflows.
  /// - Complexity: O((kn)²m) for HHᵀ, O(n²d) and O(n²m) for the two others.
  public func gram() throws(MatrixError) -> Matrix {
    let (outputs, samples, order) = (network.outputs, samples, order)
    let moment = data.transposedGram().elements
    let hidden = features.transposedGram().elements
    var entries = weightedActivations.gram().elements
    for blockColumn in 0..<outputs {
      for column in 0..<samples {
        let start = (blockColumn * samples + column) * order
        let from = column * samples
        for blockRow in blockColumn..<outputs {
          let target = start + blockRow * samples
          for row in (blockRow == blockColumn ? column : 0)..<samples {
            entries[target + row] *= moment[from + row]
          }
        }
        let diagonal = start + blockColumn * samples
        for row in column..<samples { entries[diagonal + row] += hidden[from + row] }
      }
    }
    return try Matrix(rows: order, columns: order, elements: entries)
  }

  /// K, with the nonzero spectrum of the Gauss-Newton matrix: see `gram()`.
  ///
  /// - Throws: `MatrixError` when an entry overflows.
  public func sampleSide() throws(MatrixError) -> Matrix { (1 / Double(samples)) * (try gram()) }
}
