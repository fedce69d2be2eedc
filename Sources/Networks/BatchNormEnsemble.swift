public import LinearAlgebra
public import RandomStreams

/// How the data of a network with batch normalisation are drawn, of which only the covariance matters.
public enum BatchData: String, Sendable, Hashable, CaseIterable, Codable {
  /// Σ = I.
  case whitened
  /// Uniformly distributed eigenvectors, eigenvalues log-uniform in [1/100, 100].
  case correlated
  /// The same with eigenvalues in [10⁻⁴, 10⁴].
  case illConditioned = "ill-conditioned"
  /// Samples far from the origin: means up to 1,000 times the deviations.
  case shifted
  /// Correlated features of scales log-uniform in [1/100, 100].
  case scaled
  /// No more samples than inputs: a singular covariance, reduced to its range.
  case fewSamples = "few-samples"
}

/// How the hidden width relates to the numbers of inputs and outputs.
public enum BatchNormShape: String, Sendable, Hashable, CaseIterable, Codable {
  /// From its range.
  case free
  /// At least max(d, k), as far as the range allows.
  case wide
  /// Below max(d, k), as far as the range allows: Ĝ is singular where it's below both.
  case narrow
}

/// A distribution of two-layer networks with batch normalisation and data.
public struct BatchNormEnsemble: Sendable, Hashable {
  /// m.
  public var width: ClosedRange<Int>
  /// d, for synthetic data.
  public var inputs: ClosedRange<Int>
  /// k.
  public var outputs: ClosedRange<Int>
  /// Drawn with equal probability for each network.
  public var shapes: [BatchNormShape]
  /// Drawn with equal probability for each network.
  public var initializations: [Initialization]
  /// Drawn with equal probability for each network, unless real data are given.
  public var data: [BatchData]
  /// Each row of V is multiplied by a number log-uniform in this range: F doesn't change, κ does.
  public var unitScale: ClosedRange<Double>
  /// The covariance of real data in place of a synthetic one.
  public var realData: InputMoment?

  /// An ensemble; the defaults are what `gnbounds check` runs.
  public init(
    width: ClosedRange<Int> = 1...24, inputs: ClosedRange<Int> = 1...8, outputs: ClosedRange<Int> = 1...4,
    shapes: [BatchNormShape] = BatchNormShape.allCases, initializations: [Initialization] = Initialization.allCases,
    data: [BatchData] = BatchData.allCases, unitScale: ClosedRange<Double> = 0.1...10, realData: InputMoment? = nil
  ) {
    self.width = width
    self.inputs = inputs
    self.outputs = outputs
    self.shapes = shapes
    self.initializations = initializations
    self.data = data
    self.unitScale = unitScale
    self.realData = realData
  }

  /// Small networks on correlated data, for falsehoods about the gradient through the statistics.
  public static let smallCorrelated = BatchNormEnsemble(
    width: 1...3, inputs: 1...2, outputs: 1...2, shapes: [.wide], initializations: [.kaimingNormal],
    data: [.correlated], unitScale: 0.3...3)

  /// Small networks with units of different scales, for falsehoods about the deviations.
  public static let smallScaled = BatchNormEnsemble(
    width: 1...3, inputs: 1...3, outputs: 1...1, shapes: [.free, .wide], initializations: [.kaimingNormal],
    data: [.whitened, .correlated], unitScale: 0.05...20)

  /// What was drawn besides the numbers, for the coverage.
  public struct Draw: Sendable {
    /// The network on its data.
    public let instance: BatchNormInstance
    /// How its weights were drawn.
    public let initialization: Initialization
    /// How its sizes relate.
    public let shape: BatchNormShape
    /// The data's name: a synthetic kind, or `real`.
    public let data: String
  }

  /// Draws an instance; nil when something came out zero or not finite, to be drawn again.
  ///
  /// - Throws: `MatrixError` when LAPACK fails.
  public func draw(_ stream: inout RandomStream, _ workspace: inout Workspace) throws(MatrixError) -> Draw? {
    let initialization = stream.element(of: initializations) ?? .kaimingNormal
    let shape = stream.element(of: shapes) ?? .free
    let kind = stream.element(of: data) ?? .whitened
    let outputs = stream.integer(in: outputs)
    let (moment, basis): (SecondMoment, Matrix?)
    if let realData {
      (moment, basis) = (realData.moment, realData.basis)
    } else {
      guard let drawn = try Self.draw(kind, stream.integer(in: inputs), &stream, &workspace) else { return nil }
      (moment, basis) = drawn
    }
    let width = drawWidth(shape, inputs: moment.inputs, outputs: outputs, &stream)
    let scales = (0..<width).map { _ in
      Initialization.logUniform(unitScale.lowerBound, unitScale.upperBound, &stream)
    }
    var hidden = try initialization.draw(
      rows: width, columns: basis?.rows ?? moment.inputs, &stream, &workspace)
    if let basis { hidden = hidden * basis }
    hidden = .diagonal(scales) * hidden
    let output = try initialization.draw(rows: outputs, columns: width, &stream, &workspace)
    guard let network = try? BatchNormNetwork(hidden: hidden, output: output),
      let instance = try? BatchNormInstance(network: network, data: moment, ranks: .generic(network.plain))
    else { return nil }
    return Draw(
      instance: instance, initialization: initialization, shape: shape, data: realData == nil ? kind.rawValue : "real")
  }

  private func drawWidth(
    _ shape: BatchNormShape, inputs: Int, outputs: Int, _ stream: inout RandomStream
  ) -> Int {
    let (least, most) = (width.lowerBound, width.upperBound)
    let range: ClosedRange<Int> =
      switch shape {
      case .free: width
      case .wide: max(least, min(most, max(inputs, outputs)))...most
      case .narrow: least...max(least, min(most, max(inputs, outputs) - 1))
      }
    return stream.integer(in: range)
  }

  /// The covariance and the basis of its range; nil where samples came out constant or too close to it.
  private static func draw(
    _ kind: BatchData, _ inputs: Int, _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> (SecondMoment, Matrix?)? {
    switch kind {
    case .whitened: return (.whitened(inputs), nil)
    case .correlated, .illConditioned:
      let root = kind == .correlated ? 10.0 : 100
      let roots = (0..<inputs).map { _ in Initialization.logUniform(1 / root, root, &stream) }
      let vectors = try Initialization.orthonormal(inputs, inputs, &stream, &workspace)
      return (SecondMoment(trusted: vectors * .diagonal(roots)), nil)
    case .shifted, .scaled, .fewSamples:
      let count =
        kind == .fewSamples
        ? stream.integer(in: 2...max(2, inputs)) : stream.integer(in: (2 * inputs + 1)...(4 * inputs + 2))
      let scales = (0..<inputs).map { _ in kind == .scaled ? Initialization.logUniform(0.01, 100, &stream) : 1 }
      let means = (0..<inputs).map { _ in kind == .shifted ? Initialization.logUniform(1, 1000, &stream) : 0 }
      let mixing = Initialization.normal(inputs, inputs, 1, &stream)
      let values = .diagonal(scales) * mixing * Initialization.normal(inputs, count, 1, &stream)
      let samples = Matrix(rows: count, columns: inputs) { values[$1, $0] + means[$1] }
      guard let moment = try? InputMoment(samples: samples, InputPreparation(centered: true), &workspace) else {
        return nil
      }
      return (moment.moment, moment.basis)
    }
  }
}
