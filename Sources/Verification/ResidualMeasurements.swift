public import BoundKernel
public import LinearAlgebra
public import Networks

extension ResidualInstance: NetworkInstance {
  /// The same network and data with exact ranks; nil when they are exact.
  public func withExactRanks() throws -> ResidualInstance? {
    linear.ranks.provenance == .exact ? nil : try ResidualInstance(network: network, data: data, basis: basis)
  }
}

/// What the kernel's symbols mean on a residual network, in float64: those of the linear network of its layers V^l, and the
/// branches W^l, skip connections E_l and strengths β_l.
///
/// A class, since it owns workspaces that can't be copied; used by one task.
public final class ResidualMeasurements: InstanceMeasurements {
  /// Float64.
  public typealias Number = Double
  /// What can go wrong.
  public typealias Failure = MeasurementError

  /// A matrix of the linear network, or one besides.
  public enum Value: Hashable, Sendable {
    /// Measured by the linear network's measurements.
    case layered(LinearMeasurements.Handle)
    /// A part of a layer, or what was made of one.
    case part(Part)
  }

  /// The number of a matrix besides those of the linear network.
  public struct Part: Hashable, Sendable { let id: Int }

  /// The instance.
  public private(set) var instance: ResidualInstance
  private let linear: LinearMeasurements
  private let store = MatrixStore()
  private var named: [FamilyMatrix: Int] = [:]
  private var isAligned: Bool?

  /// Measurements of an instance.
  public init(_ instance: ResidualInstance) {
    self.instance = instance
    linear = LinearMeasurements(instance.linear)
  }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: ResidualInstance) {
    self.instance = instance
    linear.restart(instance.linear)
    store.removeAll()
    named.removeAll(keepingCapacity: true)
    isAligned = nil
  }

  /// The eigenvalues of Ĝ of the layers V^l.
  public func spectrum() throws(MeasurementError) -> GaussNewtonSpectrum { try linear.spectrum() }

  /// The entries of a matrix.
  public func entries(_ value: Value) -> Matrix {
    switch value {
    case .layered(let handle): linear.entries(handle)
    case .part(let part): store.matrix(part.id)
    }
  }

  // MARK: Properties

  /// Those of the linear network.
  public func satisfies(_ assumption: Assumption) -> Bool { linear.satisfies(assumption) }

  /// Whether the instance has a property.
  public func has(_ property: InstanceProperty) -> Bool {
    switch property {
    case .commonStrength: return instance.hasCommonStrength
    case .moreSamplesThanInputs: return false
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
    guard let values = try? store.workspace.eigenvalues(ofSymmetric: matrix) else { return false }
    let largest = max(abs(values[0]), abs(values[values.count - 1]))
    return values[0] >= -Double(matrix.rows) * Double.ulpOfOne * largest
  }

  // MARK: Symbols

  /// L.
  public var depth: Int { linear.depth }
  /// r = rank G.
  public var rankOfSubject: Int { linear.rankOfSubject }
  /// A dimension of the network.
  public func size(of dimension: NamedDimension) -> Int { linear.size(of: dimension) }
  /// The analytic rank of P_l, Q_l; p_0 = 0.
  public func rank(of name: NamedMatrix) throws(MeasurementError) -> Int { try linear.rank(of: name) }
  /// A matrix of the linear network by name.
  public func matrix(_ name: NamedMatrix) throws(MeasurementError) -> Value { .layered(try linear.matrix(name)) }

  /// A part of a layer; nil for the symbols of other families.
  public func matrix(_ name: FamilyMatrix) throws(MeasurementError) -> Value? {
    if let id = named[name] { return .part(Part(id: id)) }
    let matrix: Matrix
    switch name {
    case .branch(let layer): matrix = instance.branch(try existing(layer))
    case .skip(let layer): matrix = instance.skip(try existing(layer))
    case .strength(let layer):
      let strength = instance.strength(try existing(layer))
      matrix = Matrix(rows: 1, columns: 1) { _, _ in strength }
    default: return nil
    }
    let id = store.insert(matrix)
    named[name] = id
    return .part(Part(id: id))
  }

  private func existing(_ layer: Int) throws(MeasurementError) -> Int {
    guard (1...depth).contains(layer) else { throw .noSuchLayer(layer, depth: depth) }
    return layer
  }

  // MARK: Matrices

  private func stored(_ value: Value) -> Int {
    switch value {
    case .layered(let handle): store.insert(linear.entries(handle))
    case .part(let part): part.id
    }
  }

  /// I.
  public func identity(order: Int) -> Value { .layered(linear.identity(order: order)) }

  /// AB.
  public func product(_ a: Value, _ b: Value) throws(MeasurementError) -> Value {
    if case .layered(let a) = a, case .layered(let b) = b { return .layered(try linear.product(a, b)) }
    return .part(Part(id: try store.product(stored(a), stored(b))))
  }

  /// Aᵀ.
  public func transpose(_ a: Value) -> Value {
    switch a {
    case .layered(let handle): .layered(linear.transpose(handle))
    case .part(let part): .part(Part(id: store.transpose(part.id)))
    }
  }

  /// AAᵀ.
  public func gram(_ a: Value) -> Value {
    switch a {
    case .layered(let handle): .layered(linear.gram(handle))
    case .part(let part): .part(Part(id: store.gram(part.id)))
    }
  }

  /// A ⊗ B.
  public func kronecker(_ a: Value, _ b: Value) -> Value {
    if case .layered(let a) = a, case .layered(let b) = b { return .layered(linear.kronecker(a, b)) }
    return .part(Part(id: store.kronecker(stored(a), stored(b))))
  }

  /// Σ_j c_j M_j.
  public func combination(
    _ terms: [(coefficient: Double?, matrix: Value)]
  ) throws(MeasurementError) -> Value {
    var layered: [(coefficient: Double?, matrix: LinearMeasurements.Handle)] = []
    for case (let coefficient, .layered(let handle)) in terms { layered.append((coefficient, handle)) }
    if layered.count == terms.count { return .layered(try linear.combination(layered)) }
    return .part(Part(id: store.combination(terms.map { ($0.coefficient, stored($0.matrix)) })))
  }

  /// A functional of a matrix; zeros that shape or rank decide are exact.
  public func value(of functional: Functional, at value: Value) throws(MeasurementError) -> Double {
    switch value {
    case .layered(let handle): try linear.value(of: functional, at: handle)
    case .part(let part): try store.value(of: functional, at: part.id)
    }
  }
}
