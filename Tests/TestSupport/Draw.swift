public import LinearAlgebra
public import Networks
public import RandomStreams

/// Random matrices and instances for laws, by number.
public enum Draw {
  /// The stream of a number.
  public static func stream(_ index: Int, _ domain: String = "tests") -> RandomStream {
    RandomStream(domain: domain, seed: 20_261_121, index: UInt64(index))
  }

  /// Standard normal entries.
  public static func matrix(_ rows: Int, _ columns: Int, _ stream: inout RandomStream) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in stream.normal() }
  }

  /// Whole numbers of a range.
  public static func integers(
    _ rows: Int, _ columns: Int, _ range: ClosedRange<Int>, _ stream: inout RandomStream
  ) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in Double(stream.integer(in: range)) }
  }

  /// A uniformly distributed orthogonal matrix.
  public static func orthogonal(_ order: Int, _ stream: inout RandomStream) throws -> Matrix {
    var workspace = Workspace()
    return try workspace.qr(of: matrix(order, order, &stream)).orthogonal
  }

  /// Instances of an ensemble.
  public static func instances(
    _ count: Int, _ ensemble: LinearEnsemble = LinearEnsemble(), _ domain: String
  ) throws -> [LinearInstance] {
    var workspace = Workspace()
    return try (0..<count).compactMap { index in
      var stream = stream(index, domain)
      return try ensemble.draw(&stream, &workspace)?.instance
    }
  }
}

/// |a − b| relative to the larger of the two.
public func relativeDifference(_ a: Double, _ b: Double) -> Double {
  abs(a - b) / max(abs(a), abs(b), .leastNormalMagnitude)
}
