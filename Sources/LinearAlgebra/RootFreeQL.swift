/// Eigenvalues of symmetric tridiagonal matrices by the root-free QL iteration of Pal, Walker and Kahan (Parlett 1998,
/// §8.15), as dsterf, for matrices whose largest entry is between 2⁻⁶⁴ and 2⁷⁰ in magnitude.
struct RootFreeQL {
  private static let tolerance = 0x1p-106

  /// Replaces the diagonal by the eigenvalues, ascending; destroys the subdiagonal. `false` when 30 sweeps a value weren't
  /// enough.
  static func run(_ diagonal: inout [Double], _ subdiagonal: inout [Double], order n: Int) -> Bool {
    precondition(diagonal.count >= n && subdiagonal.count >= n, "no room for the matrix")
    return unsafe diagonal.withUnsafeMutableBufferPointer { d in
      unsafe subdiagonal.withUnsafeMutableBufferPointer { e in
        var budget = 30 &* n
        var start = 0
        while start < n {
          var end = start
          while end &+ 1 < n, unsafe !isNegligible(e[end], d[end], d[end &+ 1]) { end &+= 1 }
          if unsafe end > start && !block(d, e, start, end, &budget) { return false }
          start = end &+ 1
        }
        unsafe sort(d, n)
        return true
      }
    }
  }

  /// |e_i| ≤ u·√|d_i d_{i+1}|, or nothing at all beside the largest entry.
  private static func isNegligible(_ e: Double, _ a: Double, _ b: Double) -> Bool {
    abs(e) <= 0x1p-53 * abs(a).squareRoot() * abs(b).squareRoot() || e * e == 0
  }

  /// An unreduced block from row `start` to `end`. The iteration goes from the smaller end up (dsterf's choice of QL or QR).
  private static func block(
    _ d: UnsafeMutableBufferPointer<Double>, _ e: UnsafeMutableBufferPointer<Double>, _ start: Int, _ end: Int,
    _ budget: inout Int
  ) -> Bool {
    for i in start..<end { unsafe e[i] *= e[i] }
    if unsafe abs(d[end]) < abs(d[start]) {
      unsafe reverse(d, start, end)
      unsafe reverse(e, start, end &- 1)
    }
    var l = start
    while l < end {
      var m = l
      while m < end, unsafe e[m] > tolerance * abs(d[m] * d[m &+ 1]) { m &+= 1 }
      if m < end { unsafe e[m] = 0 }
      if m == l {
        l &+= 1
      } else if m == l &+ 1 {
        unsafe (d[l], d[m]) = unsafe pair(d[l], e[l].squareRoot(), d[m])
        l &+= 2
      } else {
        guard budget > 0 else { return false }
        budget &-= 1
        unsafe sweep(d, e, l, m)
      }
    }
    return true
  }

  /// One sweep with Wilkinson's shift. γ²/c is γ²·(r/p), so that its division runs beside those of c and s.
  @inline(__always) private static func sweep(
    _ d: UnsafeMutableBufferPointer<Double>, _ e: UnsafeMutableBufferPointer<Double>, _ l: Int, _ m: Int
  ) {
    let corner = unsafe d[l]
    let root = unsafe e[l].squareRoot()
    let half = unsafe (d[l &+ 1] - corner) / (2 * root)
    let length = abs(half) > 0x1p500 ? abs(half) : (half * half + 1).squareRoot()
    let shift = corner - root / (half + (half < 0 ? -length : length))
    var (c, s) = (1.0, 0.0)
    var gamma = unsafe d[m] - shift
    var p = gamma * gamma
    var i = m &- 1
    while i >= l {
      let bb = unsafe e[i]
      let r = p + bb
      let inverse = r / p
      if i != m &- 1 { unsafe e[i &+ 1] = s * r }
      let oldC = c
      c = p / r
      s = bb / r
      let oldGamma = gamma
      let alpha = unsafe d[i]
      gamma = c * (alpha - shift) - s * oldGamma
      unsafe d[i &+ 1] = oldGamma + (alpha - gamma)
      p = c >= .leastNormalMagnitude ? gamma * gamma * inverse : oldC * bb
      i &-= 1
    }
    unsafe e[l] = s * p
    unsafe d[l] = shift + gamma
  }

  /// The eigenvalues of [[a, b], [b, c]], the larger in magnitude first, as dlae2.
  private static func pair(_ a: Double, _ b: Double, _ c: Double) -> (Double, Double) {
    let (sum, difference, twice) = (a + c, abs(a - c), abs(b + b))
    let (large, small) = abs(a) > abs(c) ? (a, c) : (c, a)
    let big = max(difference, twice)
    let ratio = big > 0 ? min(difference, twice) / big : 0
    let root = big * (1 + ratio * ratio).squareRoot()
    if sum == 0 { return (0.5 * root, -0.5 * root) }
    let first = 0.5 * (sum < 0 ? sum - root : sum + root)
    return (first, (large / first) * small - (b / first) * b)
  }

  private static func reverse(_ x: UnsafeMutableBufferPointer<Double>, _ start: Int, _ end: Int) {
    var (i, j) = (start, end)
    while i < j {
      unsafe x.swapAt(i, j)
      i &+= 1
      j &-= 1
    }
  }

  private static func sort(_ x: UnsafeMutableBufferPointer<Double>, _ count: Int) {
    for i in 1..<max(count, 1) where count > 1 {
      let value = unsafe x[i]
      var j = i
      while j > 0, unsafe x[j &- 1] > value {
        unsafe x[j] = x[j &- 1]
        j &-= 1
      }
      unsafe x[j] = value
    }
  }
}
