/// Upper bounds of norms, by loops whose roundings are counted.
enum NormBounds {
  /// At least ‖N‖₂ = ρ(N) of a symmetric N ≥ 0: max_i (Nx)_i/x_i for a positive x (Collatz, Wielandt), the best of three x.
  static func nonnegative(_ n: [Double], order: Int) -> Double {
    perron(order: order, roundings: order + 1, underflow: Double(order) * Rounding.slack) { x in
      product(n, rows: order, columns: order, x)
    }
  }

  /// At least ‖|L||L|ᵀ‖₂ for an L of `rows` rows, by two products with a vector.
  ///
  /// - Parameter isLowerTriangular: leaves out what lies above the diagonal.
  static func gram(ofMagnitudes l: [Double], rows: Int, columns: Int, isLowerTriangular: Bool = false) -> Double {
    perron(order: rows, roundings: rows + columns + 4, underflow: Double(rows + columns) * Rounding.slack) { x in
      let inner = transposedProduct(l, rows: rows, columns: columns, x, isLowerTriangular)
      return product(l, rows: rows, columns: columns, inner, isLowerTriangular)
    }
  }

  /// The best Collatz–Wielandt bound of three vectors; `image` may only err as `upperBound` allows.
  private static func perron(
    order: Int, roundings: Int, underflow: Double, _ image: ([Double]) -> [Double]
  ) -> Double {
    var x = Array(repeating: 1.0, count: order)
    var best = Double.infinity
    for step in 0..<3 {
      let y = image(x)
      var bound = 0.0
      var isKnown = true
      for i in 0..<order {
        let ratio = (Rounding.upperBound(y[i], roundings: roundings, underflow: underflow) / x[i]).nextUp
        // NaN must not pass for small.
        if !(ratio < .infinity) { isKnown = false }
        if ratio > bound { bound = ratio }
      }
      if isKnown, bound < best { best = bound }
      guard step < 2 else { break }
      let largest = y.reduce(0) { max($0, $1) }
      guard largest > 0, largest < .infinity else { break }
      for i in 0..<order { x[i] = y[i] / largest + 1e-3 }
    }
    return best
  }

  /// |N|x by columns.
  static func product(
    _ n: [Double], rows: Int, columns: Int, _ x: [Double], _ isLowerTriangular: Bool = false
  ) -> [Double] {
    precondition(n.count == rows * columns && x.count == columns)
    var y = Array(repeating: 0.0, count: rows)
    unsafe n.withUnsafeBufferPointer { source in
      unsafe y.withUnsafeMutableBufferPointer { sum in
        for j in 0..<columns {
          let factor = x[j]
          for i in (isLowerTriangular ? j : 0)..<rows { unsafe sum[i] += abs(source[i &+ j &* rows]) * factor }
        }
      }
    }
    return y
  }

  /// |N|ᵀx; sums in eight lanes: the bound on their error allows any order of summation.
  static func transposedProduct(
    _ n: [Double], rows: Int, columns: Int, _ x: [Double], _ isLowerTriangular: Bool = false
  ) -> [Double] {
    precondition(n.count == rows * columns && x.count == rows)
    var y = Array(repeating: 0.0, count: columns)
    unsafe n.withUnsafeBufferPointer { source in
      unsafe x.withUnsafeBufferPointer { vector in
        for j in 0..<columns {
          var lanes = SIMD8<Double>(repeating: 0)
          var i = isLowerTriangular ? j : 0
          let start = j &* rows
          while i &+ 8 <= rows {
            var (entries, factors) = (SIMD8<Double>(), SIMD8<Double>())
            for lane in 0..<8 {
              unsafe entries[lane] = abs(source[start &+ i &+ lane])
              unsafe factors[lane] = vector[i &+ lane]
            }
            lanes += entries * factors
            i &+= 8
          }
          var rest = 0.0
          while i < rows {
            unsafe rest += abs(source[start &+ i]) * vector[i]
            i &+= 1
          }
          y[j] = lanes.sum() + rest
        }
      }
    }
    return y
  }

  /// At least min(‖E‖_F, ‖E‖_∞) ≥ ‖E‖₂ of the symmetric matrix with this lower triangle; its entries may err by a relative
  /// 2⁻⁵¹.
  static func symmetric(lowerTriangle e: [Double], order: Int) -> Double {
    precondition(e.count == order * order)
    var rowSums = Array(repeating: 0.0, count: order)
    var squares = Array(repeating: 0.0, count: order)
    unsafe e.withUnsafeBufferPointer { source in
      unsafe rowSums.withUnsafeMutableBufferPointer { sums in
        for j in 0..<order {
          let diagonal = unsafe abs(source[j &+ j &* order])
          var (sum, square) = (0.0, 0.0)
          for i in (j &+ 1)..<order {
            let x = unsafe abs(source[i &+ j &* order])
            sum += x
            square += x * x
            unsafe sums[i] += x
          }
          unsafe sums[j] += sum + diagonal
          squares[j] = 2 * square + diagonal * diagonal
        }
      }
    }
    let underflow = Double(order) * Rounding.slack
    var largest = 0.0
    for sum in rowSums {
      let bound = Rounding.upperBound(sum, roundings: order + 8, underflow: underflow)
      // NaN must not pass for small.
      largest = bound >= 0 ? max(largest, bound) : .infinity
    }
    // Squares may underflow by η/2 each, far below ω.
    let total = Rounding.upperBound(
      Rounding.treeSum(squares), roundings: order + 72, underflow: Double(order) * underflow)
    let frobenius = total >= 0 ? total.squareRoot().nextUp : .infinity
    return (min(largest, frobenius) * (1 + 0x1p-51)).nextUp
  }

  /// At least ‖E‖₂ ≤ min(‖E‖_F, √(‖E‖_1 ‖E‖_∞)) for entries bounded by these nonnegative numbers.
  static func spectral(magnitudes e: [Double], rows: Int, columns: Int) -> Double {
    let ones = Array(repeating: 1.0, count: columns)
    let down = Array(repeating: 1.0, count: rows)
    func largest(_ sums: [Double], _ count: Int) -> Double {
      var bound = 0.0
      for sum in sums {
        let entry = Rounding.upperBound(sum, roundings: count + 1, underflow: Double(count) * Rounding.slack)
        bound = entry >= 0 ? max(bound, entry) : .infinity
      }
      return bound
    }
    let rowBound = largest(product(e, rows: rows, columns: columns, ones), columns)
    let columnBound = largest(transposedProduct(e, rows: rows, columns: columns, down), rows)
    let squares = Rounding.upperBound(
      Rounding.treeSum(e.map { $0 * $0 }), roundings: 72, underflow: Double(rows * columns) * Rounding.slack)
    let frobenius = squares >= 0 ? squares.squareRoot().nextUp : .infinity
    return min(frobenius, (rowBound * columnBound).nextUp.squareRoot().nextUp)
  }
}
