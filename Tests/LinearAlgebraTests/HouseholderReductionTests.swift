import Testing

@testable import LinearAlgebra

/// The own reductions of small matrices against LAPACK's drivers, and against spectra that are known.
@Suite struct HouseholderReductionTests {
  /// Random, graded, rank-deficient, and with repeated values.
  private static func matrices(_ m: Int, _ n: Int, _ samples: inout Samples) -> [Matrix] {
    let a = samples.matrix(m, n)
    let left = samples.matrix(m, max(1, min(m, n) / 2))
    let right = samples.matrix(max(1, min(m, n) / 2), n)
    let sizes = (0..<n).map { 1 / Double(1 << min($0, 40)) }
    return [
      a, Matrix(rows: m, columns: n) { a[$0, $1] * sizes[$1] },
      Matrix(rows: m, columns: n) { a[$0, $1] * sizes[$0 % n] },
      left * right, .rectangularIdentity(rows: m, columns: n), .zero(rows: m, columns: n), 1e130 * a, 1e-130 * a,
      Matrix(rows: m, columns: n) { _, _ in 1 },
    ]
  }

  @Test("singular values agree with dgesdd's to rounding of the largest, for every small shape")
  func singularValues() throws {
    var samples = Samples(31)
    var own = Workspace()
    var other = Workspace()
    for m in [2, 3, 4, 5, 8, 13, 16, 31, 32, 47, 48] {
      for n in [2, 3, 4, 7, 8, 16, 33, 48] {
        for a in Self.matrices(m, n, &samples) {
          let (values, expected) = (try own.singularValues(of: a), try other.singularValuesByLAPACK(of: a))
          #expect(values.count == min(m, n))
          #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 } && values.allSatisfy { $0 >= 0 })
          let rounding = 4 * Double(max(m, n)) * Double.ulpOfOne * (expected[0] + .leastNonzeroMagnitude)
          for (value, expected) in zip(values, expected) { #expect(abs(value - expected) <= rounding, "\(m)×\(n)") }
        }
      }
    }
  }

  @Test("eigenvalues agree with dsyevd's to rounding of the norm, and only the lower triangle counts")
  func eigenvalues() throws {
    var samples = Samples(37)
    var own = Workspace()
    var other = Workspace()
    for n in 2...50 {
      for b in Self.matrices(n, n, &samples) {
        var a = b.gram()
        if n.isMultiple(of: 2) { a = b + b.transposed }
        guard a.maximumMagnitude < 1e200 else { continue }
        let (values, expected) = (try own.eigenvalues(ofSymmetric: a), try other.eigenvaluesByLAPACK(ofSymmetric: a))
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        let rounding = 4 * Double(n) * Double.ulpOfOne * (a.frobeniusNorm + .leastNonzeroMagnitude)
        for (value, expected) in zip(values, expected) { #expect(abs(value - expected) <= rounding, "\(n)") }
        for j in 1..<n { a[0, j] = 7 }
        let again = try own.eigenvalues(ofSymmetric: a)
        #expect(again == values)
      }
    }
  }

  /// The second difference matrix: 2 − 2cos(jπ/(n+1)).
  @Test("the spectrum of the second difference matrix", arguments: [2, 3, 10, 33, 48])
  func secondDifferences(n: Int) throws {
    var workspace = Workspace()
    let a = Matrix(rows: n, columns: n) { abs($0 - $1) == 1 ? -1 : $0 == $1 ? 2 : 0 }
    let values = try workspace.eigenvalues(ofSymmetric: a)
    // Products of eigenvalues and sums of squares that need no cosine: determinant n + 1, ‖A‖² = 6n − 2.
    #expect(abs(values.reduce(1, *) / Double(n + 1) - 1) < 1e-12)
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } / Double(6 * n - 2) - 1) < 1e-13)
  }

  @Test("entries whose squares would overflow or underflow aren't taken")
  func moderate() {
    #expect(HouseholderReduction.isModerate([0, 1, -1e139, 1e-139]))
    #expect(!HouseholderReduction.isModerate([1, 1e141]) && !HouseholderReduction.isModerate([1, -1e-141]))
    for value in [Double.infinity, -.infinity, .nan] {
      #expect(!HouseholderReduction.isModerate([value, 1]) && !HouseholderReduction.isModerate([1, value]))
    }
  }
}
