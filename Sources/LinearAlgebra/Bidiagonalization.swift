/// Householder bidiagonalisation of small matrices, values only (Golub, Van Loan 2013, §5.4.8).
///
/// Two passes over the matrix a step: one applies the left reflector and gathers the products for the right one, the other
/// applies that and gathers the products for the next left one. Pairs of rows; what is above the active rows is neither
/// needed nor kept.
@safe struct Bidiagonalization {
  typealias Pair = SIMD2<Double>

  /// Scratch pairs for an m×n matrix: its columns and v, next v, y, and as many numbers w and u as columns.
  static func scratch(rows m: Int, columns n: Int) -> Int {
    let half = (m + 1) / 2
    return half * n + 3 * half + 2 * ((n + 1) / 2)
  }

  private let rows: Int
  private let count: Int
  private let half: Int
  private let columns: UnsafeMutablePointer<Pair>
  private let v: UnsafeMutablePointer<Pair>
  private let y: UnsafeMutablePointer<Pair>
  private let w: UnsafeMutablePointer<Double>
  private let u: UnsafeMutablePointer<Double>

  /// Writes the diagonal and the superdiagonal of an upper bidiagonal matrix with the singular values of `scale`·A, or of
  /// its transpose where A is wide.
  ///
  /// A finite, `scale`·A of entries whose squares don't overflow.
  static func reduce(
    _ a: Matrix, scale: Double, _ memory: inout [Pair], diagonal: inout [Double], superdiagonal: inout [Double]
  ) {
    let (m, n) = (max(a.rows, a.columns), min(a.rows, a.columns))
    precondition(memory.count >= scratch(rows: m, columns: n), "no room for the matrix")
    precondition(diagonal.count >= n && superdiagonal.count >= n, "no room for the result")
    unsafe memory.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let form = unsafe Bidiagonalization(rows: m, columns: n, base)
      form.load(a, scale)
      form.run(&diagonal, &superdiagonal)
    }
  }

  private init(rows: Int, columns n: Int, _ base: UnsafeMutablePointer<Pair>) {
    self.rows = rows
    count = n
    half = (rows + 1) / 2
    unsafe columns = base
    unsafe v = base + half * n
    unsafe y = base + (half * n + half)
    let numbers = unsafe base + (half * n + 2 * half)
    unsafe w = UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: Double.self)
    unsafe u = UnsafeMutableRawPointer(numbers + (n + 1) / 2).assumingMemoryBound(to: Double.self)
    unsafe v.update(repeating: .zero, count: 2 * half)
  }

  private func load(_ a: Matrix, _ scale: Double) {
    let isWide = a.rows < a.columns
    unsafe a.elements.withUnsafeBufferPointer { source in
      for j in 0..<count {
        let target = unsafe UnsafeMutableRawPointer(columns + j &* half).assumingMemoryBound(to: Double.self)
        if isWide {
          for i in 0..<rows { unsafe target[i] = scale * source[j &+ i &* count] }
        } else {
          for i in 0..<rows { unsafe target[i] = scale * source[j &* rows &+ i] }
        }
        if rows & 1 == 1 { unsafe target[rows] = 0 }
      }
    }
  }

  private func run(_ diagonal: inout [Double], _ superdiagonal: inout [Double]) {
    let n = count
    let (v, y, u, w) = unsafe (v, y, u, w)
    let vector = unsafe UnsafeMutableRawPointer(v).assumingMemoryBound(to: Double.self)
    var factor = unsafe leftReflector(0, from: columns, &diagonal)
    for j in 1..<max(n, 1) where n > 1 { unsafe w[j] = factor * dot(columns + j &* half, 0) }
    var k = 0
    while k &+ 1 < n {
      // Row k after the left reflector, and the right reflector that keeps one of its entries.
      for j in (k &+ 1)..<n {
        let column = unsafe UnsafeMutableRawPointer(columns + j &* half).assumingMemoryBound(to: Double.self)
        unsafe u[j] = column[k] - w[j]
      }
      let right = unsafe Reflector.make(u, k &+ 1, n, &superdiagonal[k])
      let first = (k &+ 1) / 2
      applyLeft(k, first)
      for r in first..<half { unsafe y[r] *= right }
      if (k &+ 1) & 1 == 1 {
        // Row k shares a pair with row k + 1; it's finished.
        let products = unsafe UnsafeMutableRawPointer(y).assumingMemoryBound(to: Double.self)
        unsafe products[k] = 0
      }
      let next = k &+ 1
      let column = unsafe columns + next &* half
      for r in first..<half { unsafe column[r] -= y[r] }
      unsafe vector[k] = 0
      factor = unsafe leftReflector(next, from: column, &diagonal)
      applyRight(next, first, factor)
      k = next
    }
  }

  /// Puts the reflector of a column's rows from k on into v.
  private func leftReflector(_ k: Int, from column: UnsafeMutablePointer<Pair>, _ diagonal: inout [Double]) -> Double {
    for r in (k / 2)..<half { unsafe v[r] = column[r] }
    let vector = unsafe UnsafeMutableRawPointer(v).assumingMemoryBound(to: Double.self)
    if k & 1 == 1 { unsafe vector[k &- 1] = 0 }
    return unsafe Reflector.make(vector, k, rows, &diagonal[k])
  }

  private func dot(_ column: UnsafeMutablePointer<Pair>, _ first: Int) -> Double {
    var sum = Pair.zero
    for r in first..<half { unsafe sum += column[r] * v[r] }
    return sum.x + sum.y
  }

  /// A_j ← A_j − w_jv for the columns after k, and y ← Σ_j u_jA_j.
  private func applyLeft(_ k: Int, _ first: Int) {
    let (v, y, half) = unsafe (v, y, half)
    for r in first..<half { unsafe y[r] = .zero }
    var j = k &+ 1
    while j &+ 1 < count {
      let left = unsafe columns + j &* half
      let right = unsafe left + half
      let (w0, w1, u0, u1) = unsafe (
        Pair(repeating: w[j]), Pair(repeating: w[j &+ 1]), Pair(repeating: u[j]), Pair(repeating: u[j &+ 1])
      )
      var r = first
      while r < half {
        let vr = unsafe v[r]
        let a0 = unsafe left[r] - vr * w0
        let a1 = unsafe right[r] - vr * w1
        unsafe left[r] = a0
        unsafe right[r] = a1
        unsafe y[r] += a0 * u0 + a1 * u1
        r &+= 1
      }
      j &+= 2
    }
    guard j < count else { return }
    let left = unsafe columns + j &* half
    let (w0, u0) = unsafe (Pair(repeating: w[j]), Pair(repeating: u[j]))
    for r in first..<half {
      let a0 = unsafe left[r] - v[r] * w0
      unsafe left[r] = a0
      unsafe y[r] += a0 * u0
    }
  }

  /// A_j ← A_j − u_jy for the columns after k, and w_j ← τvᵀA_j.
  private func applyRight(_ k: Int, _ first: Int, _ factor: Double) {
    let (v, y, half) = unsafe (v, y, half)
    var j = k &+ 1
    while j &+ 1 < count {
      let left = unsafe columns + j &* half
      let right = unsafe left + half
      let (u0, u1) = unsafe (Pair(repeating: u[j]), Pair(repeating: u[j &+ 1]))
      var (sum0, sum1) = (Pair.zero, Pair.zero)
      var r = first
      while r < half {
        let (vr, yr) = unsafe (v[r], y[r])
        let a0 = unsafe left[r] - yr * u0
        let a1 = unsafe right[r] - yr * u1
        unsafe left[r] = a0
        unsafe right[r] = a1
        sum0 += a0 * vr
        sum1 += a1 * vr
        r &+= 1
      }
      unsafe w[j] = factor * (sum0.x + sum0.y)
      unsafe w[j &+ 1] = factor * (sum1.x + sum1.y)
      j &+= 2
    }
    guard j < count else { return }
    let left = unsafe columns + j &* half
    let u0 = unsafe Pair(repeating: u[j])
    var sum = Pair.zero
    for r in first..<half {
      let a0 = unsafe left[r] - y[r] * u0
      unsafe left[r] = a0
      unsafe sum += a0 * v[r]
    }
    unsafe w[j] = factor * (sum.x + sum.y)
  }
}
