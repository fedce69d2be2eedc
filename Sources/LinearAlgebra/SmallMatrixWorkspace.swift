/// Singular values and symmetric eigenvalues of small matrices without LAPACK, whose calls cost more than the work there.
///
/// Results depend on the matrix alone: scratch memory is written before it's read.
struct SmallMatrixWorkspace {
  private var pairs: [SIMD2<Double>] = []
  private var offDiagonal: [Double] = []
  private var numbers: [Double] = []

  // MARK: Where they are faster

  /// Tridiagonalisation and root-free QL against dsyevd, µs, least of 25 taken by turns on one core of an EPYC with
  /// OpenBLAS 0.3.21: 0.5 against 0.9 at order 4, 4.6 against 8.0 at 16, 16 against 25 at 32, 66 against 95 at 64. The gap
  /// narrows beyond (0.77 of dsyevd at 96), where blocks pay.
  static func eigenvaluesAreFaster(_ order: Int) -> Bool { order <= 64 }

  /// Bidiagonalisation and dqds against dgesdd, µs, measured alike: 0.5 against 1.5 at 4×4, 1.9 against 5.0 at 16×8, 4.8
  /// against 10.5 at 16×16, 19 against 34 at 32×32, 87 against 126 at 64×64, 42 against 62 at 128×32, 12 against 21 at
  /// 512×8.
  static func singularValuesAreFaster(_ rows: Int, _ columns: Int) -> Bool {
    min(rows, columns) <= 64 && max(rows, columns) <= 4096 / min(rows, columns)
  }

  // MARK: Values

  /// The min(m, n) singular values, in descending order; nil when the iteration didn't converge or squares would vanish.
  mutating func singularValues(of a: Matrix) throws(MatrixError) -> [Double]? {
    let scale = Self.scale(for: try a.finiteMagnitude())
    let (m, n) = (max(a.rows, a.columns), min(a.rows, a.columns))
    reserve(Bidiagonalization.scratch(rows: m, columns: n), n, QuotientDifference.scratch(order: n))
    var values = Array(repeating: 0.0, count: n)
    Bidiagonalization.reduce(a, scale: scale, &pairs, diagonal: &values, superdiagonal: &offDiagonal)
    guard QuotientDifference.run(&values, offDiagonal, order: n, &numbers) else { return nil }
    if scale != 1 { for i in 0..<n { values[i] /= scale } }
    guard values[0].isFinite else { throw .overflow(result: "the largest singular value") }
    return values
  }

  /// The eigenvalues of a square matrix of which the lower triangle is read, in ascending order; nil when the iteration
  /// didn't converge.
  mutating func eigenvalues(ofSymmetric a: Matrix) throws(MatrixError) -> [Double]? {
    let (scale, n) = (Self.scale(for: try a.finiteMagnitude()), a.rows)
    reserve(Tridiagonalization.scratch(order: n), n, 0)
    var values = Array(repeating: 0.0, count: n)
    Tridiagonalization.reduce(a, scale: scale, &pairs, diagonal: &values, subdiagonal: &offDiagonal)
    guard RootFreeQL.run(&values, &offDiagonal, order: n) else { return nil }
    if scale != 1 { for i in 0..<n { values[i] /= scale } }
    guard values[0].isFinite, values[n - 1].isFinite else { throw .overflow(result: "an eigenvalue") }
    return values
  }

  /// A power of two that brings magnitudes whose squares might overflow or vanish near 1; 1 for all others.
  private static func scale(for magnitude: Double) -> Double {
    guard magnitude > 0, magnitude < 0x1p-64 || magnitude > 0x1p64 else { return 1 }
    return Double(sign: .plus, exponent: -max(magnitude.exponent, -1000), significand: 1)
  }

  private mutating func reserve(_ pairCount: Int, _ order: Int, _ numberCount: Int) {
    if pairs.count < pairCount { pairs = Array(repeating: .zero, count: pairCount) }
    if offDiagonal.count < order { offDiagonal = Array(repeating: 0, count: order) }
    if numbers.count < numberCount { numbers = Array(repeating: 0, count: numberCount) }
  }
}
