import LinearAlgebra
import Testing

@Suite struct SymmetricEigenvalueTests {
  @Test(arguments: [1, 2, 3, 8, 16, 31, 64, 100]) func decompositionReconstructs(_ order: Int) throws {
    var samples = Samples(UInt64(order))
    var workspace = Workspace()
    let a = samples.symmetric(order)
    let (values, vectors) = try workspace.eigenvectors(ofSymmetric: a)
    #expect(distance(vectors * .diagonal(values) * vectors.transposed, a) < 1e-13 * Double(order))
    #expect(distance(vectors.transposedGram(), .identity(order)) < 1e-13)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(distance(try workspace.eigenvalues(ofSymmetric: a), values) < 1e-13 * Double(order))
    let trace = (0..<order).reduce(0) { $0 + a[$1, $1] }
    #expect(abs(values.reduce(0, +) - trace) < 1e-12 * Double(order))
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    var samples = Samples(2)
    var workspace = Workspace()
    let a = samples.symmetric(5)
    let lower = Matrix(rows: 5, columns: 5) { $0 >= $1 ? a[$0, $1] : 1e9 }
    let values = try workspace.eigenvalues(ofSymmetric: a)
    #expect(try workspace.eigenvalues(ofSymmetric: lower) == values)
    let vectors = try workspace.eigenvectors(ofSymmetric: a).vectors
    #expect(try workspace.eigenvectors(ofSymmetric: lower).vectors == vectors)
  }

  /// The second-difference matrix has the eigenvalues 4 sin²(kπ/2(n+1)): for n = 5 they're 2 − √3, 1, 2, 3, 2 + √3.
  @Test func secondDifferences() throws {
    var workspace = Workspace()
    let a = Matrix(rows: 5, columns: 5) { $0 == $1 ? 2 : abs($0 - $1) == 1 ? -1 : 0 }
    let root = 3.0.squareRoot()
    #expect(distance(try workspace.eigenvalues(ofSymmetric: a), [2 - root, 1, 2, 3, 2 + root]) < 1e-14)
  }

  @Test func gramMatricesHaveSquaredSingularValues() throws {
    var samples = Samples(3)
    var workspace = Workspace()
    for (rows, columns) in [(4, 6), (6, 4), (5, 5)] {
      let a = samples.matrix(rows, columns)
      let squares = try workspace.singularValues(of: a).map { $0 * $0 }
      for (gram, order) in [(a.gram(), rows), (a.transposedGram(), columns)] {
        let padded = Array(repeating: 0, count: max(0, order - squares.count)) + squares.reversed().suffix(order)
        #expect(distance(try workspace.eigenvalues(ofSymmetric: gram), padded) < 1e-13)
      }
    }
  }

  @Test func notSquareIsRefused() {
    var workspace = Workspace()
    let a = Matrix.zero(rows: 2, columns: 3)
    #expect(throws: MatrixError.notSquare(rows: 2, columns: 3)) { _ = try workspace.eigenvalues(ofSymmetric: a) }
    #expect(throws: MatrixError.notSquare(rows: 2, columns: 3)) { _ = try workspace.cholesky(of: a) }
  }
}
