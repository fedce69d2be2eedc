import LinearAlgebra
import Testing

@Suite struct FactorizationTests {
  @Test(arguments: [(1, 1), (5, 5), (9, 4), (40, 33)]) func qrReconstructs(_ rows: Int, _ columns: Int) throws {
    var samples = Samples(UInt64(rows))
    var workspace = Workspace()
    let a = samples.matrix(rows, columns)
    let (q, r) = try workspace.qr(of: a)
    #expect(distance(q * r, a) < 1e-13 * Double(rows))
    #expect(distance(q.transposedGram(), .identity(columns)) < 1e-13)
    for j in 0..<columns {
      #expect(r[j, j] >= 0)
      for i in (j + 1)..<max(columns, j + 1) { #expect(r[i, j] == 0) }
    }
    let bare = try workspace.triangularFactor(of: a)
    #expect(distance(bare.transposedGram(), a.transposedGram()) < 1e-12 * Double(rows))
  }

  @Test func wideMatricesHaveNoThinFactorisation() {
    var workspace = Workspace()
    #expect(throws: MatrixError.self) { _ = try workspace.qr(of: .zero(rows: 2, columns: 3)) }
    #expect(throws: MatrixError.self) { _ = try workspace.triangularFactor(of: .zero(rows: 2, columns: 3)) }
  }

  @Test func choleskyReconstructsAndNamesTheMinor() throws {
    var samples = Samples(4)
    var workspace = Workspace()
    let a = samples.matrix(6, 9).gram()
    let l = try workspace.cholesky(of: a)
    #expect(distance(l.gram(), a) < 1e-13)
    for j in 0..<6 {
      #expect(l[j, j] > 0)
      for i in 0..<j { #expect(l[i, j] == 0) }
    }
    let indefinite = try Matrix([[1, 0, 0], [0, 1, 0], [0, 0, -1]])
    #expect(throws: MatrixError.notPositiveDefinite(order: 3)) { _ = try workspace.cholesky(of: indefinite) }
  }

  /// A workspace that has served other sizes gives the same bits, and so does one in another task.
  @Test func reuseAndConcurrencyChangeNoBit() async throws {
    var samples = Samples(6)
    let a = samples.matrix(12, 7)
    let s = samples.symmetric(20)
    let fresh = {
      var workspace = Workspace()
      return (try workspace.singularValues(of: a), try workspace.eigenvalues(ofSymmetric: s))
    }
    let expected = try fresh()
    var used = Workspace()
    for order in [40, 3, 64, 1] {
      _ = try used.eigenvalues(ofSymmetric: samples.symmetric(order))
      _ = try used.singularValueDecomposition(of: samples.matrix(order, 30))
      _ = try used.qr(of: samples.matrix(64, order))
      #expect(try used.singularValues(of: a) == expected.0)
      #expect(try used.eigenvalues(ofSymmetric: s) == expected.1)
    }
    try await withThrowingTaskGroup(of: ([Double], [Double]).self) { group in
      for _ in 0..<16 {
        group.addTask {
          var workspace = Workspace()
          return (try workspace.singularValues(of: a), try workspace.eigenvalues(ofSymmetric: s))
        }
      }
      for try await result in group { #expect(result == expected) }
    }
  }
}
