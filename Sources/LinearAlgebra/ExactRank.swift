/// Exact ranks of float64 matrices, read as matrices of rational numbers, by elimination modulo primes.
///
/// A rank modulo a prime never exceeds the rank over ℚ, so the answer is a proven lower bound; it's the rank itself where
/// it meets the upper bound that the shapes give, and otherwise unless both primes divide every larger minor.
public enum ExactRank {
  /// The rank of a matrix.
  ///
  /// - Complexity: O(rows · columns · rank).
  public static func rank(of matrix: Matrix) -> Int {
    rank(below: min(matrix.rows, matrix.columns)) { modulus in ModularMatrix(matrix, modulus) }
  }

  /// The rank of the product W_1 W_2 ⋯ of the matrices in the order given, multiplied without rounding; a precondition that
  /// the shapes fit.
  public static func rank(ofProduct factors: [Matrix]) -> Int {
    guard let first = factors.first else { return 0 }
    precondition(zip(factors, factors.dropFirst()).allSatisfy { $0.columns == $1.rows }, "shapes don't fit")
    let bound = factors.reduce(first.rows) { min($0, $1.columns) }
    return rank(below: bound) { modulus in
      factors.dropFirst().reduce(ModularMatrix(first, modulus)) { $0.multiplied(by: ModularMatrix($1, modulus)) }
    }
  }

  /// The rank of [A_1A_2 ⋯ | B_1B_2 ⋯ | …], the products multiplied without rounding; a precondition that the shapes fit.
  public static func rank(ofProducts blocks: [[Matrix]]) -> Int {
    let bound = min(
      blocks.first?.first?.rows ?? 0, blocks.reduce(0) { $0 + ($1.last?.columns ?? 0) })
    return rank(below: bound) { modulus in
      let products = blocks.map { factors in
        factors.dropFirst().reduce(ModularMatrix(factors[0], modulus)) {
          $0.multiplied(by: ModularMatrix($1, modulus))
        }
      }
      return products.dropFirst().reduce(products[0]) { $0.beside($1) }
    }
  }

  /// The rank of [A | B | …]; a precondition that the matrices have equally many rows.
  public static func rank(ofColumns blocks: [Matrix]) -> Int {
    guard let first = blocks.first else { return 0 }
    precondition(blocks.allSatisfy { $0.rows == first.rows }, "shapes don't fit")
    let columns = blocks.reduce(0) { $0 + $1.columns }
    return rank(below: min(first.rows, columns)) { modulus in
      blocks.dropFirst().reduce(ModularMatrix(first, modulus)) { $0.beside(ModularMatrix($1, modulus)) }
    }
  }

  private static func rank(below bound: Int, _ matrix: (PrimeModulus) -> ModularMatrix) -> Int {
    var best = 0
    for modulus in PrimeModulus.allCases {
      best = max(best, matrix(modulus).rank())
      if best == bound { break }
    }
    return best
  }
}

/// The primes of the elimination.
enum PrimeModulus: UInt64, CaseIterable {
  /// 2⁶¹ − 1: reduction is a shift, and powers of two repeat with period 61.
  case mersenne = 0x1FFF_FFFF_FFFF_FFFF
  /// 2⁶² − 57, for what the first prime divides by accident.
  case second = 0x3FFF_FFFF_FFFF_FFC7

  @inline(__always) func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    switch self {
    case .mersenne:
      let folded = (low & rawValue) &+ ((low >> 61) | (high << 3))
      return folded >= rawValue ? folded &- rawValue : folded
    case .second:
      return rawValue.dividingFullWidth((high, low)).remainder
    }
  }

  @inline(__always) func subtract(_ a: UInt64, _ b: UInt64) -> UInt64 { a >= b ? a &- b : a &+ rawValue &- b }

  @inline(__always) func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let sum = a &+ b
    return sum >= rawValue ? sum &- rawValue : sum
  }

  func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, rest): (UInt64, UInt64, UInt64) = (1, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = multiply(result, square) }
      square = multiply(square, square)
      rest >>= 1
    }
    return result
  }

  /// 1/a, by Fermat.
  func inverse(_ a: UInt64) -> UInt64 { power(a, rawValue - 2) }

  /// A finite float64 m·2^e modulo the prime.
  func residue(_ x: Double) -> UInt64 {
    guard x != 0 else { return 0 }
    let isSubnormal = x.exponentBitPattern == 0
    let mantissa = x.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
    let exponent = Int(x.exponentBitPattern) + (isSubnormal ? 1 : 0) - 1075
    let scale =
      exponent >= 0 ? power(2, UInt64(exponent)) : power(2, rawValue - 1 - UInt64(-exponent) % (rawValue - 1))
    let magnitude = multiply(mantissa % rawValue, scale)
    return x.sign == .minus && magnitude != 0 ? rawValue - magnitude : magnitude
  }
}

/// A matrix over a prime field, by rows.
struct ModularMatrix {
  let modulus: PrimeModulus
  let rows: Int
  let columns: Int
  private var entries: [UInt64]

  init(_ matrix: Matrix, _ modulus: PrimeModulus) {
    var entries: [UInt64] = []
    entries.reserveCapacity(matrix.rows * matrix.columns)
    for i in 0..<matrix.rows {
      for j in 0..<matrix.columns { entries.append(modulus.residue(matrix[i, j])) }
    }
    self.init(modulus, matrix.rows, matrix.columns, entries)
  }

  private init(_ modulus: PrimeModulus, _ rows: Int, _ columns: Int, _ entries: [UInt64]) {
    self.modulus = modulus
    self.rows = rows
    self.columns = columns
    self.entries = entries
  }

  func multiplied(by other: ModularMatrix) -> ModularMatrix {
    var product = Array(repeating: UInt64(0), count: rows * other.columns)
    for i in 0..<rows {
      for inner in 0..<columns {
        let factor = entries[i * columns + inner]
        if factor == 0 { continue }
        for j in 0..<other.columns {
          let position = i * other.columns + j
          product[position] = modulus.add(
            product[position], modulus.multiply(factor, other.entries[inner * other.columns + j]))
        }
      }
    }
    return ModularMatrix(modulus, rows, other.columns, product)
  }

  func beside(_ other: ModularMatrix) -> ModularMatrix {
    var joined: [UInt64] = []
    joined.reserveCapacity(rows * (columns + other.columns))
    for i in 0..<rows {
      joined += entries[(i * columns)..<((i + 1) * columns)]
      joined += other.entries[(i * other.columns)..<((i + 1) * other.columns)]
    }
    return ModularMatrix(modulus, rows, columns + other.columns, joined)
  }

  /// Elimination row by row, stopped when no larger rank is possible: a tall table of full rank is read only as far as it
  /// takes.
  func rank() -> Int {
    var echelon: [(pivot: Int, row: [UInt64])] = []
    for i in 0..<rows where echelon.count < columns {
      var row = Array(entries[(i * columns)..<((i + 1) * columns)])
      for (pivot, known) in echelon where row[pivot] != 0 {
        let factor = row[pivot]
        for j in pivot..<columns { row[j] = modulus.subtract(row[j], modulus.multiply(factor, known[j])) }
      }
      guard let pivot = row.firstIndex(where: { $0 != 0 }) else { continue }
      let inverse = modulus.inverse(row[pivot])
      for j in pivot..<columns { row[j] = modulus.multiply(row[j], inverse) }
      // Rows are kept in the order of their pivots, so that one sweep reduces the next row.
      let position = echelon.firstIndex { $0.pivot > pivot } ?? echelon.count
      echelon.insert((pivot, row), at: position)
    }
    return echelon.count
  }
}
