import Foundation
import Testing

@testable import LinearAlgebra

/// The kernels for small matrices against LAPACK, against closed forms, and against what mpmath found to 60 digits.
@Suite struct SmallMatrixTests {
  static let orders = Array(1...20) + [31, 32, 33, 47, 64, 65]

  /// Two backward stable algorithms differ by a modest multiple of the rounding unit, the size and the norm.
  private static func tolerance(_ size: Int, _ norm: Double) -> Double { 2 * Double(size + 4) * .ulpOfOne * norm }

  private static func norm(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }

  private static func eigenvalues(_ a: Matrix) throws -> [Double] {
    var kernels = SmallMatrixWorkspace()
    return try #require(try kernels.eigenvalues(ofSymmetric: a))
  }

  private static func singularValues(_ a: Matrix) throws -> [Double] {
    var kernels = SmallMatrixWorkspace()
    return try #require(try kernels.singularValues(of: a))
  }

  /// Spectra of several kinds, turned by orthogonal matrices.
  private static func spectra(_ n: Int) -> [[Double]] {
    let index = (0..<n).map(Double.init)
    return [
      index.map { _ in 1 }, index.map { $0 < Double(n) / 2 ? 0 : 1 }, index.map { pow(10, -$0) },
      index.map { pow(2, -40 * $0) },
      index.map { 1 + 1e-14 * $0 }, index.map { $0 == 0 ? 1 : 1e-13 }, index.map { $0 == 0 ? 1e-13 : 1 },
      index.map { Double(Int($0) / 3) },
    ]
  }

  @Test(arguments: orders) func eigenvaluesAgreeWithLAPACK(_ order: Int) throws {
    var samples = Samples(UInt64(order))
    var lapack = Workspace()
    var matrices = [
      samples.symmetric(order), samples.matrix(order, order + 3).gram(), samples.matrix(order, order / 2 + 1).gram(),
    ]
    let turn = try lapack.qr(of: samples.matrix(order, order)).orthogonal
    for (kind, spectrum) in Self.spectra(order).enumerated() {
      let signed =
        kind % 2 == 0 ? spectrum : spectrum.enumerated().map { $0.offset % 2 == 0 ? $0.element : -$0.element }
      matrices.append(turn * .diagonal(signed) * turn.transposed)
      let grades = spectrum.map { $0.squareRoot() }
      let a = samples.symmetric(order)
      matrices.append(Matrix(rows: order, columns: order) { grades[$0] * a[$0, $1] * grades[$1] })
      matrices.append(
        Matrix(rows: order, columns: order) { grades[order - 1 - $0] * a[$0, $1] * grades[order - 1 - $1] })
    }
    // A block beside zeros, and a band.
    matrices.append(Matrix(rows: order, columns: order) { min($0, $1) >= order / 2 ? samples.number() : 0 })
    matrices.append(Matrix(rows: order, columns: order) { abs($0 - $1) < 2 ? Double(1 + ($0 + $1) % 5) : 0 })
    for (number, a) in matrices.enumerated() {
      for scale in [1, 1e-300, 1e280] {
        let scaled = scale * a
        let found = try Self.eigenvalues(scaled)
        let expected = try lapack.eigenvaluesByLAPACK(ofSymmetric: scaled)
        let bound = Self.tolerance(order, Self.norm(expected))
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(distance(found, expected) <= bound, "matrix \(number) of order \(order), scale \(scale)")
        // Sums of eigenvalues and of their squares are the trace and the square of the Frobenius norm.
        guard scale == 1, (0..<order).allSatisfy({ i in (0..<i).allSatisfy { a[i, $0] == a[$0, i] } }) else { continue }
        let trace = (0..<order).reduce(0) { $0 + a[$1, $1] }
        #expect(abs(found.reduce(0, +) - trace) <= Double(order) * bound)
        #expect(abs(found.reduce(0) { $0 + $1 * $1 }.squareRoot() - a.frobeniusNorm) <= Double(order) * bound)
      }
    }
  }

  @Test(arguments: orders) func singularValuesAgreeWithLAPACK(_ order: Int) throws {
    var samples = Samples(UInt64(1000 + order))
    var lapack = Workspace()
    var matrices = [1, 2, 3, (order + 1) / 2, order, order + 1, 2 * order, 3 * order + 1].flatMap {
      let a = samples.matrix(order, $0)
      return [a, a.transposed]
    }
    let left = try lapack.qr(of: samples.matrix(order + 2, order)).orthogonal
    let right = try lapack.qr(of: samples.matrix(order, order)).orthogonal
    for spectrum in Self.spectra(order) {
      let turned = left * .diagonal(spectrum) * right
      matrices.append(turned)
      let bound = Self.tolerance(order, Self.norm(spectrum))
      #expect(distance(try Self.singularValues(turned), spectrum.sorted(by: >)) <= bound)
      let a = samples.matrix(order, order)
      matrices.append(Matrix(rows: order, columns: order) { spectrum[$0] * a[$0, $1] })
      matrices.append(Matrix(rows: order, columns: order) { a[$0, $1] * spectrum[order - 1 - $1] })
      // Bidiagonal, with zeros on the diagonal.
      matrices.append(
        Matrix(rows: order, columns: order) { $0 == $1 ? ($0 % 4 == 2 ? 0 : spectrum[$0]) : $1 == $0 + 1 ? 1 : 0 })
    }
    matrices.append(samples.matrix(order + 1, 2) * samples.matrix(2, order))
    var kernels = SmallMatrixWorkspace()
    var leftToLAPACK = 0
    for (number, a) in matrices.enumerated() {
      for scale in [1, 1e-300, 1e280] {
        let scaled = scale * a
        guard let found = try kernels.singularValues(of: scaled) else {
          leftToLAPACK += 1
          continue
        }
        let expected = try lapack.singularValuesByLAPACK(of: scaled)
        // dlasq3 stops at 100 rounding units.
        let bound = Self.tolerance(max(a.rows, a.columns) + 50, expected[0])
        #expect(found.count == min(a.rows, a.columns) && found.allSatisfy { $0 >= 0 })
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(distance(found, expected) <= bound, "matrix \(number) of order \(order), scale \(scale)")
        guard scale == 1 else { continue }
        #expect(abs(found.reduce(0) { $0 + $1 * $1 }.squareRoot() - a.frobeniusNorm) <= bound)
      }
    }
    // Of the spectra only 2⁻⁴⁰, 2⁻⁸⁰, … goes on to values whose squares vanish.
    #expect(leftToLAPACK <= (order > 16 ? 12 : 0))
  }

  /// dqds keeps the leading digits of every value of a bidiagonal matrix, however small: products of the values are the
  /// product of the diagonal, and the matrices diag(1, t, t², …)(I + N) have values that shrink alike.
  @Test(arguments: [2, 5, 16, 40]) func smallSingularValuesOfBidiagonalMatricesAreAccurate(_ order: Int) throws {
    for ratio in [0.5, 1e-2, order > 16 ? 1e-3 : 1e-5] {
      let grades = (0..<order).map { pow(ratio, Double($0)) }
      let a = Matrix(rows: order, columns: order) { $0 == $1 ? grades[$0] : $1 == $0 + 1 ? grades[$0] : 0 }
      let found = try Self.singularValues(a)
      let logarithm = found.reduce(0) { $0 + log2($1) }
      let expected = grades.reduce(0) { $0 + log2($1) }
      #expect(abs(logarithm - expected) <= 1e-14 * Double(order) * max(1, abs(expected)))
      // Turned over, the matrix has the same values, and the other end converges.
      let turned = Matrix(rows: order, columns: order) { a[order - 1 - $1, order - 1 - $0] }
      for (x, y) in zip(found, try Self.singularValues(turned)) { #expect(abs(x - y) <= 1e-13 * x) }
    }
  }

  /// (1 1; 0 t): σ₁σ₂ = t and σ₁² + σ₂² = 2 + t², to the last digits for any t.
  @Test(arguments: [1, 1e-3, 1e-9, 1e-30, 1e-100]) func twoByTwo(_ t: Double) throws {
    let values = try Self.singularValues(Matrix([[1, 1], [0, t]]))
    #expect(abs(values[0] * values[1] - t) <= 8 * t.ulp)
    #expect(abs(values[0] * values[0] + values[1] * values[1] - 2 - t * t) <= 1e-15 * 8)
  }

  @Test func diagonalMatricesAreSorted() throws {
    for order in [1, 2, 7, 33, 64] {
      var samples = Samples(UInt64(order + 4))
      let diagonal = (0..<order).map { _ in samples.number() }
      #expect(try Self.eigenvalues(.diagonal(diagonal)) == diagonal.sorted())
      #expect(distance(try Self.singularValues(.diagonal(diagonal)), diagonal.map(abs).sorted(by: >)) <= .ulpOfOne)
      #expect(try Self.eigenvalues(.zero(rows: order, columns: order)) == Array(repeating: 0, count: order))
      #expect(try Self.singularValues(.zero(rows: order + 3, columns: order)) == Array(repeating: 0, count: order))
    }
    #expect(try Self.eigenvalues(.diagonal([1, 1e-200, -1e-200])) == [-1e-200, 1e-200, 1])
    #expect(try Self.singularValues(.diagonal([1e-60, 1, 1e-120])).map { abs($0.exponent) } == [0, 200, 399])
    // Squares that vanish are LAPACK's.
    var kernels = SmallMatrixWorkspace()
    var workspace = Workspace()
    #expect(try kernels.singularValues(of: .diagonal([0x1p1000, 1])) == nil)
    #expect(try workspace.singularValues(of: .diagonal([0x1p1000, 1])) == [0x1p1000, 1])
  }

  /// Wilkinson's W21+: pairs of eigenvalues that agree to 14 digits and more.
  @Test func wilkinson() throws {
    let a = Matrix(rows: 21, columns: 21) { $0 == $1 ? Double(abs($0 - 10)) : abs($0 - $1) == 1 ? 1 : 0 }
    let values = try Self.eigenvalues(a)
    #expect(abs(values[20] - 10.746194182903393) <= 1e-14 && abs(values[19] - 10.746194182903322) <= 1e-14)
    #expect(abs(values[0] + 1.125441522119984) <= 1e-14)
  }

  @Test func errorsAreThoseOfLAPACK() throws {
    var kernels = SmallMatrixWorkspace()
    let large = Matrix(rows: 3, columns: 3) { _, _ in Double.greatestFiniteMagnitude }
    #expect(throws: MatrixError.overflow(result: "the largest singular value")) {
      _ = try kernels.singularValues(of: large)
    }
    #expect(throws: MatrixError.overflow(result: "an eigenvalue")) { _ = try kernels.eigenvalues(ofSymmetric: large) }
    var bad = large
    bad[2, 1] = .infinity
    #expect(throws: MatrixError.notFinite(row: 3, column: 2, value: .infinity)) {
      _ = try kernels.singularValues(of: bad)
    }
    // The largest entries whose values still fit.
    let half = try Self.singularValues(.diagonal([.greatestFiniteMagnitude, 1e300]))
    #expect(abs(half[0] / .greatestFiniteMagnitude - 1) <= 1e-15)
  }

  @Test func finiteMagnitudeReadsEveryEntry() throws {
    for count in 1...19 {
      for position in 0..<count {
        var a = Matrix(rows: 1, columns: count) { _, _ in 0.5 }
        a[0, position] = -7
        #expect(try a.finiteMagnitude() == 7)
        a[0, position] = .nan
        #expect(throws: MatrixError.self) { try a.finiteMagnitude() }
      }
    }
  }

  /// The thresholds are where each route was measured faster; on both sides the public functions take the right one.
  @Test func routesAtTheThresholds() throws {
    var workspace = Workspace()
    var samples = Samples(77)
    for order in [63, 64, 65] {
      let a = samples.symmetric(order)
      let own = order <= 64 ? try Self.eigenvalues(a) : try workspace.eigenvaluesByLAPACK(ofSymmetric: a)
      #expect(try workspace.eigenvalues(ofSymmetric: a) == own)
    }
    for (rows, columns, isSmall) in [
      (64, 64, true), (65, 64, false), (4, 1024, true), (1025, 4, false), (2, 2048, true),
    ] {
      let a = samples.matrix(rows, columns)
      let own = isSmall ? try Self.singularValues(a) : try workspace.singularValuesByLAPACK(of: a)
      #expect(try workspace.singularValues(of: a) == own)
    }
  }
}
