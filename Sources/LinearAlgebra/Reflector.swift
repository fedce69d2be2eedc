/// Householder reflectors I − τvvᵀ with v = (0, …, 0, 1, v_{i+1}, …) (Golub, Van Loan 2013, §5.1), as dlarfg.
enum Reflector {
  /// Turns x_first, …, x_{end−1} into v in place and returns τ, with Hx = βe_first. An x that is zero below its first
  /// entry gives τ = 0 and β = x_first.
  @inline(__always) static func make(
    _ x: UnsafeMutablePointer<Double>, _ first: Int, _ end: Int, _ image: inout Double
  ) -> Double {
    let alpha = unsafe x[first]
    var (even, odd) = (0.0, 0.0)
    var i = first &+ 1
    while i &+ 1 < end {
      unsafe even += x[i] * x[i]
      unsafe odd += x[i &+ 1] * x[i &+ 1]
      i &+= 2
    }
    if i < end { unsafe even += x[i] * x[i] }
    let rest = even + odd
    unsafe x[first] = 1
    // Squares that vanish: by magnitudes, as seldom as such matrices are.
    if rest < 0x1p-900 { return unsafe makeTiny(x, alpha, first, end, &image) }
    let norm = (alpha * alpha + rest).squareRoot()
    let beta = alpha > 0 ? -norm : norm
    image = beta
    let scale = 1 / (alpha - beta)
    for i in (first &+ 1)..<end { unsafe x[i] *= scale }
    return (beta - alpha) / beta
  }

  private static func makeTiny(
    _ x: UnsafeMutablePointer<Double>, _ alpha: Double, _ first: Int, _ end: Int, _ image: inout Double
  ) -> Double {
    var largest = 0.0
    for i in (first + 1)..<end { unsafe largest = max(largest, abs(x[i])) }
    image = alpha
    // Below rounding of the first entry, H = I up to a backward error of that size.
    guard largest > 0 else { return 0 }
    let size = max(largest, abs(alpha))
    guard size >= .leastNormalMagnitude * 0x1p60 else {
      for i in (first + 1)..<end { unsafe x[i] = 0 }
      return 0
    }
    var rest = 0.0
    for i in (first + 1)..<end { unsafe rest += (x[i] / size) * (x[i] / size) }
    let norm = size * ((alpha / size) * (alpha / size) + rest).squareRoot()
    let beta = alpha > 0 ? -norm : norm
    image = beta
    for i in (first + 1)..<end { unsafe x[i] /= alpha - beta }
    return (beta - alpha) / beta
  }
}
