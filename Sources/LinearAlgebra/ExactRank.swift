import Foundation

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

  /// The same where it's proved, nil where it isn't: by the shapes, or since the product of the primes exceeds every minor
  /// that could make the rank larger (Hadamard), so that a minor which they all divide is 0.
  ///
  /// - Complexity: an elimination for each 61 bits of a minor, up to a hundred.
  public static func provenRank(ofProduct factors: [Matrix]) -> Int? {
    guard let first = factors.first else { return 0 }
    precondition(zip(factors, factors.dropFirst()).allSatisfy { $0.columns == $1.rows }, "shapes don't fit")
    let bound = factors.reduce(first.rows) { min($0, $1.columns) }
    // |entry| < 2^bits of the product, made whole by a power of two.
    var bits = 0.0
    for (position, factor) in factors.enumerated() {
      guard let own = wholeBits(factor) else { return 0 }
      bits += Double(own) + (position > 0 ? log2(Double(factor.rows)) : 0)
    }
    var (best, proved) = (0, 0.0)
    for modulus in PrimeModulus.allCases {
      let product = factors.dropFirst().reduce(ModularMatrix(first, modulus)) {
        $0.multiplied(by: ModularMatrix($1, modulus))
      }
      best = max(best, product.rank())
      if best == bound { return best }
      proved += 60.999
      let order = Double(best + 1)
      if proved > order * (bits + log2(order) / 2) + 1 { return best }
    }
    return nil
  }

  /// b such that, divided by a power of two, all entries are whole numbers below 2^b; nil for a zero matrix.
  private static func wholeBits(_ matrix: Matrix) -> Int? {
    var (highest, lowest) = (Int.min, Int.max)
    for x in matrix.elements where x != 0 {
      highest = max(highest, Int(x.exponent) + 1)
      lowest = min(lowest, Int(x.ulp.exponent) + x.significandBitPattern.trailingZeroBitCount(upTo: 52))
    }
    return highest > lowest ? highest - lowest : nil
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
    for modulus in PrimeModulus.usual {
      best = max(best, matrix(modulus).rank())
      if best == bound { break }
    }
    return best
  }
}

/// A prime of the elimination.
struct PrimeModulus: Hashable, CaseIterable {
  let rawValue: UInt64

  /// 2⁶¹ − 1: reduction is a shift, and powers of two repeat with period 61.
  static let mersenne = PrimeModulus(rawValue: 0x1FFF_FFFF_FFFF_FFFF)
  /// 2⁶¹ − 1, and the largest primes below 2⁶².
  static let allCases = [mersenne] + distances.map { PrimeModulus(rawValue: (1 << 62) - $0) }
  /// Twice as many bits as a float64 number takes leave hardly a chance of dividing by accident.
  static let usual = allCases.prefix(2)

  private static let distances: [UInt64] = [
    57, 87, 117, 143, 153, 167, 171, 195, 203, 273, 287, 317, 443, 483, 495, 575, 581, 603, 633, 663, 765, 773, 777,
    791, 813, 831, 923, 981, 993, 1001, 1007, 1017, 1197, 1241, 1293, 1353, 1433, 1515, 1553, 1575, 1581, 1595, 1617,
    1673, 1697, 1701, 1703, 1823, 1881, 1911, 1923, 2043, 2073, 2103, 2141, 2187, 2217, 2247, 2285, 2351, 2367, 2375,
    2397, 2421, 2511, 2541, 2583, 2661, 2675, 2753, 2777, 2793, 2861, 2891, 2927, 3023, 3041, 3221, 3251, 3255, 3257,
    3263, 3317, 3377, 3521, 3537, 3545, 3551, 3563, 3671, 3705, 3767, 3797, 3803, 3873, 3933,
  ]

  @inline(__always) func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    guard rawValue == 0x1FFF_FFFF_FFFF_FFFF else { return rawValue.dividingFullWidth((high, low)).remainder }
    let folded = (low & rawValue) &+ ((low >> 61) | (high << 3))
    return folded >= rawValue ? folded &- rawValue : folded
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

extension UInt64 {
  fileprivate func trailingZeroBitCount(upTo limit: Int) -> Int { Swift.min(trailingZeroBitCount, limit) }
}
