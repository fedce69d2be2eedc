public import BoundKernel
public import LinearAlgebra

/// The number of a matrix in a trial.
public struct MatrixHandle: Hashable, Sendable { let id: Int }

/// The matrices of a trial by number, each with what has been computed of it, in float64: a decomposition is taken once,
/// however many theorems ask for it. A family's measurements say which matrices its symbols are.
///
/// A class, since it owns a workspace that can't be copied; used by one task.
public class MatrixStore {
  /// Float64.
  public typealias Number = Double
  /// Matrices by number.
  public typealias Value = MatrixHandle
  /// What can go wrong.
  public typealias Failure = MeasurementError

  private struct Entry {
    /// Absent for a diagonal matrix until somebody asks for all its entries.
    var matrix: Matrix?
    var diagonal: [Double]?
    var isIdentity = false
    var rows: Int
    var columns: Int
    /// The rank of what the matrix stands for, where it's known without computing.
    var rank: Int?
    /// The same, exactly, where rounding may have given the matrix a larger one.
    var exactRank: (() -> Int)?
    /// The matrix of which this is the Gram matrix.
    var gramOf: Int?
    var transposed: Int?
    var gram: Int?
    var singularValues: [Double]?
    var eigenvalues: [Double]?
  }

  private var entries: [Entry] = []
  var workspace = Workspace()

  init() { entries.reserveCapacity(64) }

  /// Forgets everything but the scratch memory.
  func removeAll() { entries.removeAll(keepingCapacity: true) }

  /// The matrices whose singular values or eigenvalues have been taken so far.
  public var decomposed: (singularValues: [Matrix], eigenvalues: [Matrix]) {
    let bySingularValues = entries.indices.filter {
      entries[$0].singularValues != nil && (entries[$0].transposed ?? $0) >= $0
    }
    let byEigenvalues = entries.indices.filter {
      entries[$0].eigenvalues != nil && entries[$0].gramOf == nil && entries[$0].diagonal == nil
    }
    return (bySingularValues.map(matrix), byEigenvalues.map(matrix))
  }

  // MARK: Matrices

  private func insert(_ entry: Entry) -> MatrixHandle {
    entries.append(entry)
    return MatrixHandle(id: entries.count - 1)
  }

  func insert(_ matrix: Matrix, rank: Int? = nil, exactRank: (() -> Int)? = nil) -> MatrixHandle {
    insert(Entry(matrix: matrix, rows: matrix.rows, columns: matrix.columns, rank: rank, exactRank: exactRank))
  }

  private func matrix(_ id: Int) -> Matrix {
    if let known = entries[id].matrix { return known }
    let matrix = Matrix.diagonal(entries[id].diagonal ?? [])
    entries[id].matrix = matrix
    return matrix
  }

  /// The entries of a matrix.
  public func entries(_ handle: MatrixHandle) -> Matrix { matrix(handle.id) }

  /// I, with which nothing is ever multiplied.
  public func identity(order: Int) -> MatrixHandle {
    insert(
      Entry(
        diagonal: Array(repeating: 1, count: order), isIdentity: true, rows: order, columns: order, rank: order))
  }

  /// The diagonal matrix of some numbers.
  public func diagonal(_ numbers: [Double]) -> MatrixHandle? { insert(diagonal: numbers, rank: nil) }

  func insert(diagonal numbers: [Double], rank: Int?) -> MatrixHandle {
    insert(Entry(diagonal: numbers, rows: numbers.count, columns: numbers.count, rank: rank))
  }

  /// AB; a nonsingular factor keeps the rank of the other.
  public func product(_ a: MatrixHandle, _ b: MatrixHandle) throws(MeasurementError) -> MatrixHandle {
    if entries[b.id].isIdentity { return a }
    if entries[a.id].isIdentity { return b }
    let rank = isNonsingular(b.id) ? entries[a.id].rank : isNonsingular(a.id) ? entries[b.id].rank : nil
    let left = matrix(a.id)
    if let scales = entries[b.id].diagonal, left.columns == scales.count {
      return insert(Matrix(rows: left.rows, columns: left.columns) { left[$0, $1] * scales[$1] }, rank: rank)
    }
    return insert(
      try MeasurementError.measuring { () throws(MatrixError) in try .product(left, matrix(b.id)) }, rank: rank)
  }

  private func isNonsingular(_ id: Int) -> Bool {
    entries[id].rows == entries[id].columns && entries[id].rank == entries[id].rows
  }

  /// Aᵀ.
  public func transpose(_ a: MatrixHandle) -> MatrixHandle {
    if entries[a.id].diagonal != nil { return a }
    if let known = entries[a.id].transposed { return MatrixHandle(id: known) }
    let handle = insert(matrix(a.id).transposed, rank: entries[a.id].rank, exactRank: entries[a.id].exactRank)
    entries[handle.id].transposed = a.id
    entries[a.id].transposed = handle.id
    entries[handle.id].singularValues = entries[a.id].singularValues
    return handle
  }

  /// AAᵀ.
  public func gram(_ a: MatrixHandle) -> MatrixHandle {
    if entries[a.id].isIdentity { return a }
    if let known = entries[a.id].gram { return MatrixHandle(id: known) }
    let handle = insert(matrix(a.id).gram(), rank: entries[a.id].rank)
    entries[handle.id].gramOf = a.id
    entries[a.id].gram = handle.id
    return handle
  }

  /// A ⊗ B.
  public func kronecker(_ a: MatrixHandle, _ b: MatrixHandle) -> MatrixHandle {
    insert(.kronecker(matrix(a.id), matrix(b.id)))
  }

  /// A ∘ B.
  public func schur(_ a: MatrixHandle, _ b: MatrixHandle) -> MatrixHandle? {
    let (left, right) = (matrix(a.id), matrix(b.id))
    return insert(Matrix(rows: left.rows, columns: left.columns) { left[$0, $1] * right[$0, $1] })
  }

  /// The columnwise Kronecker product.
  public func columnwiseKronecker(_ a: MatrixHandle, _ b: MatrixHandle) -> MatrixHandle? {
    let (left, right) = (matrix(a.id), matrix(b.id))
    return insert(
      Matrix(rows: left.rows * right.rows, columns: left.columns) { row, column in
        left[row / right.rows, column] * right[row % right.rows, column]
      })
  }

  /// Σ_j c_j M_j, with nil for a coefficient 1; never empty.
  public func combination(_ terms: [(coefficient: Double?, matrix: MatrixHandle)]) -> MatrixHandle {
    // Without a diagonal matrix of zeros a Gram matrix stays one, whose zeros shape and rank decide.
    let nonzero = terms.filter { entries[$0.matrix.id].diagonal?.allSatisfy { $0 == 0 } != true }
    if nonzero.count == 1, nonzero[0].coefficient == nil || nonzero[0].coefficient == 1 { return nonzero[0].matrix }
    let first = entries[terms[0].matrix.id]
    var sum = Matrix.zero(rows: first.rows, columns: first.columns)
    for (coefficient, handle) in terms where coefficient != 0 { sum.add(coefficient ?? 1, matrix(handle.id)) }
    return insert(sum)
  }

  // MARK: Functionals

  /// A functional of a matrix; zeros that shape or rank decide are exact.
  public func value(of functional: Functional, at handle: MatrixHandle) throws(MeasurementError) -> Double {
    let id = handle.id
    let (rows, columns, rank) = (entries[id].rows, entries[id].columns, entries[id].rank)
    if entries[id].isIdentity, functional != .norm { return 1 }
    switch functional {
    case .largestSingularValue: return try singularValues(id)[0]
    // Zeros that shape or rank decide are exact: never a computed tiny value.
    case .rowSingularValue: return try rows > columns ? 0 : smallest(id)
    case .columnSingularValue: return try columns > rows ? 0 : smallest(id)
    case .shortSideSingularValue: return try smallest(id)
    case .smallestPositiveSingularValue:
      guard let rank else { throw .unknownRank }
      return try rank == 0 ? 0 : singularValue(rank, of: handle)
    case .norm: return matrix(id).frobeniusNorm
    case .smallestEigenvalue:
      if let rank, rank < rows { return 0 }
      guard let factor = entries[id].gramOf else { return try eigenvalues(id)[0] }
      let value = try self.value(of: .rowSingularValue, at: MatrixHandle(id: factor))
      return value * value
    case .largestEigenvalue: return try eigenvalues(id)[rows - 1]
    case .rank: return Double(rank ?? 0)
    case .restrictedSingularValue, .smallestPositiveEigenvalue: throw .unknownRank
    }
  }

  /// σ_i, i from 1; 0 beyond a known rank.
  func singularValue(_ number: Int, of handle: MatrixHandle) throws(MeasurementError) -> Double {
    if let rank = entries[handle.id].rank, rank < number { return 0 }
    return try singularValues(handle.id)[number - 1]
  }

  /// Of a symmetric matrix, the i-th largest eigenvalue, i from 1.
  func eigenvalue(_ number: Int, of handle: MatrixHandle) throws(MeasurementError) -> Double {
    let values = try eigenvalues(handle.id)
    return values[values.count - number]
  }

  /// The number of rows and columns.
  func shape(of handle: MatrixHandle) -> (rows: Int, columns: Int) {
    (entries[handle.id].rows, entries[handle.id].columns)
  }

  /// The smallest singular value. Where no rank is known and rounding could have made it of a zero, the exact rank decides.
  private func smallest(_ id: Int) throws(MeasurementError) -> Double {
    let shorter = min(entries[id].rows, entries[id].columns)
    if let rank = entries[id].rank { return try rank < shorter ? 0 : singularValues(id)[shorter - 1] }
    let values = try singularValues(id)
    let (value, largest) = (values[shorter - 1], values[0])
    let noise = 8 * Double(max(entries[id].rows, entries[id].columns)) * Double.ulpOfOne * largest
    guard value <= noise else { return value }
    let rank = entries[id].exactRank?() ?? ExactRank.rank(of: matrix(id))
    entries[id].rank = rank
    return rank < shorter ? 0 : value
  }

  /// In descending order.
  private func singularValues(_ id: Int) throws(MeasurementError) -> [Double] {
    if let known = entries[id].singularValues { return known }
    let matrix = matrix(id)
    let values: [Double]
    do { values = try workspace.singularValues(of: matrix) } catch { throw .matrix(error) }
    entries[id].singularValues = values
    if let twin = entries[id].transposed { entries[twin].singularValues = values }
    return values
  }

  /// Of a symmetric matrix, in ascending order; of a Gram matrix the squares of singular values.
  private func eigenvalues(_ id: Int) throws(MeasurementError) -> [Double] {
    if let known = entries[id].eigenvalues { return known }
    let values: [Double]
    if let diagonal = entries[id].diagonal {
      values = diagonal.sorted()
    } else if let factor = entries[id].gramOf {
      let squares = try singularValues(factor).reversed().map { $0 * $0 }
      let order = entries[id].rows
      values = Array(repeating: 0, count: max(0, order - squares.count)) + squares.suffix(order)
    } else {
      let matrix = matrix(id)
      do { values = try workspace.eigenvalues(ofSymmetric: matrix) } catch { throw .matrix(error) }
    }
    entries[id].eigenvalues = values
    return values
  }
}
