public import BoundKernel
public import LinearAlgebra
public import Networks

/// A two-layer network on its data together with its spectrum, from which its rank was chosen.
public struct RankedReLUInstance: NetworkInstance, Hashable {
  /// The network on its data.
  public let unranked: ReLUInstance
  /// The eigenvalues of K and its rank.
  public let spectrum: ReLUSpectrum

  /// An instance with its spectrum.
  ///
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  public init(_ instance: ReLUInstance, _ workspace: inout Workspace) throws(MatrixError) {
    unranked = instance
    spectrum = try ReLUSpectrum(instance, &workspace)
  }

  /// kn.
  public var order: Int { unranked.order }
  /// r = rank K.
  public var rank: Int { spectrum.rank }
  /// See `ReLUInstance.roundings`.
  public var roundings: Int { unranked.roundings }
  /// The same: where the rank isn't certified it's exact, but for instances too large for that.
  public func withExactRanks() -> RankedReLUInstance? { nil }
}

/// What the kernel's symbols mean on a two-layer (leaky) ReLU network, in float64.
///
/// A class, since it owns a workspace that can't be copied; used by one task.
public final class ReLUMeasurements: InstanceMeasurements {
  /// Float64.
  public typealias Number = Double
  /// Matrices by number.
  public typealias Value = Handle
  /// What can go wrong.
  public typealias Failure = MeasurementError

  /// The number of a matrix in this trial.
  public struct Handle: Hashable, Sendable { let id: Int }

  /// The instance.
  public private(set) var instance: RankedReLUInstance
  private let store = MatrixStore()
  private var named: [FamilyMatrix: Int] = [:]
  private var directions: [Int]?

  /// Measurements of an instance.
  public init(_ instance: RankedReLUInstance) { self.instance = instance }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: RankedReLUInstance) {
    self.instance = instance
    store.removeAll()
    named.removeAll(keepingCapacity: true)
    directions = nil
  }

  /// The eigenvalues of K.
  public func spectrum() -> GaussNewtonSpectrum { GaussNewtonSpectrum(instance.spectrum) }

  /// The entries of a matrix.
  public func entries(_ handle: Handle) -> Matrix { store.matrix(handle.id) }

  // MARK: Properties

  /// Two layers, and nothing of what linear networks are asked for.
  public func satisfies(_ assumption: Assumption) -> Bool {
    switch assumption {
    case .depth(let depth): depth == 2
    case .positive, .positiveAtEveryLayer, .ranks: true
    case .isotropicData, .productVectorInRange, .hiddenWidthsAtLeastOuter: false
    }
  }

  /// Whether the instance has a property.
  public func has(_ property: InstanceProperty) -> Bool {
    switch property {
    case .moreSamplesThanInputs: instance.unranked.samples > instance.unranked.network.inputs
    case .alignedBranches, .commonStrength: false
    }
  }

  // MARK: Symbols

  /// 2.
  public var depth: Int { 2 }
  /// n.
  public var samples: Int { instance.unranked.samples }
  /// r = rank K.
  public var rankOfSubject: Int { instance.rank }

  /// A dimension of the network; the width behind layer 1 is m.
  public func size(of dimension: NamedDimension) -> Int {
    let network = instance.unranked.network
    return switch dimension {
    case .inputs: network.inputs
    case .outputs: network.outputs
    case .width(let layer): layer == 0 ? network.inputs : layer == 1 ? network.width : network.outputs
    }
  }

  /// Of no linear network's matrix is the rank known here.
  public func rank(of name: NamedMatrix) throws(MeasurementError) -> Int { throw .unknownRank }

  /// u_j; no statement about two-layer networks speaks of the others.
  public func matrix(_ name: NamedMatrix) throws(MeasurementError) -> Handle {
    switch name {
    case .outputVector(let number): return Handle(id: try chosenDirections()[number - 1])
    case .weight(let layer), .productAfter(let layer), .productBefore(let layer):
      throw .noSuchLayer(layer, depth: depth)
    case .dataFactor, .inputVector: throw .unknownRank
    }
  }

  private func chosenDirections() throws(MeasurementError) -> [Int] {
    if let directions { return directions }
    let vectors: CompressionVectors
    do { vectors = try CompressionVectors(instance.unranked, &store.workspace) } catch { throw .matrix(error) }
    let chosen = [store.insert(vectors.top), store.insert(vectors.bottom)]
    directions = chosen
    return chosen
  }

  /// A matrix of the network or its data; nil for the symbols of other families.
  public func matrix(_ name: FamilyMatrix) throws(MeasurementError) -> Handle? {
    if let id = named[name] { return Handle(id: id) }
    let (unranked, network) = (instance.unranked, instance.unranked.network)
    let id: Int
    switch name {
    case .hiddenWeights: id = store.insert(network.hidden)
    case .outputWeights: id = store.insert(network.output)
    case .slope: id = store.insert(Matrix(rows: 1, columns: 1) { _, _ in network.slope })
    case .inputData: id = store.insert(unranked.data)
    case .sample(let sample): id = store.insert(unranked.data.column(sample - 1))
    case .activations: id = store.insert(unranked.activations)
    case .activationPattern(let sample): id = store.insert(diagonal: unranked.activations.column(sample - 1).elements)
    case .features:
      let isCheap = unranked.exactFeatureRankCost <= ReLUSpectrum.largestExactCost
      var exactRank: (() -> Int)?
      if isCheap { exactRank = { unranked.exactFeatureRank() } }
      id = store.insert(unranked.features, exactRank: exactRank)
    case .ones: id = store.insert(Matrix(rows: network.outputs, columns: 1) { _, _ in 1 })
    case .jacobian:
      id = store.insert(
        try MeasurementError.measuring { () throws(MatrixError) in try ReLUJacobian(unranked).matrix },
        rank: instance.rank)
    case .branch, .skip, .strength: return nil
    }
    named[name] = id
    return Handle(id: id)
  }

  // MARK: Matrices

  /// I.
  public func identity(order: Int) -> Handle {
    Handle(id: store.insert(diagonal: Array(repeating: 1, count: order)))
  }

  /// AB.
  public func product(_ a: Handle, _ b: Handle) throws(MeasurementError) -> Handle {
    Handle(id: try store.product(a.id, b.id))
  }

  /// Aᵀ.
  public func transpose(_ a: Handle) -> Handle { Handle(id: store.transpose(a.id)) }
  /// AAᵀ.
  public func gram(_ a: Handle) -> Handle { Handle(id: store.gram(a.id)) }
  /// A ⊗ B.
  public func kronecker(_ a: Handle, _ b: Handle) -> Handle { Handle(id: store.kronecker(a.id, b.id)) }
  /// A ∘ B.
  public func schur(_ a: Handle, _ b: Handle) -> Handle? { Handle(id: store.schur(a.id, b.id)) }
  /// The columnwise Kronecker product.
  public func columnwiseKronecker(_ a: Handle, _ b: Handle) -> Handle? {
    Handle(id: store.columnwiseKronecker(a.id, b.id))
  }
  /// The diagonal matrix of some numbers.
  public func diagonal(_ entries: [Double]) -> Handle? { Handle(id: store.insert(diagonal: entries)) }

  /// Σ_j c_j M_j.
  public func combination(_ terms: [(coefficient: Double?, matrix: Handle)]) -> Handle {
    Handle(id: store.combination(terms.map { ($0.coefficient, $0.matrix.id) }))
  }

  /// A functional of a matrix; zeros that the shape decides are exact.
  public func value(of functional: Functional, at handle: Handle) throws(MeasurementError) -> Double {
    try store.value(of: functional, at: handle.id)
  }
}
