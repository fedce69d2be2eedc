public import BoundKernel
import LinearAlgebra
public import Networks

extension ResidualInstance: NetworkInstance {
  /// The same network and data with exact ranks; nil when they are exact.
  public func withExactRanks() throws -> ResidualInstance? {
    linear.ranks.provenance == .exact ? nil : try ResidualInstance(network: network, data: data, basis: basis)
  }
}

/// What the kernel's symbols mean on a residual network: those of the chain of its layers V^l, and the branches W^l, skip
/// connections E_l and strengths β_l.
public final class ResidualMeasurements: LayeredMeasurements, InstanceMeasurements {
  /// The instance.
  public private(set) var instance: ResidualInstance
  private var parts: [FamilyMatrix: MatrixHandle] = [:]
  private var isAligned: Bool?

  /// Measurements of an instance.
  public init(_ instance: ResidualInstance) {
    self.instance = instance
    super.init(layers: instance.linear)
  }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: ResidualInstance) {
    self.instance = instance
    restart(layers: instance.linear)
    parts.removeAll(keepingCapacity: true)
    isAligned = nil
  }

  // MARK: Properties

  /// Whether the instance has a property.
  public func has(_ property: InstanceProperty) -> Bool {
    switch property {
    case .commonStrength: return instance.hasCommonStrength
    case .moreSamplesThanInputs, .coprimeKernels: return false
    case .alignedBranches:
      if let isAligned { return isAligned }
      let result =
        instance.isSquareAndNonnegative && instance.hasSymmetricBranches
        && instance.network.branches.allSatisfy(isPositiveSemidefinite)
      isAligned = result
      return result
    }
  }

  /// Up to rounding: a computed eigenvalue below zero by no more than that moves a bound by no more than a verdict allows for.
  private func isPositiveSemidefinite(_ matrix: Matrix) -> Bool {
    guard let values = try? workspace.eigenvalues(ofSymmetric: matrix) else { return false }
    let largest = max(abs(values[0]), abs(values[values.count - 1]))
    return values[0] >= -Double(matrix.rows) * Double.ulpOfOne * largest
  }

  // MARK: Symbols

  /// A part of a layer; nil for the symbols of other families.
  public func matrix(_ name: FamilyMatrix) throws(MeasurementError) -> MatrixHandle? {
    if let known = parts[name] { return known }
    let matrix: Matrix
    switch name {
    case .branch(let layer): matrix = instance.branch(try existing(layer))
    case .skip(let layer): matrix = instance.skip(try existing(layer))
    case .strength(let layer):
      let strength = instance.strength(try existing(layer))
      matrix = Matrix(rows: 1, columns: 1) { _, _ in strength }
    default: return nil
    }
    let handle = insert(matrix)
    parts[name] = handle
    return handle
  }

  private func existing(_ layer: Int) throws(MeasurementError) -> Int {
    try requireLayer(.weight(layer))
    return layer
  }
}
