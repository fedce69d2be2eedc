/// Singular values of upper bidiagonal matrices by the shifted differential quotient-difference algorithm (Fernando,
/// Parlett 1994; Parlett, Marques 2000), each to high relative accuracy.
///
/// Shifts come from the last 2×2 block less a bound of its residual. A shift that's too large shows as a negative last d,
/// and then shift + d is a lower bound close to the smallest value.
struct QuotientDifference {
  /// An off-diagonal entry below u times its neighbour changes a value by less than rounding (Demmel, Kahan 1990).
  private static let negligible = 0x1p-106
  /// Squares of what is 2⁵⁰⁰ times smaller than the largest still don't vanish, and products of squares don't overflow.
  private static let scale = 0x1p128

  private typealias Numbers = UnsafeMutablePointer<Double>

  /// Scratch numbers for an order.
  static func scratch(order: Int) -> Int { 5 * order }

  /// Replaces the diagonal by the singular values, descending. `false` when 30 sweeps a value weren't enough, or an entry
  /// of the diagonal is so small that its square vanishes.
  ///
  /// The largest entry between 2⁻⁶⁴ and 2⁷⁰ in magnitude.
  static func run(
    _ diagonal: inout [Double], _ superdiagonal: [Double], order n: Int, _ memory: inout [Double]
  ) -> Bool {
    precondition(diagonal.count >= n && superdiagonal.count >= n && memory.count >= scratch(order: n), "no room")
    let success = unsafe memory.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return n == 0 }
      for i in 0..<n {
        let (q, e) = (diagonal[i] * scale, i + 1 < n ? superdiagonal[i] * scale : 0)
        // A value must not become 0 by its square alone.
        guard q == 0 || q * q >= .leastNormalMagnitude else { return false }
        unsafe base[i] = q * q
        unsafe base[n + i] = e * e
        unsafe base[4 * n + i] = -1
      }
      return unsafe iterate(n, base, base + n, base + 2 * n, base + 3 * n, base + 4 * n, &diagonal)
    }
    guard success else { return false }
    for i in 1..<max(n, 1) where n > 1 {
      let value = diagonal[i]
      var j = i
      while j > 0, diagonal[j - 1] < value {
        diagonal[j] = diagonal[j - 1]
        j -= 1
      }
      diagonal[j] = value
    }
    return true
  }

  /// `splits[i]` is the sum of shifts of the rows up to i when the block after them was split off, or −1.
  private static func iterate(
    _ n: Int, _ firstQ: Numbers, _ firstE: Numbers, _ secondQ: Numbers, _ secondE: Numbers, _ splits: Numbers,
    _ values: inout [Double]
  ) -> Bool {
    var (q, e, newQ, newE) = unsafe (firstQ, firstE, secondQ, secondE)
    var budget = 30 &* n
    var (low, high) = (0, n &- 1)
    var (shifts, rest) = (0.0, 0.0)
    var smallest = -1.0  // the least d of the last sweep, before the block changed; −1: none.
    var isLast = false
    var isFresh = true
    while high >= 0 {
      // A new block: the end where values are smaller comes last.
      if isFresh {
        isFresh = false
        smallest = -1
        low = high
        while low > 0, unsafe splits[low &- 1] < 0 {
          if unsafe e[low &- 1] <= negligible * (shifts + min(q[low], q[low &- 1])) {
            unsafe splits[low &- 1] = shifts
            break
          }
          low &-= 1
        }
        unsafe copy(low, q, newQ)
        unsafe copy(low, e, newE)
        if unsafe q[low] < 0.66 * q[high] {
          unsafe reverse(q, low, high)
          unsafe reverse(e, low, high &- 1)
        }
      }
      if high == low {
        values[high] = unsafe ((q[high] + shifts).squareRoot()) / scale
        high &-= 1
        if high >= 0 { shifts = unsafe splits[high] }
        rest = 0
        isFresh = true
        continue
      }
      if unsafe isNegligible(e[high &- 1], beside: q[high], shifts: shifts) {
        values[high] = unsafe ((q[high] + shifts).squareRoot()) / scale
        high &-= 1
        isLast = true
        continue
      }
      if unsafe high == low &+ 1 || e[high &- 2] <= negligible * (shifts + min(q[high &- 1], q[high &- 2])) {
        let (large, small) = unsafe pair(q[high &- 1], e[high &- 1], q[high])
        values[high &- 1] = (large + shifts).squareRoot() / scale
        values[high] = (small + shifts).squareRoot() / scale
        if high == low &+ 1 {
          high = low &- 1
          if high >= 0 { shifts = unsafe splits[high] }
          rest = 0
          isFresh = true
        } else {
          high &-= 2
          isLast = true
        }
        continue
      }
      var shift = 0.0
      if smallest >= 0 {
        // Every d is an upper bound of the smallest value.
        shift = unsafe corner(q, e, high)
        if shift == 0 || (!isLast && shift > 1.01 * smallest) { shift = 0.25 * smallest }
      }
      var attempts = 0
      while true {
        guard budget > 0 else { return false }
        budget &-= 1
        let (least, last, offDiagonal) = unsafe sweep(q, e, newQ, newE, low, high, shift)
        if least >= 0, last >= 0 {
          smallest = min(least, last)
          isLast = last <= least
          unsafe swap(&q, &newQ)
          unsafe swap(&e, &newE)
          if shift > 0 { add(shift, to: &shifts, &rest) }
          // A split inside: the lower part becomes a block of its own.
          if unsafe offDiagonal <= negligible * (shifts + q[low]) {
            var i = high &- 2
            while i > low, unsafe e[i] > negligible * (shifts + min(q[i], q[i &+ 1])) { i &-= 1 }
            if unsafe i >= low && e[i] <= negligible * (shifts + min(q[i], q[i &+ 1])) {
              unsafe splits[i] = shifts
              low = i &+ 1
              smallest = -1
              unsafe copy(low, q, newQ)
              unsafe copy(low, e, newE)
            }
          }
          break
        }
        attempts &+= 1
        guard shift > 0 else { return false }
        // Only the last d is negative: τ + d_n is below the smallest value, since d_n(τ) falls with slope −1 or steeper.
        if least >= 0, last < 0, shift + last > 0, attempts < 3 {
          shift = (shift + last) * (1 - 0x1p-50)
        } else {
          // A little less is right in a cluster, much less where another value is far smaller; 0 never fails.
          shift = attempts == 1 ? shift * (1 - 0x1p-20) : attempts == 2 ? 0.25 * shift : 0
        }
      }
    }
    return true
  }

  /// Without the last e, BBᵀ + S changes by e in one diagonal entry and by √(q_n e) beside it: less than rounding of q_n + S,
  /// or of S, which no value is below.
  @inline(__always) private static func isNegligible(_ e: Double, beside q: Double, shifts: Double) -> Bool {
    e <= negligible * (shifts + q) || (e <= 0x1p-54 * shifts && e * q <= 0x1p-108 * shifts * shifts)
  }

  /// Compensated summation (Kahan 1965).
  @inline(__always) private static func add(_ shift: Double, to sum: inout Double, _ rest: inout Double) {
    let old = sum
    if shift < old {
      rest += shift
      sum = old + rest
      rest -= sum - old
    } else {
      sum = old + shift
      rest += old - (sum - shift)
    }
  }

  /// One dqds sweep: the least d but the last, the last, and the least new e.
  @inline(__always) private static func sweep(
    _ q: Numbers, _ e: Numbers, _ newQ: Numbers, _ newE: Numbers, _ low: Int, _ high: Int, _ shift: Double
  ) -> (least: Double, last: Double, offDiagonal: Double) {
    var d = unsafe q[low] - shift
    var (least, offDiagonal) = (Double.infinity, Double.infinity)
    for i in low..<high {
      least = d < least ? d : least
      let sum = unsafe d + e[i]
      let ratio = unsafe q[i &+ 1] / sum
      unsafe newQ[i] = sum
      let off = unsafe e[i] * ratio
      unsafe newE[i] = off
      offDiagonal = off < offDiagonal ? off : offDiagonal
      d = d * ratio - shift
    }
    unsafe newQ[high] = d
    // NaN after a division by zero must not pass for a success.
    return (least, d.isNaN ? -.infinity : d, offDiagonal)
  }

  /// The smaller eigenvalue μ of the last 2×2 block of BBᵀ, less a bound of the distance to the spectrum from its residual.
  private static func corner(_ q: Numbers, _ e: Numbers, _ high: Int) -> Double {
    let (above, last, off, coupling) = unsafe (q[high &- 1], q[high], e[high &- 1], e[high &- 2])
    // With gap g, μ is at least c − ce/g, and the eigenvector's part in the row above at most √(ce)/g; the row above that
    // couples by √(q_{n−1} e_{n−2}).
    let gap = above + off - last
    if gap > off {
      let inverse = 1 / gap
      let lowered = last * off * inverse
      let square = above * coupling * lowered * inverse
      let residual = 4 * square < gap * gap ? 2 * square * inverse : square.squareRoot()
      let shift = last - lowered - residual
      if shift > 0.5 * last { return shift }
    }
    let (large, small) = pair(above, off, last)
    guard large > small else { return 0 }
    // Of a unit vector, so at most 1; equal values divide by 0.
    let part = min(1, last * off / ((above + off - small) * (above + off - small)))
    let square = above * coupling * part
    return max(0, small - min(square.squareRoot(), 2 * square / (large - small)))
  }

  /// The squares of the singular values of [[√a, √b], [0, √c]], as dlasq3.
  private static func pair(_ a: Double, _ b: Double, _ c: Double) -> (Double, Double) {
    var (large, small) = a > c ? (a, c) : (c, a)
    guard b > negligible * small else { return (large, small) }
    let t = 0.5 * ((large - small) + b)
    var s = small * (b / t)
    s =
      s <= t
      ? small * (b / (t * (1 + (1 + s / t).squareRoot()))) : small * (b / (t + t.squareRoot() * (t + s).squareRoot()))
    let sum = large + (s + b)
    small *= large / sum
    large = sum
    return (large, small)
  }

  /// What comes before a block waits in both places, since sweeps swap them.
  private static func copy(_ count: Int, _ from: Numbers, _ to: Numbers) { unsafe to.update(from: from, count: count) }

  private static func reverse(_ x: Numbers, _ start: Int, _ end: Int) {
    var (i, j) = (start, end)
    while i < j {
      let value = unsafe x[i]
      unsafe x[i] = x[j]
      unsafe x[j] = value
      i &+= 1
      j &-= 1
    }
  }
}
