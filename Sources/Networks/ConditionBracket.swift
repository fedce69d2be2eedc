public import LinearAlgebra

/// A bracket on κ(G) that never forms the kd×kd matrix: `linear.lower` ≤ κ ≤ `linear.coupled`.
public struct ConditionBracket: Sendable, Hashable {
  /// ρ(u₁, v₁)/ρ(u₂, v₂), the Rayleigh quotients of Ĝ at product vectors.
  public let lower: Double
  /// min(u_d, u_k)/max(l_d, l_k); +∞ for a singular Ĝ.
  public let upper: Double

  /// upper/lower.
  public var width: Double { upper / lower }

  /// The bracket of an instance; nil for G = 0.
  ///
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  /// - Complexity: O(L(d³ + k³)) besides the partial products.
  public init?(
    _ instance: LinearInstance, _ workspace: inout Workspace, products: PartialProducts? = nil
  ) throws(MatrixError) {
    guard instance.rank > 0 else { return nil }
    let sum = KroneckerSum(instance, products ?? PartialProducts(instance))
    let (k, d, ranks) = (sum.outputs, sum.inputs, instance.ranks)
    var (a, b): ([(smallest: Double, largest: Double)], [(smallest: Double, largest: Double)]) = ([], [])
    for layer in 0..<sum.depth {
      a.append(try sum.left[layer].extremes(&workspace))
      b.append(try sum.right[layer].extremes(&workspace))
      // Zeros that ranks decide are exact.
      if ranks.after[layer + 1] < k { a[layer].smallest = 0 }
      if ranks.before[layer + 1] < d { b[layer].smallest = 0 }
    }
    let top = try workspace.eigenvectors(ofSymmetric: sum.rightCombination(a.map(\.largest)))
    let topValues = try workspace.eigenvalues(ofSymmetric: sum.leftCombination(b.map(\.largest)))
    let v = top.vectors.column(d - 1)
    let u = try Self.partner(of: v, sum.right, among: sum.left, k, .largest, &workspace)
    let largest = min(top.values[d - 1], topValues[k - 1])

    let (least, x, y): (Double, Matrix, Matrix)
    if instance.rank == instance.order {
      let bottom = try workspace.eigenvectors(ofSymmetric: sum.rightCombination(a.map(\.smallest)))
      let bottomValues = try workspace.eigenvalues(ofSymmetric: sum.leftCombination(b.map(\.smallest)))
      least = max(bottom.values[0], bottomValues[0])
      y = bottom.vectors.column(0)
      x = try Self.partner(of: y, sum.right, among: sum.left, k, .smallest, &workspace)
    } else if ranks.after[1] > 0 {
      // u₂ ∈ col(P_1) puts u₂ ⊗ v₂ into the range of Ĝ.
      least = 0
      x = try workspace.eigenvectors(ofSymmetric: sum.left[0].matrix(k)).vectors.column(k - ranks.after[1])
      y = try Self.partner(of: x, sum.left, among: sum.right, d, .smallest, &workspace)
    } else {
      // So does v₂ ∈ row(Q_LS).
      least = 0
      let rank = ranks.before[sum.depth]
      guard rank > 0 else {
        (lower, upper) = (1, .infinity)
        return
      }
      y = try workspace.eigenvectors(ofSymmetric: sum.right[sum.depth - 1].matrix(d)).vectors.column(d - rank)
      x = try Self.partner(of: y, sum.right, among: sum.left, k, .smallest, &workspace)
    }
    lower = max(1, Self.rayleigh(sum, u, v) / Self.rayleigh(sum, x, y))
    upper = least > 0 ? largest / least : .infinity
  }

  /// The extreme eigenvector of Σ_l (xᵀF_lx)M_l: the best partner of x in a product vector.
  private static func partner(
    of x: Matrix, _ factors: [KroneckerSum.Factor], among others: [KroneckerSum.Factor], _ order: Int,
    _ end: SpectrumEnd, _ workspace: inout Workspace
  ) throws(MatrixError) -> Matrix {
    let combination = KroneckerSum.combine(others, order, factors.map { $0.form(x) })
    let vectors = try workspace.eigenvectors(ofSymmetric: combination).vectors
    return vectors.column(end == .largest ? order - 1 : 0)
  }

  private static func rayleigh(_ sum: KroneckerSum, _ u: Matrix, _ v: Matrix) -> Double {
    zip(sum.left, sum.right).reduce(0) { $0 + $1.0.form(u) * $1.1.form(v) }
      / (Matrix.dot(u, u) * Matrix.dot(v, v))
  }
}
