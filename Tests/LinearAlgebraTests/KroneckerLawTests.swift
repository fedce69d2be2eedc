import LinearAlgebra
import Testing

/// A ⊗ B, for rectangular factors too.
@Suite struct KroneckerLawTests {
  static let shapes = [
    (1, 1, 1, 1), (1, 4, 3, 1), (4, 1, 1, 3), (2, 3, 3, 2), (3, 2, 2, 5), (2, 5, 4, 2), (5, 2, 2, 4), (3, 3, 4, 4),
    (6, 6, 1, 1),
  ]

  private static func integers(_ rows: Int, _ columns: Int, _ samples: inout Samples) -> Matrix {
    let a = samples.matrix(rows, columns)
    return Matrix(rows: rows, columns: columns) { (100 * a[$0, $1]).rounded() }
  }

  @Test(arguments: shapes) func definition(_ m: Int, _ n: Int, _ p: Int, _ q: Int) {
    var samples = Samples(UInt64(m + 10 * n + 100 * p + 1000 * q))
    var a = samples.matrix(m, n)
    let b = samples.matrix(p, q)
    a[m - 1, 0] = 0
    let product = Matrix.kronecker(a, b)
    #expect(product == Matrix(rows: m * p, columns: n * q) { a[$0 / p, $1 / q] * b[$0 % p, $1 % q] })
    #expect(Matrix.kronecker(a.transposed, b.transposed) == product.transposed)
    #expect(Matrix.kronecker(.identity(1), b) == b && Matrix.kronecker(a, .identity(1)) == a)
  }

  /// Adds to what is there, and the lower blocks alone are those of the whole sum.
  @Test(arguments: shapes) func sums(_ m: Int, _ n: Int, _ p: Int, _ q: Int) {
    var samples = Samples(UInt64(m + 11 * n + 101 * p + 1001 * q))
    let start = samples.matrix(m * p, n * q)
    var (whole, lower, expected) = (start, start, start)
    for _ in 0..<3 {
      let (a, b) = (samples.matrix(m, n), samples.matrix(p, q))
      whole.addKronecker(a, b)
      lower.addLowerKronecker(a, b)
      expected.add(1, .kronecker(a, b))
    }
    #expect(whole == expected)
    #expect(lower == Matrix(rows: m * p, columns: n * q) { $0 / p >= $1 / q ? whole[$0, $1] : start[$0, $1] })
  }

  /// (A ⊗ B)(C ⊗ D) = AC ⊗ BD, exact among integers.
  @Test(arguments: shapes) func mixedProducts(_ m: Int, _ n: Int, _ p: Int, _ q: Int) {
    var samples = Samples(UInt64(m + 12 * n + 102 * p + 1002 * q))
    let (a, b) = (Self.integers(m, n, &samples), Self.integers(p, q, &samples))
    let (c, d) = (Self.integers(n, p, &samples), Self.integers(q, m, &samples))
    #expect(Matrix.kronecker(a, b) * .kronecker(c, d) == .kronecker(a * c, b * d))
    #expect(Matrix.kronecker(a, b).gram() == .kronecker(a.gram(), b.gram()))
    #expect(Matrix.kronecker(a, b).transposedGram() == .kronecker(a.transposedGram(), b.transposedGram()))
    #expect(Matrix.kronecker(.kronecker(a, b), c) == .kronecker(a, .kronecker(b, c)))
  }

  @Test(arguments: shapes) func singularValuesMultiply(_ m: Int, _ n: Int, _ p: Int, _ q: Int) throws {
    var samples = Samples(UInt64(m + 13 * n + 103 * p + 1003 * q))
    var workspace = Workspace()
    let (a, b) = (samples.matrix(m, n), samples.matrix(p, q))
    let (x, y) = (try workspace.singularValues(of: a), try workspace.singularValues(of: b))
    let products = x.flatMap { s in y.map { s * $0 } }.sorted(by: >)
    let found = try workspace.singularValues(of: .kronecker(a, b))
    let padded = products + Array(repeating: 0, count: found.count - products.count)
    #expect(distance(found, padded) <= 100 * .ulpOfOne * products[0])
  }

  @Test(arguments: [(1, 5), (3, 4), (6, 6), (9, 7)]) func eigenvaluesMultiply(_ order: Int, _ other: Int) throws {
    var samples = Samples(UInt64(order + 14 * other))
    var workspace = Workspace()
    let (a, b) = (samples.symmetric(order), samples.symmetric(other))
    let (x, y) = (try workspace.eigenvalues(ofSymmetric: a), try workspace.eigenvalues(ofSymmetric: b))
    let products = x.flatMap { s in y.map { s * $0 } }.sorted()
    let norm = products.reduce(0) { max($0, abs($1)) }
    var lower = Matrix.zero(rows: order * other, columns: order * other)
    lower.addLowerKronecker(a, b)
    for matrix in [.kronecker(a, b), lower, .kronecker(b, a)] {
      #expect(distance(try workspace.eigenvalues(ofSymmetric: matrix), products) <= 200 * .ulpOfOne * norm)
    }
  }
}
