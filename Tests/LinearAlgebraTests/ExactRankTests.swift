import LinearAlgebra
import Testing

@Suite struct ExactRankTests {
  @Test func floatingPointWouldMislead() throws {
    // Rank 2 by the last bit; rank 2 across 600 decades; rank 1 though rounding gives two singular values.
    #expect(ExactRank.rank(of: try Matrix([[1, 1], [1, 1 + 0x1p-52]])) == 2)
    #expect(ExactRank.rank(of: .diagonal([1e300, 1e-300, 0x1p-1074])) == 3)
    #expect(ExactRank.rank(of: try Matrix([[0.1, 0.3], [0.2, 0.6]])) == 1)
    #expect(ExactRank.rank(of: try Matrix([[0.1, 0.2, 0.3], [1, 1, 1], [1.1, 1.2, 1.3]])) == 3)
    #expect(ExactRank.rank(of: .zero(rows: 3, columns: 2)) == 0)
  }

  /// The determinant is 2⁶¹ − 1, which the first prime takes for 0.
  @Test func theSecondPrimeIsAsked() throws {
    #expect(ExactRank.rank(of: try Matrix([[1, 1], [1, 0x1p61]])) == 2)
  }

  @Test(arguments: 0..<40) func sumsOfRankOnes(_ seed: Int) {
    var samples = Samples(UInt64(seed))
    let whole = { (rows: Int, columns: Int, samples: inout Samples) in
      let a = samples.matrix(rows, columns)
      return Matrix(rows: rows, columns: columns) { (a[$0, $1] * 1000).rounded() }
    }
    let (rows, columns, rank) = (3 + seed % 6, 2 + seed % 5, 1 + seed % 3)
    let a = whole(rows, rank, &samples) * whole(rank, columns, &samples)
    let expected = min(rows, columns, rank)
    #expect(ExactRank.rank(of: a) == expected)
    #expect(ExactRank.rank(of: a.transposed) == expected)
    #expect(ExactRank.rank(of: 0.125 * a) == expected)
    #expect(ExactRank.rank(ofColumns: [a, a]) == expected)
  }

  /// The product is formed without rounding: in float64 the last entry would be lost and the rank with it.
  @Test func productsAreExact() throws {
    let a = try Matrix([[1, 0x1p-60], [0, 1]])
    let b = try Matrix([[1, 0], [1, 0x1p-60]])
    #expect(ExactRank.rank(ofProduct: [a, b]) == 2)
    let (row, column) = (try Matrix([[1, 0x1p-80, -1]]), try Matrix([[1], [1], [1]]))
    #expect((row * column).elements == [0x1p-80] || (row * column).elements == [0])
    #expect(ExactRank.rank(ofProduct: [row, column]) == 1)
    #expect(ExactRank.rank(ofProduct: [column, row]) == 1)
    #expect(ExactRank.rank(ofProduct: [try Matrix([[1, -1]]), try Matrix([[3], [3]])]) == 0)
    #expect(ExactRank.rank(ofProduct: []) == 0)
  }

  @Test func tallTablesAndConstants() {
    var samples = Samples(9)
    let table = samples.matrix(500, 4)
    let ones = Matrix(rows: 500, columns: 1) { _, _ in 1 }
    #expect(ExactRank.rank(ofColumns: [ones, table]) == 5)
    #expect(ExactRank.rank(ofColumns: [ones, 3 * ones, table]) == 5)
  }

  /// A rank below what the shapes allow needs as many primes as the minors are long.
  @Test(arguments: 0..<20) func ranksAreProved(_ seed: Int) throws {
    var samples = Samples(UInt64(100 + seed))
    let a = samples.matrix(4, 5)
    let (left, right) = (samples.matrix(4, 2), samples.matrix(2, 5))
    #expect(ExactRank.provenRank(ofProduct: [a]) == 4)
    #expect(ExactRank.provenRank(ofProduct: [left, right]) == 2)
    // Twice a row, and a sum of rows: 53 bits and more in every entry.
    let deficient = Matrix(rows: 4, columns: 5) { i, j in i == 3 ? 2 * a[0, j] : a[i, j] }
    #expect(ExactRank.provenRank(ofProduct: [deficient]) == 3)
    #expect(ExactRank.provenRank(ofProduct: [deficient, samples.matrix(5, 5)]) == 3)
    #expect(ExactRank.provenRank(ofProduct: [a, Matrix.zero(rows: 5, columns: 2)]) == 0)
    #expect(ExactRank.provenRank(ofProduct: []) == 0)
    #expect(ExactRank.provenRank(ofProduct: [try Matrix([[1, -1]]), try Matrix([[3], [3]])]) == 0)
    // Entries from 2⁻¹⁰⁰⁰ to 2¹⁰⁰⁰ make minors longer than a hundred primes.
    let wide = Matrix(rows: 6, columns: 6) { i, j in
      Double(sign: .plus, exponent: i == 0 ? 1000 : -1000, significand: a[i % 4, j % 5])
    }
    #expect(ExactRank.provenRank(ofProduct: [wide]) == nil)
  }

  /// An entry of 61 bits that the first prime divides: one prime proves nothing.
  @Test func onePrimeIsNotEnough() throws {
    let divisible = try Matrix([[0x1p61, 1], [1, 1]])
    // 2⁶¹·1 − 1·1 = 2⁶¹ − 1.
    #expect(ExactRank.provenRank(ofProduct: [divisible]) == 2)
  }
}
