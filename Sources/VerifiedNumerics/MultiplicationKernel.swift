public import LinearAlgebra

/// What certificates ask of a matrix product: every entry is the sum of its products, each formed once in float64 and added
/// in any order, with or without fused multiply-add. The self-test of `VerifiedArithmetic` rejects what doesn't.
public protocol MultiplicationKernel: Sendable {
  /// A name for the record of a certificate.
  var name: String { get }
  /// C ← AB, overwriting C, whose entry (i, j) is at `offset + i + j·stride` of the target.
  func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int)
}

/// The GEMM of the BLAS library.
public struct BLASKernel: MultiplicationKernel {
  /// The BLAS library's.
  public init() {}
  /// Library, version and core type.
  public var name: String { BLAS.description }
  /// One call of GEMM.
  public func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int
  ) {
    BLAS.multiply(a, b, rows: rows, columns: columns, inner: inner, into: &target, at: offset, stride: stride)
  }
}

/// Three loops: slow, and independent of the BLAS library.
public struct LoopKernel: MultiplicationKernel {
  /// The three loops.
  public init() {}
  /// The name.
  public var name: String { "three loops" }
  /// Sums from the first product to the last.
  public func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int
  ) {
    let (rowStep, innerStep) = a.isTransposed ? (a.stride, 1) : (1, a.stride)
    let (downStep, columnStep) = b.isTransposed ? (b.stride, 1) : (1, b.stride)
    for j in 0..<columns {
      for i in 0..<rows {
        var sum = 0.0
        for k in 0..<inner {
          sum +=
            a.elements[a.offset + i * rowStep + k * innerStep] * b.elements[b.offset + k * downStep + j * columnStep]
        }
        target[offset + i + j * stride] = sum
      }
    }
  }
}
