import LinearAlgebra
import Networks

/// The product vectors of `linear.lower`: u₁ ⊗ v₁ near the top of Ĝ's spectrum and u₂ ⊗ v₂ near the bottom, in its range.
///
/// Alternating extreme eigenvectors: v of Σ_l (uᵀA_lu)B_l, then u of Σ_l (vᵀB_lv)A_l; each half step can only improve the
/// Rayleigh quotient. Any admissible vectors give a true bound, so two sweeps will do.
struct RayleighVectors {
  private let outputs: [Matrix]
  private let inputs: [Matrix]

  func output(_ number: Int) -> Matrix { outputs[number - 1] }
  func input(_ number: Int) -> Matrix { inputs[number - 1] }

  private static let sweeps = 2

  /// Whether u₂ ⊗ v₂ lies in the range of Ĝ: always for a nonsingular Ĝ, and else by u₂ ∈ col(P_1) unless P_1 = 0.
  static func areAdmissible(for instance: LinearInstance) -> Bool {
    instance.rank == instance.order || instance.ranks.after[1] > 0
  }

  init(
    _ instance: LinearInstance, _ products: PartialProducts, _ workspace: inout Workspace
  ) throws(MatrixError) {
    let (k, d) = (instance.network.outputs, instance.network.inputs)
    let left = products.after.map { $0?.gram() ?? .identity(k) }
    let right = products.beforeWithData.map { $0?.transposedGram() ?? .identity(d) }
    // Of a singular Ĝ, u₂ ∈ col(P_1) puts u₂ ⊗ v₂ into its range.
    let restricted = instance.rank < instance.order && instance.ranks.after[1] < k
    var basis: Matrix?
    if restricted, let first = products.after[0], instance.ranks.after[1] > 0 {
      let decomposition = try workspace.singularValueDecomposition(of: first)
      basis = decomposition.left.submatrix(rows: 0..<k, columns: 0..<instance.ranks.after[1])
    }
    let top = try Self.alternate(left, right, .largest, basis: nil, &workspace)
    let bottom = try Self.alternate(left, right, .smallest, basis: basis, &workspace)
    outputs = [top.u, bottom.u]
    inputs = [top.v, bottom.v]
  }

  private enum End { case largest, smallest }

  private static func alternate(
    _ left: [Matrix], _ right: [Matrix], _ end: End, basis: Matrix?, _ workspace: inout Workspace
  ) throws(MatrixError) -> (u: Matrix, v: Matrix) {
    let compressed = basis.map { basis in left.map { basis.transposed * $0 * basis } } ?? left
    // Traces weigh the layers before a vector is known.
    var u = try extremeVector(compressed, right.map(trace), end, &workspace)
    var v = try extremeVector(right, compressed.map { form($0, u) }, end, &workspace)
    for _ in 1..<sweeps {
      u = try extremeVector(compressed, right.map { form($0, v) }, end, &workspace)
      v = try extremeVector(right, compressed.map { form($0, u) }, end, &workspace)
    }
    return (basis.map { $0 * u } ?? u, v)
  }

  private static func extremeVector(
    _ matrices: [Matrix], _ weights: [Double], _ end: End, _ workspace: inout Workspace
  ) throws(MatrixError) -> Matrix {
    var sum = Matrix.zero(rows: matrices[0].rows, columns: matrices[0].rows)
    for (matrix, weight) in zip(matrices, weights) { sum.add(weight, matrix) }
    if sum.rows == 1 { return .identity(1) }
    let vectors = try workspace.eigenvectors(ofSymmetric: sum).vectors
    return vectors.column(end == .largest ? sum.rows - 1 : 0)
  }

  private static func trace(_ matrix: Matrix) -> Double { (0..<matrix.rows).reduce(0) { $0 + matrix[$1, $1] } }

  private static func form(_ matrix: Matrix, _ x: Matrix) -> Double {
    var sum = 0.0
    for j in 0..<matrix.columns {
      var inner = 0.0
      for i in 0..<matrix.rows { inner += matrix[i, j] * x[i, 0] }
      sum += inner * x[j, 0]
    }
    return sum
  }
}
