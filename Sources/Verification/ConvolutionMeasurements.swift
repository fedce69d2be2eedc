public import BoundKernel
import LinearAlgebra
public import Networks

extension ConvolutionInstance: NetworkInstance {
  /// The same: where the rank is neither known by a theorem nor certified it's exact, but for instances too large for that.
  public func withExactRanks() -> ConvolutionInstance? { nil }
}

/// What the kernel's symbols mean on a linear convolutional network, in float64. The inputs of a statement are the c_0|S|
/// coordinates of the end-to-end kernel, its outputs the output channels.
public final class ConvolutionMeasurements: MatrixStore, InstanceMeasurements {
  /// The instance.
  public private(set) var instance: ConvolutionInstance
  private var factor: MatrixHandle?
  private var named: [FamilyMatrix: MatrixHandle] = [:]
  private var maps: [NamedMatrix: MatrixHandle] = [:]

  /// Measurements of an instance.
  public init(_ instance: ConvolutionInstance) {
    self.instance = instance
    super.init()
  }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: ConvolutionInstance) {
    self.instance = instance
    removeAll()
    named.removeAll(keepingCapacity: true)
    maps.removeAll(keepingCapacity: true)
    factor = nil
  }

  /// The eigenvalues of Ĝ.
  public func spectrum() -> GaussNewtonSpectrum { instance.spectrum }

  /// Depth and data are those of the instance.
  public func satisfies(_ assumption: Assumption) -> Bool {
    switch assumption {
    case .depth(let depth): instance.network.depth == depth
    case .isotropicData: instance.data.isIsotropic
    case .positive, .positiveAtEveryLayer, .ranks: true
    case .productVectorInRange, .hiddenWidthsAtLeastOuter: false
    }
  }

  /// Whether the instance has a property.
  public func has(_ property: InstanceProperty) -> Bool {
    switch property {
    case .coprimeKernels: instance.hasCoprimeKernels
    case .alignedBranches, .commonStrength, .moreSamplesThanInputs: false
    }
  }

  // MARK: Symbols

  /// L.
  public var depth: Int { instance.network.depth }
  /// r = rank G.
  public var rankOfSubject: Int { instance.rank }

  /// The coordinates of the end-to-end kernel, and the channels.
  public func size(of dimension: NamedDimension) -> Int {
    switch dimension {
    case .inputs: instance.data.inputs
    case .outputs: instance.network.outputs
    case .width(let layer): instance.network.channels[layer]
    }
  }

  /// The number of taps of all channels of a layer.
  public func kernelSize(_ layer: Int) -> Int { instance.network.kernels[layer - 1].parameters }

  /// Of no linear network's matrix is the rank known here.
  public func rank(of name: NamedMatrix) throws(MeasurementError) -> Int { throw .unknownRank }

  /// S, and the layers behind or before one as maps of images.
  public func matrix(_ name: NamedMatrix) throws(MeasurementError) -> MatrixHandle {
    if name == .dataFactor {
      if let factor { return factor }
      let order = instance.data.inputs
      let handle =
        instance.data.form == .whitened ? identity(order: order) : insert(instance.data.factor, rank: order)
      factor = handle
      return handle
    }
    if let known = maps[name] { return known }
    let handle: MatrixHandle
    switch name {
    case .productAfter(let layer): handle = insert(instance.imageMapAfter(try existing(layer)))
    case .productBefore(let layer): handle = insert(instance.imageMapBefore(try existing(layer)))
    case .weight, .dataFactor, .inputVector, .outputVector: throw .foreignMatrix
    }
    maps[name] = handle
    return handle
  }

  /// A matrix of the network or its inputs; nil for the symbols of other families.
  public func matrix(_ name: FamilyMatrix) throws(MeasurementError) -> MatrixHandle? {
    if let known = named[name] { return known }
    let network = instance.network
    let handle: MatrixHandle
    switch name {
    case .kernelMap(let layer):
      let layer = try existing(layer)
      // One layer's map has the rank of all of them.
      handle = insert(
        network.kernelMap(layer), rank: depth == 1 ? instance.rank : nil,
        exactRank: { network.exactRank(ofKernelMap: layer) })
    case .kernelMaps: handle = insert(network.kernelMaps, rank: instance.rank)
    case .flippedKernelMaps:
      let flipped: ConvolutionalNetwork
      do {
        flipped = try ConvolutionalNetwork(kernels: [network.kernels[0].flipped] + network.kernels.dropFirst())
      } catch { throw .unknownRank }
      handle = insert(flipped.kernelMaps, rank: flipped.exactRank())
    case .periodicWindows:
      handle = insert(instance.images.periodicWindows(height: network.height, width: network.width))
    default: return nil
    }
    named[name] = handle
    return handle
  }

  /// A functional of a matrix; zeros that shape or rank decide are exact.
  public override func value(of functional: Functional, at handle: MatrixHandle) throws(MeasurementError) -> Double {
    guard functional == .smallestPositiveEigenvalue else { return try super.value(of: functional, at: handle) }
    return try instance.rank == 0 ? 0 : eigenvalue(instance.rank, of: handle)
  }

  private func existing(_ layer: Int) throws(MeasurementError) -> Int {
    guard (1...depth).contains(layer) else { throw .noSuchIndex(.layer, layer, count: depth) }
    return layer
  }
}
