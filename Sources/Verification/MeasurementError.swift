public import LinearAlgebra

/// Why an instance can't be measured.
public enum MeasurementError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A decomposition failed.
  case matrix(MatrixError)
  /// A bound speaks of a layer that the network hasn't.
  case noSuchLayer(Int, depth: Int)
  /// A bound needs the rank of a matrix whose rank nothing tells.
  case unknownRank

  /// What went wrong.
  public var description: String {
    switch self {
    case .matrix(let error): error.description
    case .noSuchLayer(let layer, let depth): "a bound speaks of layer \(layer) of a network with \(depth) layers"
    case .unknownRank: "a bound needs the rank of a matrix whose rank isn't known analytically"
    }
  }

  /// Runs linear algebra and turns its errors into measurement errors.
  @inline(__always)
  static func measuring<Value>(
    _ body: () throws(MatrixError) -> Value
  ) throws(MeasurementError) -> Value {
    do { return try body() } catch { throw .matrix(error) }
  }
}
