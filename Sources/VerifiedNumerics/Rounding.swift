/// The constants and scalar tools of all error bounds: float64, rounding to nearest.
enum Rounding {
  /// u = 2⁻⁵³, half the distance from 1 to the next number.
  static let unit = 0x1p-53
  /// η = 2⁻¹⁰⁷⁴, the smallest positive number.
  static let smallest = Double.leastNonzeroMagnitude
  /// ω = 2⁻⁹⁰⁰: at least the accumulated underflow error of a product term within the range guard.
  static let slack = 0x1p-900
  /// What no entry of a certificate may exceed.
  static let largestMagnitude = 0x1p150
  /// What no dimension may exceed.
  static let largestDimension = 1 << 20

  /// At least γ_k = ku/(1 − ku); +∞ where ku > 1/4.
  static func gamma(_ k: Int) -> Double {
    let product = Double(k) * unit
    return product <= 0.25 ? (product / (1 - product).nextDown).nextUp : .infinity
  }

  /// At least the exact value of a nonnegative expression evaluated as x, in which every term meets at most m roundings
  /// and underflow adds at most w.
  static func upperBound(_ x: Double, roundings m: Int, underflow w: Double = 0) -> Double {
    ((x + w).nextUp * (1 + Double(m) * 0x1p-52)).nextUp
  }

  /// At most that value, and at least 0.
  static func lowerBound(_ x: Double, roundings m: Int, underflow w: Double = 0) -> Double {
    let bound = ((x - w).nextDown * (1 - Double(m) * 0x1p-52)).nextDown
    return bound > 0 ? bound : 0
  }

  /// a + b, at least.
  static func addUp(_ a: Double, _ b: Double) -> Double { (a + b).nextUp }
  /// ab for nonnegative factors, at least.
  static func multiplyUp(_ a: Double, _ b: Double) -> Double { (a * b).nextUp }

  /// s + e = a + b exactly, s the rounded sum (Knuth).
  static func twoSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  /// The sum by halving: every term meets ⌈log₂ n⌉ additions.
  static func treeSum(_ values: [Double]) -> Double { treeSum(values.span) }

  private static func treeSum(_ values: Span<Double>) -> Double {
    if values.count <= 2 { return values.isEmpty ? 0 : values.count == 1 ? values[0] : values[0] + values[1] }
    let half = values.count / 2
    return treeSum(values.extracting(0..<half)) + treeSum(values.extracting(half..<values.count))
  }

  /// ⌈log₂ n⌉.
  static func halvings(_ n: Int) -> Int { n <= 1 ? 0 : Int.bitWidth - (n - 1).leadingZeroBitCount }

  /// g such that a product of inner length K cut into blocks has error at most γ_g |A||B|: b products and b − 1 sums in a
  /// block, then the blocks. (Castaldo, Whaley, Chronopoulos 2008)
  static func depth(_ inner: Int) -> Int {
    let length = blockLength(inner)
    return length + (inner + length - 1) / length - 1
  }

  /// The length of blocks of a product of inner length K: near √K the error is smallest, beyond 32 GEMM is fast.
  static func blockLength(_ inner: Int) -> Int {
    switch inner {
    case ...8: max(inner, 1)
    case ...128: 8
    case ...512: 16
    default: 32
    }
  }

  /// Whether all are finite and within the range guard: no other numbers enter a certificate.
  static func areGuarded(_ values: [Double]) -> Bool {
    let limit = largestMagnitude
    var outside = 0
    for x in values { outside &+= abs(x) <= limit ? 0 : 1 }
    return outside == 0
  }
}
