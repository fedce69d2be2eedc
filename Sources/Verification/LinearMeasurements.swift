public import BoundKernel
public import LinearAlgebra
public import Networks

/// What the kernel's symbols mean on a linear network, in float64: every matrix and every decomposition of a trial is
/// computed once, however many theorems ask for it.
///
/// A class, since it owns a workspace that can't be copied; used by one task.
public final class LinearMeasurements: Interpretation {
  /// Float64.
  public typealias Number = Double
  /// Matrices by number.
  public typealias Value = Handle
  /// What can go wrong.
  public typealias Failure = MeasurementError

  /// The number of a matrix in this trial.
  public struct Handle: Hashable, Sendable { let id: Int }

  private struct Measured {
    let matrix: Matrix
    var rank: Int?
    var isIdentity = false
    /// The matrix of which this is the Gram matrix.
    var gramOf: Int?
    var singularValues: [Double]?
    var eigen: (values: [Double], vectors: Matrix?)?
    var transposed: Int?
    var gram: Int?
  }

  /// The instance.
  public private(set) var instance: LinearInstance
  /// Its partial products.
  public private(set) var products: PartialProducts
  private var workspace = Workspace()
  private var measured: [Measured] = []
  private var named: [NamedMatrix: Int] = [:]
  private var vectors: RayleighVectors?

  /// Measurements of an instance.
  public init(_ instance: LinearInstance) {
    self.instance = instance
    products = PartialProducts(instance)
    measured.reserveCapacity(64)
  }

  /// Forgets everything and measures another instance, with the same scratch memory.
  public func restart(_ instance: LinearInstance) {
    self.instance = instance
    products = PartialProducts(instance)
    measured.removeAll(keepingCapacity: true)
    named.removeAll(keepingCapacity: true)
    vectors = nil
  }

  /// The eigenvalues of Ĝ.
  public func spectrum() throws(MeasurementError) -> GaussNewtonSpectrum {
    do { return try GaussNewtonSpectrum(instance, products, &workspace) } catch { throw .matrix(error) }
  }

  /// Ĝ, its lower blocks.
  public func gaussNewton() -> Matrix { GaussNewtonSpectrum.matrix(instance, products) }

  /// The matrices whose singular values or eigenvalues have been taken so far: what a trial asks of LAPACK besides the
  /// spectrum of Ĝ and the vectors of `linear.lower`.
  public var decomposed: (singularValues: [Matrix], eigenvalues: [Matrix]) {
    let bySingularValues = measured.enumerated().filter { id, entry in
      entry.singularValues != nil && (entry.transposed ?? id) >= id
    }
    let byEigenvalues = measured.filter { $0.eigen != nil && $0.gramOf == nil }
    return (bySingularValues.map(\.element.matrix), byEigenvalues.map(\.matrix))
  }

  // MARK: Symbols

  /// L.
  public var depth: Int { instance.network.depth }
  /// r = rank G.
  public var rankOfSubject: Int { instance.rank }

  /// A dimension of the network.
  public func size(of dimension: NamedDimension) -> Int {
    switch dimension {
    case .inputs: instance.network.inputs
    case .outputs: instance.network.outputs
    case .width(let layer): layer == 0 ? instance.network.inputs : instance.network.weight(layer).rows
    }
  }

  /// The analytic rank of P_l, Q_l, W^l; p_0 = 0.
  public func rank(of name: NamedMatrix) throws(MeasurementError) -> Int {
    if name != .productAfter(0) { try requireLayer(name) }
    return switch name {
    case .productAfter(let layer): instance.ranks.after[layer]
    case .productBefore(let layer): instance.ranks.before[layer]
    case .weight(let layer): instance.ranks.layers[layer]
    case .dataFactor: instance.network.inputs
    case .outputVector, .inputVector: 1
    }
  }

  /// A matrix by name; an identity is never multiplied with.
  public func matrix(_ name: NamedMatrix) throws(MeasurementError) -> Handle {
    if let id = named[name] { return Handle(id: id) }
    try requireLayer(name)
    let handle: Handle
    switch name {
    case .weight(let layer): handle = insert(instance.network.weight(layer), rank: try rank(of: name))
    case .productAfter(let layer):
      handle = insert(products.after[layer - 1], identity: instance.network.outputs, rank: try rank(of: name))
    case .productBefore(let layer):
      handle = insert(products.before[layer - 1], identity: instance.network.inputs, rank: try rank(of: name))
    case .dataFactor:
      let isWhite = instance.data.form == .whitened
      handle = insert(isWhite ? nil : instance.data.factor, identity: instance.network.inputs, rank: try rank(of: name))
    case .outputVector(let number): handle = insert(try chosenVectors().output(number), rank: 1)
    case .inputVector(let number): handle = insert(try chosenVectors().input(number), rank: 1)
    }
    named[name] = handle.id
    return handle
  }

  private func requireLayer(_ name: NamedMatrix) throws(MeasurementError) {
    switch name {
    case .weight(let layer), .productAfter(let layer), .productBefore(let layer):
      guard (1...depth).contains(layer) else { throw .noSuchLayer(layer, depth: depth) }
    case .dataFactor, .outputVector, .inputVector: break
    }
  }

  /// The vectors of `linear.lower`; nil when Ĝ = 0.
  private func chosenVectors() throws(MeasurementError) -> RayleighVectors {
    if let vectors { return vectors }
    let chosen: RayleighVectors
    do { chosen = try RayleighVectors(instance, products, &workspace) } catch { throw .matrix(error) }
    vectors = chosen
    return chosen
  }

  // MARK: Matrices

  private func insert(_ matrix: Matrix, rank: Int? = nil, gramOf: Int? = nil) -> Handle {
    measured.append(Measured(matrix: matrix, rank: rank, gramOf: gramOf))
    return Handle(id: measured.count - 1)
  }

  private func insert(_ matrix: Matrix?, identity order: Int, rank: Int) -> Handle {
    guard let matrix else { return identity(order: order) }
    return insert(matrix, rank: rank)
  }

  /// I.
  public func identity(order: Int) -> Handle {
    measured.append(Measured(matrix: .identity(order), rank: order, isIdentity: true))
    return Handle(id: measured.count - 1)
  }

  /// The entries of a matrix.
  public func entries(_ handle: Handle) -> Matrix { measured[handle.id].matrix }

  /// AB; the rank is kept under the nonsingular data factor.
  public func product(_ a: Handle, _ b: Handle) throws(MeasurementError) -> Handle {
    if measured[b.id].isIdentity { return a }
    if measured[a.id].isIdentity { return b }
    let isWithData = named[.dataFactor] == b.id
    return insert(
      try MeasurementError.measuring { () throws(MatrixError) in
        try .product(measured[a.id].matrix, measured[b.id].matrix)
      }, rank: isWithData ? measured[a.id].rank : nil)
  }

  /// Aᵀ.
  public func transpose(_ a: Handle) -> Handle {
    if measured[a.id].isIdentity { return a }
    if let known = measured[a.id].transposed { return Handle(id: known) }
    let handle = insert(measured[a.id].matrix.transposed, rank: measured[a.id].rank)
    measured[handle.id].transposed = a.id
    measured[a.id].transposed = handle.id
    measured[handle.id].singularValues = measured[a.id].singularValues
    return handle
  }

  /// AAᵀ.
  public func gram(_ a: Handle) -> Handle {
    if measured[a.id].isIdentity { return a }
    if let known = measured[a.id].gram { return Handle(id: known) }
    let handle = insert(measured[a.id].matrix.gram(), rank: measured[a.id].rank, gramOf: a.id)
    measured[a.id].gram = handle.id
    return handle
  }

  /// A ⊗ B.
  public func kronecker(_ a: Handle, _ b: Handle) -> Handle {
    insert(.kronecker(measured[a.id].matrix, measured[b.id].matrix))
  }

  /// Σ_j c_j M_j.
  public func combination(
    _ terms: [(coefficient: Double?, matrix: Handle)]
  ) throws(MeasurementError) -> Handle {
    if terms.count == 1, terms[0].coefficient == nil || terms[0].coefficient == 1 { return terms[0].matrix }
    let first = measured[terms[0].matrix.id].matrix
    var sum = Matrix.zero(rows: first.rows, columns: first.columns)
    for (coefficient, handle) in terms where coefficient != 0 {
      sum.add(coefficient ?? 1, measured[handle.id].matrix)
    }
    return insert(sum)
  }

  // MARK: Functionals

  /// A functional of a matrix; zeros that shape or rank decide are exact.
  public func value(of functional: Functional, at handle: Handle) throws(MeasurementError) -> Double {
    let (rows, columns) = (measured[handle.id].matrix.rows, measured[handle.id].matrix.columns)
    if measured[handle.id].isIdentity, functional != .norm { return 1 }
    switch functional {
    case .largestSingularValue: return try singularValues(handle)[0]
    // Zeros that shape or rank decide are exact: never a computed tiny value.
    case .rowSingularValue: return try rows > columns ? 0 : smallest(handle)
    case .columnSingularValue: return try columns > rows ? 0 : smallest(handle)
    case .shortSideSingularValue: return try smallest(handle)
    case .smallestPositiveSingularValue:
      guard let rank = measured[handle.id].rank else { throw .unknownRank }
      return try rank == 0 ? 0 : singularValues(handle)[rank - 1]
    case .restrictedSingularValue:
      let index = min(rows, columns, max(instance.network.inputs, instance.network.outputs))
      if let rank = measured[handle.id].rank, rank < index { return 0 }
      return try singularValues(handle)[index - 1]
    case .norm: return measured[handle.id].matrix.frobeniusNorm
    case .smallestEigenvalue:
      if let rank = measured[handle.id].rank, rank < rows { return 0 }
      return try eigenvalues(handle)[0]
    case .largestEigenvalue: return try eigenvalues(handle)[rows - 1]
    case .smallestPositiveEigenvalue:
      return instance.rank == 0 ? 0 : try eigenvalues(handle)[rows - instance.rank]
    case .rank: return Double(measured[handle.id].rank ?? 0)
    }
  }

  private func smallest(_ handle: Handle) throws(MeasurementError) -> Double {
    let shorter = min(measured[handle.id].matrix.rows, measured[handle.id].matrix.columns)
    if let rank = measured[handle.id].rank, rank < shorter { return 0 }
    return try singularValues(handle)[shorter - 1]
  }

  /// In descending order.
  public func singularValues(_ handle: Handle) throws(MeasurementError) -> [Double] {
    if let known = measured[handle.id].singularValues { return known }
    let values: [Double]
    do { values = try workspace.singularValues(of: measured[handle.id].matrix) } catch { throw .matrix(error) }
    measured[handle.id].singularValues = values
    if let twin = measured[handle.id].transposed { measured[twin].singularValues = values }
    return values
  }

  /// Of a symmetric matrix, in ascending order; of a Gram matrix the squares of singular values.
  private func eigenvalues(_ handle: Handle) throws(MeasurementError) -> [Double] {
    if let known = measured[handle.id].eigen { return known.values }
    let values: [Double]
    if let factor = measured[handle.id].gramOf {
      let squares = try singularValues(Handle(id: factor)).reversed().map { $0 * $0 }
      let order = measured[handle.id].matrix.rows
      values = Array(repeating: 0, count: max(0, order - squares.count)) + squares.suffix(order)
    } else {
      do { values = try workspace.eigenvalues(ofSymmetric: measured[handle.id].matrix) } catch {
        throw .matrix(error)
      }
    }
    measured[handle.id].eigen = (values, nil)
    return values
  }
}
