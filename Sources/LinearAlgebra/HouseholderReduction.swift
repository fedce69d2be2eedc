/// Householder's reductions of small matrices, as LAPACK's unblocked dsytd2 and dgebd2 do them, without a call for each
/// column: up to some order the calls cost more than the arithmetic. (Golub and Van Loan, Matrix Computations, 4th edition,
/// 5.4.8 and 8.3.1.)
///
/// Only for entries whose squares neither overflow nor underflow: see `isModerate`.
enum HouseholderReduction {
  /// Whether these numbers are finite and sums of their squares exact to rounding.
  static func isModerate(_ elements: [Double]) -> Bool {
    var result = true
    for element in elements {
      let magnitude = abs(element)
      // False for NaN.
      result = result && magnitude < 1e140 && (magnitude > 1e-140 || magnitude == 0)
    }
    return result
  }

  /// A reflector I − τvvᵀ that maps (α, x) to (β, 0): v = (1, x/(α − β)).
  private struct Reflector {
    var beta: Double
    var tau: Double
    /// 1/(α − β).
    var scale: Double

    init?(_ alpha: Double, squaredNorm: Double) {
      guard squaredNorm > 0 else { return nil }
      let norm = (alpha * alpha + squaredNorm).squareRoot()
      beta = alpha >= 0 ? -norm : norm
      tau = (beta - alpha) / beta
      scale = 1 / (alpha - beta)
    }
  }

  /// Σ x_i y_i, four sums beside each other.
  @inline(__always) private static func dot(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    var sums = SIMD4<Double>.zero
    var position = 0
    while position + 4 <= count {
      let a = unsafe UnsafeRawPointer(x + position).loadUnaligned(as: SIMD4<Double>.self)
      let b = unsafe UnsafeRawPointer(y + position).loadUnaligned(as: SIMD4<Double>.self)
      sums += a * b
      position += 4
    }
    var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
    while position < count {
      sum += unsafe x[position] * y[position]
      position += 1
    }
    return sum
  }

  /// y += cx.
  @inline(__always) private static func add(
    _ c: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var position = 0
    let factor = SIMD4<Double>(repeating: c)
    while position + 4 <= count {
      let a = unsafe UnsafeRawPointer(x + position).loadUnaligned(as: SIMD4<Double>.self)
      let b = unsafe UnsafeRawPointer(y + position).loadUnaligned(as: SIMD4<Double>.self)
      unsafe UnsafeMutableRawPointer(y + position).storeBytes(of: b + factor * a, as: SIMD4<Double>.self)
      position += 4
    }
    while position < count {
      unsafe y[position] += c * x[position]
      position += 1
    }
  }

  /// The tridiagonal matrix with diagonal d and off-diagonal e that's similar to a symmetric one, whose lower triangle is
  /// read and overwritten; `scratch` has room for n numbers.
  static func tridiagonalize(
    _ a: UnsafeMutablePointer<Double>, order n: Int, diagonal d: UnsafeMutablePointer<Double>,
    offDiagonal e: UnsafeMutablePointer<Double>, scratch p: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<n - 1 {
      unsafe d[i] = a[i + i * n]
      let length = n - i - 1
      let v = unsafe a + (i + 1 + i * n)
      let tail = unsafe dot(v + 1, v + 1, length - 1)
      guard let reflector = unsafe Reflector(v[0], squaredNorm: tail) else {
        unsafe e[i] = v[0]
        continue
      }
      unsafe e[i] = reflector.beta
      unsafe v[0] = 1
      for k in 1..<length { unsafe v[k] *= reflector.scale }
      // p = τA₂₂v, from the lower triangle of A₂₂.
      let block = unsafe a + (i + 1 + (i + 1) * n)
      for j in 0..<length { unsafe p[j] = 0 }
      for j in 0..<length {
        let column = unsafe block + (j + j * n)
        let below = length - j - 1
        let own = unsafe column[0] * v[j] + dot(column + 1, v + j + 1, below)
        unsafe p[j] += own
        unsafe add(v[j], column + 1, to: p + j + 1, below)
      }
      for j in 0..<length { unsafe p[j] *= reflector.tau }
      // w = p − ½τ(pᵀv)v, A₂₂ −= vwᵀ + wvᵀ.
      unsafe add(-0.5 * reflector.tau * dot(p, v, length), v, to: p, length)
      for j in 0..<length {
        let column = unsafe block + (j + j * n)
        unsafe add(-p[j], v + j, to: column, length - j)
        unsafe add(-v[j], p + j, to: column, length - j)
      }
    }
    unsafe d[n - 1] = a[n * n - 1]
  }

  /// The upper bidiagonal matrix with diagonal d and superdiagonal e that has the singular values of an m×n matrix, m ≥ n,
  /// which is overwritten; `scratch` has room for m + n numbers.
  static func bidiagonalize(
    _ a: UnsafeMutablePointer<Double>, rows m: Int, columns n: Int, diagonal d: UnsafeMutablePointer<Double>,
    superdiagonal e: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>
  ) {
    let y = unsafe scratch
    let u = unsafe scratch + m
    for i in 0..<n {
      let length = m - i
      let v = unsafe a + (i + i * m)
      let tail = unsafe dot(v + 1, v + 1, length - 1)
      if let reflector = unsafe Reflector(v[0], squaredNorm: tail) {
        unsafe d[i] = reflector.beta
        unsafe v[0] = 1
        for k in 1..<length { unsafe v[k] *= reflector.scale }
        for j in i + 1..<max(n, i + 1) {
          let column = unsafe a + (i + j * m)
          unsafe add(-reflector.tau * dot(v, column, length), v, to: column, length)
        }
      } else {
        unsafe d[i] = v[0]
      }
      guard i + 1 < n else { break }
      var squares = 0.0
      for j in i + 2..<max(n, i + 2) { unsafe squares += a[i + j * m] * a[i + j * m] }
      let alpha = unsafe a[i + (i + 1) * m]
      guard let reflector = Reflector(alpha, squaredNorm: squares) else {
        unsafe e[i] = alpha
        continue
      }
      unsafe e[i] = reflector.beta
      let rest = m - i - 1
      for k in 0..<rest { unsafe y[k] = 0 }
      for j in i + 1..<n {
        unsafe u[j] = j == i + 1 ? 1 : a[i + j * m] * reflector.scale
        unsafe add(u[j], a + (i + 1 + j * m), to: y, rest)
      }
      for j in i + 1..<n { unsafe add(-reflector.tau * u[j], y, to: a + (i + 1 + j * m), rest) }
    }
  }
}
