import CLapacke

extension Matrix {
  /// self ← c·AB + keep·self, or with Aᵀ in place of A, without memory of its own; a precondition that the shapes fit.
  ///
  /// - Complexity: 2·rows·columns·inner operations.
  public mutating func accumulate(
    _ a: Matrix, transposed: Bool = false, _ b: Matrix, times c: Double = 1, keep: Double
  ) {
    let (m, inner) = transposed ? (a.columns, a.rows) : (a.rows, a.columns)
    precondition(m == rows && b.columns == columns && inner == b.rows, "shapes don't fit")
    BLAS.useOneThread()
    unsafe cblas_dgemm(
      CblasColMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(inner),
      c, a.elements, Int32(a.rows), b.elements, Int32(b.rows), keep, &elements, Int32(rows))
  }

  /// The diagonal of VᵀSV for a symmetric S of V's height.
  ///
  /// - Complexity: one product SV.
  public static func congruenceDiagonal(_ s: Matrix, _ v: Matrix) -> [Double] {
    precondition(s.rows == s.columns && s.columns == v.rows, "shapes don't fit")
    let image = s * v
    return (0..<v.columns).map { j in
      var sum = 0.0
      for i in (j * v.rows)..<((j + 1) * v.rows) { sum += v.elements[i] * image.elements[i] }
      return sum
    }
  }

  /// The entries divided by max(c(d_ij − θ), floor), d of equal shape: diagonal preconditioning.
  public func divided(by d: Matrix, minus shift: Double, times c: Double, atLeast floor: Double) -> Matrix {
    precondition(rows == d.rows && columns == d.columns, "shapes don't fit")
    let elements = unsafe [Double](unsafeUninitializedCapacity: self.elements.count) { buffer, count in
      count = self.elements.count
      unsafe self.elements.withUnsafeBufferPointer { own in
        unsafe d.elements.withUnsafeBufferPointer { other in
          for position in 0..<count {
            let denominator = unsafe c * (other[position] - shift)
            unsafe buffer[position] = own[position] / (denominator > floor ? denominator : floor)
          }
        }
      }
    }
    return Matrix(unchecked: elements, rows: rows, columns: columns)
  }

  /// Σ_ij a_ij b_ij for equal shapes.
  public static func dot(_ a: Matrix, _ b: Matrix) -> Double {
    precondition(a.rows == b.rows && a.columns == b.columns, "shapes don't fit")
    return unsafe cblas_ddot(Int32(a.elements.count), a.elements, 1, b.elements, 1)
  }
}
