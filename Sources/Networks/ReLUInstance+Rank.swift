import LinearAlgebra

extension ReLUInstance {
  /// The rank of the explicit Jacobian over the rational numbers, with the signs of the exact pre-activations; see
  /// `ExactRank` for what is proven.
  ///
  /// The Jacobian is a product of masked inputs, where necessary slopes, and weights, so that no entry is rounded.
  ///
  /// - Complexity: `exactRankCost`.
  public func exactRank() -> Int {
    let (k, m, d) = (network.outputs, network.width, network.inputs)
    let weights = Matrix(rows: k * m * d, columns: m * (d + k)) { row, column in
      let (output, unit, input) = (row / (m * d), row / d % m, row % d)
      if column < m * d { return column / d == unit && column % d == input ? network.output[output, unit] : 0 }
      let (toOutput, fromUnit) = ((column - m * d) / m, (column - m * d) % m)
      return toOutput == output && fromUnit == unit ? network.hidden[unit, input] : 0
    }
    return ExactRank.rank(ofProduct: maskedInputs(outputs: k) + [weights])
  }

  /// What `exactRank` takes.
  public var exactRankCost: ExactRankCost {
    Self.exactRankCost(
      outputs: Double(network.outputs), width: Double(network.width), inputs: Double(network.inputs),
      samples: Double(samples))
  }

  /// What `exactRank` takes of networks and samples of a size.
  public static func exactRankCost(outputs: Double, width: Double, inputs: Double, samples: Double) -> ExactRankCost {
    let (inner, order, parameters) = (width * inputs, outputs * samples, width * (inputs + outputs))
    return ExactRankCost(
      operations: order * (inner * outputs * inner + inner * parameters + order * parameters),
      bytes: 16 * outputs * inner * (2 * order + 2 * outputs * inner + parameters))
  }

  /// The rank of the features Φ over the rational numbers, with the signs of the exact pre-activations.
  ///
  /// - Complexity: `exactFeatureRankCost`.
  public func exactFeatureRank() -> Int {
    let (m, d) = (network.width, network.inputs)
    let weights = Matrix(rows: m * d, columns: m) { row, column in
      row / d == column ? network.hidden[column, row % d] : 0
    }
    return ExactRank.rank(ofProduct: maskedInputs(outputs: 1) + [weights])
  }

  /// What `exactFeatureRank` takes.
  public var exactFeatureRankCost: ExactRankCost {
    let inner = Double(network.width) * Double(network.inputs)
    return ExactRankCost(
      operations: Double(samples) * inner * inner,
      bytes: 16 * inner * (2 * Double(samples) + 2 * inner + Double(network.width)))
  }

  /// Factors of the matrix of D_ijx_bj in row (output, sample) and column (output, unit, input), zero where the outputs differ:
  /// the matrix itself where its entries don't round, else the active and the other inputs beside each other, and the slopes.
  private func maskedInputs(outputs k: Int) -> [Matrix] {
    let (m, d, n) = (network.width, network.inputs, samples)
    let width = k * m * d
    let masked = { (value: (_ isActive: Bool, _ x: Double) -> Double) in
      Matrix(rows: k * n, columns: width) { row, column in
        guard column / (m * d) == row / n else { return 0 }
        return value(features[column / d % m, row % n] > 0, data[column % d, row % n])
      }
    }
    let slope = network.slope
    if data.elements.allSatisfy({ (-(slope * $0)).addingProduct(slope, $0) == 0 }) {
      return [masked { $0 ? $1 : slope * $1 }]
    }
    let (active, inactive) = (masked { $0 ? $1 : 0 }, masked { $0 ? 0 : $1 })
    let both = Matrix(rows: k * n, columns: 2 * width) { row, column in
      column < width ? active[row, column] : inactive[row, column - width]
    }
    let slopes = Matrix(rows: 2 * width, columns: width) { row, column in
      row % width == column ? (row < width ? 1 : slope) : 0
    }
    return [both, slopes]
  }
}
