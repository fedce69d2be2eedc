public import LinearAlgebra

/// A deep linear network F(x) = W^L ⋯ W^1 x without biases, of any widths d = m_0, m_1, …, m_L = k.
public struct LinearNetwork: Sendable, Hashable {
  /// W^1 … W^L; W^l is m_l×m_{l−1}.
  public let weights: [Matrix]

  /// The network with these layers, from the input.
  ///
  /// - Throws: `NetworkError` when there is none or two that follow each other don't fit.
  public init(weights: [Matrix]) throws(NetworkError) {
    guard !weights.isEmpty else { throw .noLayers }
    for index in weights.indices.dropFirst() where weights[index].columns != weights[index - 1].rows {
      throw .layersDontFit(
        layer: index + 1, rows: weights[index].rows, columns: weights[index].columns,
        previousRows: weights[index - 1].rows, previousColumns: weights[index - 1].columns)
    }
    self.weights = weights
  }

  /// L.
  public var depth: Int { weights.count }
  /// d.
  public var inputs: Int { weights[0].columns }
  /// k.
  public var outputs: Int { weights[depth - 1].rows }
  /// m_0 … m_L.
  public var widths: [Int] { [inputs] + weights.map(\.rows) }
  /// The number of weights.
  public var parameters: Int { weights.reduce(0) { $0 + $1.rows * $1.columns } }

  /// W^l, l from 1.
  public func weight(_ layer: Int) -> Matrix { weights[layer - 1] }
}

/// What is wrong with a network or its data.
public enum NetworkError: Error, Hashable, Sendable {
  /// A network has at least one layer.
  case noLayers
  /// A layer has another number of columns than the one before has rows.
  case layersDontFit(layer: Int, rows: Int, columns: Int, previousRows: Int, previousColumns: Int)
  /// The data factor isn't inputs×inputs.
  case dataFactorShape(rows: Int, columns: Int, inputs: Int)
  /// The data factor is singular, so null directions weren't removed.
  case singularDataFactor(rank: Int, inputs: Int)
  /// A residual network has one strength for each layer.
  case strengthCount(strengths: Int, layers: Int)
  /// The strength of a layer isn't a finite number.
  case strength(layer: Int, value: Double)
  /// A slope of a leaky ReLU is in [0, 1].
  case slope(Double)
  /// The data matrix has another number of rows than the network has inputs.
  case dataShape(rows: Int, inputs: Int)
  /// The weights of a hidden unit, counted from 1, are zero: batch normalisation has no deviation to divide by.
  case constantUnit(Int)
  /// The columns of a kernel's matrix aren't channels of height×width taps.
  case kernelShape(columns: Int, height: Int, width: Int)
  /// A convolutional layer takes another number of channels than the one before gives.
  case channelsDontFit(layer: Int, inputs: Int, previousOutputs: Int)
  /// A sample isn't an image of these extents.
  case imageShape(values: Int, channels: Int, height: Int, width: Int)
  /// The autocorrelation of images is singular, or too close to it: channels depend on each other, or all is zero.
  case dependentImages
  /// Products of pixels exceed the largest float64.
  case overflowingImages
  /// The columns of the basis of a residual network's data aren't orthonormal: by so much, ‖UᵀU − I‖_F.
  case basis(defect: Double)
  /// W + βE exceeds the largest float64 in this row and column; all counted from 1.
  case residualSum(layer: Int, row: Int, column: Int)
  /// A matrix is at fault.
  case matrix(MatrixError)
}

extension NetworkError: CustomStringConvertible {
  /// The fault, where it is and what would be right.
  public var description: String {
    switch self {
    case .noLayers: "a network needs at least one layer"
    case .layersDontFit(let layer, let m, let n, let p, let q):
      "layer \(layer): \(m)×\(n) can't follow \(p)×\(q) (\(n) ≠ \(p))"
    case .dataFactorShape(let rows, let columns, let inputs):
      "the data factor S is \(rows)×\(columns), the network has \(inputs) inputs: \(inputs)×\(inputs) is needed"
    case .singularDataFactor(let rank, let inputs):
      "the data factor S has rank \(rank) of \(inputs): remove the data's null directions first"
    case .strengthCount(let strengths, let layers):
      "\(strengths) residual strengths for \(layers) layers: one for each layer is needed"
    case .strength(let layer, let value): "layer \(layer): the residual strength is \(value), not a finite number"
    case .slope(let slope): "the slope is \(slope): a number in [0, 1] is needed"
    case .dataShape(let rows, let inputs):
      "the data have \(rows) features, the network has \(inputs) inputs: as many are needed"
    case .constantUnit(let unit):
      "hidden unit \(unit) has no weights, so its standard deviation is 0: batch normalisation can't divide by it"
    case .kernelShape(let columns, let height, let width):
      "a kernel of \(columns) columns isn't made of channels of \(height)×\(width) taps"
    case .channelsDontFit(let layer, let inputs, let previous):
      "layer \(layer) takes \(inputs) channels, the one before gives \(previous)"
    case .imageShape(let values, let channels, let height, let width):
      "a sample of \(values) values isn't an image of \(channels)×\(height)×\(width)"
    case .dependentImages:
      "the images' autocorrelation is singular as far as float64 tells: all are zero, or their channels depend on each other"
    case .overflowingImages:
      "the images' autocorrelation exceeds the largest 64-bit floating-point number: scale the images down"
    case .basis(let defect):
      "the columns of the data's basis U aren't orthonormal: ‖UᵀU − I‖ = \(defect), which rounding can't explain"
    case .residualSum(let layer, let row, let column):
      "layer \(layer): row \(row), column \(column) of W + βE exceeds the largest 64-bit floating-point number: scale W or β down"
    case .matrix(let error): error.description
    }
  }
}
