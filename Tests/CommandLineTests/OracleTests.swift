import Testing

@Suite("Oracle")
struct OracleTests {
  @Test("the eigenvalues of matrices that have them in closed form")
  func eigenvalues() {
    #expect(Oracle.eigenvalues(ofSymmetric: [[3]]) == [3])
    let pair = Oracle.eigenvalues(ofSymmetric: [[2, 1], [1, 2]])
    #expect(abs(pair[0] - 1) < 1e-15 && abs(pair[1] - 3) < 1e-15)
    // 2 on the diagonal, −1 beside it: 2 − 2cos(jπ/9).
    let chain = (0..<8).map { i in (0..<8).map { j in i == j ? 2.0 : abs(i - j) == 1 ? -1.0 : 0.0 } }
    let cosines = [
      0.93969262078590838, 0.76604444311897804, 0.5, 0.17364817766693035, -0.17364817766693035, -0.5,
      -0.76604444311897804, -0.93969262078590838,
    ]
    for (value, cosine) in zip(Oracle.eigenvalues(ofSymmetric: chain), cosines) {
      #expect(abs(value - (2 - 2 * cosine)) < 1e-14)
    }
  }

  @Test("two layers of known κ: eigenvalues a_i + b_j")
  func twoLayers() {
    let weights: [Oracle.Rows] = [[[1], [0]], [[2, 0], [0, 1]]]
    #expect(Oracle.rank(weights) == 2)
    #expect(abs(Oracle.conditionNumber(weights, factor: [[1]], rank: 2) - 2.5) < 1e-14)
  }
}
