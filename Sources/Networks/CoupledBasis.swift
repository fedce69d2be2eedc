import LinearAlgebra

/// Σ_l A_l ⊗ B_l in the orthonormal basis u_i ⊗ v_j of eigenvectors of the coupled bound's operators: near diagonal there,
/// so that its diagonal is a preconditioner for both ends of the spectrum.
///
/// V holds the eigenvectors of C = Σ_l a_lB_l, whose smallest eigenvalue is `linear.coupled`'s l_d, U those of
/// Σ_l (vᵀB_lv)A_l at C's bottom vector v.
struct CoupledBasis {
  /// UᵀA_lU, and VᵀB_lV or B_l.
  private let rotated: KroneckerSum
  /// V, where B_l is as it was and vectors are rotated instead.
  private let basis: Matrix?
  /// The diagonal of the operator, d×k.
  let diagonal: Matrix
  /// The i-th is at most the i-th smallest eigenvalue of Ĝ, ascending; a few of them.
  let lowest: [Double]

  private var scratch: Matrix
  private var coordinates: Matrix

  var inputs: Int { rotated.inputs }
  var outputs: Int { rotated.outputs }

  /// From so many vectors on it's cheaper to rotate the matrices once than every vector: 4d³ operations a matrix against
  /// 4d²k a vector.
  private static let expectedVectors = 30

  /// - Complexity: O(d³ + k³) eigenvectors, O(L) products of d×d matrices.
  init(_ sum: KroneckerSum, _ ranks: PartialRanks, _ workspace: inout Workspace) throws(MatrixError) {
    let (k, d, depth) = (sum.outputs, sum.inputs, sum.depth)
    var a: [Double] = []
    for (position, factor) in sum.left.enumerated() {
      // Zeros that ranks decide are exact.
      a.append(ranks.after[position + 1] < k ? 0 : max(0, try factor.extremes(&workspace).smallest))
    }
    let (rightValues, v) = try workspace.eigenvectors(ofSymmetric: sum.rightCombination(a))
    let forms = sum.right.map { $0.form(v.column(0)) }
    let u = try workspace.eigenvectors(ofSymmetric: sum.leftCombination(forms)).vectors

    let rotatesMatrices = d * (depth - 1) <= Self.expectedVectors * k
    rotated = KroneckerSum(
      outputs: k, inputs: d, left: sum.left.map { $0.rotated(by: u) },
      right: rotatesMatrices ? sum.right.map { $0.rotated(by: v) } : sum.right)
    basis = rotatesMatrices ? nil : v
    scratch = .zero(rows: d, columns: k)
    coordinates = scratch

    var diagonal = Matrix.zero(rows: d, columns: k)
    for layer in 0..<depth {
      let rows: [Double] =
        if !rotatesMatrices, case .matrix(let matrix) = sum.right[layer] {
          Matrix.congruenceDiagonal(matrix, v)
        } else {
          rotated.right[layer].diagonal(d)
        }
      let row = Matrix(rows: d, columns: 1) { i, _ in rows[i] }
      let columns = rotated.left[layer].diagonal(k)
      diagonal.accumulate(row, Matrix(rows: 1, columns: k) { _, j in columns[j] }, keep: 1)
    }
    self.diagonal = diagonal
    lowest = try Self.lowest(sum, ranks, a, forms, rightValues, &workspace)
  }

  /// The smallest eigenvalues of I ⊗ Σ_l a_lB_l + Σ_l b_lA_l ⊗ I − Σ_l a_lb_l, which is ⪯ Ĝ for a_l ≤ A_l, b_l ≤ B_l
  /// (theory (vii)): a Kronecker sum, whose eigenvalues are the sums.
  private static func lowest(
    _ sum: KroneckerSum, _ ranks: PartialRanks, _ a: [Double], _ forms: [Double], _ rightValues: [Double],
    _ workspace: inout Workspace
  ) throws(MatrixError) -> [Double] {
    var b: [Double] = []
    for (position, factor) in sum.right.enumerated() {
      switch factor {
      case .multiple(let c): b.append(c)
      case .matrix(let matrix):
        b.append(
          ranks.before[position + 1] < sum.inputs ? 0 : Self.lowerBound(matrix, below: forms[position], &workspace))
      }
    }
    let leftValues = try workspace.eigenvalues(ofSymmetric: sum.leftCombination(b))
    let shared = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    let sums = leftValues.prefix(comparisons).flatMap { left in
      rightValues.prefix(comparisons).map { left + $0 - shared }
    }
    return Array(sums.sorted().prefix(comparisons))
  }

  /// One more than eigenvalues may crowd at the end for the smallest to be told apart.
  private static let comparisons = 9

  /// A lower bound on λ_min(B), near it: Cholesky succeeds on B − βI only if B ⪰ βI, up to rounding.
  private static func lowerBound(_ matrix: Matrix, below value: Double, _ workspace: inout Workspace) -> Double {
    for fraction in [0.98, 0.9, 0.75, 0.5, 0.25, 0.1] {
      var shifted = matrix
      for i in 0..<matrix.rows { shifted[i, i] -= fraction * value }
      if (try? workspace.cholesky(of: shifted)) != nil { return fraction * value }
    }
    return 0
  }

  /// image ← the operator on the d×k coordinates z.
  mutating func apply(_ z: Matrix, into image: inout Matrix) {
    guard let basis else { return rotated.apply(z, into: &image, scratch: &scratch) }
    coordinates.accumulate(basis, z, keep: 0)
    rotated.apply(coordinates, into: &image, scratch: &scratch)
    swap(&coordinates, &image)
    image.accumulate(basis, transposed: true, coordinates, keep: 0)
  }
}
