import LinearAlgebra
import RandomStreams
import TestSupport
import Testing

@testable import Networks

/// The coupled basis: the same operator, its diagonal, and true lower bounds on its smallest eigenvalues.
@Suite struct CoupledBasisTests {
  private struct Case {
    let instance: LinearInstance
    let sum: KroneckerSum
    let eigenvalues: [Double]
  }

  private static func cases(_ depth: ClosedRange<Int>, _ name: String) throws -> [Case] {
    var workspace = Workspace()
    // One input or many on one output: matrices are rotated, or vectors are.
    let ensembles = [
      LinearEnsemble(depth: depth, width: 1...12, inputs: 1...8, outputs: 1...5),
      LinearEnsemble(depth: 4...5, width: 30...40, inputs: 20...30, outputs: 1...2, structures: [.plain]),
    ]
    return try ensembles.enumerated().flatMap { number, ensemble in
      try Draw.instances(number == 0 ? 120 : 12, ensemble, name).filter { $0.rank == $0.order }.map { instance in
        let sum = KroneckerSum(instance, PartialProducts(instance))
        return Case(
          instance: instance, sum: sum, eigenvalues: try workspace.eigenvalues(ofSymmetric: sum.matrix))
      }
    }
  }

  /// Its matrix, column by column, has the eigenvalues of Ĝ and the stated diagonal.
  @Test func operatorIsOrthogonallySimilar() throws {
    var workspace = Workspace()
    for item in try Self.cases(2...6, "similar") {
      var basis = try CoupledBasis(item.sum, item.instance.ranks, &workspace)
      let (d, k) = (item.sum.inputs, item.sum.outputs)
      var columns: [Double] = []
      for position in 0..<(d * k) {
        var unit = Matrix.zero(rows: d, columns: k)
        unit[position % d, position / d] = 1
        var image = Matrix.zero(rows: d, columns: k)
        basis.apply(unit, into: &image)
        columns += image.elements
      }
      let matrix = try Matrix(rows: d * k, columns: d * k, elements: columns)
      let scale = item.eigenvalues[d * k - 1]
      for (a, b) in zip(try workspace.eigenvalues(ofSymmetric: matrix), item.eigenvalues) {
        #expect(abs(a - b) <= 1e-13 * Double(item.instance.roundings) * scale)
      }
      for position in 0..<(d * k) {
        #expect(abs(matrix[position, position] - basis.diagonal.elements[position]) <= 1e-12 * scale)
      }
    }
  }

  @Test func comparisonStaysBelowTheSmallestEigenvalues() throws {
    var workspace = Workspace()
    var tight = 0
    for item in try Self.cases(1...6, "comparison") where item.eigenvalues.count > 1 {
      let basis = try CoupledBasis(item.sum, item.instance.ranks, &workspace)
      let rounding = 1e-14 * Double(item.instance.roundings) * item.eigenvalues[item.eigenvalues.count - 1]
      #expect(basis.lowest.count == min(9, item.eigenvalues.count))
      for (bound, value) in zip(basis.lowest, item.eigenvalues) {
        #expect(bound <= value + rounding, "\(item.instance.network.widths)")
      }
      if basis.lowest[1] > 0.9 * item.eigenvalues[1] { tight += 1 }
    }
    // A comparison with 0 would be true, too, and useless.
    #expect(tight > 40, "\(tight)")
  }
}
