public import BoundKernel
import LinearAlgebra
public import Networks

extension BatchNormInstance: NetworkInstance {
  /// The same network and data with exact ranks; nil when they are exact.
  public func withExactRanks() throws -> BatchNormInstance? {
    ranks.provenance == .exact ? nil : try BatchNormInstance(network: network, data: data)
  }
}

/// What the kernel's symbols mean on a two-layer network with batch normalisation, in float64.
public final class BatchNormMeasurements: MatrixStore, InstanceMeasurements {
  /// The instance.
  public private(set) var instance: BatchNormInstance
  private var factor: MatrixHandle?
  private var named: [FamilyMatrix: MatrixHandle] = [:]
  private var directions: [MatrixHandle]?

  /// Measurements of an instance.
  public init(_ instance: BatchNormInstance) {
    self.instance = instance
    super.init()
  }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: BatchNormInstance) {
    self.instance = instance
    removeAll()
    named.removeAll(keepingCapacity: true)
    (factor, directions) = (nil, nil)
  }

  /// The eigenvalues of Ĝ.
  public func spectrum() throws(MeasurementError) -> GaussNewtonSpectrum {
    do { return try GaussNewtonSpectrum(instance, &workspace) } catch { throw .matrix(error) }
  }

  /// κ of the same weights on the same data without batch normalisation over κ with it: what normalising gains.
  public func quantities(_ spectrum: GaussNewtonSpectrum) throws(MeasurementError) -> [Double?] {
    let plain = instance.withoutNormalization
    let without: GaussNewtonSpectrum
    do { without = try GaussNewtonSpectrum(plain, PartialProducts(plain), &workspace) } catch { throw .matrix(error) }
    guard let κ = spectrum.conditionNumber, let plainκ = without.conditionNumber else { return [nil] }
    return [plainκ / κ]
  }

  /// Two layers, and nothing of what linear networks are asked for.
  public func satisfies(_ assumption: Assumption) -> Bool {
    switch assumption {
    case .depth(let depth): depth == 2
    case .isotropicData: instance.data.isIsotropic
    case .positive, .positiveAtEveryLayer, .ranks: true
    case .productVectorInRange, .hiddenWidthsAtLeastOuter: false
    }
  }

  // MARK: Symbols

  /// 2.
  public var depth: Int { 2 }
  /// m.
  public var units: Int { instance.network.width }
  /// r = rank G.
  public var rankOfSubject: Int { instance.rank }

  /// A dimension of the network; the width behind layer 1 is m.
  public func size(of dimension: NamedDimension) -> Int {
    let network = instance.network
    return dimension.size(inputs: network.inputs, hidden: network.width, outputs: network.outputs)
  }

  /// rank W, named as what follows layer 1, and rank V, as what precedes layer 2.
  public func rank(of name: NamedMatrix) throws(MeasurementError) -> Int {
    switch name {
    case .productAfter(1): instance.ranks.after[1]
    case .productBefore(2): instance.ranks.before[2]
    default: throw .unknownRank
    }
  }

  /// S and u_j; no statement about batch normalisation speaks of the others.
  public func matrix(_ name: NamedMatrix) throws(MeasurementError) -> MatrixHandle {
    switch name {
    case .dataFactor:
      if let factor { return factor }
      let order = instance.network.inputs
      let handle =
        instance.data.form == .whitened ? identity(order: order) : insert(instance.data.factor, rank: order)
      factor = handle
      return handle
    case .outputVector(let number): return try chosenDirections()[number - 1]
    case .weight, .productAfter, .productBefore, .inputVector: throw .foreignMatrix
    }
  }

  private func chosenDirections() throws(MeasurementError) -> [MatrixHandle] {
    if let directions { return directions }
    let vectors: CompressionVectors
    do { vectors = try CompressionVectors(instance, &workspace) } catch { throw .matrix(error) }
    let chosen = [insert(vectors.top), insert(vectors.bottom)]
    directions = chosen
    return chosen
  }

  /// The diagonal matrix of numbers that aren't negative: its rank is the number of those that aren't 0.
  public override func diagonal(_ numbers: [Double]) -> MatrixHandle? {
    insert(diagonal: numbers, rank: numbers.count { $0 != 0 })
  }

  /// A matrix of the network; nil for the symbols of other families.
  public func matrix(_ name: FamilyMatrix) throws(MeasurementError) -> MatrixHandle? {
    if let known = named[name] { return known }
    let (network, units) = (instance.network, instance.units)
    let handle: MatrixHandle
    switch name {
    case .hiddenWeights: handle = insert(network.hidden, rank: instance.ranks.before[2])
    case .outputWeights: handle = insert(network.output, rank: instance.ranks.after[1])
    case .outputColumn(let unit): handle = insert(network.output.column(try existing(unit)))
    case .deviation(let unit):
      let deviation = instance.deviations[try existing(unit)]
      handle = insert(Matrix(rows: 1, columns: 1) { _, _ in deviation })
    case .normalizedUnit(let unit):
      let row = try existing(unit)
      handle = insert(Matrix(rows: network.inputs, columns: 1) { column, _ in units[row, column] })
    case .unitProjector(let unit):
      let row = try existing(unit)
      handle = insert(
        Matrix(rows: network.inputs, columns: network.inputs) { ($0 == $1 ? 1 : 0) - units[row, $0] * units[row, $1] })
    // S is nonsingular and s_i > 0: U = diag(1/s)VS.
    case .normalizedWeights: handle = insert(units, rank: instance.ranks.before[2])
    case .branch, .skip, .strength, .slope, .inputData, .sample, .activations, .activationPattern, .features,
      .jacobian, .ones, .kernelMap, .kernelMaps, .flippedKernelMaps, .periodicWindows:
      return nil
    }
    named[name] = handle
    return handle
  }

  private func existing(_ unit: Int) throws(MeasurementError) -> Int {
    guard (1...units).contains(unit) else { throw .noSuchIndex(.unit, unit, count: units) }
    return unit - 1
  }
}
