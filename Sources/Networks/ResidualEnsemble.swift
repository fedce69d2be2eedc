public import LinearAlgebra
public import RandomStreams

/// How the strengths β_l of a residual network are drawn.
public enum StrengthKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// β_l = 0: a plain linear network.
  case zero
  /// The same β for all layers, of either sign.
  case common
  /// One for each layer, of both signs.
  case perLayer = "per-layer"
  /// One for each layer, some zero.
  case sparse
}

/// What the branches of a residual network are.
public enum BranchKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// Layers of a linear ensemble.
  case general
  /// Square, symmetric and positive semidefinite, with β_l ≥ 0: what `residual.aligned` speaks of.
  case aligned
}

/// A distribution of residual linear networks and data.
public struct ResidualEnsemble: Sendable, Hashable {
  /// The distribution of the branches W^l and of the data.
  public var linear: LinearEnsemble
  /// Drawn with equal probability for each network.
  public var strengths: [StrengthKind]
  /// Drawn with equal probability for each network.
  public var branches: [BranchKind]
  /// The magnitude of a strength that isn't zero is 1 with probability ¼ and otherwise log-uniform in this range.
  public var magnitude: ClosedRange<Double>

  /// An ensemble.
  public init(
    _ linear: LinearEnsemble = LinearEnsemble(), strengths: [StrengthKind] = StrengthKind.allCases,
    branches: [BranchKind] = BranchKind.allCases, magnitude: ClosedRange<Double> = 0.01...10
  ) {
    self.linear = linear
    self.strengths = strengths
    self.branches = branches
    self.magnitude = magnitude
  }

  /// Square symmetric branches of two layers on white data with a common strength, for `conjecture.residual-monotone`.
  public static let smallMonotone = ResidualEnsemble(
    LinearEnsemble(depth: 2...2, inputs: 2...3, data: [.whitened]), strengths: [.common], branches: [.aligned])

  /// Small networks of two layers whose strengths matter, for falsehoods about β.
  public static let smallStrong = ResidualEnsemble(
    LinearEnsemble(
      depth: 2...2, width: 1...3, inputs: 1...3, outputs: 1...3, initializations: [.kaimingNormal, .orthogonal],
      structures: [.plain], data: [.whitened]),
    strengths: [.common, .perLayer], branches: [.general], magnitude: 0.5...4)

  /// What was drawn besides the numbers, for the coverage.
  public struct Draw: Sendable {
    /// The network on its data.
    public let instance: ResidualInstance
    /// How its strengths were drawn.
    public let strengths: StrengthKind
    /// What its branches are.
    public let branches: BranchKind
    /// The data's name: a synthetic kind, or `real`.
    public let data: String

    /// The signs of the strengths.
    public var signs: String {
      let values = instance.network.strengths
      if values.allSatisfy({ $0 == 0 }) { return "zero" }
      if values.allSatisfy({ $0 >= 0 }) { return "nonnegative" }
      return values.allSatisfy { $0 <= 0 } ? "nonpositive" : "both"
    }
  }

  /// Draws an instance; nil when a layer came out zero or not finite, to be drawn again.
  ///
  /// - Throws: `MatrixError` when LAPACK fails.
  public func draw(_ stream: inout RandomStream, _ workspace: inout Workspace) throws(MatrixError) -> Draw? {
    let kind = stream.element(of: strengths) ?? .common
    // Symmetric branches have no meaning on a proper subspace of the features.
    let isWholeSpace = linear.realData.map { $0.rank == $0.features } ?? true
    let branchKind = stream.element(of: branches) ?? .general
    if branchKind == .aligned, isWholeSpace { return try drawAligned(kind, &stream, &workspace) }
    guard let parts = try linear.drawParts(reducing: false, &stream, &workspace) else { return nil }
    let strengths = drawStrengths(kind, layers: parts.weights.count, &stream)
    return Self.draw(
      parts.weights, strengths, parts.moment, parts.basis, parts.data, kind, .general, exactRanks: false)
  }

  private static func draw(
    _ branches: [Matrix], _ strengths: [Double], _ data: SecondMoment, _ basis: Matrix?, _ name: String,
    _ kind: StrengthKind, _ branchKind: BranchKind, exactRanks: Bool
  ) -> Draw? {
    guard let network = try? ResidualNetwork(branches: branches, strengths: strengths),
      let layers = try? network.linear(), layers.weights.allSatisfy({ $0.maximumMagnitude > 0 })
    else { return nil }
    let reduced = basis.map { basis in [layers.weights[0] * basis] + layers.weights.dropFirst() } ?? layers.weights
    guard let linear = try? LinearNetwork(weights: reduced) else { return nil }
    let ranks: PartialRanks? = exactRanks ? nil : .generic(linear)
    guard let instance = try? ResidualInstance(network: network, data: data, basis: basis, ranks: ranks) else {
      return nil
    }
    return Draw(instance: instance, strengths: kind, branches: branchKind, data: name)
  }

  private func drawStrength(_ stream: inout RandomStream) -> Double {
    let magnitude =
      stream.bernoulli(0.25)
      ? min(max(1, magnitude.lowerBound), magnitude.upperBound)
      : Initialization.logUniform(magnitude.lowerBound, magnitude.upperBound, &stream)
    return stream.bernoulli(0.5) ? -magnitude : magnitude
  }

  private func drawStrengths(_ kind: StrengthKind, layers: Int, _ stream: inout RandomStream) -> [Double] {
    switch kind {
    case .zero: return Array(repeating: 0, count: layers)
    case .common: return Array(repeating: drawStrength(&stream), count: layers)
    case .perLayer: return (0..<layers).map { _ in drawStrength(&stream) }
    case .sparse: return (0..<layers).map { _ in stream.bernoulli(0.5) ? 0 : drawStrength(&stream) }
    }
  }

  /// Square layers of one order. Their branches are multiples of I with probability ⅓: next to one of spread eigenvalues that
  /// refutes `conjecture.residual-monotone`. Else they're BBᵀ with B random, of one column less with probability ¼; B has few
  /// binary digits, so that BBᵀ isn't rounded and is as singular as it should be.
  private func drawAligned(
    _ kind: StrengthKind, _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> Draw? {
    let depth = stream.integer(in: linear.depth)
    let (moment, basis, name) = try linear.drawData(&stream, &workspace)
    // In the features' own coordinates: the basis is orthogonal.
    let data = basis.map { SecondMoment(trusted: $0 * moment.factor) } ?? moment
    let order = data.inputs
    var isSingular = false
    let branches = (0..<depth).map { _ in
      if stream.bernoulli(1.0 / 3) { return Initialization.logUniform(0.1, 3, &stream) * Matrix.identity(order) }
      let columns = order > 1 && stream.bernoulli(0.25) ? order - 1 : order
      if columns < order { isSingular = true }
      let factor = Initialization.normal(order, columns, (1 / Double(order)).squareRoot(), &stream)
      let scale = [0.125, 0.25, 0.5, 1, 2][stream.integer(in: 0...4)]
      return scale * Matrix(rows: order, columns: columns) { (factor[$0, $1] * 1024).rounded() / 1024 }.gram()
    }
    let strengths = drawStrengths(kind, layers: depth, &stream).map(abs)
    return Self.draw(branches, strengths, data, nil, name, kind, .aligned, exactRanks: isSingular)
  }
}
