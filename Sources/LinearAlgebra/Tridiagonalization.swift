/// Householder tridiagonalisation of small symmetric matrices, values only (Golub, Van Loan 2013, §8.3.1).
///
/// Columns are stored in pairs of rows from the diagonal down. The update A − vwᵀ − wvᵀ of one step and the product with
/// the next step's reflector are one pass: LAPACK makes two, and calls BLAS for each.
@safe struct Tridiagonalization {
  typealias Pair = SIMD2<Double>

  /// Scratch pairs for an order: the columns, and v, w, p and the next v.
  static func scratch(order: Int) -> Int {
    let half = (order + 1) / 2
    return 2 * half * half + 4 * half
  }

  private let order: Int
  private let half: Int
  private let columns: UnsafeMutablePointer<Pair>
  private var v: UnsafeMutablePointer<Pair>
  private var next: UnsafeMutablePointer<Pair>
  private let w: UnsafeMutablePointer<Pair>
  private let p: UnsafeMutablePointer<Pair>

  /// Writes the diagonal and the subdiagonal of a tridiagonal matrix with the eigenvalues of `scale`·A.
  ///
  /// A finite, `scale`·A of entries whose squares don't overflow; the lower triangle is read.
  static func reduce(
    _ a: Matrix, scale: Double, _ memory: inout [Pair], diagonal: inout [Double], subdiagonal: inout [Double]
  ) {
    precondition(a.rows == a.columns && memory.count >= scratch(order: a.rows), "no room for the matrix")
    precondition(diagonal.count >= a.rows && subdiagonal.count >= a.rows, "no room for the result")
    unsafe memory.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var form = unsafe Tridiagonalization(order: a.rows, base)
      form.load(a, scale)
      form.run(&diagonal, &subdiagonal)
    }
  }

  private init(order: Int, _ base: UnsafeMutablePointer<Pair>) {
    self.order = order
    half = (order + 1) / 2
    let room = 2 * half * half
    unsafe columns = base
    unsafe v = base + room
    unsafe next = base + (room + half)
    unsafe w = base + (room + 2 * half)
    unsafe p = base + (room + 3 * half)
    unsafe v.update(repeating: .zero, count: 4 * half)
  }

  private func load(_ a: Matrix, _ scale: Double) {
    unsafe a.elements.withUnsafeBufferPointer { source in
      for j in 0..<order {
        let target = unsafe UnsafeMutableRawPointer(columns + j &* half).assumingMemoryBound(to: Double.self)
        let from = j &* order
        for i in j..<order { unsafe target[i] = scale * source[from &+ i] }
        if order & 1 == 1 { unsafe target[order] = 0 }
        // The diagonal 2×2 blocks are kept whole.
        if j & 1 == 1 { unsafe target[j &- 1] = scale * source[from &- order &+ j] }
      }
    }
    if order & 1 == 1 { unsafe (columns + order &* half).update(repeating: .zero, count: half) }
  }

  private mutating func run(_ diagonal: inout [Double], _ subdiagonal: inout [Double]) {
    let n = order
    unsafe next.update(from: columns, count: half)
    for k in 0..<n {
      // `next` holds column k, up to date.
      let column = unsafe UnsafeMutableRawPointer(next).assumingMemoryBound(to: Double.self)
      diagonal[k] = unsafe column[k]
      guard k &+ 1 < n else { break }
      unsafe column[k] = 0
      if k & 1 == 1 { unsafe column[k &- 1] = 0 }
      let factor = unsafe Reflector.make(column, k &+ 1, n, &subdiagonal[k])
      let first = (k &+ 1) / 2
      for r in first..<half { unsafe p[r] = .zero }
      pass(from: first)
      // w = τp − ½τ²(pᵀv)v.
      var sum = Pair.zero
      for r in first..<half { unsafe sum += p[r] * next[r] }
      let correction = -0.5 * factor * factor * (sum.x + sum.y)
      for r in first..<half { unsafe w[r] = factor * p[r] + correction * next[r] }
      if first > 0 { unsafe w[first &- 1] = .zero }
      let ends = unsafe UnsafeMutableRawPointer(w).assumingMemoryBound(to: Double.self)
      unsafe ends[k] = 0
      unsafe swap(&v, &next)
      if first > 0 { unsafe next[first &- 1] = .zero }
      // Column k + 1 after this step.
      let j = k &+ 1
      let source = unsafe columns + j &* half
      let values = unsafe UnsafeMutableRawPointer(v).assumingMemoryBound(to: Double.self)
      let (vj, wj) = unsafe (values[j], ends[j])
      for r in first..<half { unsafe next[r] = source[r] - v[r] * wj - w[r] * vj }
    }
  }

  /// A ← A − vwᵀ − wvᵀ and p ← p + A·next, for the columns from a pair on.
  private func pass(from first: Int) {
    let (v, w, next, p) = unsafe (v, w, next, p)
    for b in first..<half {
      let left = unsafe columns + 2 &* b &* half
      let right = unsafe left + half
      let (vb, wb, nb) = unsafe (v[b], w[b], next[b])
      let (v0, v1, w0, w1, n0, n1) = (
        Pair(repeating: vb.x), Pair(repeating: vb.y), Pair(repeating: wb.x), Pair(repeating: wb.y),
        Pair(repeating: nb.x), Pair(repeating: nb.y)
      )
      let d0 = unsafe left[b] - vb * w0 - wb * v0
      let d1 = unsafe right[b] - vb * w1 - wb * v1
      unsafe left[b] = d0
      unsafe right[b] = d1
      var (sum0, sum1) = (Pair.zero, Pair.zero)
      var r = b &+ 1
      while r < half {
        let (vr, wr, nr) = unsafe (v[r], w[r], next[r])
        let a0 = unsafe left[r] - vr * w0 - wr * v0
        let a1 = unsafe right[r] - vr * w1 - wr * v1
        unsafe left[r] = a0
        unsafe right[r] = a1
        unsafe p[r] += a0 * n0 + a1 * n1
        sum0 += a0 * nr
        sum1 += a1 * nr
        r &+= 1
      }
      unsafe p[b] += d0 * n0 + d1 * n1 + Pair(sum0.x + sum0.y, sum1.x + sum1.y)
    }
  }
}
