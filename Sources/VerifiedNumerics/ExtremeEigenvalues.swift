import LinearAlgebra

/// Proven enclosures of λ_min and λ_max of the scaled Ĝ.
struct ExtremeEigenvalues {
  var smallest: Interval
  let largest: Interval
}

/// What the Cholesky factor of a shifted matrix knows of the nearest eigenvector.
enum InverseIteration {
  /// Three steps from a fixed start without symmetries; nil when the numbers leave the finite ones.
  static func vector(_ factor: Matrix) -> [Double]? {
    var x = (0..<factor.rows).map { 1 + Double(($0 * 7919) % 1009) / 1013 }
    for _ in 0..<3 {
      x = BLAS.solve(lowerTriangular: factor, transposed: false, x)
      x = BLAS.solve(lowerTriangular: factor, transposed: true, x)
      let largest = x.reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest < .infinity else { return nil }
      for i in x.indices { x[i] /= largest }
    }
    return Rounding.areGuarded(x) ? x : nil
  }
}

// MARK: - Tier 1

extension VerifiedArithmetic {
  /// Tier 1: two Cholesky certificates of M_G for the outer sides, Rayleigh quotients for the inner ones; the error of λ_min
  /// is about uκ(G) relative to it.
  ///
  /// - Complexity: the eigenvalues of M_G without vectors as hints, and twice n³.
  func extremeEigenvalues(
    _ factors: GaussNewtonFactors, _ workspace: inout Workspace
  ) throws(NoInformation) -> ExtremeEigenvalues {
    let matrix = try gaussNewtonMatrix(factors)
    let hints = try eigenvalueHints(matrix, &workspace)
    let below = certificate(matrix, near: hints.smallest, largest: hints.largest, negated: false, &workspace)
    let above = certificate(matrix, near: hints.largest, largest: hints.largest, negated: true, &workspace)

    // Ĝ ⪰ 0 by construction.
    var (low, high) = (Interval.nonnegative, Interval.nonnegative)
    if let below {
      let bound = (below.smallestEigenvalue - matrix.radius).nextDown
      low = try Interval(
        proving: "λ_min", from: max(0, bound), to: try innerSide(factors, below.factor)?.upper ?? .infinity)
    }
    if let above {
      let bound = Rounding.addUp(-above.smallestEigenvalue, matrix.radius)
      high = try Interval(proving: "λ_max", from: try innerSide(factors, above.factor)?.lower ?? 0, to: bound)
    }
    return ExtremeEigenvalues(smallest: low, largest: high)
  }

  private func eigenvalueHints(
    _ matrix: GaussNewtonMatrix, _ workspace: inout Workspace
  ) throws(NoInformation) -> (smallest: Double, largest: Double) {
    do {
      let values = try workspace.eigenvalues(
        ofSymmetric: Matrix(rows: matrix.order, columns: matrix.order, elements: matrix.midpoint))
      return (values[0], values[values.count - 1])
    } catch { throw .decomposition("the eigenvalue decomposition") }
  }

  /// The certificate at the shift next to an eigenvalue that Cholesky still bears; nil after twelve attempts.
  private func certificate(
    _ matrix: GaussNewtonMatrix, near value: Double, largest: Double, negated: Bool, _ workspace: inout Workspace
  ) -> SemidefiniteCertificate? {
    var distance = 4 * Rounding.unit * Double(matrix.order).squareRoot() * abs(largest)
    for _ in 0..<12 {
      let shift = negated ? -(value + distance) : value - distance
      if let certificate = semidefiniteCertificate(
        lowerTriangle: matrix.midpoint, order: matrix.order, negated: negated, shift: shift, &workspace)
      {
        return certificate
      }
      distance *= 4
    }
    return nil
  }

  private func innerSide(_ factors: GaussNewtonFactors, _ factor: Matrix) throws(NoInformation) -> Interval? {
    guard let vector = InverseIteration.vector(factor) else { return nil }
    return try rayleighQuotient(factors, at: vector)
  }
}
