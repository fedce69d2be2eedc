public import BoundKernel
import LinearAlgebra
public import Networks

/// What the kernel's symbols mean on a chain of layers, in float64: the weights of a linear network, or the layers V^l of a
/// residual one.
public class LayeredMeasurements: MatrixStore {
  /// The layers and the data.
  private(set) var layers: LinearInstance
  /// Their partial products.
  private var products: PartialProducts
  private var named: [NamedMatrix: MatrixHandle] = [:]
  private var vectors: RayleighVectors?

  init(layers: LinearInstance) {
    self.layers = layers
    products = PartialProducts(layers)
    super.init()
  }

  func restart(layers: LinearInstance) {
    self.layers = layers
    products = PartialProducts(layers)
    removeAll()
    named.removeAll(keepingCapacity: true)
    vectors = nil
  }

  /// The eigenvalues of Ĝ.
  public func spectrum() throws(MeasurementError) -> GaussNewtonSpectrum {
    do { return try GaussNewtonSpectrum(layers, products, &workspace) } catch { throw .matrix(error) }
  }

  /// Depth, data and widths are those of the instance; an admissible product vector exists or not.
  public func satisfies(_ assumption: Assumption) -> Bool { layers.satisfies(assumption) }

  // MARK: Symbols

  /// L.
  public var depth: Int { layers.network.depth }
  /// r = rank G.
  public var rankOfSubject: Int { layers.rank }

  /// A dimension of the network.
  public func size(of dimension: NamedDimension) -> Int { dimension.size(in: layers.network) }

  /// The analytic rank of P_l, Q_l and the layers; p_0 = 0.
  public func rank(of name: NamedMatrix) throws(MeasurementError) -> Int {
    if name != .productAfter(0) { try requireLayer(name) }
    return switch name {
    case .productAfter(let layer): layers.ranks.after[layer]
    case .productBefore(let layer): layers.ranks.before[layer]
    case .weight(let layer): layers.ranks.layers[layer]
    case .dataFactor: layers.network.inputs
    case .outputVector, .inputVector: 1
    }
  }

  /// A matrix by name; an identity is never multiplied with.
  public func matrix(_ name: NamedMatrix) throws(MeasurementError) -> MatrixHandle {
    if let known = named[name] { return known }
    let rank = try rank(of: name)
    let insert = { (matrix: Matrix?, order: Int) in
      matrix.map { self.insert($0, rank: rank) } ?? self.identity(order: order)
    }
    let handle: MatrixHandle
    switch name {
    case .weight(let layer): handle = self.insert(layers.network.weight(layer), rank: rank)
    case .productAfter(let layer): handle = insert(products.after[layer - 1], layers.network.outputs)
    case .productBefore(let layer): handle = insert(products.before[layer - 1], layers.network.inputs)
    case .dataFactor:
      handle = insert(layers.data.form == .whitened ? nil : layers.data.factor, layers.network.inputs)
    case .outputVector(let number): handle = self.insert(try chosenVectors().output(number), rank: 1)
    case .inputVector(let number): handle = self.insert(try chosenVectors().input(number), rank: 1)
    }
    named[name] = handle
    return handle
  }

  func requireLayer(_ name: NamedMatrix) throws(MeasurementError) {
    switch name {
    case .weight(let layer), .productAfter(let layer), .productBefore(let layer):
      guard (1...depth).contains(layer) else { throw .noSuchIndex(.layer, layer, count: depth) }
    case .dataFactor, .outputVector, .inputVector: break
    }
  }

  /// The vectors of `linear.lower`.
  private func chosenVectors() throws(MeasurementError) -> RayleighVectors {
    if let vectors { return vectors }
    let chosen: RayleighVectors
    do { chosen = try RayleighVectors(layers, products, &workspace) } catch { throw .matrix(error) }
    vectors = chosen
    return chosen
  }

  /// A functional of a matrix; zeros that shape or rank decide are exact.
  public override func value(
    of functional: Functional, at handle: MatrixHandle
  ) throws(MeasurementError) -> Double {
    switch functional {
    case .restrictedSingularValue:
      let (rows, columns) = shape(of: handle)
      return try singularValue(
        min(rows, columns, max(layers.network.inputs, layers.network.outputs)), of: handle)
    case .smallestPositiveEigenvalue: return try layers.rank == 0 ? 0 : eigenvalue(layers.rank, of: handle)
    default: return try super.value(of: functional, at: handle)
    }
  }
}

extension LinearInstance {
  /// Whether the instance is as a theorem assumes; signs of expressions and ranks apart.
  func satisfies(_ assumption: Assumption) -> Bool {
    switch assumption {
    case .depth(let depth): return network.depth == depth
    case .isotropicData: return data.isIsotropic
    case .hiddenWidthsAtLeastOuter:
      let outer = max(network.inputs, network.outputs)
      return network.weights.dropLast().allSatisfy { $0.rows >= outer }
    case .productVectorInRange: return RayleighVectors.areAdmissible(for: self)
    case .positive, .positiveAtEveryLayer, .ranks: return true
    }
  }
}

/// What the kernel's symbols mean on a linear network.
public final class LinearMeasurements: LayeredMeasurements, InstanceMeasurements {
  /// Measurements of an instance.
  public init(_ instance: LinearInstance) { super.init(layers: instance) }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: LinearInstance) { restart(layers: instance) }

  /// The instance.
  public var instance: LinearInstance { layers }

  /// The outcome of every theorem of a plan, see `TheoremPlan.judge`: code for this family, whoever calls it.
  public func outcomes(
    of plan: TheoremPlan
  ) throws(MeasurementError) -> (spectrum: GaussNewtonSpectrum, outcomes: [TheoremOutcome]) {
    try plan.judge(self)
  }
}
