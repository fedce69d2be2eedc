import CLapacke

extension Matrix {
  /// A + B of equal shapes.
  public static func + (a: Matrix, b: Matrix) -> Matrix {
    var sum = a
    sum.add(1, b)
    return sum
  }

  /// A − B of equal shapes.
  public static func - (a: Matrix, b: Matrix) -> Matrix {
    var difference = a
    difference.add(-1, b)
    return difference
  }

  /// cA.
  public static func * (c: Double, a: Matrix) -> Matrix {
    Matrix(unchecked: a.elements.map { c * $0 }, rows: a.rows, columns: a.columns)
  }

  /// AB; a precondition that the shapes fit. Where they come from input, use `product(_:_:)`.
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.columns == b.rows, "shapes don't fit")
    return multiply(a, b)
  }

  /// AB.
  ///
  /// - Throws: `MatrixError.mismatch` when A hasn't as many columns as B has rows.
  public static func product(_ a: Matrix, _ b: Matrix) throws(MatrixError) -> Matrix {
    guard a.columns == b.rows else {
      throw .mismatch(leftRows: a.rows, leftColumns: a.columns, rightRows: b.rows, rightColumns: b.columns)
    }
    return multiply(a, b)
  }

  /// self += cB for a B of equal shape.
  public mutating func add(_ c: Double, _ b: Matrix) {
    precondition(rows == b.rows && columns == b.columns, "shapes don't fit")
    let count = elements.count
    unsafe elements.withUnsafeMutableBufferPointer { target in
      unsafe b.elements.withUnsafeBufferPointer { source in
        for position in 0..<count { unsafe target[position] += c * source[position] }
      }
    }
  }

  private static func multiply(_ a: Matrix, _ b: Matrix) -> Matrix {
    BLAS.useOneThread()
    let (m, n, k) = (Int32(a.rows), Int32(b.columns), Int32(a.columns))
    let elements = unsafe [Double](unsafeUninitializedCapacity: a.rows * b.columns) { buffer, count in
      unsafe cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a.elements, m, b.elements, k, 0, buffer.baseAddress, m)
      count = a.rows * b.columns
    }
    return Matrix(unchecked: elements, rows: a.rows, columns: b.columns)
  }

  /// The Gram matrix AAᵀ, exactly symmetric.
  public func gram() -> Matrix { rankUpdate(transposed: false) }

  /// AᵀA, exactly symmetric.
  public func transposedGram() -> Matrix { rankUpdate(transposed: true) }

  private func rankUpdate(transposed: Bool) -> Matrix {
    BLAS.useOneThread()
    let (order, inner) = transposed ? (columns, rows) : (rows, columns)
    let elements = unsafe [Double](unsafeUninitializedCapacity: order * order) { buffer, count in
      unsafe cblas_dsyrk(
        CblasColMajor, CblasLower, transposed ? CblasTrans : CblasNoTrans, Int32(order), Int32(inner), 1,
        self.elements, Int32(rows), 0, buffer.baseAddress, Int32(order))
      // By tiles: rows that are read down a column are used again before they leave the cache.
      for tile in stride(from: 0, to: order, by: 16) {
        for j in tile..<order {
          for i in tile..<min(tile + 16, j) { unsafe buffer[i &+ j &* order] = buffer[j &+ i &* order] }
        }
      }
      count = order * order
    }
    return Matrix(unchecked: elements, rows: order, columns: order)
  }

  /// A ⊗ B: the block in row i, column j is a_ij B.
  public static func kronecker(_ a: Matrix, _ b: Matrix) -> Matrix {
    var result = zero(rows: a.rows * b.rows, columns: a.columns * b.columns)
    result.addKronecker(a, b)
    return result
  }

  /// self += A ⊗ B.
  ///
  /// - Complexity: as many multiplications as entries.
  public mutating func addKronecker(_ a: Matrix, _ b: Matrix) { addKronecker(a, b, lowerBlocksOnly: false) }

  /// self += A ⊗ B in the blocks on and below the diagonal: enough for symmetric A and B, where decompositions read the
  /// lower triangle.
  public mutating func addLowerKronecker(_ a: Matrix, _ b: Matrix) { addKronecker(a, b, lowerBlocksOnly: true) }

  private mutating func addKronecker(_ a: Matrix, _ b: Matrix, lowerBlocksOnly: Bool) {
    precondition(rows == a.rows * b.rows && columns == a.columns * b.columns, "shapes don't fit")
    let height = rows
    unsafe elements.withUnsafeMutableBufferPointer { target in
      unsafe b.elements.withUnsafeBufferPointer { source in
        for blockColumn in 0..<a.columns {
          for blockRow in (lowerBlocksOnly ? blockColumn : 0)..<max(a.rows, lowerBlocksOnly ? blockColumn : 0) {
            let factor = a[blockRow, blockColumn]
            if factor == 0 { continue }
            for j in 0..<b.columns {
              let start = blockRow &* b.rows &+ (blockColumn &* b.columns &+ j) &* height
              let from = j &* b.rows
              for i in 0..<b.rows { unsafe target[start &+ i] += factor * source[from &+ i] }
            }
          }
        }
      }
    }
  }
}
