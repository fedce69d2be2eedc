import Foundation
import LinearAlgebra
import Testing

/// Laws of singular values and symmetric eigenvalues over many shapes and scales, and spectra known in closed form.
@Suite struct SpectrumLawTests {
  static let shapes: [(Int, Int)] = [
    (1, 1), (1, 2), (1, 9), (2, 1), (9, 1), (2, 2), (2, 3), (3, 2), (5, 5), (5, 9), (9, 5), (13, 26), (26, 13),
    (31, 33),
    (33, 32), (50, 2), (2, 50), (65, 40), (40, 65), (70, 70), (120, 31), (31, 120),
  ]

  /// The error of a backward stable algorithm: a modest multiple of the rounding unit, the size and the norm.
  private static func tolerance(_ size: Int, _ norm: Double) -> Double { 4 * Double(size + 4) * .ulpOfOne * norm }

  private static func orthogonal(_ order: Int, _ samples: inout Samples) throws -> Matrix {
    var workspace = Workspace()
    return try workspace.qr(of: samples.matrix(order, order)).orthogonal
  }

  @Test(arguments: shapes) func singularValueLaws(_ rows: Int, _ columns: Int) throws {
    var samples = Samples(UInt64(rows * 500 + columns))
    var workspace = Workspace()
    let (a, size) = (samples.matrix(rows, columns), max(rows, columns))
    let values = try workspace.singularValues(of: a)
    let bound = Self.tolerance(size, values[0])
    #expect(values.count == min(rows, columns) && values.allSatisfy { $0 >= 0 })
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })

    let (left, full, right) = try workspace.singularValueDecomposition(of: a)
    #expect(distance(full, values) <= bound)
    #expect(distance(left * .diagonal(full) * right.transposed, a) <= bound)
    // Vectors belong to values: Avᵢ = σᵢuᵢ and Aᵀuᵢ = σᵢvᵢ.
    #expect(distance(a * right, left * .diagonal(full)) <= bound)
    #expect(distance(a.transposed * left, right * .diagonal(full)) <= bound)

    #expect(distance(try workspace.singularValues(of: a.transposed), values) <= bound)
    let rotated = try Self.orthogonal(rows, &samples) * a * Self.orthogonal(columns, &samples)
    #expect(distance(try workspace.singularValues(of: rotated), values) <= 4 * bound)
    let permuted = Matrix(rows: rows, columns: columns) { a[rows - 1 - $0, ($1 + 1) % columns] }
    #expect(distance(try workspace.singularValues(of: permuted), values) <= bound)
    #expect(distance(try workspace.singularValues(of: -3 * a), values.map { 3 * $0 }) <= 3 * bound)
    let squares = values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares.squareRoot() - a.frobeniusNorm) <= bound)

    // Without a row, values interlace (Cauchy), and so without a column.
    if rows > 1 {
      let fewer = try workspace.singularValues(of: a.submatrix(rows: 0..<(rows - 1), columns: 0..<columns))
      for (i, value) in fewer.enumerated() {
        #expect(value <= values[i] + bound && value >= (i + 1 < values.count ? values[i + 1] : 0) - bound)
      }
    }
  }

  /// Far from 1 in either direction the values scale with the matrix, where squares would overflow or vanish.
  @Test(arguments: shapes) func extremeScales(_ rows: Int, _ columns: Int) throws {
    var samples = Samples(UInt64(rows * 501 + columns))
    var workspace = Workspace()
    let a = samples.matrix(rows, columns)
    let values = try workspace.singularValues(of: a)
    for exponent in [-1000, -499, 499, 1000] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = scale * a
      let bound = 4 * Self.tolerance(max(rows, columns), values[0])
      #expect(distance(try workspace.singularValues(of: scaled).map { $0 / scale }, values) <= bound)
      #expect(distance(try workspace.singularValueDecomposition(of: scaled).values.map { $0 / scale }, values) <= bound)
      #expect(abs(scaled.frobeniusNorm / scale - a.frobeniusNorm) <= bound)
    }
  }

  @Test func lengthsOfVectorsAtAnyScale() throws {
    var workspace = Workspace()
    for exponent in [-1073, -1022, -512, -500, 0, 500, 512, 1000, 1020] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      // 2² + 3² + 6² = 7², every entry exact even among subnormals.
      let row = try Matrix([[2 * scale, -3 * scale, 0, 6 * scale]])
      #expect(abs(row.frobeniusNorm - 7 * scale) <= 2 * (7 * scale).ulp)
      #expect(try workspace.singularValues(of: row) == [row.frobeniusNorm])
      #expect(try workspace.singularValues(of: row.transposed) == [row.frobeniusNorm])
    }
    // 10¹⁵⁰ beside 10⁻¹⁵⁰: the small one is lost beside the large one, not squared to infinity or to zero.
    #expect(try Matrix([[1e150, 1e-150]]).frobeniusNorm == 1e150)
    #expect(try Matrix([[1e-150], [1e-150]]).frobeniusNorm == 2.0.squareRoot() * 1e-150)
    #expect(Matrix.zero(rows: 3, columns: 2).frobeniusNorm == 0)
    #expect(try workspace.singularValues(of: .zero(rows: 3, columns: 2)) == [0, 0])
  }

  @Test(arguments: [1, 2, 3, 5, 8, 13, 26, 33, 40, 65, 90]) func symmetricLaws(_ order: Int) throws {
    var samples = Samples(UInt64(900 + order))
    var workspace = Workspace()
    let a = samples.symmetric(order)
    let values = try workspace.eigenvalues(ofSymmetric: a)
    let norm = max(abs(values[0]), abs(values[order - 1]))
    let bound = Self.tolerance(order, norm)
    let (full, vectors) = try workspace.eigenvectors(ofSymmetric: a)
    #expect(values.count == order && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(distance(full, values) <= bound)
    #expect(distance(a * vectors, vectors * .diagonal(full)) <= bound)
    #expect(distance(vectors.transposedGram(), .identity(order)) <= bound / norm)

    let trace = (0..<order).reduce(0) { $0 + a[$1, $1] }
    #expect(abs(values.reduce(0, +) - trace) <= Double(order) * bound)
    #expect(abs(values.reduce(0) { $0 + $1 * $1 }.squareRoot() - a.frobeniusNorm) <= Double(order) * bound)
    // Of a symmetric matrix, singular values are the eigenvalues' magnitudes.
    let magnitudes = values.map(abs).sorted(by: >)
    #expect(distance(try workspace.singularValues(of: a), magnitudes) <= bound)
    #expect(distance(try workspace.eigenvalues(ofSymmetric: -1 * a), values.reversed().map { -$0 }) <= bound)
    #expect(
      distance(try workspace.eigenvalues(ofSymmetric: a + 3 * .identity(order)), values.map { $0 + 3 }) <= 4 * bound)
    for exponent in [-900, 900] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(distance(try workspace.eigenvalues(ofSymmetric: scale * a).map { $0 / scale }, values) <= 4 * bound)
    }
  }

  @Test(arguments: [(1, 3), (3, 1), (7, 12), (12, 7), (34, 41), (41, 34)])
  func gramMatricesHaveSquaredSingularValues(_ rows: Int, _ columns: Int) throws {
    var samples = Samples(UInt64(rows + 77 * columns))
    var workspace = Workspace()
    let a = samples.matrix(rows, columns)
    let squares = try workspace.singularValues(of: a).map { $0 * $0 }
    for gram in [a.gram(), a.transposedGram()] {
      let expected = squares + Array(repeating: 0, count: gram.rows - squares.count)
      let found = try workspace.eigenvalues(ofSymmetric: gram)
      #expect(distance(Array(found.reversed()), expected) <= Self.tolerance(max(rows, columns), squares[0]))
    }
  }

  /// Second differences: 2 − 2 cos(kπ/(n + 1)) with eigenvectors sin(ikπ/(n + 1)); of the n×(n + 1) first differences
  /// these are the squares of the singular values 2 sin(kπ/2(n + 1)).
  @Test(arguments: [1, 2, 3, 10, 33, 64, 97]) func differences(_ order: Int) throws {
    var workspace = Workspace()
    let second = Matrix(rows: order, columns: order) { $0 == $1 ? 2 : abs($0 - $1) == 1 ? -1 : 0 }
    let angles = (1...order).map { Double($0) * .pi / Double(order + 1) }
    let expected = angles.map { 2 - 2 * cos($0) }
    #expect(distance(try workspace.eigenvalues(ofSymmetric: second), expected) <= Self.tolerance(order, 4))
    let (values, vectors) = try workspace.eigenvectors(ofSymmetric: second)
    #expect(distance(values, expected) <= Self.tolerance(order, 4))
    for (k, angle) in angles.enumerated() {
      let norm = (2 / Double(order + 1)).squareRoot()
      let overlap = (0..<order).reduce(0) { $0 + vectors[$1, k] * norm * sin(Double($1 + 1) * angle) }
      #expect(abs(abs(overlap) - 1) <= Self.tolerance(order, 1))
    }
    let first = Matrix(rows: order, columns: order + 1) { $1 == $0 ? -1 : $1 == $0 + 1 ? 1 : 0 }
    let lengths = angles.reversed().map { 2 * sin($0 / 2) }
    #expect(distance(try workspace.singularValues(of: first), lengths) <= Self.tolerance(order, 2))
    #expect(distance(try workspace.singularValues(of: first.transposed), lengths) <= Self.tolerance(order, 2))
    #expect(first.gram() == second)
  }

  @Test func closedForms() throws {
    var workspace = Workspace()
    // All ones: one value √mn. J − I: n − 1 once and −1 n − 1 times.
    let ones = Matrix(rows: 9, columns: 4) { _, _ in 1 }
    #expect(distance(try workspace.singularValues(of: ones), [6, 0, 0, 0]) <= Self.tolerance(9, 6))
    let complete = Matrix(rows: 7, columns: 7) { $0 == $1 ? 0 : 1 }
    #expect(
      distance(try workspace.eigenvalues(ofSymmetric: complete), [-1, -1, -1, -1, -1, -1, 6]) <= Self.tolerance(7, 6))
    // Diagonal matrices are sorted, by value or by magnitude.
    let diagonal = Matrix.diagonal([3, -5, 0, 1])
    #expect(try workspace.eigenvalues(ofSymmetric: diagonal) == [-5, 0, 1, 3])
    #expect(try workspace.singularValues(of: diagonal) == [5, 3, 1, 0])
    // The Fibonacci matrix: the golden ratio and its conjugate.
    let root = 5.0.squareRoot()
    let fibonacci = try Matrix([[1, 1], [1, 0]])
    #expect(
      distance(try workspace.eigenvalues(ofSymmetric: fibonacci), [(1 - root) / 2, (1 + root) / 2])
        <= Self.tolerance(2, 2))
  }
}
