import Foundation
import LinearAlgebra
import Testing

@Suite struct SingularValueTests {
  static let shapes = [(1, 1), (1, 5), (5, 1), (2, 2), (3, 7), (7, 3), (16, 16), (16, 4), (33, 40), (64, 64), (100, 3)]

  @Test(arguments: shapes) func decompositionReconstructs(_ rows: Int, _ columns: Int) throws {
    var samples = Samples(UInt64(rows * 1000 + columns))
    var workspace = Workspace()
    let a = samples.matrix(rows, columns)
    let (left, values, right) = try workspace.singularValueDecomposition(of: a)
    let size = min(rows, columns)
    #expect(values.count == size && left.rows == rows && left.columns == size && right.rows == columns)
    #expect(distance(left * .diagonal(values) * right.transposed, a) < 1e-13 * Double(rows + columns))
    #expect(distance(left.transposedGram(), .identity(size)) < 1e-13)
    #expect(distance(right.transposedGram(), .identity(size)) < 1e-13)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 } && values.allSatisfy { $0 >= 0 })

    let alone = try workspace.singularValues(of: a)
    #expect(distance(alone, values) < 1e-13 * values[0])
    #expect(distance(try workspace.singularValues(of: a.transposed), values) < 1e-13 * values[0])
    let squares = values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares.squareRoot() - a.frobeniusNorm) < 1e-13 * a.frobeniusNorm)
  }

  @Test func orthogonalFactorsChangeNothing() throws {
    var samples = Samples(5)
    var workspace = Workspace()
    let a = samples.matrix(6, 4)
    let (u, _) = try workspace.qr(of: samples.matrix(6, 6))
    let (v, _) = try workspace.qr(of: samples.matrix(4, 4))
    let turned = try workspace.singularValues(of: u * a * v)
    #expect(distance(turned, try workspace.singularValues(of: a)) < 1e-14 * 10)
  }

  struct Golden: Decodable {
    struct Case: Decodable {
      let name: String
      let rows: [[Double]]
      let values: [Double]
    }
    let cases: [Case]
  }

  /// `Golden/make_singular_values.py`, by mpmath.
  @Test func knownSingularValues() throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/singular_values", withExtension: "json"))
    let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    #expect(golden.cases.count == 5)
    var workspace = Workspace()
    for known in golden.cases {
      let values = try workspace.singularValues(of: Matrix(known.rows))
      #expect(distance(values, known.values) < 1e-15 * 8 * known.values[0], "\(known.name)")
    }
  }

  @Test func vectorsDontOverflow() throws {
    var workspace = Workspace()
    for scale in [1e-200, 1, 1e200] {
      let row = try Matrix([[3 * scale, 4 * scale]])
      #expect(try workspace.singularValues(of: row)[0] == 5 * scale)
      #expect(row.transposed.frobeniusNorm == 5 * scale)
    }
    #expect(try workspace.singularValues(of: .zero(rows: 1, columns: 4)) == [0])
  }

  @Test func everyRoutineRefusesWhatIsNotFinite() throws {
    var workspace = Workspace()
    // Products may overflow where entries were finite: the door is at every decomposition.
    let large = Matrix(rows: 3, columns: 3) { _, _ in 1e200 }
    let overflown = large * large
    let expected = MatrixError.notFinite(row: 1, column: 1, value: .infinity)
    #expect(throws: expected) { _ = try workspace.singularValues(of: overflown) }
    #expect(throws: expected) { _ = try workspace.singularValueDecomposition(of: overflown) }
    #expect(throws: expected) { _ = try workspace.eigenvalues(ofSymmetric: overflown) }
    #expect(throws: expected) { _ = try workspace.eigenvectors(ofSymmetric: overflown) }
    #expect(throws: expected) { _ = try workspace.cholesky(of: overflown) }
    #expect(throws: expected) { _ = try workspace.qr(of: overflown) }
    #expect(throws: expected) { _ = try workspace.triangularFactor(of: overflown) }
    var nan = Matrix.identity(3)
    nan[2, 1] = .nan
    let error = #expect(throws: MatrixError.self) { _ = try workspace.eigenvalues(ofSymmetric: nan) }
    #expect(error?.description == "row 3, column 2 is nan, not a finite number")
    let one = overflown.submatrix(rows: 0..<1, columns: 0..<1)
    #expect(throws: expected) { _ = try workspace.singularValues(of: one) }
    #expect(throws: expected) { _ = try workspace.eigenvalues(ofSymmetric: one) }
  }
}
