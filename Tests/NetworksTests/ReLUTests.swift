import LinearAlgebra
import RandomStreams
import TestSupport
import Testing

@testable import Networks

/// K is the Gram matrix of the explicit Jacobian, and the Jacobian that of the network.
@Suite struct ReLUTests {
  static func draws(_ count: Int, _ ensemble: ReLUEnsemble, _ domain: String) throws -> [ReLUEnsemble.Draw] {
    var workspace = Workspace()
    return try (0..<count).compactMap { index in
      var stream = Draw.stream(index, domain)
      return try ensemble.draw(&stream, &workspace)
    }
  }

  static let small = ReLUEnsemble(width: 1...7, inputs: 1...4, outputs: 1...3, samples: 1...6)

  private func lower(_ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns) { matrix[max($0, $1), min($0, $1)] }
  }

  @Test func gramMatrixIsThatOfTheJacobian() throws {
    for draw in try Self.draws(300, Self.small, "gram") {
      let jacobian = try ReLUJacobian(draw.instance)
      let (expected, found) = (jacobian.sampleSide, lower(try draw.instance.sampleSide()))
      #expect((expected - found).maximumMagnitude <= 1e-13 * expected.maximumMagnitude)
    }
  }

  /// Sizes whose products exceed every integer: the Jacobian isn't formed, and no exact rank is tried.
  @Test func hugeJacobiansAreRefused() throws {
    let ones = { (rows: Int, columns: Int) in Matrix(rows: rows, columns: columns) { _, _ in 1 } }
    let network = try ReLUNetwork(hidden: ones(1, 40_000), output: ones(100_000, 1), slope: 0)
    let instance = try ReLUInstance(network: network, data: ones(40_000, 1))
    #expect(instance.exactRankCost.operations > 0x1p63 && !instance.exactRankCost.isAffordable)
    let error = #expect(throws: MatrixError.self) { try ReLUJacobian(instance) }
    #expect(error == .tooLarge(rows: 100_000, columns: 140_000, megabytes: 8 * 1.4e10 / 0x1p20))
    #expect(error?.description.contains("100000×140000 matrix would take 106811 MiB") == true)
    // What little memory an exact rank may take is enough for what `check` draws.
    let largest = try ReLUInstance(
      network: ReLUNetwork(hidden: ones(32, 8), output: ones(4, 32), slope: 0.1), data: ones(8, 12))
    #expect(largest.exactRankCost.bytes < ExactRankCost.largest.bytes / 8)
    #expect(largest.exactFeatureRankCost.isAffordable)
  }

  /// The definition, entry by entry: Σ_i w_iw_iᵀ ⊗ D_iXᵀXD_i + I ⊗ ΦᵀΦ.
  @Test func gramMatrixIsItsDefinition() throws {
    for draw in try Self.draws(60, Self.small, "definition") {
      let (instance, network) = (draw.instance, draw.instance.network)
      var expected = Matrix.kronecker(.identity(network.outputs), instance.features.transposedGram())
      for unit in 0..<network.width {
        let pattern = Matrix.diagonal((0..<instance.samples).map { instance.activations[unit, $0] })
        expected.addKronecker(
          network.output.column(unit).gram(), pattern * instance.data.transposedGram() * pattern)
      }
      #expect((expected - lower(try instance.gram())).maximumMagnitude <= 1e-13 * expected.maximumMagnitude)
    }
  }

  /// `gram.duality`: JᵀJ/n and JJᵀ/n have the same nonzero eigenvalues, and the rank is their number.
  @Test func bothSidesHaveTheSameNonzeroSpectrum() throws {
    var workspace = Workspace()
    var choices: [RankChoice: Int] = [:]
    for draw in try Self.draws(300, Self.small, "duality") {
      let chosen = try ReLUSpectrum(draw.instance, &workspace)
      let spectrum = chosen.gaussNewton
      let values = try #require(spectrum.eigenvalues)
      let jacobian = try ReLUJacobian(draw.instance)
      let scale = spectrum.largest
      for side in [jacobian.parameterSide, jacobian.sampleSide] {
        let oracle = try workspace.eigenvalues(ofSymmetric: side)
        for position in 0..<max(oracle.count, draw.instance.order) {
          let a = position < oracle.count ? oracle[oracle.count - 1 - position] : 0
          let b = position < draw.instance.order ? values[draw.instance.order - 1 - position] : 0
          #expect(abs(a - b) <= 1e-12 * scale)
          if position >= spectrum.rank { #expect(abs(a) <= 1e-12 * scale) }
        }
      }
      choices[chosen.rankChoice, default: 0] += 1
      #expect(spectrum.rank <= min(draw.instance.order, draw.instance.network.largestRank))
    }
    #expect((choices[.certified] ?? 0) > 100 && (choices[.exact] ?? 0) > 20 && choices[.gap] == nil)
  }

  /// The exact rank against the exact rank of the explicit Jacobian where its entries aren't rounded: whole numbers, and
  /// slopes that are powers of two.
  @Test(arguments: 0..<200) func exactRankIsThatOfTheJacobian(_ index: Int) throws {
    var stream = Draw.stream(index, "relu rank")
    let (m, d, k, n) = (
      stream.integer(in: 1...4), stream.integer(in: 1...3), stream.integer(in: 1...3), stream.integer(in: 1...5)
    )
    let slope = [0, 0.25, 0.5, 1][stream.integer(in: 0...3)]
    let network = try ReLUNetwork(
      hidden: Draw.integers(m, d, -1...1, &stream), output: Draw.integers(k, m, -1...1, &stream), slope: slope)
    let instance = try ReLUInstance(network: network, data: Draw.integers(d, n, -1...1, &stream))
    #expect(instance.exactRank() == ExactRank.rank(of: try ReLUJacobian(instance).matrix))
  }

  /// The features' exact rank likewise; more samples with one pattern of activations than inputs have dependent features.
  @Test(arguments: 0..<100) func exactFeatureRankIsThatOfTheFeatures(_ index: Int) throws {
    var stream = Draw.stream(index, "feature rank")
    let (m, d, n) = (stream.integer(in: 1...4), stream.integer(in: 1...3), stream.integer(in: 1...5))
    let slope = [0, 0.25, 0.5, 1][stream.integer(in: 0...3)]
    let network = try ReLUNetwork(
      hidden: Draw.integers(m, d, -2...2, &stream), output: Draw.matrix(1, m, &stream), slope: slope)
    let instance = try ReLUInstance(network: network, data: Draw.integers(d, n, -2...2, &stream))
    #expect(instance.exactFeatureRank() == ExactRank.rank(of: instance.features))
    // Multiples of one sample share its pattern, whatever rounding makes of the features.
    let direction = Draw.integers(d, 1, 1...9, &stream)
    let random = try ReLUNetwork(hidden: Draw.matrix(4, d, &stream), output: Draw.matrix(1, 4, &stream), slope: 0.3)
    let parallel = try ReLUInstance(
      network: random, data: Matrix(rows: d, columns: 3) { direction[$0, 0] * [1, 3, 0.75][$1] })
    #expect(parallel.exactFeatureRank() == 1)
  }

  /// A slope whose products with the inputs round takes another path to the same kind of answer.
  @Test func exactRankWithASlopeThatRounds() throws {
    for index in 0..<60 {
      var stream = Draw.stream(index, "rounding slope")
      let hidden = Draw.integers(3, 2, -2...2, &stream)
      let output = Draw.integers(2, 3, -2...2, &stream)
      let data = Draw.integers(2, 4, -7...7, &stream)
      // Generic slopes have one rank; 0.1 and 0.25 are both generic for whole numbers of this size.
      let ranks = try [0.1, 0.25].map { slope in
        try ReLUInstance(network: ReLUNetwork(hidden: hidden, output: output, slope: slope), data: data).exactRank()
      }
      #expect(ranks[0] == ranks[1])
    }
  }

  /// The Jacobian by central differences of the network, away from kinks.
  @Test func jacobianMatchesFiniteDifferences() throws {
    var compared = 0
    for draw in try Self.draws(
      80,
      ReLUEnsemble(
        width: 1...5, inputs: 1...3, outputs: 1...3, samples: 1...4, initializations: [.kaimingNormal],
        data: [.gaussian], hiddenScale: 0.5...2), "differences")
    {
      let (instance, network) = (draw.instance, draw.instance.network)
      let products = network.hidden * instance.data
      let step = 1e-6
      let reach = 10 * step * instance.data.maximumMagnitude
      guard products.elements.allSatisfy({ abs($0) > reach }) else { continue }
      compared += 1
      let jacobian = try ReLUJacobian(instance).matrix
      let outputs = { (hidden: Matrix, output: Matrix) throws in
        // Rows (output, sample).
        try ReLUNetwork(hidden: hidden, output: output, slope: network.slope).outputs(on: instance.data).transposed
          .elements
      }
      var parameter = 0
      func compare(_ up: [Double], _ down: [Double]) {
        for row in up.indices {
          let difference = (up[row] - down[row]) / (2 * step)
          #expect(abs(jacobian[row, parameter] - difference) < 1e-7 * (1 + jacobian.maximumMagnitude))
        }
        parameter += 1
      }
      for b in 0..<network.inputs {
        for i in 0..<network.width {
          var (up, down) = (network.hidden, network.hidden)
          up[i, b] += step
          down[i, b] -= step
          compare(try outputs(up, network.output), try outputs(down, network.output))
        }
      }
      for i in 0..<network.width {
        for a in 0..<network.outputs {
          var (up, down) = (network.output, network.output)
          up[a, i] += step
          down[a, i] -= step
          compare(try outputs(network.hidden, up), try outputs(network.hidden, down))
        }
      }
      #expect(parameter == jacobian.columns)
    }
    #expect(compared > 60)
  }

  /// α = 1 is the linear network with the same layers: D is all ones, and the spectrum that of Ĝ for Σ = XXᵀ/n.
  @Test func slopeOneIsTheLinearNetwork() throws {
    var workspace = Workspace()
    let ensemble = ReLUEnsemble(
      width: 1...7, inputs: 1...4, outputs: 1...3, samples: 1...9, slopes: [.one],
      data: [.gaussian, .correlated, .spreadNorms])
    for draw in try Self.draws(80, ensemble, "linear") {
      let (instance, network) = (draw.instance, draw.instance.network)
      #expect(instance.activations.elements.allSatisfy { $0 == 1 })
      let spectrum = try ReLUSpectrum(instance, &workspace).gaussNewton
      let linear = try LinearNetwork(weights: [network.hidden, network.output])
      let oracle = try workspace.eigenvalues(ofSymmetric: LinearJacobian(linear, inputs: instance.data).sampleSide)
      for (a, b) in zip(try #require(spectrum.eigenvalues), oracle) { #expect(abs(a - b) <= 1e-12 * spectrum.largest) }
      guard instance.samples >= network.inputs else { continue }
      let factor = (1 / Double(instance.samples).squareRoot()) * instance.data
      let right = try workspace.singularValueDecomposition(of: factor)
      let moment = try SecondMoment(factor: right.left * .diagonal(right.values))
      let reduced = try LinearInstance(network: linear, data: moment)
      #expect(reduced.rank == spectrum.rank)
      let linearSpectrum = try GaussNewtonSpectrum(reduced, PartialProducts(reduced), &workspace)
      let (κ, λ) = (try #require(linearSpectrum.conditionNumber), try #require(spectrum.conditionNumber))
      if κ < 1e6 { #expect(relativeDifference(κ, λ) < 1e-8) }
    }
  }

  /// v_iᵀx_j = 0 exactly is decided without rounding, recorded, and has D_ij = α by convention.
  @Test func kinksAreExact() throws {
    // 0.1·3 and 0.3·1 differ by one rounding: the float64 numbers aren't decimal.
    let near = try ReLUInstance(
      network: ReLUNetwork(hidden: Matrix([[0.1, -0.3]]), output: Matrix([[1]]), slope: 0.5),
      data: Matrix([[3], [1]]))
    #expect(near.kinks.isEmpty)
    #expect(near.activations[0, 0] == 1 && near.features[0, 0] == (-0.3).addingProduct(0.1, 3))
    // x·x − x·x is 0, but with fused multiplications it comes out as the rounding error of x·x.
    for signs in [[0.1, -0.1], [-0.1, 0.1]] {
      let fused = try ReLUInstance(
        network: ReLUNetwork(hidden: Matrix([signs]), output: Matrix([[1]]), slope: 0.5), data: Matrix([[0.1], [0.1]]))
      #expect(fused.kinks == [Kink(unit: 0, sample: 0)] && fused.activations[0, 0] == 0.5)
      #expect(fused.features[0, 0] == 0)
    }
    // Large terms cancel: in this order float64 gives 0 for 2^60 + 1 − 2^60.
    let hidden = try Matrix([[0x1p60, 1, -0x1p60]])
    for (middle, isActive) in [(1.0, true), (-1, false), (0, false)] {
      let instance = try ReLUInstance(
        network: ReLUNetwork(hidden: hidden, output: Matrix([[2]]), slope: 0.25), data: Matrix([[1], [middle], [1]]))
      #expect(instance.kinks == (middle == 0 ? [Kink(unit: 0, sample: 0)] : []))
      #expect(instance.activations[0, 0] == (isActive ? 1 : 0.25))
      #expect(instance.features[0, 0] == (isActive ? middle : 0.25 * middle))
    }
  }

  /// Pre-activations of whole numbers are exact, so that kinks are where the products are 0.
  @Test func integerEnsemblesHaveKinks() throws {
    var kinks = 0
    for draw in try Self.draws(200, ReLUEnsemble(data: [.integers]), "kinks") {
      let instance = draw.instance
      let products = instance.network.hidden * instance.data
      for sample in 0..<instance.samples {
        for unit in 0..<instance.network.width {
          let z = products[unit, sample]
          let expected = z > 0 ? 1 : instance.network.slope
          #expect(instance.activations[unit, sample] == expected && instance.features[unit, sample] == expected * z)
          #expect(instance.kinks.contains(Kink(unit: unit, sample: sample)) == (z == 0))
          if z == 0 { kinks += 1 }
        }
      }
    }
    #expect(kinks > 500)
  }

  @Test func ensembleReachesWhatMatters() throws {
    let draws = try Self.draws(600, ReLUEnsemble(), "coverage")
    #expect(draws.count == 600)
    #expect(Set(draws.map(\.slope)) == Set(SlopeKind.allCases))
    #expect(Set(draws.map(\.shape)) == Set(ReLUShape.allCases))
    #expect(Set(draws.map(\.data)) == Set(SyntheticSamples.allCases.map(\.rawValue)))
    #expect(Set(draws.map(\.instance.network.outputs)) == [1, 2, 3, 4])
    let share = { (condition: (ReLUInstance) -> Bool) in
      Double(draws.count { condition($0.instance) }) / Double(draws.count)
    }
    for (name, condition) in [
      ("α = 0", { $0.network.slope == 0 }), ("α = 1", { $0.network.slope == 1 }),
      ("0 < α < 1", { $0.network.slope > 0 && $0.network.slope < 1 }), ("n < d", { $0.samples < $0.network.inputs }),
      ("n > d", { $0.samples > $0.network.inputs }), ("m < n", { $0.network.width < $0.samples }),
      ("m > n", { $0.network.width > $0.samples }), ("m ≥ kn", { $0.network.width >= $0.order }),
    ] as [(String, (ReLUInstance) -> Bool)] {
      #expect(share(condition) > 0.15, "\(name)")
    }
    var workspace = Workspace()
    let full = try draws.count { try ReLUSpectrum($0.instance, &workspace).gaussNewton.rank == $0.instance.order }
    #expect(full > 200 && full < 500, "\(full)")
  }

  @Test func wideEnsemblesAreFull() throws {
    var workspace = Workspace()
    let draws = try Self.draws(
      100, ReLUEnsemble(slopes: [.uniform], shapes: [.wide], data: [.gaussian, .correlated]), "wide")
    for draw in draws {
      #expect(draw.instance.samples <= draw.instance.network.inputs)
      #expect(draw.instance.network.width >= draw.instance.order)
      #expect(try ReLUSpectrum(draw.instance, &workspace).gaussNewton.rank == draw.instance.order)
    }
  }

  @Test func realSamplesAreDrawnFromTheData() throws {
    var stream = Draw.stream(4, "samples")
    var workspace = Workspace()
    let table = Draw.matrix(25, 3, &stream)
    let data = try SampleData(samples: table, InputPreparation(), &workspace)
    let rows = Set((0..<25).map { i in (0..<3).map { table[i, $0] } })
    for draw in try Self.draws(50, ReLUEnsemble(samples: 1...30, realData: data), "real samples") {
      let x = draw.instance.data
      #expect(draw.data == "real" && x.rows == 3 && x.columns <= 25)
      let columns = (0..<x.columns).map { x.column($0).elements }
      #expect(Set(columns).count == x.columns && Set(columns).isSubset(of: rows))
    }
    let standardized = try SampleData(samples: table, InputPreparation(standardized: true), &workspace).samples
    for j in 0..<3 {
      let column = standardized.column(j).elements
      #expect(abs(column.reduce(0, +)) < 1e-12 && abs(column.reduce(0) { $0 + $1 * $1 } / 25 - 1) < 1e-12)
    }
    let white = try SampleData(
      samples: table, InputPreparation(centered: true, whitened: true), &workspace
    ).samples
    #expect(((1.0 / 25) * white.transposedGram() - .identity(3)).maximumMagnitude < 1e-13)
    #expect(throws: InputMomentError.self) {
      try SampleData(samples: .zero(rows: 3, columns: 2), InputPreparation(), &workspace)
    }
  }

  @Test func badNetworksAreRefused() throws {
    let (v, w) = (Matrix.identity(2), try Matrix([[1, 1]]))
    for slope in [-0.1, 1.5, .nan] {
      #expect(throws: NetworkError.self) { try ReLUNetwork(hidden: v, output: w, slope: slope) }
    }
    #expect(throws: NetworkError.self) { try ReLUNetwork(hidden: v, output: .identity(3), slope: 0) }
    let network = try ReLUNetwork(hidden: v, output: w, slope: 0)
    let error = #expect(throws: NetworkError.self) { try ReLUInstance(network: network, data: .identity(3)) }
    #expect(error?.description == "the data have 3 features, the network has 2 inputs: as many are needed")
    let large = 1e200 * Matrix.identity(2)
    #expect(throws: NetworkError.self) {
      try ReLUInstance(network: ReLUNetwork(hidden: large, output: w, slope: 0), data: large)
    }
  }
}
