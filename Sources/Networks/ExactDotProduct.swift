/// Dot products without rounding, for the sign that decides whether a unit is active.
enum ExactDotProduct {
  /// Σ_i a_i b_i, rounded once at the end: its sign, and whether it's 0, are exact unless a product underflows.
  ///
  /// Source: J. R. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric predicates", 1997: the
  /// sum is kept as a nonoverlapping expansion, to which the two parts of every product are added.
  static func value(_ a: [Double], _ b: [Double]) -> Double {
    var expansion: [Double] = []
    for (x, y) in zip(a, b) {
      let product = x * y
      grow(&expansion, by: (-product).addingProduct(x, y))
      grow(&expansion, by: product)
    }
    // Components grow in magnitude and don't overlap, so that adding them up keeps the sign of the sum.
    return expansion.reduce(0, +)
  }

  private static func grow(_ expansion: inout [Double], by term: Double) {
    var sum = term
    var grown: [Double] = []
    for component in expansion {
      let total = sum + component
      let virtual = total - sum
      let error = (sum - (total - virtual)) + (component - virtual)
      if error != 0 { grown.append(error) }
      sum = total
    }
    if sum != 0 { grown.append(sum) }
    expansion = grown
  }
}
