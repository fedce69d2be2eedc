import BoundKernel
import Testing

/// A NaN anywhere is a NaN in the end, so that a verdict on it is undecided.
@Suite struct BoundNumberTests {
  @Test(arguments: [-Double.infinity, -1, -0.0, 0.0, 1, .infinity, .nan]) func noOperationLosesNaN(_ other: Double) {
    for (a, b) in [(other, Double.nan), (.nan, other)] {
      #expect(Double.larger(a, b).isNaN)
      #expect(Double.smaller(a, b).isNaN)
      #expect(Double.quotient(a, b).isNaN)
      #expect((a + b).isNaN && (a - b).isNaN && (a * b).isNaN)
    }
    #expect(!Double.nan.isPositive)
  }

  @Test func numbersAreComparedAndDivided() {
    let numbers: [Double] = [-Double.infinity, -2, 0, 1e-300, 3, .infinity]
    for (i, a) in numbers.enumerated() {
      for (j, b) in numbers.enumerated() {
        #expect(Double.larger(a, b) == numbers[max(i, j)] && Double.smaller(a, b) == numbers[min(i, j)])
      }
    }
    #expect(Double.quotient(6, 3) == 2 && Double.quotient(-6, 3) == -2)
    #expect(Double.quotient(6, 0) == .infinity && Double.quotient(-6, -3) == .infinity)
    #expect(Double.quotient(0, 0) == .infinity && Double.quotient(.infinity, 0) == .infinity)
  }
}
