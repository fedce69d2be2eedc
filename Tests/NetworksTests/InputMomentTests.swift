import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

@Suite struct InputMomentTests {
  private func moment(_ samples: Matrix, _ preparation: InputPreparation = InputPreparation()) throws -> InputMoment {
    var workspace = Workspace()
    return try InputMoment(samples: samples, preparation, &workspace)
  }

  /// Σ in the features' own coordinates: U S Sᵀ Uᵀ.
  private func covariance(_ moment: InputMoment) throws -> Matrix {
    let basis = try #require(moment.basis)
    return basis * moment.moment.covariance * basis.transposed
  }

  @Test func secondMomentIsReproducedInTheReducedBasis() throws {
    var stream = Draw.stream(1, "moment")
    for (n, d) in [(20, 5), (5, 5), (3, 6), (200, 4)] {
      let x = Draw.matrix(n, d, &stream)
      let moment = try moment(x)
      #expect(moment.rank == min(n, d))
      let expected = (1 / Double(n)) * x.transposedGram()
      #expect((try covariance(moment) - expected).maximumMagnitude < 1e-13 * expected.maximumMagnitude)
      let basis = try #require(moment.basis)
      #expect((basis.transposedGram() - .identity(moment.rank)).maximumMagnitude < 1e-13)
    }
  }

  @Test func centredAndStandardizedMomentsAreCovarianceAndCorrelation() throws {
    var stream = Draw.stream(2, "moment")
    let (n, d) = (50, 3)
    let x = Draw.matrix(n, d, &stream) + Matrix(rows: n, columns: d) { _, j in 10 * Double(j) }
    let means = (0..<d).map { j in x.column(j).elements.reduce(0, +) / Double(n) }
    let centred = Matrix(rows: n, columns: d) { x[$0, $1] - means[$1] }
    let expected = (1 / Double(n)) * centred.transposedGram()
    let covariance = try covariance(try moment(x, InputPreparation(centered: true)))
    #expect((covariance - expected).maximumMagnitude < 1e-12)
    let correlation = try self.covariance(try moment(x, InputPreparation(standardized: true)))
    for i in 0..<d {
      #expect(abs(correlation[i, i] - 1) < 1e-13)
      for j in 0..<d {
        let expectedCorrelation = expected[i, j] / (expected[i, i] * expected[j, j]).squareRoot()
        #expect(abs(correlation[i, j] - expectedCorrelation) < 1e-12)
      }
    }
  }

  /// Constant features and exact dependencies drop out, though rounding would hide them: 0.1 + 0.2 ≠ 0.3 in float64, so the
  /// third feature of whole numbers is used, and a constant 0.1 whose mean rounds.
  @Test func nullDirectionsAreExact() throws {
    let base = [[3.0, 1], [1, 4], [1, 5], [9, 2], [6, 5], [3, 5], [8, 9]]
    let x = try Matrix(base.map { [$0[0], $0[1], $0[0] + $0[1], 0.1, 7] })
    #expect(try moment(x, InputPreparation(centered: true)).rank == 2)
    #expect(try moment(x, InputPreparation(standardized: true)).rank == 2)
    // As they are: the two constants are one more direction.
    #expect(try moment(x).rank == 3)
    let whitened = try moment(x, InputPreparation(centered: true, whitened: true))
    #expect(whitened.rank == 2 && whitened.basis == nil && whitened.moment.form == .whitened)
  }

  @Test func constantDataAreRefused() throws {
    let constant = try Matrix([[1, 2], [1, 2], [1, 2]])
    #expect(throws: InputMomentError.constant(samples: 3, features: 2, isZero: false)) {
      try moment(constant, InputPreparation(centered: true))
    }
    #expect(throws: InputMomentError.constant(samples: 3, features: 2, isZero: false)) { try moment(constant) }
    #expect(throws: InputMomentError.constant(samples: 2, features: 2, isZero: true)) {
      try moment(.zero(rows: 2, columns: 2))
    }
  }

  @Test func valuesThatUnderflowAreRefused() throws {
    let x = try Matrix([[1e-162, 0], [0, 2e-162]])
    #expect(throws: InputMomentError.tooSmall(2e-162)) { try moment(x) }
  }

  @Test func valuesThatOverflowAreRefused() throws {
    let x = try Matrix([[1e308, 1], [-1e308, 2]])
    #expect(throws: InputMomentError.tooLarge(1e308)) { try moment(x, InputPreparation(standardized: true)) }
  }

  @Test func directionsLostInRoundingAreRefused() throws {
    let x = try Matrix([[1, 1], [1, 1 + 0x1p-52], [2, 2]])
    let error = #expect(throws: InputMomentError.self) { try moment(x) }
    guard case .lostInRounding(2, _) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
