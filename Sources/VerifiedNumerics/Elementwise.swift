/// Loops over arrays of equal length that vectorise.
enum Elementwise {
  /// sum += terms.
  static func add(_ terms: [Double], to sum: inout [Double]) {
    precondition(terms.count == sum.count)
    let count = sum.count
    unsafe terms.withUnsafeBufferPointer { source in
      unsafe sum.withUnsafeMutableBufferPointer { target in
        for position in 0..<count { unsafe target[position] += source[position] }
      }
    }
  }

  /// values ← minuend − values.
  static func subtract(from minuend: [Double], _ values: inout [Double]) {
    precondition(minuend.count == values.count)
    let count = values.count
    unsafe minuend.withUnsafeBufferPointer { source in
      unsafe values.withUnsafeMutableBufferPointer { target in
        for position in 0..<count { unsafe target[position] = source[position] - target[position] }
      }
    }
  }

  /// |x|.
  static func magnitudes(_ values: [Double]) -> [Double] { values.map { abs($0) } }

  /// |x| + r, rounded once.
  static func reach(_ values: [Double], _ radius: [Double]?) -> [Double] {
    var reach = magnitudes(values)
    if let radius { add(radius, to: &reach) }
    return reach
  }
}
