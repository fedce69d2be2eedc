import LinearAlgebra

// Tier 2: G = FFᵀ, Fᵀ the stack of P_lᵀ ⊗ Q_l, is never squared: an approximate inverse T of the triangular factor of Fᵀ
// makes TᵀGT nearly the identity, so the error of λ_min is about u√κ(G) relative to it (Rump 2011).
extension VerifiedArithmetic {
  /// An enclosure of λ_min of the scaled Ĝ (theorem F): with TᵀĜT = YᵀY, α ≥ ‖YᵀY − I‖₂ and TTᵀ ⪯ (s + ε)I,
  /// λ_min ≥ (1 − α)/(s + ε); the upper end is a Rayleigh quotient.
  ///
  /// - Throws: `NoInformation.preconditioner` when α isn't below 1, so κ(G) is beyond about 10²⁴.
  /// - Complexity: about 2Nn² + 8n³, N the number of weights.
  func preconditionedSmallestEigenvalue(
    _ factors: GaussNewtonFactors, _ workspace: inout Workspace
  ) throws(NoInformation) -> Interval {
    let n = factors.order
    let inverse = try preconditioner(factors, &workspace)
    var images: [IntervalMatrix] = []
    for term in factors.terms { images.append(try preconditionedTerm(factors, term, inverse)) }
    let alpha = identityDefect(of: images)
    guard alpha < 1 else { throw .preconditioner(defect: alpha) }

    var square = blockedProduct(
      MatrixBlock(inverse.midpoint, stride: n), MatrixBlock(inverse.midpoint, stride: n, isTransposed: true), rows: n,
      columns: n, inner: n, lowerOnly: true, sparsity: .upperTriangular)
    let triangle = inverse.middle
    let largest: Double
    do {
      largest = try workspace.eigenvalues(ofSymmetric: Matrix(rows: n, columns: n, elements: square)).last ?? 0
    } catch { throw .decomposition("the eigenvalue decomposition") }
    for position in square.indices { square[position] = -square[position] }
    var excess = 4 * Rounding.unit * Double(n).squareRoot()
    for _ in 0..<12 {
      let shift = (1 + excess) * largest
      excess *= 4
      guard shift <= Rounding.largestMagnitude else { break }
      var hint = square
      for i in 0..<n { hint[i + i * n] += shift }
      guard let matrix = try? Matrix(rows: n, columns: n, elements: hint),
        let factor = try? workspace.cholesky(of: matrix), Rounding.areGuarded(factor.elements)
      else { continue }
      var diagonal = Array(repeating: 0.0, count: n * n)
      for i in 0..<n { diagonal[i + i * n] = shift }
      let epsilon = defect(
        of: diagonal,
        [TriangularFactor(matrix: triangle, isLower: false), TriangularFactor(matrix: factor, isLower: true)], order: n,
        splitting: 0)
      let ceiling = Rounding.addUp(shift, epsilon)
      guard ceiling < .infinity else { break }
      let lower = ((1 - alpha).nextDown / ceiling).nextDown
      var upper = Double.infinity
      if let vector = InverseIteration.vector(factor) { upper = try rayleighQuotient(factors, at: vector).upper }
      return try Interval(proving: "λ_min", from: max(0, lower), to: upper)
    }
    throw .decomposition("Cholesky")
  }

  /// The inverse of the triangular factor of Fᵀ: a hint.
  private func preconditioner(
    _ factors: GaussNewtonFactors, _ workspace: inout Workspace
  ) throws(NoInformation) -> IntervalMatrix {
    let n = factors.order
    var blocks: [Matrix] = []
    do {
      for term in factors.terms {
        let left = try Self.compressed(term.left.transposed.middle, &workspace)
        let right = try Self.compressed(term.right.middle, &workspace)
        blocks.append(Matrix.kronecker(left, right))
      }
      let height = blocks.reduce(0) { $0 + $1.rows }
      var stack: [Double] = []
      stack.reserveCapacity(max(height, n) * n)
      for j in 0..<n {
        for block in blocks { stack += block.elements[(j * block.rows)..<((j + 1) * block.rows)] }
        stack += Array(repeating: 0, count: max(0, n - height))
      }
      let triangle = try workspace.triangularFactor(of: Matrix(rows: max(height, n), columns: n, elements: stack))
      guard let inverse = BLAS.inverse(ofUpperTriangular: triangle) else { throw NoInformation.decomposition("QR") }
      return try IntervalMatrix(inverse)
    } catch let error as NoInformation { throw error } catch { throw .decomposition("QR") }
  }

  /// R with RᵀR = AᵀA for a tall A, else A.
  private static func compressed(_ a: Matrix, _ workspace: inout Workspace) throws(MatrixError) -> Matrix {
    a.rows > a.columns ? try workspace.triangularFactor(of: a) : a
  }

  /// Y_l = (P_lᵀ ⊗ Q_l)T by two interval products, on the index of the inputs and on that of the outputs.
  func preconditionedTerm(
    _ factors: GaussNewtonFactors, _ term: GaussNewtonFactors.Term, _ t: IntervalMatrix
  ) throws(NoInformation) -> IntervalMatrix {
    let (k, d, n) = (factors.outputs, factors.inputs, t.columns)
    let (width, height) = (term.left.columns, term.right.rows)
    // Column c of T is a d×k matrix Z_c, and Y_c = QZ_cP.
    let columns = try IntervalMatrix(rows: d, columns: k * n, midpoint: t.midpoint, radius: t.radius)
    let first = try product(term.right, columns)
    func permuted(_ entries: [Double], _ inner: Int, back: Bool) -> [Double] {
      var result = entries
      for c in 0..<n {
        for i in 0..<inner {
          let (plain, moved) = ((i + c * inner) * height, (c + i * n) * height)
          for b in 0..<height {
            if back { result[plain + b] = entries[moved + b] } else { result[moved + b] = entries[plain + b] }
          }
        }
      }
      return result
    }
    let rearranged = try IntervalMatrix(
      rows: height * n, columns: k, midpoint: permuted(first.midpoint, k, back: false),
      radius: first.radius.map { permuted($0, k, back: false) })
    let second = try product(rearranged, term.left)
    return try IntervalMatrix(
      rows: height * width, columns: n, midpoint: permuted(second.midpoint, width, back: true),
      radius: second.radius.map { permuted($0, width, back: true) })
  }
}
