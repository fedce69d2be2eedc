import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  @Test func wrongCountsCannotBeBuilt() throws {
    #expect(throws: MatrixError.count(rows: 2, columns: 3, found: 5)) {
      try Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5])
    }
    #expect(throws: MatrixError.empty(rows: 0, columns: 3)) { try Matrix(rows: 0, columns: 3, elements: []) }
    #expect(throws: MatrixError.count(rows: .max, columns: 2, found: 0)) {
      try Matrix(rows: .max, columns: 2, elements: [])
    }
    #expect(throws: MatrixError.ragged(row: 2, expected: 2, found: 1)) { try Matrix([[1, 2], [3]]) }
    #expect(throws: MatrixError.empty(rows: 0, columns: 0)) { try Matrix([]) }
    #expect(throws: MatrixError.notFinite(row: 2, column: 1, value: .infinity)) { try Matrix([[1], [.infinity]]) }
    #expect(throws: MatrixError.self) { try Matrix(rows: 1, columns: 2, elements: [0, .nan]) }
    #expect(try Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4]) == Matrix([[1, 3], [2, 4]]))
    let counted = MatrixError.count(rows: .max, columns: 2, found: 0)
    #expect(counted.description == "\(Int.max)×2 needs too many elements, found 0")
  }

  @Test func productsCheckTheirShapes() throws {
    let error = #expect(throws: MatrixError.self) {
      try Matrix.product(.zero(rows: 10, columns: 300), .zero(rows: 256, columns: 784))
    }
    #expect(error?.description == "10×300 can't multiply 256×784 (300 ≠ 256)")
    var samples = Samples(1)
    let (a, b) = (samples.matrix(3, 5), samples.matrix(5, 2))
    let product = try Matrix.product(a, b)
    for i in 0..<3 {
      for j in 0..<2 {
        let entry = (0..<5).reduce(0) { $0 + a[i, $1] * b[$1, j] }
        #expect(abs(product[i, j] - entry) < 1e-15 * 10)
      }
    }
    #expect(distance(product.transposed, b.transposed * a.transposed) < 1e-15 * 10)
  }

  @Test func gramMatricesAreExactlySymmetric() {
    var samples = Samples(2)
    for (rows, columns) in [(1, 4), (4, 1), (5, 9), (30, 7)] {
      let a = samples.matrix(rows, columns)
      for (gram, product) in [(a.gram(), a * a.transposed), (a.transposedGram(), a.transposed * a)] {
        #expect(gram == gram.transposed)
        #expect(distance(gram, product) < 1e-13)
      }
    }
  }

  @Test func kroneckerLaws() throws {
    var samples = Samples(3)
    var workspace = Workspace()
    let (a, b) = (samples.symmetric(3), samples.symmetric(4))
    let product = Matrix.kronecker(a, b)
    #expect(product.rows == 12 && product[1 * 4 + 2, 2 * 4 + 3] == a[1, 2] * b[2, 3])
    let values = try workspace.eigenvalues(ofSymmetric: a).flatMap { x in
      try workspace.eigenvalues(ofSymmetric: b).map { x * $0 }
    }
    #expect(distance(try workspace.eigenvalues(ofSymmetric: product), values.sorted()) < 1e-13)
    let (c, e) = (samples.matrix(3, 2), samples.matrix(4, 5))
    #expect(distance(product * .kronecker(c, e), .kronecker(a * c, b * e)) < 1e-13)
    var lower = Matrix.zero(rows: 12, columns: 12)
    lower.addLowerKronecker(a, b)
    lower.addLowerKronecker(a, b)
    let doubled = try workspace.eigenvalues(ofSymmetric: 2 * product)
    #expect(try workspace.eigenvalues(ofSymmetric: lower) == doubled)
    for i in 0..<12 {
      for j in 0..<12 where i / 4 < j / 4 { #expect(lower[i, j] == 0) }
    }
  }

  @Test func parts() throws {
    let a = try Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(a.rowLists == [[1, 2, 3], [4, 5, 6]])
    #expect(a.column(1).elements == [2, 5])
    #expect(a.submatrix(rows: 1..<2, columns: 1..<3).elements == [5, 6])
    #expect(a.transposed.rowLists == [[1, 4], [2, 5], [3, 6]])
    #expect((a + a).elements == (2 * a).elements && (a - a).maximumMagnitude == 0)
    #expect(Matrix.rectangularIdentity(rows: 2, columns: 3).rowLists == [[1, 0, 0], [0, 1, 0]])
  }
}
