import LinearAlgebra

extension VerifiedArithmetic {
  /// How far a factor's entries reach: in triangular factors products with zero blocks are left out.
  enum Sparsity {
    case full
    /// LLᵀ for a lower triangular L.
    case lowerTriangular
    /// RRᵀ for an upper triangular R.
    case upperTriangular
  }

  /// The product in blocks of the inner dimension, one GEMM a block into a fresh array, added by own loops: the error is at
  /// most γ_g |A||B| + Kω with g = `Rounding.depth(inner)`. (L2 of the specification; β = 1 would let GEMM add term by term.)
  ///
  /// - Parameter lowerOnly: forms the blocks of a square product that meet the lower triangle; the rest stays 0.
  func blockedProduct(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, lowerOnly: Bool = false,
    sparsity: Sparsity = .full
  ) -> [Double] {
    var product = Array(repeating: 0.0, count: rows * columns)
    let tile = lowerOnly ? Self.tileLength : max(rows, columns)
    let step = Rounding.blockLength(inner)
    if inner <= step, tile >= max(rows, columns) {
      kernel.multiply(a, b, rows: rows, columns: columns, inner: inner, into: &product, at: 0, stride: rows)
      return product
    }
    var part = Array(repeating: 0.0, count: min(tile, rows) * min(tile, columns))
    for firstColumn in stride(from: 0, to: columns, by: tile) {
      let width = min(tile, columns - firstColumn)
      for firstRow in stride(from: lowerOnly ? firstColumn : 0, to: rows, by: tile) {
        let height = min(tile, rows - firstRow)
        let first = sparsity == .upperTriangular ? firstRow : 0
        let reach = sparsity == .lowerTriangular ? min(inner, firstColumn + width) : inner
        for start in stride(from: first, to: reach, by: step) {
          let length = min(step, reach - start)
          let left = a.advanced(rows: firstRow, columns: start)
          let right = b.advanced(rows: start, columns: firstColumn)
          if start == first {
            kernel.multiply(
              left, right, rows: height, columns: width, inner: length, into: &product,
              at: firstRow + firstColumn * rows, stride: rows)
          } else {
            kernel.multiply(
              left, right, rows: height, columns: width, inner: length, into: &part, at: 0, stride: height)
            Self.add(part, height, width, to: &product, at: firstRow + firstColumn * rows, stride: rows)
          }
        }
      }
    }
    return product
  }

  /// The side of the tiles of a lower triangle.
  private static let tileLength = 192

  private static func add(
    _ part: [Double], _ height: Int, _ width: Int, to target: inout [Double], at offset: Int, stride: Int
  ) {
    precondition(part.count >= height * width && offset + height + (width - 1) * stride <= target.count)
    unsafe part.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { sum in
        for j in 0..<width {
          for i in 0..<height { unsafe sum[offset &+ i &+ j &* stride] += source[i &+ j &* height] }
        }
      }
    }
  }

  /// AB for interval matrices, or with AᵀB, ABᵀ.
  ///
  /// - Throws: `NoInformation` when shapes don't fit or an entry leaves the range guard.
  /// - Complexity: two products of point matrices, three when neither factor is a point.
  public func product(
    _ a: IntervalMatrix, transposed: Bool = false, _ b: IntervalMatrix, transposed right: Bool = false
  ) throws(NoInformation) -> IntervalMatrix {
    let (rows, inner) = transposed ? (a.columns, a.rows) : (a.rows, a.columns)
    let (height, columns) = right ? (b.columns, b.rows) : (b.rows, b.columns)
    guard inner == height else { throw .shapes(rows: rows, columns: inner, found: height) }
    func left(_ elements: [Double]) -> MatrixBlock {
      MatrixBlock(elements, stride: a.rows, isTransposed: transposed)
    }
    func other(_ elements: [Double]) -> MatrixBlock { MatrixBlock(elements, stride: b.rows, isTransposed: right) }
    let middle = blockedProduct(left(a.midpoint), other(b.midpoint), rows: rows, columns: columns, inner: inner)
    // |A'B' − M_A M_B| ≤ |M_A|R_B + R_A(|M_B| + R_B), and γ_g |M_A||M_B| for the rounding.
    let rounding = part(.productRounding, Rounding.gamma(Rounding.depth(inner)))
    let magnitude = Elementwise.magnitudes(b.midpoint)
    var outer = magnitude.map { rounding * $0 }
    if let spread = b.radius, dropped != .productRightRadius { Elementwise.add(spread, to: &outer) }
    var radius = Array(repeating: 0.0, count: rows * columns)
    kernel.multiply(
      left(Elementwise.magnitudes(a.midpoint)), other(outer), rows: rows, columns: columns, inner: inner, into: &radius,
      at: 0, stride: rows)
    if let spread = a.radius, dropped != .productLeftRadius {
      var reach = magnitude
      if let own = b.radius { Elementwise.add(own, to: &reach) }
      var part = radius
      kernel.multiply(
        left(spread), other(reach), rows: rows, columns: columns, inner: inner, into: &part, at: 0, stride: rows)
      Elementwise.add(part, to: &radius)
    }
    let underflow = Double(inner) * Rounding.slack
    for position in radius.indices {
      radius[position] = Rounding.upperBound(radius[position], roundings: inner + 4, underflow: underflow)
    }
    return try IntervalMatrix(rows: rows, columns: columns, midpoint: middle, radius: radius)
  }

  /// A + B for interval matrices: the radius covers the rounding of every midpoint.
  ///
  /// - Throws: `NoInformation` when shapes differ or an entry leaves the range guard.
  public func sum(_ a: IntervalMatrix, _ b: IntervalMatrix) throws(NoInformation) -> IntervalMatrix {
    guard a.rows == b.rows, a.columns == b.columns else {
      throw .shapes(rows: a.rows, columns: a.columns, found: b.rows)
    }
    var (middle, spread) = (a.midpoint, Array(repeating: 0.0, count: a.midpoint.count))
    for position in middle.indices {
      let sum = a.midpoint[position] + b.midpoint[position]
      middle[position] = sum
      // |fl(a + b) − (a + b)| ≤ u|fl(a + b)|, and additions don't underflow.
      let own = part(.sumRadius, Rounding.addUp(a.radius?[position] ?? 0, b.radius?[position] ?? 0))
      spread[position] = Rounding.addUp(own, part(.sumRounding, (Rounding.unit * abs(sum)).nextUp))
    }
    return try IntervalMatrix(rows: a.rows, columns: a.columns, midpoint: middle, radius: spread)
  }

  /// AAᵀ, or AᵀA: symmetric in midpoint and radius, as the exact matrix is.
  public func gram(_ a: IntervalMatrix, transposed: Bool = false) throws(NoInformation) -> IntervalMatrix {
    try product(a, transposed: transposed, a, transposed: !transposed).mirrored()
  }
}

extension MatrixBlock {
  /// The block that begins so many rows and columns further.
  func advanced(rows: Int, columns: Int) -> MatrixBlock {
    MatrixBlock(
      elements, offset: offset + (isTransposed ? columns + rows * stride : rows + columns * stride), stride: stride,
      isTransposed: isTransposed)
  }
}
