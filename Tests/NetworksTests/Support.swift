import LinearAlgebra
import Networks
import RandomStreams

/// Random matrices and instances for laws.
enum Draw {
  static func stream(_ index: Int, _ domain: String = "tests") -> RandomStream {
    RandomStream(domain: domain, seed: 20_261_121, index: UInt64(index))
  }

  static func matrix(_ rows: Int, _ columns: Int, _ stream: inout RandomStream) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in stream.normal() }
  }

  static func integers(_ rows: Int, _ columns: Int, _ range: ClosedRange<Int>, _ stream: inout RandomStream) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in Double(stream.integer(in: range)) }
  }

  static func orthogonal(_ order: Int, _ stream: inout RandomStream) throws -> Matrix {
    var workspace = Workspace()
    return try workspace.qr(of: matrix(order, order, &stream)).orthogonal
  }
}

func relativeDifference(_ a: Double, _ b: Double) -> Double { abs(a - b) / max(abs(a), abs(b), .leastNormalMagnitude) }
