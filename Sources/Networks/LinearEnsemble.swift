public import LinearAlgebra
public import RandomStreams

/// How the second moment of synthetic inputs is drawn.
public enum SyntheticData: String, Sendable, Hashable, CaseIterable, Codable {
  /// Σ = I.
  case whitened
  /// Σ = cI, √c log-uniform in [1/4, 4].
  case isotropic
  /// Uniformly distributed eigenvectors, eigenvalues log-uniform in [1/100, 100].
  case correlated
}

/// What is done to the weights once they're drawn.
public enum LayerStructure: String, Sendable, Hashable, CaseIterable, Codable {
  /// Nothing.
  case plain
  /// The smallest singular value of one layer is multiplied by 10^{−1} to 10^{−6}.
  case nearRankDeficient = "near-rank-deficient"
  /// W^l = U_l D_l U_{l−1}ᵀ with the same singular values in every layer: W^{l+1}ᵀW^{l+1} = W^lW^lᵀ as far as the widths
  /// allow, as gradient flow from small weights has it.
  case balanced
  /// A hidden layer's small singular directions face the previous layer's range and the next layer's row space.
  case neighbourAligned = "neighbour-aligned"
}

/// How the hidden widths of a network are drawn from their range.
public enum WidthShape: String, Sendable, Hashable, CaseIterable, Codable {
  /// All the same.
  case constant
  /// Each by itself.
  case free
  /// Each at least max(d, k), as far as the range allows: the bounds that need full rank are finite.
  case wide
  /// One below min(d, k), as far as the range allows: Ĝ is singular.
  case bottleneck
}

/// A distribution of linear networks and data.
public struct LinearEnsemble: Sendable, Hashable {
  /// L.
  public var depth: ClosedRange<Int>
  /// m_1, …, m_{L−1}.
  public var width: ClosedRange<Int>
  /// d, for synthetic data.
  public var inputs: ClosedRange<Int>
  /// k.
  public var outputs: ClosedRange<Int>
  /// Drawn with equal probability for each network.
  public var initializations: [Initialization]
  /// Drawn with equal probability for each network.
  public var structures: [LayerStructure]
  /// Drawn with equal probability for each network.
  public var widthShapes: [WidthShape]
  /// Drawn with equal probability for each network, unless real data are given.
  public var data: [SyntheticData]
  /// The second moment of real data in place of a synthetic one.
  public var realData: InputMoment?

  /// An ensemble; the defaults are what `gnbounds check` runs.
  public init(
    depth: ClosedRange<Int> = 1...8, width: ClosedRange<Int> = 1...24, inputs: ClosedRange<Int> = 1...10,
    outputs: ClosedRange<Int> = 1...6, initializations: [Initialization] = Initialization.allCases,
    structures: [LayerStructure] = LayerStructure.allCases, widthShapes: [WidthShape] = WidthShape.allCases,
    data: [SyntheticData] = SyntheticData.allCases, realData: InputMoment? = nil
  ) {
    self.depth = depth
    self.width = width
    self.inputs = inputs
    self.outputs = outputs
    self.initializations = initializations
    self.structures = structures
    self.widthShapes = widthShapes
    self.data = data
    self.realData = realData
  }

  /// Small networks on correlated data, for falsehoods about κ(Σ).
  public static let smallCorrelated = LinearEnsemble(
    depth: 1...3, width: 1...3, inputs: 1...3, outputs: 1...3, initializations: [.kaimingNormal, .orthogonal],
    structures: [.plain], data: [.correlated])

  /// Small networks on white data.
  public static let smallWhitened = LinearEnsemble(
    depth: 1...3, width: 1...3, inputs: 1...3, outputs: 1...3, initializations: [.kaimingNormal, .orthogonal],
    structures: [.plain], data: [.whitened])

  /// Small networks of two layers on white data.
  public static let smallTwoLayers = LinearEnsemble(
    depth: 2...2, width: 1...3, inputs: 1...3, outputs: 1...3, initializations: [.kaimingNormal, .orthogonal],
    structures: [.plain], data: [.whitened])

  /// Three or four layers whose small singular directions face their neighbours.
  public static let smallAligned = LinearEnsemble(
    depth: 3...4, width: 3...4, inputs: 1...2, outputs: 1...2, initializations: [.orthogonal, .kaimingNormal],
    structures: [.neighbourAligned], widthShapes: [.wide], data: [.whitened])

  /// What was drawn besides the numbers, for the coverage.
  public struct Draw: Sendable {
    /// The network on its data.
    public let instance: LinearInstance
    /// How its weights were drawn.
    public let initialization: Initialization
    /// What was done to them.
    public let structure: LayerStructure
    /// The shape of its widths.
    public let widthShape: WidthShape
    /// The data's name: a synthetic kind, or `real`.
    public let data: String
  }

  /// Draws an instance; nil when a layer came out zero or not finite, to be drawn again.
  ///
  /// - Throws: `MatrixError` when LAPACK fails.
  public func draw(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> Draw? {
    guard let parts = try drawParts(reducing: true, &stream, &workspace),
      let network = try? LinearNetwork(weights: parts.weights),
      let instance = try? LinearInstance(network: network, data: parts.moment, ranks: .generic(network))
    else { return nil }
    return Draw(
      instance: instance, initialization: parts.initialization, structure: parts.structure,
      widthShape: parts.widthShape, data: parts.data)
  }

  /// The layers and the data before they become an instance.
  struct Parts {
    var weights: [Matrix]
    var moment: SecondMoment
    var basis: Matrix?
    var initialization: Initialization
    var structure: LayerStructure
    var widthShape: WidthShape
    var data: String
  }

  /// Draws layers and data; the first layer is multiplied by the data's basis where `reducing` says so. Nil when a layer came
  /// out zero or not finite.
  func drawParts(
    reducing: Bool, _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> Parts? {
    let initialization = stream.element(of: initializations) ?? .kaimingNormal
    let structure = stream.element(of: structures) ?? .plain
    let shape = stream.element(of: widthShapes) ?? .free
    let depth = stream.integer(in: depth)
    let outputs = stream.integer(in: outputs)
    let (moment, basis, kind) = try drawData(&stream, &workspace)
    let inputs = basis?.rows ?? moment.inputs
    let hidden = drawWidths(shape, layers: depth - 1, inputs: moment.inputs, outputs: outputs, &stream)
    let widths = [inputs] + hidden + [outputs]

    var weights: [Matrix] = []
    if structure == .balanced {
      weights = try Self.balanced(widths, &stream, &workspace)
    } else {
      for layer in 1...depth {
        weights.append(
          try initialization.draw(rows: widths[layer], columns: widths[layer - 1], &stream, &workspace))
      }
    }
    if reducing, let basis { weights[0] = weights[0] * basis }
    switch structure {
    case .plain, .balanced: break
    case .nearRankDeficient: try Self.weaken(&weights, &stream, &workspace)
    case .neighbourAligned: try Self.align(&weights, &stream, &workspace)
    }
    guard weights.allSatisfy({ $0.maximumMagnitude.isFinite && $0.maximumMagnitude > 0 }) else { return nil }
    return Parts(
      weights: weights, moment: moment, basis: basis, initialization: initialization, structure: structure,
      widthShape: shape, data: kind)
  }

  func drawData(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> (SecondMoment, basis: Matrix?, name: String) {
    if let realData { return (realData.moment, realData.basis, "real") }
    let inputs = stream.integer(in: inputs)
    let kind = stream.element(of: data) ?? .whitened
    switch kind {
    case .whitened: return (.whitened(inputs), nil, kind.rawValue)
    case .isotropic:
      let scale = Initialization.logUniform(0.25, 4, &stream)
      return (SecondMoment(trusted: scale * .identity(inputs)), nil, kind.rawValue)
    case .correlated:
      let roots = (0..<inputs).map { _ in Initialization.logUniform(0.1, 10, &stream) }
      let vectors = try Initialization.orthonormal(inputs, inputs, &stream, &workspace)
      return (SecondMoment(trusted: vectors * .diagonal(roots)), nil, kind.rawValue)
    }
  }

  private func drawWidths(
    _ shape: WidthShape, layers: Int, inputs: Int, outputs: Int, _ stream: inout RandomStream
  ) -> [Int] {
    guard layers > 0 else { return [] }
    let free = { (range: ClosedRange<Int>, stream: inout RandomStream) in
      (0..<layers).map { _ in stream.integer(in: range) }
    }
    switch shape {
    case .constant:
      return Array(repeating: stream.integer(in: width), count: layers)
    case .free:
      return free(width, &stream)
    case .wide:
      return free(min(max(width.lowerBound, inputs, outputs), width.upperBound)...width.upperBound, &stream)
    case .bottleneck:
      var widths = free(width, &stream)
      let narrow = max(width.lowerBound, min(width.upperBound, min(inputs, outputs) - 1))
      widths[stream.integer(in: 0...(layers - 1))] = stream.integer(in: width.lowerBound...narrow)
      return widths
    }
  }
}
