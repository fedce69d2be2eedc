import LinearAlgebra
import Testing
@testable import VerifiedNumerics

/// Hints are only hints, and numbers beyond the range guard say nothing.
@Suite("What certificates refuse") struct RefusalTests {
  private let arithmetic: VerifiedArithmetic

  init() throws { arithmetic = try .onBLAS() }

  @Test(arguments: [Double.nan, .infinity, 0x1p151, -0x1p151]) func entriesBeyondTheGuard(_ entry: Double) {
    #expect(throws: NoInformation.outOfRange) {
      try IntervalMatrix(Matrix(rows: 2, columns: 1) { i, _ in i == 0 ? 1 : entry })
    }
    #expect(throws: NoInformation.outOfRange) {
      try IntervalMatrix(rows: 1, columns: 1, midpoint: [1], radius: [entry])
    }
    var workspace = Workspace()
    #expect(
      arithmetic.semidefiniteCertificate(lowerTriangle: [entry], order: 1, shift: 0, &workspace) == nil)
  }

  @Test func productsBeyondTheGuard() throws {
    let large = try IntervalMatrix(Matrix.diagonal([0x1p100]))
    #expect(throws: NoInformation.outOfRange) { try arithmetic.product(large, large) }
    #expect(throws: NoInformation.shapes(rows: 1, columns: 1, found: 2)) {
      try arithmetic.product(large, IntervalMatrix(.identity(2)))
    }
    #expect(throws: NoInformation.shapes(rows: 1, columns: 1, found: 2)) {
      try arithmetic.sum(large, IntervalMatrix(.identity(2)))
    }
  }

  @Test func shapesOfANetwork() {
    #expect(throws: NoInformation.noWeights) { try GaussNewtonFactors(weights: [], dataFactor: nil, arithmetic) }
    #expect(throws: NoInformation.shapes(rows: 1, columns: 2, found: 3)) {
      try GaussNewtonFactors(
        weights: [.identity(3), .rectangularIdentity(rows: 1, columns: 2)], dataFactor: nil, arithmetic)
    }
    #expect(throws: NoInformation.shapes(rows: 3, columns: 3, found: 2)) {
      try GaussNewtonFactors(weights: [.identity(3)], dataFactor: .identity(2), arithmetic)
    }
  }

  /// What comes out with a wrong L, X, U or D is wide, never wrong.
  @Test func wrongHints() throws {
    let one = try IntervalMatrix(Matrix.identity(2))
    let wrong = try IntervalMatrix(Matrix([[1, 0.9], [0, 0.1]]))
    #expect(arithmetic.identityDefect(of: [wrong]) >= 0.9)
    #expect(try arithmetic.residual(of: one, times: one, minus: one, scaledBy: [1, 7]) >= 6)
    #expect(!(arithmetic.identityDefect(of: [try IntervalMatrix(Matrix.zero(rows: 2, columns: 2))]) < 1))
    let factor = TriangularFactor(matrix: Matrix.zero(rows: 2, columns: 2), isLower: true)
    #expect(arithmetic.defect(of: [3, 0, 0, 3], [factor], order: 2, splitting: 0) >= 3)
  }

  @Test func networksOfZeros() throws {
    var workspace = Workspace()
    for depth in 1...4 {
      let weights = Array(repeating: Matrix.zero(rows: 2, columns: 2), count: depth)
      let factors = try GaussNewtonFactors(weights: weights, dataFactor: nil, arithmetic)
      if depth > 1 {
        #expect(throws: NoInformation.vanishing) {
          try ConditionNumberEnclosure(factors, arithmetic, &workspace) { 0...0 }
        }
      }
      let found = try ConditionNumberEnclosure(factors, arithmetic, &workspace)
      // G = I ⊗ Σ for one layer, and 0 for more.
      if depth == 1 {
        #expect(found.value.contains(1) && found.positiveEigenvalues == 4)
      } else {
        #expect(found.value.upper == .infinity && found.positiveEigenvalues == 0)
      }
    }
  }

  /// A residual layer is W + βE exactly, not its rounding.
  @Test func shiftsKeepWhatRoundingLoses() throws {
    let layer = try ScaledMatrix(IntervalMatrix(Matrix([[1, 2], [3, 4], [5, 6]]), plus: 0x1p-60), arithmetic)
    let entry = layer.matrix[0, 0]
    #expect(layer.exponent == 3 && entry.lower <= 0.125 && entry.upper > 0.125 && entry.upper < 0.125 + 0x1p-50)
    #expect(layer.matrix[2, 1] == Interval(0.75))
    let exact = try ScaledMatrix(IntervalMatrix(Matrix([[1, 2], [3, 4]]), plus: 0.5), arithmetic)
    #expect(exact.matrix[0, 0] == Interval(1.5 / 8) && exact.exponent == 3)
  }

  /// G is as large as the weights make it, and κ doesn't depend on that.
  @Test(arguments: [-1000, -500, 0, 300, 1000]) func scalesOfTheWeights(_ exponent: Int) throws {
    let weights = try [Matrix([[1, 2], [3, 5]]), Matrix([[2, 0], [1, 7]]), Matrix([[1, 1], [4, 0]])]
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    var workspace = Workspace()
    let found = try [weights, weights.map { factor * $0 }].map { weights in
      try ConditionNumberEnclosure(
        GaussNewtonFactors(weights: weights, dataFactor: nil, arithmetic), arithmetic, &workspace)
    }
    #expect(found[0].value == found[1].value)
    #expect(found[1].exponent - found[0].exponent == 2 * exponent)
  }
}
