import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

/// The structured Ĝ of networks with batch normalisation against explicit Jacobians through the batch statistics, and those
/// against differences.
@Suite struct BatchNormTests {
  private func outputs(_ network: BatchNormNetwork, _ scales: [Double], _ x: Matrix) throws -> Matrix {
    let normalized = try BatchStatistics(network, inputs: x).normalized
    return network.output * .diagonal(scales) * normalized
  }

  /// Every derivative by central differences of the network as it's evaluated on its samples.
  @Test func jacobianIsTheDerivative() throws {
    for index in 0..<12 {
      var stream = Draw.stream(index, "batch norm differences")
      let (d, m, k) = (stream.integer(in: 1...4), stream.integer(in: 1...4), stream.integer(in: 1...3))
      let x = Matrix(rows: d, columns: 2 * d + 3) { _, _ in stream.normal() + 3 }
      let (v, w) = (Draw.matrix(m, d, &stream), Draw.matrix(k, m, &stream))
      let jacobian = try BatchNormJacobian(BatchNormNetwork(hidden: v, output: w), inputs: x)
      let step = 1e-6
      var column = 0
      func compare(_ change: (Double) throws -> Matrix) throws {
        let difference = (1 / (2 * step)) * (try change(step) - change(-step))
        let expected = jacobian.matrix.column(column)
        let magnitude = max(1, jacobian.matrix.maximumMagnitude)
        for (a, b) in zip(difference.elements, expected.elements) { #expect(abs(a - b) < 1e-7 * magnitude) }
        column += 1
      }
      let ones = Array(repeating: 1.0, count: m)
      for unit in 0..<m {
        for input in 0..<d {
          try compare { step in
            var moved = v
            moved[unit, input] += step
            return try outputs(BatchNormNetwork(hidden: moved, output: w), ones, x)
          }
        }
      }
      for unit in 0..<m {
        try compare { step in
          var scales = ones
          scales[unit] += step
          return try outputs(BatchNormNetwork(hidden: v, output: w), scales, x)
        }
      }
      for unit in 0..<m {
        for output in 0..<k {
          try compare { step in
            var moved = w
            moved[output, unit] += step
            return try outputs(BatchNormNetwork(hidden: v, output: moved), ones, x)
          }
        }
      }
      #expect(column == jacobian.matrix.columns)
    }
  }

  private static func instance(
    _ x: Matrix, _ v: Matrix, _ w: Matrix
  ) throws -> (BatchNormNetwork, BatchNormInstance) {
    var workspace = Workspace()
    let moment = try InputMoment(samples: x.transposed, InputPreparation(centered: true), &workspace)
    let basis = try #require(moment.basis)
    return (
      try BatchNormNetwork(hidden: v, output: w),
      try BatchNormInstance(network: BatchNormNetwork(hidden: v * basis, output: w), data: moment.moment)
    )
  }

  /// The nonzero eigenvalues of Ĝ, shifted, scaled and rank-deficient data included, are those of JᵀJ/n, and as many as
  /// `rank` says.
  @Test func structuredSpectrumIsTheJacobians() throws {
    var workspace = Workspace()
    var (deficient, reduced) = (0, 0)
    for index in 0..<120 {
      var stream = Draw.stream(index, "batch norm oracle")
      let (d, m, k) = (stream.integer(in: 1...4), stream.integer(in: 1...5), stream.integer(in: 1...3))
      let n = stream.integer(in: 2...(2 * d + 2))
      let (shift, scale) = ([0, 1, 30][index % 3], [1, 1, 5][index % 3])
      let x = Matrix(rows: d, columns: n) { row, _ in
        Double(scale * (row + 1)) * stream.normal() + Double(shift)
      }
      var v = Draw.matrix(m, d, &stream)
      if index % 4 == 0, m > 1 {
        for input in 0..<d { v[1, input] = 2 * v[0, input] }
      }
      let w = index % 5 == 0 ? Draw.integers(k, m, -1...1, &stream) : Draw.matrix(k, m, &stream)
      let (network, instance) = try Self.instance(x, v, w)
      let structured = try GaussNewtonSpectrum(instance, &workspace)
      let values = try #require(structured.eigenvalues)
      let jacobian = try BatchNormJacobian(network, inputs: x)
      let oracle = try workspace.eigenvalues(ofSymmetric: jacobian.parameterSide)
      let tolerance = 1e-10 * oracle[oracle.count - 1]
      for position in 1...max(values.count, oracle.count) {
        let a = position <= values.count ? values[values.count - position] : 0
        let b = position <= oracle.count ? oracle[oracle.count - position] : 0
        #expect(abs(a - b) < tolerance, "eigenvalue \(position) of case \(index)")
      }
      #expect(structured.rank == oracle.count { $0 > tolerance }, "case \(index)")
      #expect(instance.rank <= min(instance.order, m * (d + k - 1)))
      if instance.rank < instance.order { deficient += 1 }
      if instance.network.inputs < d { reduced += 1 }
    }
    #expect(deficient > 15 && reduced > 15)
  }

  /// The second moment of uncentred data gives another matrix, and a wrong one.
  @Test func uncentredMomentIsWrong() throws {
    var stream = Draw.stream(0, "uncentred")
    var workspace = Workspace()
    let x = Matrix(rows: 3, columns: 10) { _, _ in stream.normal() + 5 }
    let (v, w) = (Draw.matrix(4, 3, &stream), Draw.matrix(2, 4, &stream))
    let network = try BatchNormNetwork(hidden: v, output: w)
    let wrong = try BatchNormInstance(
      network: network, data: SecondMoment(factor: workspace.cholesky(of: (1.0 / 10) * x.gram())))
    let oracle = try workspace.eigenvalues(ofSymmetric: BatchNormJacobian(network, inputs: x).parameterSide)
    let found = try #require(try GaussNewtonSpectrum(wrong, &workspace).eigenvalues)
    #expect(relativeDifference(found[found.count - 1], oracle[oracle.count - 1]) > 0.01)
  }

  /// The symbols that Ĝ is built of agree with its fast form.
  @Test func unitMomentsAreProjected() throws {
    var stream = Draw.stream(0, "units")
    var workspace = Workspace()
    for _ in 0..<20 {
      let draw = try BatchNormEnsemble(data: [.correlated, .scaled]).draw(&stream, &workspace)
      let instance = try #require(draw).instance
      for unit in 0..<instance.network.width {
        let moment = instance.normalizedMoment(unit)
        let u = Matrix(rows: instance.network.inputs, columns: 1) { row, _ in instance.units[unit, row] }
        #expect(abs(u.frobeniusNorm - 1) < 1e-14)
        // u_i is an eigenvector to the eigenvalue 1.
        #expect((moment * u - u).maximumMagnitude < 1e-12 * max(1, moment.maximumMagnitude))
      }
    }
  }

  @Test func badNetworksAreRefused() throws {
    #expect(throws: NetworkError.constantUnit(2)) {
      try BatchNormNetwork(hidden: Matrix([[1, 0], [0, 0]]), output: Matrix([[1, 1]]))
    }
    #expect(throws: NetworkError.self) {
      try BatchNormNetwork(hidden: Matrix([[1, 0]]), output: Matrix([[1, 1]]))
    }
    let network = try BatchNormNetwork(hidden: Matrix([[1, 0]]), output: Matrix([[1]]))
    #expect(throws: NetworkError.dataShape(rows: 3, inputs: 2)) {
      try BatchNormJacobian(network, inputs: .identity(3))
    }
    // The unit sees the first feature only, which is constant.
    #expect(throws: NetworkError.constantUnit(1)) {
      try BatchNormJacobian(network, inputs: Matrix([[4, 4, 4], [1, 2, 3]]))
    }
    #expect(throws: NetworkError.self) { try BatchNormInstance(network: network, data: .whitened(3)) }
  }

  /// The ensemble reaches everything it names.
  @Test func ensembleCovers() throws {
    var workspace = Workspace()
    var (kinds, shapes): (Set<String>, Set<BatchNormShape>) = ([], [])
    var (worst, drawn) = (0.0, 0)
    for index in 0..<400 {
      var stream = Draw.stream(index, "batch norm ensemble")
      guard let draw = try BatchNormEnsemble().draw(&stream, &workspace) else { continue }
      drawn += 1
      kinds.insert(draw.data)
      shapes.insert(draw.shape)
      let values = try workspace.singularValues(of: draw.instance.data.factor)
      worst = max(worst, values[0] / values[values.count - 1])
    }
    #expect(drawn > 390 && kinds == Set(BatchData.allCases.map(\.rawValue)))
    #expect(shapes == Set(BatchNormShape.allCases) && worst > 1000)
  }
}
