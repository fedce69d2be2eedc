import LinearAlgebra
import Testing

/// Orthonormal columns, their coefficients and rotations, against products of matrices.
@Suite struct ColumnBasisTests {
  private func vector(_ seed: Int, rows: Int = 4, columns: Int = 3) -> Matrix {
    Matrix(rows: rows, columns: columns) { i, j in
      let number = (seed * 7919 + i * 104_729 + j * 1_299_709) % 1009
      return Double(number * number * number % 1009) / 504 - 1
    }
  }

  @Test func orthonormalizesWhateverItIsGiven() throws {
    var basis = ColumnBasis(height: 12, capacity: 12)
    for seed in 1...12 {
      // Nearly dependent on what is there already.
      var candidate = vector(1)
      candidate.add(seed.isMultiple(of: 2) ? 1e-9 : 1e-3, vector(seed))
      #expect(basis.orthonormalize(&candidate))
      #expect(basis.coefficients(of: candidate).allSatisfy { abs($0) < 1e-14 })
      #expect(abs(candidate.frobeniusNorm - 1) < 1e-14)
      basis.append(candidate)
    }
    var dependent = vector(3)
    #expect(!basis.orthonormalize(&dependent))
    var zero = Matrix.zero(rows: 4, columns: 3)
    #expect(!basis.orthonormalize(&zero))
  }

  @Test func coefficientsSumsAndRotationsAreProducts() throws {
    var basis = ColumnBasis(height: 12, capacity: 5)
    for seed in 1...5 { basis.append(vector(seed)) }
    let columns = Matrix(rows: 12, columns: 5) { i, j in vector(j + 1).elements[i] }
    let x = vector(9)
    let flat = try Matrix(rows: 12, columns: 1, elements: x.elements)
    let expected = columns.transposed * flat
    for (a, b) in zip(basis.coefficients(of: x), expected.elements) { #expect(abs(a - b) < 1e-13) }

    var target = x
    basis.add(2, [1, -1, 0.5, 0, 3], to: &target)
    let sum = flat + 2 * (columns * (try Matrix(rows: 5, columns: 1, elements: [1, -1, 0.5, 0, 3])))
    for (a, b) in zip(target.elements, sum.elements) { #expect(abs(a - b) < 1e-13) }

    let rotation = Matrix(rows: 5, columns: 2) { i, j in Double(i + 2 * j) - 1 }
    basis.rotate(by: rotation)
    #expect(basis.count == 2)
    let rotated = (columns * rotation).transposed * flat
    for (a, b) in zip(basis.coefficients(of: x), rotated.elements) { #expect(abs(a - b) < 1e-12) }
    basis.append(x)
    #expect(abs(basis.coefficients(of: x)[2] - Matrix.dot(x, x)) < 1e-13)
  }

  @Test func accumulationIsAProduct() throws {
    let (a, b, c) = (vector(1, rows: 3, columns: 5), vector(2, rows: 5, columns: 4), vector(3, rows: 3, columns: 4))
    for (isTransposed, left) in [(false, a), (true, a.transposed)] {
      var target = c
      target.accumulate(left, transposed: isTransposed, b, times: -2, keep: 3)
      let expected = 3 * c + (-2) * (a * b)
      for (x, y) in zip(target.elements, expected.elements) { #expect(abs(x - y) < 1e-13) }
    }
    let symmetric = a.transposed * a
    let diagonal = Matrix.congruenceDiagonal(symmetric, b)
    let congruence = b.transposed * symmetric * b
    for j in 0..<4 { #expect(abs(diagonal[j] - congruence[j, j]) < 1e-12) }
  }

  @Test func divisionKeepsAwayFromZero() throws {
    let x = try Matrix([[1, 2, 3, 4]])
    let diagonal = try Matrix([[3, 1, 1.25, -7]])
    #expect(try x.divided(by: diagonal, minus: 1, times: 1, atLeast: 0.5) == Matrix([[0.5, 4, 6, 8]]))
    #expect(try x.divided(by: diagonal, minus: 1, times: -1, atLeast: 0.5) == Matrix([[2, 4, 6, 0.5]]))
  }
}
