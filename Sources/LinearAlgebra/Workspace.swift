import CLapacke

/// Scratch memory for LAPACK and the kernels of small matrices, reused from call to call: after the first call at the
/// largest size nothing is allocated but the results. One workspace for each concurrent task.
///
/// Every decomposition checks that its input is finite, since LAPACK's work routines return numbers for NaN.
public struct Workspace: ~Copyable {
  private var matrix: [Double] = []
  private var values: [Double] = []
  private var reals: [Double] = []
  private var integers: [Int32] = []
  private var small = SmallMatrixWorkspace()

  /// An empty workspace; it grows on demand.
  public init() { BLAS.useOneThread() }

  private mutating func load(_ a: Matrix) throws(MatrixError) {
    try a.requireFinite()
    let count = a.elements.count
    if matrix.count < count {
      matrix = a.elements
    } else {
      unsafe matrix.withUnsafeMutableBufferPointer { target in
        unsafe a.elements.withUnsafeBufferPointer { source in
          for position in 0..<count { unsafe target[position] = source[position] }
        }
      }
    }
    let order = max(a.rows, a.columns)
    if values.count < order { values = Array(repeating: 0, count: order) }
  }

  private mutating func reserve(reals realCount: Int, integers integerCount: Int) {
    if reals.count < realCount { reals = Array(repeating: 0, count: realCount) }
    if integers.count < integerCount { integers = Array(repeating: 0, count: integerCount) }
  }

  // MARK: Singular values

  /// The min(m, n) singular values, in descending order.
  ///
  /// - Throws: `MatrixError` when an entry isn't finite, a value overflows or LAPACK doesn't converge.
  public mutating func singularValues(of a: Matrix) throws(MatrixError) -> [Double] {
    if a.rows == 1 || a.columns == 1 {
      try a.requireFinite()
      let norm = a.frobeniusNorm
      guard norm.isFinite else { throw .overflow(result: "the singular value") }
      return [norm]
    }
    if SmallMatrixWorkspace.singularValuesAreFaster(a.rows, a.columns), let values = try small.singularValues(of: a) {
      return values
    }
    return try singularValuesByLAPACK(of: a)
  }

  /// The same by LAPACK's dgesdd whatever the shape: a baseline.
  ///
  /// - Throws: as `singularValues(of:)`.
  public mutating func singularValuesByLAPACK(of a: Matrix) throws(MatrixError) -> [Double] {
    try load(a)
    let (m, n, smaller) = (Int32(a.rows), Int32(a.columns), min(a.rows, a.columns))
    reserve(reals: Self.singularValueScratch(a.rows, a.columns), integers: 8 * smaller)
    let info = unsafe LAPACKE_dgesdd_work(
      LAPACK_COL_MAJOR, CChar.none, m, n, &matrix, m, &values, nil, 1, nil, 1, &reals, Int32(reals.count), &integers)
    guard info == 0 else { throw .notConverged(routine: "dgesdd") }
    guard values[0].isFinite else { throw .overflow(result: "the largest singular value") }
    return Array(values[..<smaller])
  }

  /// dgesdd with jobz N: max(3·min + max(max, 7·min), …) is the minimum; blocked code wants 32 rows more.
  private static func singularValueScratch(_ m: Int, _ n: Int) -> Int {
    let (smaller, larger) = (min(m, n), max(m, n))
    return 3 * smaller + max(larger, 7 * smaller) + 32 * (m + n) + 64
  }

  /// The thin singular value decomposition A = U diag(σ) Vᵀ: U m×s, V n×s with s = min(m, n), σ in descending order.
  ///
  /// - Throws: `MatrixError` when an entry isn't finite or LAPACK doesn't converge.
  public mutating func singularValueDecomposition(
    of a: Matrix
  ) throws(MatrixError) -> (left: Matrix, values: [Double], right: Matrix) {
    try load(a)
    let (m, n, smaller) = (a.rows, a.columns, min(a.rows, a.columns))
    reserve(reals: smaller * (6 + 4 * smaller) + m + n + 32 * (m + n), integers: 8 * smaller)
    var left = Array(repeating: 0.0, count: m * smaller)
    var rightTransposed = Array(repeating: 0.0, count: smaller * n)
    let info = unsafe LAPACKE_dgesdd_work(
      LAPACK_COL_MAJOR, CChar.thin, Int32(m), Int32(n), &matrix, Int32(m), &values, &left, Int32(m),
      &rightTransposed, Int32(smaller), &reals, Int32(reals.count), &integers)
    guard info == 0 else { throw .notConverged(routine: "dgesdd") }
    return (
      Matrix(unchecked: left, rows: m, columns: smaller), Array(values[..<smaller]),
      Matrix(unchecked: rightTransposed, rows: smaller, columns: n).transposed
    )
  }

  // MARK: Symmetric eigenvalues

  private func requireSquare(_ a: Matrix) throws(MatrixError) {
    guard a.rows == a.columns else { throw .notSquare(rows: a.rows, columns: a.columns) }
  }

  /// The eigenvalues of a symmetric matrix, in ascending order. The lower triangle is read.
  ///
  /// - Throws: `MatrixError` when the matrix isn't square, an entry isn't finite, a value overflows or LAPACK doesn't
  ///   converge.
  public mutating func eigenvalues(ofSymmetric a: Matrix) throws(MatrixError) -> [Double] {
    try requireSquare(a)
    if a.rows == 1 {
      try a.requireFinite()
      return a.elements
    }
    if SmallMatrixWorkspace.eigenvaluesAreFaster(a.rows), let values = try small.eigenvalues(ofSymmetric: a) {
      return values
    }
    return try eigenvaluesByLAPACK(ofSymmetric: a)
  }

  /// The same by LAPACK's dsyevd whatever the order: a baseline.
  ///
  /// - Throws: as `eigenvalues(ofSymmetric:)`.
  public mutating func eigenvaluesByLAPACK(ofSymmetric a: Matrix) throws(MatrixError) -> [Double] {
    try requireSquare(a)
    try load(a)
    let n = a.rows
    reserve(reals: 2 * n + 1 + 34 * n, integers: 1)
    let info = unsafe LAPACKE_dsyevd_work(
      LAPACK_COL_MAJOR, CChar.none, CChar.lower, Int32(n), &matrix, Int32(n), &values, &reals, Int32(reals.count),
      &integers, Int32(integers.count))
    guard info == 0 else { throw .notConverged(routine: "dsyevd") }
    guard values[0].isFinite, values[n - 1].isFinite else { throw .overflow(result: "an eigenvalue") }
    return Array(values[..<n])
  }

  /// The eigenvalues, ascending, and orthonormal eigenvectors (columns) of a symmetric matrix. The lower triangle is read.
  ///
  /// - Throws: `MatrixError` when the matrix isn't square, an entry isn't finite or LAPACK doesn't converge.
  public mutating func eigenvectors(
    ofSymmetric a: Matrix
  ) throws(MatrixError) -> (values: [Double], vectors: Matrix) {
    try requireSquare(a)
    try a.requireFinite()
    BLAS.useOneThread()
    let n = a.rows
    var vectors = a.elements
    if values.count < n { values = Array(repeating: 0, count: n) }
    // Room for dormtr's blocks too: with less it runs unblocked, and bits would depend on what was computed before.
    reserve(reals: 1 + 6 * n + 2 * n * n + 34 * n + 65 * 64, integers: 3 + 5 * n)
    let info = unsafe LAPACKE_dsyevd_work(
      LAPACK_COL_MAJOR, CChar.vectors, CChar.lower, Int32(n), &vectors, Int32(n), &values, &reals,
      Int32(reals.count), &integers, Int32(integers.count))
    guard info == 0 else { throw .notConverged(routine: "dsyevd") }
    return (Array(values[..<n]), Matrix(unchecked: vectors, rows: n, columns: n))
  }

  // MARK: Factorisations

  /// The lower triangular L with positive diagonal and LLᵀ = A. The lower triangle is read.
  ///
  /// - Throws: `MatrixError.notPositiveDefinite` with the order of the leading minor that isn't positive.
  public mutating func cholesky(of a: Matrix) throws(MatrixError) -> Matrix {
    try requireSquare(a)
    try a.requireFinite()
    let n = a.rows
    var factor = a.elements
    let info = unsafe LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, CChar.lower, Int32(n), &factor, Int32(n))
    guard info == 0 else { throw .notPositiveDefinite(order: Int(info)) }
    for j in 0..<n {
      for i in 0..<j { factor[i + j * n] = 0 }
    }
    return Matrix(unchecked: factor, rows: n, columns: n)
  }

  /// R of the factorisation A = QR of an m×n matrix, m ≥ n, signs as LAPACK gives them: RᵀR = AᵀA.
  ///
  /// - Throws: `MatrixError` when an entry isn't finite, or m < n.
  public mutating func triangularFactor(of a: Matrix) throws(MatrixError) -> Matrix {
    try factorize(a)
    let m = a.rows
    return Matrix(rows: a.columns, columns: a.columns) { i, j in i <= j ? matrix[i + j * m] : 0 }
  }

  /// Leaves R and the reflectors of Q in the scratch memory.
  private mutating func factorize(_ a: Matrix) throws(MatrixError) {
    guard a.rows >= a.columns else {
      throw .wide(rows: a.rows, columns: a.columns)
    }
    try load(a)
    let (m, n) = (a.rows, a.columns)
    reserve(reals: 34 * n, integers: 1)
    unsafe LAPACKE_dgeqrf_work(
      LAPACK_COL_MAJOR, Int32(m), Int32(n), &matrix, Int32(m), &values, &reals, Int32(reals.count))
  }

  /// The thin factorisation A = QR of an m×n matrix, m ≥ n: Q m×n with orthonormal columns, R n×n upper triangular with
  /// nonnegative diagonal. The sign makes Q of a Gaussian A uniform on the orthogonal group (Mezzadri 2007).
  ///
  /// - Throws: `MatrixError` when an entry isn't finite, or m < n.
  public mutating func qr(of a: Matrix) throws(MatrixError) -> (orthogonal: Matrix, triangular: Matrix) {
    try factorize(a)
    let (m, n) = (a.rows, a.columns)
    var triangular = Matrix.zero(rows: n, columns: n)
    for j in 0..<n {
      for i in 0...j { triangular[i, j] = matrix[i + j * m] }
    }
    unsafe LAPACKE_dorgqr_work(
      LAPACK_COL_MAJOR, Int32(m), Int32(n), Int32(n), &matrix, Int32(m), &values, &reals, Int32(reals.count))
    var orthogonal = Matrix(unchecked: Array(matrix[..<(m * n)]), rows: m, columns: n)
    for j in 0..<n where triangular[j, j] < 0 {
      for i in 0..<m { orthogonal[i, j].negate() }
      for i in j..<n { triangular[j, i].negate() }
    }
    return (orthogonal, triangular)
  }
}

extension CChar {
  fileprivate static let none = CChar(UInt8(ascii: "N"))
  fileprivate static let vectors = CChar(UInt8(ascii: "V"))
  fileprivate static let thin = CChar(UInt8(ascii: "S"))
  fileprivate static let lower = CChar(UInt8(ascii: "L"))
}
