import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

/// Ĝ has the nonzero spectrum of the Gauss-Newton matrix of the explicit Jacobian, and its rank is the analytic one.
@Suite struct GaussNewtonTests {
  static let widths: [[Int]] = [
    [3, 2], [4, 6, 3], [3, 5, 2], [1, 3, 2], [3, 4, 1], [4, 7, 6, 3], [3, 5, 5, 5, 2], [4, 2, 3], [4, 6, 1, 5, 3],
    [5, 2, 2, 4], [3, 1, 1, 2], [2, 6, 4, 5, 3, 2],
  ]

  private func spectrum(_ instance: LinearInstance) throws -> GaussNewtonSpectrum {
    var workspace = Workspace()
    return try GaussNewtonSpectrum(instance, PartialProducts(instance), &workspace)
  }

  /// Σ = XXᵀ/n for inputs X = √d S, n = d.
  private func jacobian(_ instance: LinearInstance) throws -> LinearJacobian {
    try LinearJacobian(
      instance.network, inputs: Double(instance.network.inputs).squareRoot() * instance.data.factor)
  }

  private func networks(_ widths: [Int], _ stream: inout RandomStream) throws -> [LinearInstance] {
    try (0..<4).map { variant in
      let weights = (1..<widths.count).map { layer in
        variant == 3
          ? Draw.integers(widths[layer], widths[layer - 1], -1...1, &stream)
          : Draw.matrix(widths[layer], widths[layer - 1], &stream)
      }
      let d = widths[0]
      let data: SecondMoment =
        switch variant {
        case 0: .whitened(d)
        case 1: try SecondMoment(factor: 1.5 * .identity(d))
        default: try SecondMoment(factor: Draw.matrix(d, d, &stream))
        }
      return try LinearInstance(network: LinearNetwork(weights: weights), data: data)
    }
  }

  @Test(arguments: widths) func spectrumIsThatOfTheJacobian(_ widths: [Int]) throws {
    var stream = Draw.stream(widths.reduce(0) { 31 &* $0 &+ $1 })
    var workspace = Workspace()
    for instance in try networks(widths, &stream) {
      let spectrum = try spectrum(instance)
      let values = try #require(spectrum.eigenvalues)
      let jacobian = try jacobian(instance)
      let scale = spectrum.largest
      for side in [jacobian.parameterSide, jacobian.sampleSide] {
        let oracle = try workspace.eigenvalues(ofSymmetric: side)
        let count = min(oracle.count, instance.order)
        for position in 1...count {
          let (a, b) = (oracle[oracle.count - position], values[instance.order - position])
          #expect(abs(a - b) <= 1e-11 * scale, "\(widths), eigenvalue \(position)")
        }
        // What one side has more is zero.
        #expect(oracle.dropLast(count).allSatisfy { abs($0) <= 1e-11 * scale })
        #expect(values.dropLast(count).allSatisfy { abs($0) <= 1e-11 * scale })
      }
    }
  }

  /// `linear.rank` against the exact rank of the explicit Jacobian, on small whole numbers where every degeneracy occurs.
  @Test(arguments: 0..<300) func rankIsThatOfTheJacobian(_ index: Int) throws {
    var stream = Draw.stream(index, "rank")
    let depth = stream.integer(in: 1...4)
    let widths = (0...depth).map { _ in stream.integer(in: 1...4) }
    let weights = (1...depth).map { Draw.integers(widths[$0], widths[$0 - 1], -1...1, &stream) }
    let network = try LinearNetwork(weights: weights)
    let instance = try LinearInstance(network: network, data: .whitened(widths[0]))
    let jacobian = try LinearJacobian(network, inputs: .identity(widths[0]))
    #expect(instance.rank == ExactRank.rank(of: jacobian.matrix), "\(weights.map(\.rowLists))")
    #expect(instance.ranks.provenance == .exact)
  }

  /// Full-rank factors of sufficient width and still G = 0.
  @Test func fullRankFactorsDoNotSuffice() throws {
    let (column, row) = (try Matrix([[0], [1]]), try Matrix([[1, 0]]))
    let network = try LinearNetwork(weights: [column, row, column, row])
    let instance = try LinearInstance(network: network, data: .whitened(1))
    #expect(instance.rank == 0)
    #expect(try spectrum(instance).conditionNumber == nil)
    #expect(PartialRanks.generic(network).gaussNewton == 1)
  }

  @Test(arguments: 0..<60) func genericRanksAreExactOnRandomWeights(_ index: Int) throws {
    var stream = Draw.stream(index, "generic")
    let depth = stream.integer(in: 1...5)
    let widths = (0...depth).map { _ in stream.integer(in: 1...6) }
    let network = try LinearNetwork(
      weights: (1...depth).map { Draw.matrix(widths[$0], widths[$0 - 1], &stream) })
    let (generic, exact) = (PartialRanks.generic(network), PartialRanks.exact(network))
    #expect(generic.after == exact.after && generic.before == exact.before && generic.layers == exact.layers)
    let narrowest = widths.min() ?? 0
    #expect(generic.gaussNewton == narrowest * (widths[0] + widths[depth] - narrowest))
  }

  /// The Jacobian itself, by central differences of the network.
  @Test func jacobianMatchesFiniteDifferences() throws {
    var stream = Draw.stream(1, "differences")
    let weights = [Draw.matrix(4, 3, &stream), Draw.matrix(2, 4, &stream), Draw.matrix(3, 2, &stream)]
    let inputs = Draw.matrix(3, 5, &stream)
    let jacobian = try LinearJacobian(try LinearNetwork(weights: weights), inputs: inputs).matrix
    let step = 1e-5
    var parameter = 0
    for layer in weights.indices {
      for b in 0..<weights[layer].columns {
        for a in 0..<weights[layer].rows {
          var (up, down) = (weights, weights)
          up[layer][a, b] += step
          down[layer][a, b] -= step
          let outputs = { (w: [Matrix]) in w[2] * w[1] * w[0] * inputs }
          let difference = (1 / (2 * step)) * (outputs(up) - outputs(down))
          for (row, value) in difference.elements.enumerated() {
            #expect(abs(jacobian[row, parameter] - value) < 1e-8)
          }
          parameter += 1
        }
      }
    }
    #expect(parameter == jacobian.columns)
  }

  @Test func routesAreChosenByDepthAndData() throws {
    var stream = Draw.stream(3, "routes")
    let expected: [[Int]: [SpectrumRoute]] = [
      [3, 2]: [.singleLayer, .singleLayer, .singleLayer], [3, 4, 2]: [.closed, .closed, .split],
      [3, 4, 4, 2]: [.dense, .dense, .dense],
    ]
    for (widths, routes) in expected {
      #expect(try networks(widths, &stream).prefix(3).map { try spectrum($0).route } == routes)
    }
  }

  @Test func badNetworksAreRefusedWithTheirShapes() throws {
    let (a, b) = (Matrix.zero(rows: 256, columns: 784), Matrix.zero(rows: 10, columns: 300))
    let error = #expect(throws: NetworkError.self) { try LinearNetwork(weights: [a, b]) }
    #expect(error?.description == "layer 2: 10×300 can't follow 256×784 (300 ≠ 256)")
    #expect(throws: NetworkError.noLayers) { try LinearNetwork(weights: []) }
    #expect(throws: NetworkError.singularDataFactor(rank: 1, inputs: 2)) {
      try SecondMoment(factor: Matrix([[1, 2], [2, 4]]))
    }
    let network = try LinearNetwork(weights: [.identity(3)])
    #expect(throws: NetworkError.self) { try LinearInstance(network: network, data: .whitened(2)) }
  }
}
