public import LinearAlgebra

/// Proven enclosures of all min(m, n) singular values of an interval matrix, in descending order.
public struct SingularValueEnclosures: Sendable, Hashable {
  /// The enclosures; the i-th encloses σ_i of every matrix within.
  public let values: [Interval]

  /// From a computed thin decomposition ŨΣ̃Ṽᵀ of which nothing is assumed: with α ≥ ‖ŨᵀŨ − I‖₂, β ≥ ‖ṼᵀṼ − I‖₂ and
  /// ε ≥ ‖WṼ − ŨΣ̃‖₂, (√(1 − α)σ̃_i − ε)/√(1 + β) ≤ σ_i ≤ (√(1 + α)σ̃_i + ε)/√(1 − β). (Multiplicative Weyl on ŨΣ̃ and
  /// WṼ, for which Ṽ must be square.)
  ///
  /// - Throws: `NoInformation` when the decomposition fails or the computed vectors are far from orthonormal.
  /// - Complexity: the decomposition and six products.
  public init(
    of matrix: IntervalMatrix, _ arithmetic: VerifiedArithmetic, _ workspace: inout Workspace
  ) throws(NoInformation) {
    let tall = matrix.rows >= matrix.columns ? matrix : matrix.transposed
    let hint: (left: Matrix, values: [Double], right: Matrix)
    do { hint = try workspace.singularValueDecomposition(of: tall.middle) } catch {
      throw .decomposition("the singular value decomposition")
    }
    let left = try IntervalMatrix(hint.left)
    let right = try IntervalMatrix(hint.right)
    let (leftDefect, rightDefect) = (arithmetic.identityDefect(of: [left]), arithmetic.identityDefect(of: [right]))
    guard leftDefect < 1, rightDefect < 1 else { throw .orthogonality(defect: max(leftDefect, rightDefect)) }
    let epsilon = try arithmetic.residual(of: tall, times: right, minus: left, scaledBy: hint.values)
    let (one, alpha, beta) = (Interval(1), Interval(leftDefect), Interval(rightDefect))
    let (shrunk, grown) = ((one - alpha).squareRoot, (one + alpha).squareRoot)
    let (least, most) = ((one - beta).squareRoot, (one + beta).squareRoot)
    // The singular values of ŨΣ̃ don't see the signs of Σ̃.
    let enclosures = hint.values.map { value in
      let (center, error) = (Interval(abs(value)), Interval(epsilon))
      let low = ((shrunk * center - error) / most).lower
      let high = ((grown * center + error) / least).upper
      return Interval(low > 0 ? low : 0, high >= 0 ? high : .infinity)
    }
    // The hints may be in any order; the exact values aren't.
    values = Interval.sorted(enclosures).reversed()
  }

  /// σ_max.
  public var largest: Interval { values[0] }
  /// σ_min(m, n), the smallest of all.
  public var smallest: Interval { values[values.count - 1] }
}

extension Interval {
  /// Enclosures of the values in ascending order, from enclosures in any order: the i-th smallest value lies between the i-th
  /// smallest lower end and the i-th smallest upper end.
  static func sorted(_ enclosures: [Interval]) -> [Interval] {
    zip(enclosures.map(\.lower).sorted(), enclosures.map(\.upper).sorted()).map { Interval($0, $1) }
  }
}
