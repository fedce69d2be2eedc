import BoundKernel
import LinearAlgebra
import VerifiedNumerics

/// The matrices of a trial by number, each with what has been proved of it: what `MatrixStore` is in float64.
class IntervalMatrixStore {
  typealias Number = Interval
  typealias Value = MatrixHandle
  typealias Failure = UndecidedCause

  private struct Entry {
    /// Absent for an identity until somebody asks for its entries.
    var matrix: IntervalMatrix?
    var isIdentity = false
    var rows: Int
    var columns: Int
    /// What the rank of the matrix doesn't exceed, by the widths.
    var maximalRank: Int
    /// The symbol whose rank this matrix has.
    var rankOf: NamedMatrix?
    /// The matrix of which this is the Gram matrix.
    var gramOf: Int?
    var transposed: Int?
    var gram: Int?
    /// In descending order.
    var singularValues: [Interval]?
    /// In ascending order.
    var eigenvalues: [Interval]?
  }

  private var entries: [Entry] = []
  let arithmetic: VerifiedArithmetic
  var workspace = Workspace()

  init(_ arithmetic: VerifiedArithmetic) {
    self.arithmetic = arithmetic
    entries.reserveCapacity(64)
  }

  func removeAll() { entries.removeAll(keepingCapacity: true) }

  // MARK: Matrices

  private func insert(_ entry: Entry) -> MatrixHandle {
    entries.append(entry)
    return MatrixHandle(id: entries.count - 1)
  }

  func insert(_ matrix: IntervalMatrix, maximalRank: Int? = nil, rankOf: NamedMatrix? = nil) -> MatrixHandle {
    insert(
      Entry(
        matrix: matrix, rows: matrix.rows, columns: matrix.columns,
        maximalRank: min(matrix.rows, matrix.columns, maximalRank ?? .max), rankOf: rankOf))
  }

  func matrix(_ handle: MatrixHandle) throws(UndecidedCause) -> IntervalMatrix {
    if let known = entries[handle.id].matrix { return known }
    let identity = try UndecidedCause.certifying { () throws(NoInformation) in
      try IntervalMatrix(.identity(entries[handle.id].rows))
    }
    entries[handle.id].matrix = identity
    return identity
  }

  /// I, with which nothing is ever multiplied.
  func identity(order: Int) -> MatrixHandle {
    insert(Entry(isIdentity: true, rows: order, columns: order, maximalRank: order))
  }

  /// Whether a matrix is surely nonsingular, so that products with it keep ranks.
  func isNonsingular(_ handle: MatrixHandle) -> Bool { entries[handle.id].isIdentity }

  /// AB.
  func product(_ a: MatrixHandle, _ b: MatrixHandle) throws(UndecidedCause) -> MatrixHandle {
    if entries[b.id].isIdentity { return a }
    if entries[a.id].isIdentity { return b }
    let (left, right) = (try matrix(a), try matrix(b))
    let product = try UndecidedCause.certifying { () throws(NoInformation) in try arithmetic.product(left, right) }
    let rankOf = isNonsingular(b) ? entries[a.id].rankOf : isNonsingular(a) ? entries[b.id].rankOf : nil
    return insert(product, maximalRank: min(entries[a.id].maximalRank, entries[b.id].maximalRank), rankOf: rankOf)
  }

  /// Aᵀ.
  func transpose(_ a: MatrixHandle) throws(UndecidedCause) -> MatrixHandle {
    if entries[a.id].isIdentity { return a }
    if let known = entries[a.id].transposed { return MatrixHandle(id: known) }
    let handle = insert(
      try matrix(a).transposed, maximalRank: entries[a.id].maximalRank, rankOf: entries[a.id].rankOf)
    entries[handle.id].transposed = a.id
    entries[a.id].transposed = handle.id
    entries[handle.id].singularValues = entries[a.id].singularValues
    return handle
  }

  /// AAᵀ.
  func gram(_ a: MatrixHandle) throws(UndecidedCause) -> MatrixHandle {
    if entries[a.id].isIdentity { return a }
    if let known = entries[a.id].gram { return MatrixHandle(id: known) }
    let factor = try matrix(a)
    let gram = try UndecidedCause.certifying { () throws(NoInformation) in try arithmetic.gram(factor) }
    let handle = insert(gram, maximalRank: entries[a.id].maximalRank, rankOf: entries[a.id].rankOf)
    entries[handle.id].gramOf = a.id
    entries[a.id].gram = handle.id
    return handle
  }

  /// A ⊗ B is never formed: no bound takes more of it than the kernel's rules leave.
  func kronecker(_ a: MatrixHandle, _ b: MatrixHandle) throws(UndecidedCause) -> MatrixHandle { throw .uncovered }

  /// Σ_j c_j M_j, with nil for a coefficient 1; never empty.
  func combination(
    _ terms: [(coefficient: Interval?, matrix: MatrixHandle)]
  ) throws(UndecidedCause) -> MatrixHandle {
    let nonzero = terms.filter { $0.coefficient != Interval(0) }
    if nonzero.count == 1, nonzero[0].coefficient == nil { return nonzero[0].matrix }
    let first = entries[terms[0].matrix.id]
    var sum: IntervalMatrix?
    for (coefficient, handle) in nonzero {
      let matrix = try matrix(handle)
      sum = try UndecidedCause.certifying { () throws(NoInformation) in
        let term = try coefficient.map { (factor) throws(NoInformation) in try matrix.scaled(by: factor) } ?? matrix
        return try sum.map { (known) throws(NoInformation) in try arithmetic.sum(known, term) } ?? term
      }
    }
    if let sum { return insert(sum) }
    let zero = try UndecidedCause.certifying { () throws(NoInformation) in
      try IntervalMatrix(.zero(rows: first.rows, columns: first.columns))
    }
    return insert(zero, maximalRank: 0)
  }

  // MARK: Functionals

  /// The rank of a symbol.
  func rank(of name: NamedMatrix) throws(UndecidedCause) -> Int { throw .rank }

  /// An enclosure of a functional; zeros that shapes and widths decide are exact.
  func value(of functional: Functional, at handle: MatrixHandle) throws(UndecidedCause) -> Interval {
    let entry = entries[handle.id]
    if entry.isIdentity, functional != .norm { return Interval(1) }
    let shorter = min(entry.rows, entry.columns)
    switch functional {
    case .largestSingularValue: return try singularValue(1, of: handle)
    case .rowSingularValue: return try entry.rows > entry.columns ? Interval(0) : singularValue(shorter, of: handle)
    case .columnSingularValue: return try entry.columns > entry.rows ? Interval(0) : singularValue(shorter, of: handle)
    case .shortSideSingularValue: return try singularValue(shorter, of: handle)
    case .smallestPositiveSingularValue:
      guard let name = entry.rankOf else { throw .rank }
      let rank = try rank(of: name)
      return try rank == 0 ? Interval(0) : singularValue(rank, of: handle)
    case .norm: return try arithmetic.sumOfSquares(matrix(handle)).squareRoot
    case .smallestEigenvalue:
      if let factor = entry.gramOf {
        return try value(of: .rowSingularValue, at: MatrixHandle(id: factor)).squared
      }
      return try eigenvalues(handle)[0]
    case .largestEigenvalue:
      if let factor = entry.gramOf { return try singularValue(1, of: MatrixHandle(id: factor)).squared }
      return try eigenvalues(handle)[entry.rows - 1]
    case .rank, .restrictedSingularValue, .smallestPositiveEigenvalue: throw .uncovered
    }
  }

  /// What the rank of a matrix doesn't exceed, by the widths.
  func maximalRank(of handle: MatrixHandle) -> Int { entries[handle.id].maximalRank }

  /// The number of rows and columns.
  func shape(of handle: MatrixHandle) -> (rows: Int, columns: Int) {
    (entries[handle.id].rows, entries[handle.id].columns)
  }

  /// σ_i, i from 1; 0 beyond the rank that the widths allow.
  func singularValue(_ number: Int, of handle: MatrixHandle) throws(UndecidedCause) -> Interval {
    let entry = entries[handle.id]
    if number > entry.maximalRank { return Interval(0) }
    if entry.isIdentity { return Interval(1) }
    if let known = entry.singularValues { return known[number - 1] }
    let matrix = try matrix(handle)
    let values = try UndecidedCause.certifying { () throws(NoInformation) in
      try SingularValueEnclosures(of: matrix, arithmetic, &workspace).values
    }
    entries[handle.id].singularValues = values
    if let twin = entry.transposed { entries[twin].singularValues = values }
    return values[number - 1]
  }

  private func eigenvalues(_ handle: MatrixHandle) throws(UndecidedCause) -> [Interval] {
    if let known = entries[handle.id].eigenvalues { return known }
    let matrix = try matrix(handle)
    let values = try UndecidedCause.certifying { () throws(NoInformation) in
      try EigenvalueEnclosures(ofSymmetric: matrix, arithmetic, &workspace).values
    }
    entries[handle.id].eigenvalues = values
    return values
  }
}
