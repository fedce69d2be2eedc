import LinearAlgebra

// How far computed decompositions are from what they claim to be: of the computed matrices nothing is assumed.
extension VerifiedArithmetic {
  /// At least ‖Σ_l Y_lᵀY_l − I‖₂ for all Y_l within interval matrices of equally many columns.
  ///
  /// - Complexity: half a product for each.
  func identityDefect(of images: [IntervalMatrix]) -> Double {
    let n = images.first?.columns ?? 0
    let ones = Array(repeating: 1.0, count: n)
    var sum = Array(repeating: 0.0, count: n * n)
    var (depth, height) = (0, 0)
    var (magnitudes, spreads) = (Array(repeating: 0.0, count: n), Array(repeating: 0.0, count: n))
    for image in images {
      let rows = image.rows
      let square = blockedProduct(
        MatrixBlock(image.midpoint, stride: rows, isTransposed: true), MatrixBlock(image.midpoint, stride: rows),
        rows: n, columns: n, inner: rows, lowerOnly: true)
      Elementwise.add(square, to: &sum)
      depth = max(depth, Rounding.depth(rows))
      height += rows
      let reach = NormBounds.product(image.midpoint, rows: rows, columns: n, ones)
      Elementwise.add(
        NormBounds.transposedProduct(image.midpoint, rows: rows, columns: n, reach), to: &magnitudes)
      guard let radius = image.radius else { continue }
      let spread = NormBounds.product(radius, rows: rows, columns: n, ones)
      for part in [
        NormBounds.transposedProduct(image.midpoint, rows: rows, columns: n, spread),
        NormBounds.transposedProduct(radius, rows: rows, columns: n, reach),
        NormBounds.transposedProduct(radius, rows: rows, columns: n, spread),
      ] {
        Elementwise.add(part, to: &spreads)
      }
    }
    for i in 0..<n { sum[i + i * n] -= 1 }
    // The rows of γ|Y|ᵀ|Y| + |Y|ᵀR + Rᵀ|Y| + RᵀR summed: a norm above ‖·‖₂ for a symmetric matrix.
    let rounding = part(.identityRounding, Rounding.gamma(depth + images.count - 1))
    var largest = 0.0
    for i in 0..<n {
      let bound = Rounding.upperBound(
        rounding * magnitudes[i] + part(.identityRadius, spreads[i]),
        roundings: 2 * (height + n) + 4 * images.count + 16,
        underflow: Double(height + n) * Double(n) * Rounding.slack)
      // NaN must not pass for small.
      largest = bound >= 0 ? max(largest, bound) : .infinity
    }
    let residual = part(.identityResidual, NormBounds.symmetric(lowerTriangle: sum, order: n))
    return Rounding.addUp(residual, largest)
  }

  /// At least ‖MX − YD‖₂ for every matrix within M, point matrices X, Y and D = diag(values).
  ///
  /// - Throws: `NoInformation` when shapes don't fit or an entry leaves the range guard.
  /// - Complexity: two products.
  func residual(
    of matrix: IntervalMatrix, times x: IntervalMatrix, minus y: IntervalMatrix, scaledBy values: [Double]
  ) throws(NoInformation) -> Double {
    let image = try product(matrix, x)
    let (rows, columns) = (image.rows, image.columns)
    guard y.rows == rows, y.columns == columns, values.count == columns else {
      throw .shapes(rows: rows, columns: columns, found: y.rows)
    }
    var entries = Array(repeating: 0.0, count: rows * columns)
    for j in 0..<columns {
      for i in 0..<rows {
        let position = i + j * rows
        let product = y.midpoint[position] * values[j]
        let difference = image.midpoint[position] - product
        // |fl(x) − x| ≤ u|fl(x)| for the product and for the difference.
        let rounding = part(.residualRounding, Rounding.unit * (abs(difference) + abs(product)))
        let spread = part(.residualRadius, image.radius?[position] ?? 0)
        entries[position] = Rounding.upperBound(
          part(.residualDifference, abs(difference)) + spread + rounding, roundings: 6, underflow: Rounding.slack)
      }
    }
    return NormBounds.spectral(magnitudes: entries, rows: rows, columns: columns)
  }
}
