public import LinearAlgebra
public import RandomStreams

/// How the slope α is drawn.
public enum SlopeKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// α = 0: ReLU.
  case zero
  /// α = 1: a linear network.
  case one
  /// Log-uniform in [1/1000, 1/10].
  case small
  /// Uniform in (0, 1).
  case uniform
}

/// How the numbers of samples and of hidden units relate to the other sizes.
public enum ReLUShape: String, Sendable, Hashable, CaseIterable, Codable {
  /// Each from its range.
  case free
  /// n ≤ d and m ≥ kn, as far as the ranges allow: every bound is finite at α > 0.
  case wide
  /// n > d and m ≥ kn, as far as the ranges allow.
  case manySamples = "many-samples"
  /// m < n, as far as the ranges allow.
  case narrow
}

/// How synthetic samples are drawn.
public enum SyntheticSamples: String, Sendable, Hashable, CaseIterable, Codable {
  /// Independent standard normal entries.
  case gaussian
  /// XᵀX or XXᵀ is a multiple of I.
  case whitened
  /// Uniformly distributed eigenvectors of the second moment, eigenvalues log-uniform in [1/100, 100].
  case correlated
  /// Norms log-uniform in [1/10, 10].
  case spreadNorms = "spread-norms"
  /// Whole numbers from −2 to 2, with weights that are too: pre-activations are exactly 0 now and then.
  case integers
}

/// A distribution of two-layer (leaky) ReLU networks and data.
public struct ReLUEnsemble: Sendable, Hashable {
  /// m.
  public var width: ClosedRange<Int>
  /// d, for synthetic data.
  public var inputs: ClosedRange<Int>
  /// k.
  public var outputs: ClosedRange<Int>
  /// n.
  public var samples: ClosedRange<Int>
  /// Drawn with equal probability for each network.
  public var slopes: [SlopeKind]
  /// Drawn with equal probability for each network.
  public var shapes: [ReLUShape]
  /// Drawn with equal probability for each network.
  public var initializations: [Initialization]
  /// Drawn with equal probability for each network, unless real data are given.
  public var data: [SyntheticSamples]
  /// V is multiplied by a number log-uniform in this range: how much the features weigh against the hidden layer's gradient.
  public var hiddenScale: ClosedRange<Double>
  /// Samples drawn from real data in place of synthetic ones.
  public var realData: SampleData?

  /// An ensemble; the defaults are what `gnbounds check` runs.
  public init(
    width: ClosedRange<Int> = 1...32, inputs: ClosedRange<Int> = 1...8, outputs: ClosedRange<Int> = 1...4,
    samples: ClosedRange<Int> = 1...12, slopes: [SlopeKind] = SlopeKind.allCases,
    shapes: [ReLUShape] = ReLUShape.allCases, initializations: [Initialization] = Initialization.allCases,
    data: [SyntheticSamples] = SyntheticSamples.allCases, hiddenScale: ClosedRange<Double> = 0.1...10,
    realData: SampleData? = nil
  ) {
    self.width = width
    self.inputs = inputs
    self.outputs = outputs
    self.samples = samples
    self.slopes = slopes
    self.shapes = shapes
    self.initializations = initializations
    self.data = data
    self.hiddenScale = hiddenScale
    self.realData = realData
  }

  /// Small ReLU networks, for falsehoods about the features' largest singular value.
  public static let smallReLU = ReLUEnsemble(
    width: 2...3, inputs: 2...2, outputs: 1...1, samples: 2...2, slopes: [.zero], shapes: [.free],
    initializations: [.kaimingNormal], data: [.whitened, .gaussian], hiddenScale: 3...30)

  /// The same with slopes between 0 and 1, for falsehoods about the features' smallest singular value.
  public static let smallFeatures = ReLUEnsemble(
    width: 2...3, inputs: 2...2, outputs: 1...1, samples: 2...2, slopes: [.uniform], shapes: [.free],
    initializations: [.kaimingNormal], data: [.whitened, .gaussian], hiddenScale: 3...30)

  /// Small leaky ReLU networks whose output weights matter, for falsehoods about the slope.
  public static let smallLeaky = ReLUEnsemble(
    width: 1...3, inputs: 2...3, outputs: 1...1, samples: 2...3, slopes: [.small, .uniform], shapes: [.free],
    initializations: [.kaimingNormal], data: [.whitened, .gaussian], hiddenScale: 0.01...1)

  /// Small networks with samples of different norms.
  public static let smallSpread = ReLUEnsemble(
    width: 2...6, inputs: 1...3, outputs: 1...2, samples: 2...3, slopes: [.uniform], shapes: [.wide],
    initializations: [.kaimingNormal], data: [.spreadNorms], hiddenScale: 0.01...1)

  /// Small networks with more samples than inputs.
  public static let smallMany = ReLUEnsemble(
    width: 2...6, inputs: 1...2, outputs: 1...2, samples: 2...4, slopes: [.small, .uniform], shapes: [.manySamples],
    initializations: [.kaimingNormal], data: [.gaussian, .spreadNorms], hiddenScale: 0.01...1)

  /// What was drawn besides the numbers, for the coverage.
  public struct Draw: Sendable {
    /// The network on its data.
    public let instance: ReLUInstance
    /// How its weights were drawn.
    public let initialization: Initialization
    /// How its slope was drawn.
    public let slope: SlopeKind
    /// How its sizes relate.
    public let shape: ReLUShape
    /// The data's name: a synthetic kind, or `real`.
    public let data: String
  }

  /// Draws an instance; nil when something came out not finite, to be drawn again.
  ///
  /// - Throws: `MatrixError` when LAPACK fails.
  public func draw(_ stream: inout RandomStream, _ workspace: inout Workspace) throws(MatrixError) -> Draw? {
    let initialization = stream.element(of: initializations) ?? .kaimingNormal
    let slopeKind = stream.element(of: slopes) ?? .uniform
    let shape = stream.element(of: shapes) ?? .free
    let kind = stream.element(of: data) ?? .gaussian
    let inputs = realData?.features ?? stream.integer(in: inputs)
    let outputs = stream.integer(in: outputs)
    let samples = drawSamples(shape, inputs: inputs, outputs: outputs, &stream)
    let width = drawWidth(shape, outputs: outputs, samples: samples, &stream)
    let slope = Self.slope(slopeKind, &stream)

    let (x, name): (Matrix, String)
    if let realData {
      let rows: [Int]
      do { rows = try stream.sampleWithoutReplacement(samples, of: realData.count) } catch { return nil }
      (x, name) = (realData.columns(rows), "real")
    } else {
      (x, name) = (try Self.samples(kind, inputs, samples, &stream, &workspace), kind.rawValue)
    }
    let (hidden, output): (Matrix, Matrix)
    if realData == nil, kind == .integers {
      hidden = Self.integers(width, inputs, &stream)
      output = Self.integers(outputs, width, &stream)
    } else {
      let scale = Initialization.logUniform(hiddenScale.lowerBound, hiddenScale.upperBound, &stream)
      hidden = scale * (try initialization.draw(rows: width, columns: inputs, &stream, &workspace))
      output = try initialization.draw(rows: outputs, columns: width, &stream, &workspace)
    }
    guard let network = try? ReLUNetwork(hidden: hidden, output: output, slope: slope),
      let instance = try? ReLUInstance(network: network, data: x)
    else { return nil }
    return Draw(instance: instance, initialization: initialization, slope: slopeKind, shape: shape, data: name)
  }

  private static func slope(_ kind: SlopeKind, _ stream: inout RandomStream) -> Double {
    switch kind {
    case .zero: 0
    case .one: 1
    case .small: Initialization.logUniform(0.001, 0.1, &stream)
    case .uniform: stream.uniform()
    }
  }

  private func drawSamples(
    _ shape: ReLUShape, inputs: Int, outputs: Int, _ stream: inout RandomStream
  ) -> Int {
    let most = min(samples.upperBound, realData?.count ?? .max)
    let least = min(samples.lowerBound, most)
    let range: ClosedRange<Int> =
      switch shape {
      case .free: least...most
      // m ≥ kn must be within reach of the widths too.
      case .wide: least...max(least, min(most, inputs, width.upperBound / outputs))
      case .manySamples: max(least, min(most, inputs + 1))...max(least, min(most, inputs + 4))
      case .narrow: max(least, min(most, width.lowerBound + 1))...most
      }
    return stream.integer(in: range)
  }

  private func drawWidth(
    _ shape: ReLUShape, outputs: Int, samples: Int, _ stream: inout RandomStream
  ) -> Int {
    let (least, most) = (width.lowerBound, width.upperBound)
    let range: ClosedRange<Int> =
      switch shape {
      case .free: width
      case .wide, .manySamples: max(least, min(most, outputs * samples))...most
      case .narrow: least...max(least, min(most, samples - 1))
      }
    return stream.integer(in: range)
  }

  private static func integers(_ rows: Int, _ columns: Int, _ stream: inout RandomStream) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in Double(stream.integer(in: -2...2)) }
  }

  private static func samples(
    _ kind: SyntheticSamples, _ inputs: Int, _ samples: Int, _ stream: inout RandomStream,
    _ workspace: inout Workspace
  ) throws(MatrixError) -> Matrix {
    switch kind {
    case .gaussian: return Initialization.normal(inputs, samples, 1, &stream)
    case .whitened:
      return Double(samples).squareRoot() * (try Initialization.orthonormal(inputs, samples, &stream, &workspace))
    case .correlated:
      let roots = (0..<inputs).map { _ in Initialization.logUniform(0.1, 10, &stream) }
      let vectors = try Initialization.orthonormal(inputs, inputs, &stream, &workspace)
      return vectors * .diagonal(roots) * Initialization.normal(inputs, samples, 1, &stream)
    case .spreadNorms:
      let directions = Initialization.normal(inputs, samples, 1, &stream)
      let scales = (0..<samples).map { j in
        Initialization.logUniform(0.1, 10, &stream)
          / max(directions.column(j).frobeniusNorm, .leastNormalMagnitude)
      }
      return directions * .diagonal(scales)
    case .integers: return integers(inputs, samples, &stream)
    }
  }
}
