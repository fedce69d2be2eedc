public import BoundKernel
public import LinearAlgebra

/// Why an instance can't be measured.
public enum MeasurementError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A decomposition failed.
  case matrix(MatrixError)
  /// A bound speaks of a layer, a sample or a hidden unit by a number that none has.
  case noSuchIndex(IndexKind, Int, count: Int)
  /// A bound speaks of a matrix that networks of the family haven't.
  case foreignMatrix
  /// A bound needs the rank of a matrix whose rank nothing tells.
  case unknownRank

  /// What went wrong.
  public var description: String {
    switch self {
    case .matrix(let error): error.description
    case .noSuchIndex(let kind, let number, let count):
      "a bound speaks of \(kind.rawValue) \(number): they're numbered from 1 to \(count)"
    case .foreignMatrix: "a bound speaks of a matrix that networks of this family don't have"
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
