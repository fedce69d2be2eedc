public import LinearAlgebra

/// Proven enclosures of all eigenvalues of a symmetric matrix, in ascending order.
public struct EigenvalueEnclosures: Sendable, Hashable {
  /// The enclosures; the i-th encloses the i-th smallest eigenvalue of every symmetric matrix within.
  public let values: [Interval]

  /// From computed X, D of which nothing is assumed: |λ_i(M) − d_i| ≤ ‖MX − XD‖₂/σ_min(X), σ_min(X) ≥ √(1 − α),
  /// α ≥ ‖XᵀX − I‖₂ (Kahan; Cao, Xie, Li 1996).
  ///
  /// - Parameters:
  ///   - matrix: symmetric in midpoint and radius.
  ///   - perturbation: a norm by which the matrix may differ from the one meant, added to every radius.
  /// - Throws: `NoInformation` when the matrix isn't square, the decomposition fails or the vectors are far from orthonormal.
  /// - Complexity: the decomposition with vectors and four products.
  public init(
    ofSymmetric matrix: IntervalMatrix, perturbation: Double = 0, _ arithmetic: VerifiedArithmetic,
    _ workspace: inout Workspace
  ) throws(NoInformation) {
    let n = matrix.rows
    guard n == matrix.columns else { throw .shapes(rows: n, columns: matrix.columns, found: n) }
    let hint: (values: [Double], vectors: Matrix)
    do { hint = try workspace.eigenvectors(ofSymmetric: matrix.middle) } catch {
      throw .decomposition("the eigenvalue decomposition")
    }
    let vectors = try IntervalMatrix(hint.vectors)
    let alpha = arithmetic.identityDefect(of: [vectors])
    guard alpha < 1 else { throw .orthogonality(defect: alpha) }
    let epsilon = try arithmetic.residual(of: matrix, times: vectors, minus: vectors, scaledBy: hint.values)
    let radius = (Interval(epsilon) / (Interval(1) - Interval(alpha)).squareRoot + Interval(perturbation)).upper
    guard radius >= 0 else { throw .outOfRange }
    values = Interval.sorted(hint.values.map { Interval($0) + Interval(-radius, radius) })
  }

  /// λ_max.
  public var largest: Interval { values[values.count - 1] }
  /// λ_min.
  public var smallest: Interval { values[0] }
}
