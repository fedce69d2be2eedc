import LinearAlgebra

/// M − sI + εI ⪰ 0, proved: M − sI = LLᵀ + Δ with ‖Δ‖₂ ≤ ε for a computed L of which nothing is assumed (theorem C of the
/// specification; the residual form of Rump 2006).
struct SemidefiniteCertificate {
  /// s.
  let shift: Double
  /// ε.
  let defect: Double
  /// L, a hint.
  let factor: Matrix

  /// At most λ_min(M): s − ε.
  var smallestEigenvalue: Double { (shift - defect).nextDown }
}

extension VerifiedArithmetic {
  /// The certificate for the symmetric M (or −M) whose lower triangle is given, at shift s; nil when Cholesky fails.
  ///
  /// - Complexity: n³/3 for Cholesky and 2n³/3 for the lower tiles of LLᵀ, whose zero blocks are left out.
  func semidefiniteCertificate(
    lowerTriangle m: [Double], order: Int, negated: Bool = false, shift: Double, _ workspace: inout Workspace
  ) -> SemidefiniteCertificate? {
    guard shift.isFinite, abs(shift) <= Rounding.largestMagnitude, Rounding.areGuarded(m) else { return nil }
    var shifted = negated ? m.map { -$0 } : m
    var splitting = 0.0
    for i in 0..<order {
      let (sum, error) = Rounding.twoSum(shifted[i + i * order], -shift)
      shifted[i + i * order] = sum
      splitting = max(splitting, abs(error))
    }
    guard let hint = try? Matrix(rows: order, columns: order, elements: shifted),
      let factor = try? workspace.cholesky(of: hint), Rounding.areGuarded(factor.elements)
    else { return nil }
    let defect = defect(
      of: shifted, [TriangularFactor(matrix: factor, isLower: true)], order: order, splitting: splitting)
    guard defect < .infinity else { return nil }
    return SemidefiniteCertificate(shift: shift, defect: defect, factor: factor)
  }

  /// At least ‖H + D − Σ_i F_iF_iᵀ‖₂ for the symmetric H of this lower triangle and every diagonal |D| ≤ splitting.
  func defect(of h: [Double], _ factors: [TriangularFactor], order: Int, splitting: Double) -> Double {
    var sum: [Double] = []
    for factor in factors {
      let square = blockedProduct(
        MatrixBlock(factor.matrix.elements, stride: order),
        MatrixBlock(factor.matrix.elements, stride: order, isTransposed: true), rows: order, columns: order,
        inner: order, lowerOnly: true, sparsity: factor.isLower ? .lowerTriangular : .upperTriangular)
      if sum.isEmpty { sum = square } else { Elementwise.add(square, to: &sum) }
    }
    // One subtraction, whose error is at most u times its result.
    Elementwise.subtract(from: h, &sum)
    var defect = part(.certificateResidual, NormBounds.symmetric(lowerTriangle: sum, order: order))
    let rounding = Rounding.gamma(Rounding.depth(order) + factors.count - 1)
    for factor in factors {
      let magnitude = NormBounds.gram(
        ofMagnitudes: factor.matrix.elements, rows: order, columns: order, isLowerTriangular: factor.isLower)
      defect = Rounding.addUp(defect, part(.certificateRounding, Rounding.multiplyUp(rounding, magnitude)))
    }
    defect = Rounding.addUp(defect, part(.certificateSplitting, splitting))
    return Rounding.addUp(defect, Double(order) * Double(order) * Rounding.slack)
  }
}

/// A triangular matrix, with zeros stored on the other side.
struct TriangularFactor {
  let matrix: Matrix
  let isLower: Bool
}
