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
  public var rank: Int { spectrum.gaussNewton.rank }
  /// See `ReLUInstance.roundings`.
  public var roundings: Int { unranked.roundings }
  /// The same: where the rank isn't certified it's exact, but for instances too large for that.
  public func withExactRanks() -> RankedReLUInstance? { nil }
}

/// What the kernel's symbols mean on a two-layer (leaky) ReLU network, in float64.
public final class ReLUMeasurements: MatrixStore, InstanceMeasurements {
  /// The instance.
  public private(set) var instance: RankedReLUInstance
  private var named: [FamilyMatrix: MatrixHandle] = [:]
  private var directions: [MatrixHandle]?

  /// Measurements of an instance.
  public init(_ instance: RankedReLUInstance) {
    self.instance = instance
    super.init()
  }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: RankedReLUInstance) {
    self.instance = instance
    removeAll()
    named.removeAll(keepingCapacity: true)
    directions = nil
  }

  /// The eigenvalues of K.
  public func spectrum() -> GaussNewtonSpectrum { instance.spectrum.gaussNewton }

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
    case .alignedBranches, .commonStrength, .coprimeKernels: false
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
    return dimension.size(inputs: network.inputs, hidden: network.width, outputs: network.outputs)
  }

  /// Of no linear network's matrix is the rank known here.
  public func rank(of name: NamedMatrix) throws(MeasurementError) -> Int { throw .unknownRank }

  /// u_j; no statement about two-layer networks speaks of the others.
  public func matrix(_ name: NamedMatrix) throws(MeasurementError) -> MatrixHandle {
    switch name {
    case .outputVector(let number): return try chosenDirections()[number - 1]
    case .weight, .productAfter, .productBefore, .dataFactor, .inputVector: throw .foreignMatrix
    }
  }

  private func chosenDirections() throws(MeasurementError) -> [MatrixHandle] {
    if let directions { return directions }
    let vectors: CompressionVectors
    do { vectors = try CompressionVectors(instance.unranked, &workspace) } catch { throw .matrix(error) }
    let chosen = [insert(vectors.top), insert(vectors.bottom)]
    directions = chosen
    return chosen
  }

  /// A matrix of the network or its data; nil for the symbols of other families.
  public func matrix(_ name: FamilyMatrix) throws(MeasurementError) -> MatrixHandle? {
    if let known = named[name] { return known }
    let (unranked, network) = (instance.unranked, instance.unranked.network)
    let handle: MatrixHandle?
    switch name {
    case .hiddenWeights: handle = insert(network.hidden)
    case .outputWeights: handle = insert(network.output)
    case .slope: handle = insert(Matrix(rows: 1, columns: 1) { _, _ in network.slope })
    case .inputData: handle = insert(unranked.data)
    case .sample(let sample): handle = insert(unranked.data.column(try existing(sample)))
    case .activations: handle = insert(unranked.activations)
    case .activationPattern(let sample): handle = diagonal(unranked.activations.column(try existing(sample)).elements)
    case .features:
      var exactRank: (() -> Int)?
      if unranked.exactFeatureRankCost.isAffordable { exactRank = { unranked.exactFeatureRank() } }
      handle = insert(unranked.features, exactRank: exactRank)
    case .ones: handle = insert(Matrix(rows: network.outputs, columns: 1) { _, _ in 1 })
    case .jacobian:
      handle = insert(
        try MeasurementError.measuring { () throws(MatrixError) in try ReLUJacobian(unranked).matrix },
        rank: instance.rank)
    case .branch, .skip, .strength, .outputColumn, .deviation, .normalizedUnit, .unitProjector, .normalizedWeights,
      .kernelMap,
      .kernelMaps, .flippedKernelMaps, .periodicWindows:
      return nil
    }
    named[name] = handle
    return handle
  }

  private func existing(_ sample: Int) throws(MeasurementError) -> Int {
    guard (1...samples).contains(sample) else { throw .noSuchIndex(.sample, sample, count: samples) }
    return sample - 1
  }
}
