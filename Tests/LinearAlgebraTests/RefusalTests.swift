import LinearAlgebra
import Testing

/// What isn't finite is refused with its place, by every initialiser that checks and every decomposition, and each error
/// says what is wrong.
@Suite struct RefusalTests {
  private static let shapes = [(1, 1), (1, 6), (6, 1), (4, 4), (7, 4), (4, 7), (20, 20)]

  /// Every decomposition that takes a matrix of this shape, by name.
  private static func refusals(of a: Matrix, _ workspace: inout Workspace) -> [(name: String, error: MatrixError?)] {
    var found: [(String, MatrixError?)] = []
    func record(_ name: String, _ routine: () throws(MatrixError) -> Void) {
      do {
        try routine()
        found.append((name, nil))
      } catch { found.append((name, error)) }
    }
    var owned = Workspace()
    swap(&owned, &workspace)
    record("singularValues") { () throws(MatrixError) in _ = try owned.singularValues(of: a) }
    record("singularValueDecomposition") { () throws(MatrixError) in _ = try owned.singularValueDecomposition(of: a) }
    if a.rows >= a.columns {
      record("qr") { () throws(MatrixError) in _ = try owned.qr(of: a) }
      record("triangularFactor") { () throws(MatrixError) in _ = try owned.triangularFactor(of: a) }
    }
    if a.rows == a.columns {
      record("eigenvalues") { () throws(MatrixError) in _ = try owned.eigenvalues(ofSymmetric: a) }
      record("eigenvectors") { () throws(MatrixError) in _ = try owned.eigenvectors(ofSymmetric: a) }
      record("cholesky") { () throws(MatrixError) in _ = try owned.cholesky(of: a) }
    }
    swap(&owned, &workspace)
    return found
  }

  /// NaN isn't equal to itself, so the description stands for the error.
  @Test(arguments: [Double.nan, .infinity, -.infinity]) func nonfiniteEntries(_ value: Double) throws {
    var samples = Samples(13)
    var workspace = Workspace()
    for (rows, columns) in Self.shapes {
      let good = samples.matrix(rows, columns)
      for place in Set([0, rows - 1, rows * (columns - 1), rows * columns / 2, rows * columns - 1]) {
        let (row, column) = (place % rows, place / rows)
        var bad = good
        bad[row, column] = value
        let expected = "row \(row + 1), column \(column + 1) is \(value), not a finite number"
        for (name, error) in Self.refusals(of: bad, &workspace) { #expect(error?.description == expected, "\(name)") }
        let byColumns = #expect(throws: MatrixError.self) {
          try Matrix(rows: rows, columns: columns, elements: bad.elements)
        }
        let byRows = #expect(throws: MatrixError.self) { try Matrix(bad.rowLists) }
        #expect(byColumns?.description == expected && byRows?.description == expected)
      }
      // A refusal leaves no trace: the next matrix is decomposed.
      #expect(try workspace.singularValues(of: good).allSatisfy(\.isFinite))
    }
  }

  @Test func theFirstOfSeveralIsNamedColumnByColumn() {
    let list: [Double] = [0, 1, 2, .infinity, .nan, 5]
    let bad = Matrix(rows: 2, columns: 3) { list[$0 + 2 * $1] }
    #expect(throws: MatrixError.notFinite(row: 2, column: 2, value: .infinity)) {
      try Matrix(rows: 2, columns: 3, elements: list)
    }
    var workspace = Workspace()
    #expect(throws: MatrixError.notFinite(row: 2, column: 2, value: .infinity)) {
      _ = try workspace.singularValues(of: bad)
    }
    // Opposite infinities don't cancel.
    #expect(throws: MatrixError.notFinite(row: 1, column: 1, value: .infinity)) {
      try Matrix([[.infinity, -.infinity]])
    }
  }

  /// Only the lower triangle is computed with, but the whole matrix has to be finite.
  @Test func theUpperTriangleIsCheckedToo() throws {
    var workspace = Workspace()
    var a = Matrix.identity(3)
    a[0, 2] = .infinity
    for (name, error) in Self.refusals(of: a, &workspace) {
      #expect(error == .notFinite(row: 1, column: 3, value: .infinity), "\(name)")
    }
  }

  /// The largest and smallest finite numbers are no reason to refuse.
  @Test func finiteExtremesPass() throws {
    let edges = [Double.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p-1074, -0.0]
    #expect(try Matrix(rows: 2, columns: 2, elements: edges).elements == edges)
    #expect(try Matrix([edges]).elements == edges)
  }

  /// Finite matrices whose values aren't: an infinity in a verdict would only look like a number.
  @Test func overflowingValuesAreRefused() {
    var workspace = Workspace()
    let large = Double.greatestFiniteMagnitude
    for (rows, columns) in [(1, 2), (2, 1), (2, 2), (5, 3), (70, 66)] {
      let a = Matrix(rows: rows, columns: columns) { _, _ in large }
      let error = #expect(throws: MatrixError.self) { _ = try workspace.singularValues(of: a) }
      if case .overflow = error {} else { Issue.record("\(rows)×\(columns): \(String(describing: error))") }
    }
    for order in [3, 70] {
      let square = Matrix(rows: order, columns: order) { _, _ in large }
      #expect(throws: MatrixError.overflow(result: "an eigenvalue")) {
        _ = try workspace.eigenvalues(ofSymmetric: square)
      }
    }
  }

  @Test func normsOfWhatIsNoNumber() {
    for entries in [[Double.nan, 0], [0, .nan], [1, .nan], [.nan, 1], [.infinity, .nan], [.nan, .infinity]] {
      let a = Matrix(rows: 1, columns: 2) { entries[$1] }
      #expect(a.maximumMagnitude.isNaN && a.frobeniusNorm.isNaN, "\(entries)")
    }
    #expect(Matrix(rows: 1, columns: 2) { $1 == 0 ? -.infinity : 2 }.maximumMagnitude == .infinity)
  }

  @Test func shapesAreRefused() {
    var workspace = Workspace()
    for (rows, columns) in [(1, 2), (3, 2), (2, 3)] {
      let (a, error) = (Matrix.zero(rows: rows, columns: columns), MatrixError.notSquare(rows: rows, columns: columns))
      #expect(throws: error) { _ = try workspace.eigenvalues(ofSymmetric: a) }
      #expect(throws: error) { _ = try workspace.eigenvectors(ofSymmetric: a) }
      #expect(throws: error) { _ = try workspace.cholesky(of: a) }
    }
    for (rows, columns) in [(1, 2), (2, 3)] {
      let a = Matrix.zero(rows: rows, columns: columns)
      #expect(throws: MatrixError.wide(rows: rows, columns: columns)) { _ = try workspace.qr(of: a) }
      #expect(throws: MatrixError.wide(rows: rows, columns: columns)) { _ = try workspace.triangularFactor(of: a) }
    }
    #expect(throws: MatrixError.empty(rows: 1, columns: 0)) { try Matrix([[]]) }
    #expect(throws: MatrixError.empty(rows: -1, columns: -2)) { try Matrix(rows: -1, columns: -2, elements: [1, 2]) }
    #expect(throws: MatrixError.empty(rows: 2, columns: 0)) { try Matrix(rows: 2, columns: 0, elements: []) }
    #expect(throws: MatrixError.count(rows: 2, columns: 2, found: 5)) {
      try Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4, 5])
    }
    #expect(throws: MatrixError.ragged(row: 3, expected: 1, found: 2)) { try Matrix([[1], [2], [3, 4], []]) }
    for (a, b) in [((2, 3), (2, 3)), ((3, 2), (3, 2)), ((1, 4), (1, 4))] {
      #expect(throws: MatrixError.mismatch(leftRows: a.0, leftColumns: a.1, rightRows: b.0, rightColumns: b.1)) {
        try Matrix.product(.zero(rows: a.0, columns: a.1), .zero(rows: b.0, columns: b.1))
      }
    }
  }

  @Test(arguments: [
    (MatrixError.empty(rows: 0, columns: 3), "0×3: a matrix needs at least one row and one column"),
    (.count(rows: 2, columns: 3, found: 5), "2×3 needs 6 elements, found 5"),
    (.ragged(row: 4, expected: 3, found: 2), "row 4 has 2 entries where row 1 has 3"),
    (.notFinite(row: 7, column: 2, value: -.infinity), "row 7, column 2 is -inf, not a finite number"),
    (
      .mismatch(leftRows: 10, leftColumns: 300, rightRows: 256, rightColumns: 784),
      "10×300 can't multiply 256×784 (300 ≠ 256)"
    ),
    (.notSquare(rows: 3, columns: 8), "3×8 isn't square"),
    (.wide(rows: 2, columns: 3), "2×3: a QR factorisation needs at least as many rows as columns"),
    (
      .overflow(result: "an eigenvalue"),
      "an eigenvalue exceeds the largest 64-bit floating-point number: scale the matrix down"
    ),
    (.notPositiveDefinite(order: 5), "not positive definite: the leading minor of order 5 isn't positive"),
  ]) func descriptions(_ error: MatrixError, _ expected: String) {
    #expect(error.description == expected && "\(error)" == expected)
  }
}
