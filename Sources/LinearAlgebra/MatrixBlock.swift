import CLapacke

/// A block of a matrix stored by columns, or of its transpose: entry (i, j) is at `offset + i + j·stride`, with i and j
/// swapped for the transpose.
public struct MatrixBlock: Sendable {
  /// The matrix.
  public let elements: [Double]
  /// Where the block begins.
  public let offset: Int
  /// The distance of neighbouring columns of the matrix.
  public let stride: Int
  /// Whether the block is taken from the transpose.
  public let isTransposed: Bool

  /// A block from these elements.
  @inlinable public init(_ elements: [Double], offset: Int = 0, stride: Int, isTransposed: Bool = false) {
    self.elements = elements
    self.offset = offset
    self.stride = stride
    self.isTransposed = isTransposed
  }

  /// Whether `rows` × `columns` entries lie within the elements.
  public func covers(rows: Int, columns: Int) -> Bool {
    let (height, width) = isTransposed ? (columns, rows) : (rows, columns)
    return offset >= 0 && height > 0 && width > 0 && height <= stride
      && offset + height + (width - 1) * stride <= elements.count
  }
}

extension BLAS {
  /// C ← AB with one call of GEMM, α = 1 and β = 0; C's entry (i, j) is at `offset + i + j·stride` of the target. A
  /// precondition that the blocks have as many entries.
  public static func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int
  ) {
    precondition(
      a.covers(rows: rows, columns: inner) && b.covers(rows: inner, columns: columns) && offset >= 0 && rows <= stride
        && offset + rows + (columns - 1) * stride <= target.count, "shapes don't fit")
    useOneThread()
    unsafe a.elements.withUnsafeBufferPointer { left in
      unsafe b.elements.withUnsafeBufferPointer { right in
        unsafe target.withUnsafeMutableBufferPointer { product in
          guard let left = left.baseAddress, let right = right.baseAddress, let product = product.baseAddress else {
            return
          }
          unsafe cblas_dgemm(
            CblasColMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
            Int32(rows), Int32(columns), Int32(inner), 1, left + a.offset, Int32(a.stride), right + b.offset,
            Int32(b.stride), 0, product + offset, Int32(stride))
        }
      }
    }
  }

  /// The inverse of a nonsingular upper triangular matrix; nil when a diagonal entry is 0.
  public static func inverse(ofUpperTriangular r: Matrix) -> Matrix? {
    precondition(r.rows == r.columns, "shapes don't fit")
    var inverse = r
    let order = Int32(r.rows)
    let info = unsafe LAPACKE_dtrtri_work(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), CChar(UInt8(ascii: "N")), order, &inverse.elements, order)
    return info == 0 ? inverse : nil
  }

  /// L⁻¹x, or L⁻ᵀx, for a lower triangular L; not finite when L is singular.
  public static func solve(lowerTriangular l: Matrix, transposed: Bool, _ x: [Double]) -> [Double] {
    precondition(l.rows == l.columns && l.rows == x.count, "shapes don't fit")
    var solution = x
    unsafe cblas_dtrsv(
      CblasColMajor, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, Int32(l.rows), l.elements,
      Int32(l.rows), &solution, 1)
    return solution
  }
}
