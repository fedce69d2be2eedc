import LinearAlgebra
import RandomStreams

extension LinearEnsemble {
  /// W^l = U_l D_l U_{l−1}ᵀ with D_l from one list of singular values.
  static func balanced(
    _ widths: [Int], _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> [Matrix] {
    let values = (0..<(widths.max() ?? 1)).map { _ in Initialization.logUniform(0.3, 3, &stream) }.sorted(by: >)
    var bases: [Matrix] = []
    for width in widths { bases.append(try Initialization.orthonormal(width, width, &stream, &workspace)) }
    return (1..<widths.count).map { layer in
      var diagonal = Matrix.zero(rows: widths[layer], columns: widths[layer - 1])
      for j in 0..<min(widths[layer], widths[layer - 1]) { diagonal[j, j] = values[j] }
      return bases[layer] * diagonal * bases[layer - 1].transposed
    }
  }

  /// Shrinks the smallest singular value of one layer.
  static func weaken(
    _ weights: inout [Matrix], _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) {
    let layer = stream.integer(in: 0...(weights.count - 1))
    let factor = Initialization.logUniform(1e-6, 0.1, &stream)
    let (left, values, right) = try workspace.singularValueDecomposition(of: weights[layer])
    let last = values.count - 1
    weights[layer].add(-(1 - factor) * values[last], left.column(last) * right.column(last).transposed)
  }

  /// Gives one hidden layer with neighbours on both sides small singular values on directions inside the previous layer's
  /// range and the next layer's row space. Random networks don't have that: it's what refutes
  /// `conjecture.layerwise-restricted`. Networks with fewer than three layers stay as they are.
  static func align(
    _ weights: inout [Matrix], _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) {
    guard weights.count >= 3 else { return }
    let layer = stream.integer(in: 1...(weights.count - 2))
    let (rows, columns) = (weights[layer].rows, weights[layer].columns)
    let inner = min(rows, columns)
    let large = min(inner, max(weights[0].columns, weights[weights.count - 1].rows))
    guard large < inner else { return }
    let right = try basis(from: weights[layer - 1], &stream, &workspace)
    let left = try basis(from: weights[layer + 1].transposed, &stream, &workspace)
    let small = Initialization.logUniform(1e-3, 0.3, &stream)
    var result = Matrix.zero(rows: rows, columns: columns)
    for j in 0..<inner {
      let value = j < inner - large ? small : Initialization.logUniform(0.7, 1.4, &stream)
      result.add(value, left.column(j) * right.column(j).transposed)
    }
    weights[layer] = result
    weights[layer + 1] = Initialization.logUniform(0.1, 1, &stream) * weights[layer + 1]
  }

  /// An orthonormal basis of ℝ^rows that begins inside the range of a matrix.
  private static func basis(
    from range: Matrix, _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> Matrix {
    let rows = range.rows
    let fill = Initialization.normal(rows, rows, 1, &stream)
    let mixed = Matrix(rows: rows, columns: rows) { i, j in j < range.columns ? range[i, j] : fill[i, j] }
    return try workspace.qr(of: mixed).orthogonal
  }
}
