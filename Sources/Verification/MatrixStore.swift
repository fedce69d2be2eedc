import BoundKernel
import LinearAlgebra

/// The matrices of a trial by number, each with what has been computed of it: a decomposition is taken once, however many
/// theorems ask for it.
///
/// A class, since it owns a workspace that can't be copied; used by one task.
final class MatrixStore {
  private struct Entry {
    /// Absent for a diagonal matrix until somebody asks for all its entries.
    var matrix: Matrix?
    var diagonal: [Double]?
    var rows: Int
    var columns: Int
    /// The matrix of which this is the Gram matrix.
    var gramOf: Int?
    var transposed: Int?
    var gram: Int?
    var rank: Int?
    /// The exact rank of what the matrix stands for, where rounding may have given it a larger one.
    var exactRank: (() -> Int)?
    var singularValues: [Double]?
    var eigenvalues: [Double]?
  }

  private var entries: [Entry] = []
  var workspace = Workspace()

  /// Forgets everything but the scratch memory.
  func removeAll() { entries.removeAll(keepingCapacity: true) }

  // MARK: Matrices

  func insert(_ matrix: Matrix, rank: Int? = nil, exactRank: (() -> Int)? = nil) -> Int {
    entries.append(
      Entry(matrix: matrix, rows: matrix.rows, columns: matrix.columns, rank: rank, exactRank: exactRank))
    return entries.count - 1
  }

  func insert(diagonal: [Double]) -> Int {
    entries.append(Entry(diagonal: diagonal, rows: diagonal.count, columns: diagonal.count))
    return entries.count - 1
  }

  func matrix(_ id: Int) -> Matrix {
    if let known = entries[id].matrix { return known }
    let matrix = Matrix.diagonal(entries[id].diagonal ?? [])
    entries[id].matrix = matrix
    return matrix
  }

  func product(_ a: Int, _ b: Int) throws(MeasurementError) -> Int {
    guard entries[a].columns == entries[b].rows, let scales = entries[b].diagonal else {
      return insert(
        try MeasurementError.measuring { () throws(MatrixError) in try .product(matrix(a), matrix(b)) })
    }
    let left = matrix(a)
    return insert(Matrix(rows: left.rows, columns: left.columns) { left[$0, $1] * scales[$1] })
  }

  func transpose(_ a: Int) -> Int {
    if entries[a].diagonal != nil { return a }
    if let known = entries[a].transposed { return known }
    let id = insert(matrix(a).transposed, rank: entries[a].rank, exactRank: entries[a].exactRank)
    entries[id].transposed = a
    entries[a].transposed = id
    entries[id].singularValues = entries[a].singularValues
    return id
  }

  func gram(_ a: Int) -> Int {
    if let known = entries[a].gram { return known }
    let id = insert(matrix(a).gram())
    entries[id].gramOf = a
    entries[a].gram = id
    return id
  }

  func kronecker(_ a: Int, _ b: Int) -> Int { insert(.kronecker(matrix(a), matrix(b))) }

  func schur(_ a: Int, _ b: Int) -> Int {
    let (left, right) = (matrix(a), matrix(b))
    return insert(Matrix(rows: left.rows, columns: left.columns) { left[$0, $1] * right[$0, $1] })
  }

  func columnwiseKronecker(_ a: Int, _ b: Int) -> Int {
    let (left, right) = (matrix(a), matrix(b))
    return insert(
      Matrix(rows: left.rows * right.rows, columns: left.columns) { row, column in
        left[row / right.rows, column] * right[row % right.rows, column]
      })
  }

  func combination(_ terms: [(coefficient: Double?, id: Int)]) -> Int {
    // Without a diagonal matrix of zeros a Gram matrix stays one, whose zeros shape and rank decide.
    let nonzero = terms.filter { entries[$0.id].diagonal?.allSatisfy { $0 == 0 } != true }
    if nonzero.count == 1, nonzero[0].coefficient == nil || nonzero[0].coefficient == 1 { return nonzero[0].id }
    var sum = Matrix.zero(rows: entries[terms[0].id].rows, columns: entries[terms[0].id].columns)
    for (coefficient, id) in terms where coefficient != 0 { sum.add(coefficient ?? 1, matrix(id)) }
    return insert(sum)
  }

  // MARK: Functionals

  /// A functional of a matrix; zeros that the shape decides are exact.
  func value(of functional: Functional, at id: Int) throws(MeasurementError) -> Double {
    let (rows, columns) = (entries[id].rows, entries[id].columns)
    switch functional {
    case .largestSingularValue: return try singularValues(id)[0]
    case .rowSingularValue: return try rows > columns ? 0 : smallest(id)
    case .columnSingularValue: return try columns > rows ? 0 : smallest(id)
    case .shortSideSingularValue: return try smallest(id)
    case .smallestPositiveSingularValue:
      guard let rank = entries[id].rank else { throw .unknownRank }
      return try rank == 0 ? 0 : singularValues(id)[rank - 1]
    case .norm: return matrix(id).frobeniusNorm
    case .smallestEigenvalue:
      guard let factor = entries[id].gramOf else { return try eigenvalues(id)[0] }
      let value = try self.value(of: .rowSingularValue, at: factor)
      return value * value
    case .largestEigenvalue: return try eigenvalues(id)[rows - 1]
    case .restrictedSingularValue, .smallestPositiveEigenvalue, .rank: throw .unknownRank
    }
  }

  /// The smallest singular value. Where rounding could have made it of a zero the exact rank decides.
  private func smallest(_ id: Int) throws(MeasurementError) -> Double {
    let values = try singularValues(id)
    let (value, largest) = (values[values.count - 1], values[0])
    let noise = 8 * Double(max(entries[id].rows, entries[id].columns)) * Double.ulpOfOne * largest
    guard value <= noise else { return value }
    let rank = entries[id].rank ?? entries[id].exactRank?() ?? ExactRank.rank(of: matrix(id))
    entries[id].rank = rank
    return rank < values.count ? 0 : value
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
