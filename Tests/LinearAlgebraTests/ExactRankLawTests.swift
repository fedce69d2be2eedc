import LinearAlgebra
import Testing

/// Ranks against Bareiss's fraction-free elimination, and where one prime or rounding would mislead.
@Suite struct ExactRankLawTests {
  /// The rank of a matrix of small integers: every intermediate of the elimination is a minor (Bareiss 1968), here below
  /// 2⁶³ by Hadamard's inequality.
  private static func bareissRank(_ matrix: Matrix) -> Int {
    var a = matrix.rowLists.map { $0.map { Int($0) } }
    var (rank, divisor) = (0, 1)
    for j in 0..<matrix.columns {
      guard let pivot = (rank..<matrix.rows).first(where: { a[$0][j] != 0 }) else { continue }
      a.swapAt(rank, pivot)
      for i in (rank + 1)..<max(matrix.rows, rank + 1) {
        for column in (j + 1)..<max(matrix.columns, j + 1) {
          a[i][column] = (a[rank][j] * a[i][column] - a[i][j] * a[rank][column]) / divisor
        }
        a[i][j] = 0
      }
      divisor = a[rank][j]
      rank += 1
      if rank == matrix.rows { break }
    }
    return rank
  }

  private static func integers(_ rows: Int, _ columns: Int, upTo bound: Double, _ samples: inout Samples) -> Matrix {
    let a = samples.matrix(rows, columns)
    return Matrix(rows: rows, columns: columns) { (a[$0, $1] * (bound + 0.5)).rounded(.toNearestOrAwayFromZero) }
  }

  /// Entries of −1, 0, 1 are singular by chance often enough that every rank occurs.
  @Test func agreesWithFractionFreeElimination() {
    var samples = Samples(7)
    var found: Set<[Int]> = []
    for trial in 0..<600 {
      let (rows, columns) = (1 + trial % 6, 1 + trial / 6 % 6)
      let a = Self.integers(rows, columns, upTo: trial % 3 == 0 ? 9 : 1, &samples)
      let rank = Self.bareissRank(a)
      found.insert([min(rows, columns), rank])
      #expect(ExactRank.rank(of: a) == rank)
      #expect(ExactRank.rank(of: a.transposed) == rank)
      // Powers of two in front of rows and columns, down to subnormals, change no rank.
      let scaled = Matrix(rows: rows, columns: columns) {
        a[$0, $1] * Double(sign: .plus, exponent: 100 * $0 - 190 * $1 - 120, significand: 1)
      }
      #expect(ExactRank.rank(of: scaled) == rank)
    }
    for size in 2...5 {
      for deficiency in 0...1 { #expect(found.contains([size, size - deficiency])) }
    }
  }

  @Test func productsAgreeWithTheExactIntegerProduct() {
    var samples = Samples(8)
    for trial in 0..<120 {
      let sizes = (0..<4).map { 1 + (trial / [1, 4, 16, 3][$0]) % 4 }
      let factors = (0..<3).map { Self.integers(sizes[$0], sizes[$0 + 1], upTo: 2, &samples) }
      let product = factors[0] * factors[1] * factors[2]
      let rank = Self.bareissRank(product)
      #expect(ExactRank.rank(ofProduct: factors) == rank)
      #expect(ExactRank.rank(ofProduct: factors.reversed().map(\.transposed)) == rank)
      #expect(ExactRank.rank(ofProduct: [product]) == rank)
    }
  }

  @Test func columnsBesideEachOther() {
    var samples = Samples(9)
    for trial in 0..<120 {
      let rows = 1 + trial % 5
      let blocks = (0..<(1 + trial % 3)).map { Self.integers(rows, 1 + (trial + $0) % 3, upTo: 1, &samples) }
      let joined = Matrix(rows: rows, columns: blocks.reduce(0) { $0 + $1.columns }) { i, j in
        var column = j
        for block in blocks {
          if column < block.columns { return block[i, column] }
          column -= block.columns
        }
        return .nan
      }
      let rank = Self.bareissRank(joined)
      #expect(ExactRank.rank(ofColumns: blocks) == rank)
      #expect(ExactRank.rank(ofColumns: blocks.reversed()) == rank)
    }
    #expect(ExactRank.rank(ofColumns: []) == 0)
  }

  /// Rounded, a column times a row has rank above 1; multiplied without rounding it has rank 1.
  @Test func roundingOfAProductDoesNotRaiseItsRank() {
    var samples = Samples(10)
    let (column, row) = (samples.matrix(5, 1), samples.matrix(1, 5))
    #expect(ExactRank.rank(of: column * row) > 1)
    #expect(ExactRank.rank(ofProduct: [column, row]) == 1)
    // In between, too: A·(cr)·B stays of rank 1, and (cr)(dq) with rd = 0 is 0.
    #expect(ExactRank.rank(ofProduct: [samples.matrix(4, 5), column, row, samples.matrix(5, 6)]) == 1)
    let (x, y) = (samples.number(), samples.number())
    let orthogonal = [Matrix(rows: 1, columns: 2) { [x, y][$1] }, Matrix(rows: 2, columns: 1) { i, _ in [y, -x][i] }]
    #expect(ExactRank.rank(ofProduct: [column, orthogonal[0], orthogonal[1], row]) == 0)
  }

  @Test func singularValuesWouldMislead() throws {
    var workspace = Workspace()
    let least = Double.leastNonzeroMagnitude
    let ranks: [(rank: Int, matrix: Matrix)] = [
      (2, .diagonal([1, 1e-300])), (2, try Matrix([[1, 1], [1, 1.0.nextUp]])),
      (2, try Matrix([[1, 1], [1, 1.0.nextDown]])),
      (2, .diagonal([1e300, 0x1p-1074])),
      // Subnormals: proportional rows, and rows that differ in the last bit there is.
      (1, try Matrix([[0x1p-1074, 3 * least], [5 * least, 15 * least]])),
      (2, try Matrix([[0x1p-1074, 3 * least], [5 * least, 16 * least]])),
      (1, try Matrix([[0x1p-1074, 1], [0x1p-574, 0x1p500]])),
    ]
    for (rank, matrix) in ranks {
      #expect(ExactRank.rank(of: matrix) == rank, "\(matrix.rowLists)")
      #expect(ExactRank.rank(of: matrix.transposed) == rank)
      #expect(ExactRank.rank(of: -1 * matrix) == rank)
    }
    // What a tolerance relative to the largest singular value would make of the first four.
    for (_, matrix) in ranks.prefix(4) {
      let values = try workspace.singularValues(of: matrix)
      #expect(values[1] <= 2 * .ulpOfOne * values[0])
    }
  }

  /// Minors divisible by one of the primes: the other is asked, and the larger answer counts.
  @Test func eitherPrimeMayDivideAMinor() throws {
    let byFirst = try Matrix([[1, 1], [1, 0x1p61]])
    let bySecond = try Matrix([[1, 57], [1, 0x1p62]])
    for minor in [byFirst, byFirst.transposed, -1 * byFirst, 0x1p-500 * byFirst, bySecond, bySecond.transposed] {
      #expect(ExactRank.rank(of: minor) == 2)
      // Of smaller rank than the shape allows, so that both primes answer.
      let bordered = Matrix(rows: 4, columns: 3) { $0 < 2 && $1 < 2 ? minor[$0, $1] : 0 }
      #expect(ExactRank.rank(of: bordered) == 2)
      #expect(ExactRank.rank(ofColumns: [bordered, bordered]) == 2)
      #expect(ExactRank.rank(ofProduct: [bordered.transposed, bordered]) == 2)
      let beside = Matrix.identity(5)
      #expect(ExactRank.rank(of: .kronecker(beside, minor)) == 10)
    }
    // 2⁶¹ is 1 modulo the first prime, whatever the first prime makes of single entries.
    #expect(ExactRank.rank(of: try Matrix([[0x1p61, 1], [1, 0x1p-61]])) == 1)
  }

  @Test func sumsOfRankOnesFillUpOneByOne() {
    var samples = Samples(11)
    var sum = Matrix.zero(rows: 9, columns: 7)
    for rank in 1...9 {
      sum.add(1, Self.integers(9, 1, upTo: 1000, &samples) * Self.integers(1, 7, upTo: 1000, &samples))
      #expect(ExactRank.rank(of: sum) == min(rank, 7))
      #expect(ExactRank.rank(of: sum.transposed) == min(rank, 7))
    }
  }

  /// The last row of a tall table, or the last column of a wide one, may be the one that counts.
  @Test func theLastRowCounts() {
    let tall = Matrix(rows: 5000, columns: 3) { i, j in
      let x = Double(i)
      return [1, x, i == 4999 ? 2 * x + 1.5 : 2 * x + 1][j]
    }
    #expect(ExactRank.rank(of: tall) == 3)
    #expect(ExactRank.rank(of: tall.submatrix(rows: 0..<4999, columns: 0..<3)) == 2)
    #expect(ExactRank.rank(ofColumns: (0..<3).map { tall.column($0) }) == 3)
    #expect(ExactRank.rank(of: tall.submatrix(rows: 4900..<5000, columns: 0..<3).transposed) == 3)
    // Pivots that arrive in descending order, and zero rows and columns between them.
    let reversed = Matrix(rows: 40, columns: 20) { $0 == 2 * (19 - $1) || ($0 % 2 == 1 && $1 > 3) ? 1 : 0 }
    #expect(ExactRank.rank(of: reversed) == 20)
  }
}
