import LinearAlgebra

/// A small linear congruential generator: these tests depend on `LinearAlgebra` alone.
struct Samples {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func number() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(Int64(bitPattern: state) >> 11) * 0x1p-52
  }

  mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    var numbers: [Double] = []
    for _ in 0..<(rows * columns) { numbers.append(number()) }
    return Matrix(rows: rows, columns: columns) { numbers[$0 + $1 * rows] }
  }

  mutating func symmetric(_ order: Int) -> Matrix {
    let a = matrix(order, order)
    return a + a.transposed
  }
}

func distance(_ a: Matrix, _ b: Matrix) -> Double { (a - b).maximumMagnitude }

func distance(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
}
