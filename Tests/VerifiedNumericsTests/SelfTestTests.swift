import LinearAlgebra
import Testing
@testable import VerifiedNumerics

/// A kernel that spoils the product of the three loops.
private struct SpoiledKernel: MultiplicationKernel {
  let name: String
  let spoil: @Sendable (Double) -> Double

  func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int
  ) {
    BLASKernel().multiply(a, b, rows: rows, columns: columns, inner: inner, into: &target, at: offset, stride: stride)
    for position in target.indices { target[position] = spoil(target[position]) }
  }
}

/// Entries near the largest of their column survive, small ones next to large ones don't: Strassen's loss.
private struct CancellingKernel: MultiplicationKernel {
  let name = "cancelling"

  func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, rows: Int, columns: Int, inner: Int, into target: inout [Double],
    at offset: Int, stride: Int
  ) {
    BLASKernel().multiply(a, b, rows: rows, columns: columns, inner: inner, into: &target, at: offset, stride: stride)
    for j in 0..<columns {
      let column = (offset + j * stride)..<(offset + j * stride + rows)
      let largest = column.reduce(0) { max($0, abs(target[$1])) }
      for position in column { target[position] = (target[position] + largest) - largest }
    }
  }
}

@Suite("V0: the start-up self-test") struct SelfTestTests {
  @Test func acceptsBLAS() throws { _ = try VerifiedArithmetic() }

  @Test func refusesSinglePrecision() {
    #expect(throws: SelfTestFailure.self) {
      try VerifiedArithmetic(testing: SpoiledKernel(name: "float32") { Double(Float($0)) })
    }
  }

  @Test func refusesFlushingToZero() {
    #expect(throws: SelfTestFailure.underflow(kernel: "flushing", order: 1)) {
      try VerifiedArithmetic(
        testing: SpoiledKernel(name: "flushing") { abs($0) < Double.leastNormalMagnitude ? 0 : $0 })
    }
  }

  @Test func refusesLossesOfSmallEntries() {
    #expect(throws: SelfTestFailure.accuracy(kernel: "cancelling", order: 3)) {
      try VerifiedArithmetic(testing: CancellingKernel())
    }
  }

  @Test func refusesRoundingUp() {
    #expect(throws: SelfTestFailure.self) {
      try VerifiedArithmetic(testing: SpoiledKernel(name: "upward") { $0 == 1 ? $0.nextUp : $0 })
    }
  }
}
