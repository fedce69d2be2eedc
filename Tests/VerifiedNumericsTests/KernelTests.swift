import LinearAlgebra
import Testing
@testable import VerifiedNumerics

/// Sums from the last product to the first, fused.
private struct BackwardKernel: MultiplicationKernel {
  let name = "backward"

  func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int
  ) {
    let (rowStep, innerStep) = a.isTransposed ? (a.stride, 1) : (1, a.stride)
    let (downStep, columnStep) = b.isTransposed ? (b.stride, 1) : (1, b.stride)
    for j in 0..<columns {
      for i in 0..<rows {
        var sum = 0.0
        for k in (0..<inner).reversed() {
          sum.addProduct(
            a.elements[a.offset + i * rowStep + k * innerStep], b.elements[b.offset + k * downStep + j * columnStep])
        }
        target[offset + i + j * stride] = sum
      }
    }
  }
}

/// A product shared out by columns, as two threads of BLAS share it.
private struct SharedKernel: MultiplicationKernel {
  let name = "shared"

  func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int
  ) {
    let columnStep = b.isTransposed ? 1 : b.stride
    let half = columns / 2
    for part in [0..<half, half..<columns] where !part.isEmpty {
      let right = MatrixBlock(
        b.elements, offset: b.offset + part.lowerBound * columnStep, stride: b.stride, isTransposed: b.isTransposed)
      BLASKernel().multiply(
        a, right, rows: rows, columns: part.count, inner: inner, into: &target, at: offset + part.lowerBound * stride,
        stride: stride)
    }
  }
}

@Suite("V8: other products, the same verdicts") struct KernelTests {
  @Test func verdictsDontDependOnTheKernel() throws {
    let arithmetics = [
      try VerifiedArithmetic.onBLAS(), try LoopArithmetic.tested.get(),
      try VerifiedArithmetic(testing: BackwardKernel()), try VerifiedArithmetic(testing: SharedKernel()),
    ]
    #expect(Set(arithmetics.map(\.kernel.name)).count == 4)
    var workspace = Workspace()
    for golden in GoldenInstances.all.instances where golden.kappa.interval.upper < 1e12 {
      let values = try arithmetics.map { arithmetic in
        try ConditionNumberEnclosure(try golden.factors(arithmetic), arithmetic, &workspace) {
          golden.rank...golden.rank
        }.value
      }
      for value in values {
        #expect(value.overlaps(values[0]) && value.overlaps(golden.kappa.interval), "\(golden.name)")
        for planted in [0.999, 1.001] {
          let bound = Interval(planted * golden.kappa.interval.lower)
          #expect(value.isSurelyAtMost(bound) == values[0].isSurelyAtMost(bound), "\(golden.name)")
          #expect(bound.isSurelyLess(than: value) == bound.isSurelyLess(than: values[0]), "\(golden.name)")
        }
      }
    }
  }
}
