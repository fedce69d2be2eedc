public import LinearAlgebra
public import RandomStreams

/// How the weights of a layer are drawn; n is the layer's fan-in (columns), m its fan-out (rows).
public enum Initialization: String, Sendable, Hashable, CaseIterable, Codable {
  /// N(0, 2/n). He et al. 2015
  case kaimingNormal = "kaiming-normal"
  /// U(−√(6/n), √(6/n)).
  case kaimingUniform = "kaiming-uniform"
  /// N(0, 2/(m+n)). Glorot and Bengio 2010
  case xavierNormal = "xavier-normal"
  /// U(−√(6/(m+n)), √(6/(m+n))).
  case xavierUniform = "xavier-uniform"
  /// Orthonormal rows or columns, uniformly distributed. Saxe et al. 2014
  case orthogonal
  /// Uniformly distributed singular vectors, singular values log-uniform in [1/10, 10].
  case spectrum

  /// An m×n layer.
  ///
  /// - Throws: `MatrixError` when LAPACK fails, which it doesn't on finite draws.
  public func draw(
    rows: Int, columns: Int, _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> Matrix {
    let (fanIn, fanOut) = (Double(columns), Double(rows))
    switch self {
    case .kaimingNormal: return Self.normal(rows, columns, (2 / fanIn).squareRoot(), &stream)
    case .xavierNormal: return Self.normal(rows, columns, (2 / (fanIn + fanOut)).squareRoot(), &stream)
    case .kaimingUniform: return Self.uniform(rows, columns, (6 / fanIn).squareRoot(), &stream)
    case .xavierUniform: return Self.uniform(rows, columns, (6 / (fanIn + fanOut)).squareRoot(), &stream)
    case .orthogonal: return try Self.orthonormal(rows, columns, &stream, &workspace)
    case .spectrum:
      let values = (0..<min(rows, columns)).map { _ in Self.logUniform(0.1, 10, &stream) }
      let left = try Self.orthonormal(rows, values.count, &stream, &workspace)
      let right = try Self.orthonormal(columns, values.count, &stream, &workspace)
      return left * .diagonal(values) * right.transposed
    }
  }

  static func normal(_ rows: Int, _ columns: Int, _ deviation: Double, _ stream: inout RandomStream) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in deviation * stream.normal() }
  }

  private static func uniform(_ rows: Int, _ columns: Int, _ bound: Double, _ stream: inout RandomStream) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in bound * (2 * stream.uniform() - 1) }
  }

  /// 10 to a uniform power: by interpolation between powers, so that no library's `pow` decides bits.
  static func logUniform(_ low: Double, _ high: Double, _ stream: inout RandomStream) -> Double {
    let position = stream.uniform()
    // Twenty halvings of the interval in the logarithm are geometric means: only multiplication and square roots.
    var (a, b, low, high) = (0.0, 1.0, low, high)
    for _ in 0..<20 {
      let (middle, mean) = ((a + b) / 2, (low * high).squareRoot())
      if position < middle { (b, high) = (middle, mean) } else { (a, low) = (middle, mean) }
    }
    return low + (high - low) * (position - a) / (b - a)
  }

  /// Orthonormal columns (rows where there are more columns), Haar distributed.
  static func orthonormal(
    _ rows: Int, _ columns: Int, _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws(MatrixError) -> Matrix {
    if rows < columns { return try orthonormal(columns, rows, &stream, &workspace).transposed }
    return try workspace.qr(of: normal(rows, columns, 1, &stream)).orthogonal
  }
}
