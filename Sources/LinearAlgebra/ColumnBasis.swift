import CLapacke

/// Columns of one height in memory set aside once: what a Krylov iteration keeps of its past.
///
/// Every vector that is exchanged is a `Matrix` of as many entries, of whatever shape.
public struct ColumnBasis: Sendable {
  /// The length of a column.
  public let height: Int
  /// How many columns fit.
  public let capacity: Int
  /// How many are there.
  public private(set) var count = 0
  private var elements: [Double]
  private var scratch: [Double]

  /// An empty basis.
  public init(height: Int, capacity: Int) {
    precondition(height > 0 && capacity > 0, "a basis needs room")
    self.height = height
    self.capacity = capacity
    elements = Array(repeating: 0, count: height * capacity)
    scratch = []
  }

  /// Adds a column.
  public mutating func append(_ vector: Matrix) {
    precondition(vector.elements.count == height && count < capacity, "no room for the column")
    elements.replaceSubrange((count * height)..<((count + 1) * height), with: vector.elements)
    count += 1
  }

  /// Vᵀx.
  ///
  /// - Complexity: 2·height·count operations.
  public func coefficients(of vector: Matrix) -> [Double] {
    precondition(vector.elements.count == height, "shapes don't fit")
    var result = Array(repeating: 0.0, count: count)
    guard count > 0 else { return result }
    unsafe cblas_dgemv(
      CblasColMajor, CblasTrans, Int32(height), Int32(count), 1, elements, Int32(height), vector.elements, 1, 0,
      &result, 1)
    return result
  }

  /// target ← target + c·Vy.
  public func add(_ c: Double, _ coefficients: [Double], to target: inout Matrix) {
    precondition(coefficients.count == count && target.elements.count == height, "shapes don't fit")
    guard count > 0 else { return }
    unsafe cblas_dgemv(
      CblasColMajor, CblasNoTrans, Int32(height), Int32(count), c, elements, Int32(height), coefficients, 1, 1,
      &target.elements, 1)
  }

  /// Replaces the columns V by VY for a count×p matrix Y, p ≤ count.
  public mutating func rotate(by y: Matrix) {
    precondition(y.rows == count && y.columns <= count, "shapes don't fit")
    if scratch.isEmpty { scratch = Array(repeating: 0, count: elements.count) }
    unsafe cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(height), Int32(y.columns), Int32(count), 1, elements,
      Int32(height), y.elements, Int32(count), 0, &scratch, Int32(height))
    swap(&elements, &scratch)
    count = y.columns
  }

  /// Makes a unit vector orthogonal to the columns of a vector, by two sweeps of Gram-Schmidt (Kahan, Parlett: twice is
  /// enough). `false` when nothing but rounding is left of it.
  public func orthonormalize(_ vector: inout Matrix) -> Bool {
    let start = vector.frobeniusNorm
    guard start > 0, start.isFinite else { return false }
    vector.scale(by: 1 / start)
    var norm = 1.0
    for _ in 0..<2 {
      add(-1, coefficients(of: vector), to: &vector)
      norm = vector.frobeniusNorm
    }
    guard norm > 1e-12 else { return false }
    vector.scale(by: 1 / norm)
    return true
  }
}

extension Matrix {
  /// self ← c·self.
  public mutating func scale(by c: Double) {
    unsafe cblas_dscal(Int32(elements.count), c, &elements, 1)
  }
}
