import LinearAlgebra
import Testing

/// QR and Cholesky over many shapes, past the block sizes of LAPACK.
@Suite struct FactorizationLawTests {
  static let tall: [(Int, Int)] = [
    (1, 1), (2, 1), (9, 1), (2, 2), (5, 3), (17, 16), (32, 32), (33, 33), (40, 35), (64, 33), (70, 70), (200, 40),
  ]

  @Test(arguments: tall) func orthogonalTimesTriangular(_ rows: Int, _ columns: Int) throws {
    var samples = Samples(UInt64(rows * 300 + columns))
    var workspace = Workspace()
    let a = samples.matrix(rows, columns)
    let bound = 8 * Double(rows) * .ulpOfOne
    let (q, r) = try workspace.qr(of: a)
    #expect(q.rows == rows && q.columns == columns && r.rows == columns && r.columns == columns)
    #expect(distance(q * r, a) <= bound && distance(q.transposedGram(), .identity(columns)) <= bound)
    for j in 0..<columns {
      #expect(r[j, j] > 0)
      for i in 0..<columns where i > j { #expect(r[i, j] == 0) }
    }

    // The factorisation with positive diagonal is unique: its product gives it back, and Rᵀ is the Cholesky factor.
    let smallest = (try workspace.singularValues(of: a)).last ?? 0
    let condition = a.frobeniusNorm / smallest
    let again = try workspace.qr(of: q * r)
    #expect(distance(again.triangular, r) <= bound * condition * a.frobeniusNorm)
    #expect(distance(again.orthogonal, q) <= bound * condition)
    let cholesky = try workspace.cholesky(of: a.transposedGram())
    #expect(distance(cholesky.transposed, r) <= bound * condition * condition * a.frobeniusNorm)

    // R alone is the same R up to the signs of its rows.
    let bare = try workspace.triangularFactor(of: a)
    #expect(bare.rows == columns && bare.columns == columns)
    #expect(distance(bare.transposedGram(), a.transposedGram()) <= bound * a.frobeniusNorm * a.frobeniusNorm)
    #expect(bare == Matrix(rows: columns, columns: columns) { bare[$0, $0] < 0 ? -r[$0, $1] : r[$0, $1] })
  }

  @Test func deficientColumnsLeaveQOrthonormal() throws {
    var samples = Samples(12)
    var workspace = Workspace()
    var a = samples.matrix(9, 5)
    for i in 0..<9 { (a[i, 1], a[i, 3]) = (0, 2 * a[i, 0]) }
    for matrix in [a, .zero(rows: 4, columns: 3), .rectangularIdentity(rows: 6, columns: 4)] {
      let (q, r) = try workspace.qr(of: matrix)
      #expect(distance(q * r, matrix) <= 1e-14 && distance(q.transposedGram(), .identity(matrix.columns)) <= 1e-14)
      for j in 0..<matrix.columns { #expect(r[j, j] >= 0) }
    }
  }

  @Test(arguments: [1, 2, 3, 16, 33, 64, 65, 130]) func lowerTimesItsTranspose(_ order: Int) throws {
    var samples = Samples(UInt64(order))
    var workspace = Workspace()
    let a = samples.matrix(order, order + 3).gram() + .identity(order)
    let factor = try workspace.cholesky(of: a)
    let norm = a.frobeniusNorm
    #expect(distance(factor.gram(), a) <= 8 * Double(order) * .ulpOfOne * norm)
    for j in 0..<order {
      #expect(factor[j, j] > 0)
      for i in 0..<j { #expect(factor[i, j] == 0) }
    }
    // Only the lower triangle is read.
    let noise = Matrix(rows: order, columns: order) { $0 >= $1 ? a[$0, $1] : -7 }
    #expect(try workspace.cholesky(of: noise) == factor)
  }

  /// L·D·Lᵀ with whole numbers is exact, so minor k is the first that isn't positive exactly where D says so.
  @Test(arguments: [1, 2, 5, 31, 64, 65, 100, 130]) func theFailingMinorIsNamed(_ order: Int) throws {
    var workspace = Workspace()
    let lower = Matrix(rows: order, columns: order) { $0 == $1 ? 1 : $0 == $1 + 1 ? 2 : 0 }
    for failing in Set([1, 2, order / 2, order - 1, order]) where failing >= 1 && failing <= order {
      for value in [0.0, -1] {
        let signs = (1...order).map { $0 == failing ? value : 1 }
        let a = lower * .diagonal(signs) * lower.transposed
        #expect(throws: MatrixError.notPositiveDefinite(order: failing)) { _ = try workspace.cholesky(of: a) }
      }
      _ = try workspace.cholesky(of: lower.gram())
    }
  }

  @Test(arguments: [(1, 1), (1, 7), (7, 1), (5, 9), (33, 40), (64, 3), (3, 64), (70, 70)])
  func gramIsTheProductAndExactlySymmetric(_ rows: Int, _ columns: Int) {
    var samples = Samples(UInt64(rows * 70 + columns))
    let a = samples.matrix(rows, columns)
    let whole = Matrix(rows: rows, columns: columns) { (1000 * a[$0, $1]).rounded() }
    #expect(whole.gram() == whole * whole.transposed)
    #expect(whole.transposedGram() == whole.transposed * whole)
    for gram in [a.gram(), a.transposedGram()] {
      for i in 0..<gram.rows {
        for j in 0..<i { #expect(gram[i, j].bitPattern == gram[j, i].bitPattern) }
      }
    }
    #expect(distance(a.gram(), a * a.transposed) <= Double(columns) * .ulpOfOne)
    #expect(distance(a.transposedGram(), a.transposed * a) <= Double(rows) * .ulpOfOne)
  }
}
