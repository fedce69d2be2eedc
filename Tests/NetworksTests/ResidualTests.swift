import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

/// A residual network's G is that of its layers V^l = W^l + β_lE, data reduction included.
@Suite struct ResidualTests {
  private func network(_ widths: [Int], _ stream: inout RandomStream) throws -> ResidualNetwork {
    try ResidualNetwork(
      branches: (1..<widths.count).map { Draw.matrix(widths[$0], widths[$0 - 1], &stream) },
      strengths: (1..<widths.count).map { _ in 3 * stream.normal() })
  }

  @Test func layersAreBranchesAndShiftedIdentities() throws {
    var stream = Draw.stream(1, "residual")
    for widths in [[3, 3], [2, 5, 3], [4, 2, 2, 3], [1, 1]] {
      let network = try network(widths, &stream)
      for layer in 1...network.depth {
        let branch = network.branches[layer - 1]
        let expected =
          branch + network.strengths[layer - 1] * .rectangularIdentity(rows: branch.rows, columns: branch.columns)
        #expect(network.layer(layer) == expected)
      }
    }
  }

  /// The Jacobian with respect to the W^l, by central differences of the residual network itself.
  @Test func jacobianMatchesFiniteDifferences() throws {
    var stream = Draw.stream(2, "residual")
    let network = try network([3, 4, 2, 3], &stream)
    let inputs = Draw.matrix(3, 4, &stream)
    let jacobian = try LinearJacobian(try network.linear(), inputs: inputs).matrix
    let outputs = { (branches: [Matrix]) throws in
      var x = inputs
      for (branch, strength) in zip(branches, network.strengths) {
        x = branch * x + strength * (.rectangularIdentity(rows: branch.rows, columns: branch.columns) * x)
      }
      return x
    }
    let step = 1e-5
    var parameter = 0
    for layer in network.branches.indices {
      for b in 0..<network.branches[layer].columns {
        for a in 0..<network.branches[layer].rows {
          var (up, down) = (network.branches, network.branches)
          up[layer][a, b] += step
          down[layer][a, b] -= step
          let difference = (1 / (2 * step)) * (try outputs(up) - outputs(down))
          for (row, value) in difference.elements.enumerated() {
            #expect(abs(jacobian[row, parameter] - value) < 1e-7 * (1 + jacobian.maximumMagnitude))
          }
          parameter += 1
        }
      }
    }
    #expect(parameter == jacobian.columns)
  }

  /// With data of deficient rank the first layer becomes V^1U = (W^1 + β_1E)U: the spectrum is that of the explicit Jacobian
  /// on the data themselves. Reducing before adding β_1E would give another.
  @Test(arguments: 0..<20) func reductionComesAfterTheSkipConnection(_ index: Int) throws {
    var stream = Draw.stream(index, "reduction")
    var workspace = Workspace()
    let (features, rank, samples) = (5, stream.integer(in: 1...4), 9)
    let x = Draw.integers(samples, rank, -3...3, &stream) * Draw.integers(rank, features, -2...2, &stream)
    guard let moment = try? InputMoment(samples: x, InputPreparation(), &workspace), moment.rank < features,
      let basis = moment.basis
    else { return }
    let network = try network([features, 6, 4, 3], &stream)
    let instance = try ResidualInstance(network: network, data: moment.moment, basis: basis)
    let spectrum = try GaussNewtonSpectrum(instance.linear, PartialProducts(instance.linear), &workspace)
    let oracle = try workspace.eigenvalues(
      ofSymmetric: LinearJacobian(network.linear(), inputs: x.transposed).sampleSide)
    let scale = oracle[oracle.count - 1]
    let nonzero = oracle.filter { $0 > 1e-10 * scale }
    #expect(nonzero.count == instance.rank)
    for (a, b) in zip(nonzero, try #require(spectrum.eigenvalues).suffix(instance.rank)) {
      #expect(abs(a - b) < 1e-11 * scale)
    }
    // W^1U + β_1(EU) is the same layer.
    let first = instance.branch(1) + instance.strength(1) * instance.skip(1)
    #expect((first - instance.linear.network.weight(1)).maximumMagnitude < 1e-13 * first.maximumMagnitude)
  }

  @Test func zeroStrengthIsThePlainNetwork() throws {
    var workspace = Workspace()
    for index in 0..<60 {
      var stream = Draw.stream(index, "plain")
      let drawn = try ResidualEnsemble(strengths: [.zero]).draw(&stream, &workspace)
      let draw = try #require(drawn)
      #expect(draw.signs == "zero")
      #expect(draw.instance.linear.network.weights == draw.instance.network.branches)
    }
  }

  @Test func ensembleReachesWhatMatters() throws {
    var workspace = Workspace()
    var (signs, kinds, branches): (Set<String>, Set<StrengthKind>, Set<BranchKind>) = ([], [], [])
    var (common, perLayer, singularAligned) = (0, 0, 0)
    for index in 0..<500 {
      var stream = Draw.stream(index, "coverage")
      guard let draw = try ResidualEnsemble().draw(&stream, &workspace) else { continue }
      signs.insert(draw.signs)
      kinds.insert(draw.strengths)
      branches.insert(draw.branches)
      let instance = draw.instance
      if instance.network.depth > 1 { if instance.hasCommonStrength { common += 1 } else { perLayer += 1 } }
      if draw.branches == .aligned {
        #expect(instance.isSquareAndNonnegative && instance.hasSymmetricBranches)
        for branch in instance.network.branches {
          let eigenvalues = try workspace.eigenvalues(ofSymmetric: branch)
          #expect(eigenvalues[0] >= -1e-14 * eigenvalues[eigenvalues.count - 1])
          if eigenvalues[0] < 1e-13 * eigenvalues[eigenvalues.count - 1] { singularAligned += 1 }
        }
      }
      #expect(instance.network.strengths.allSatisfy { $0 == 0 || (0.0099...10.01).contains(abs($0)) })
    }
    #expect(signs == ["zero", "nonnegative", "nonpositive", "both"])
    #expect(kinds == Set(StrengthKind.allCases) && branches == Set(BranchKind.allCases))
    #expect(common > 50 && perLayer > 50 && singularAligned > 20)
  }

  /// Generic ranks are the exact ones of what the ensemble draws, symmetric singular branches included.
  @Test func ranksAreExact() throws {
    var workspace = Workspace()
    let ensemble = ResidualEnsemble(
      LinearEnsemble(
        depth: 1...4, width: 1...5, inputs: 1...4, outputs: 1...3, initializations: [.kaimingNormal, .spectrum],
        structures: [.plain, .balanced]))
    for index in 0..<150 {
      var stream = Draw.stream(index, "ranks")
      guard let instance = try ensemble.draw(&stream, &workspace)?.instance else { continue }
      let exact = PartialRanks.exact(instance.linear.network)
      #expect(instance.linear.ranks.after == exact.after && instance.linear.ranks.before == exact.before)
    }
  }

  @Test func realDataOfDeficientRankEnterThroughTheirBasis() throws {
    var stream = Draw.stream(9, "residual real")
    var workspace = Workspace()
    let x = Draw.integers(20, 2, -3...3, &stream) * (try Matrix([[1, 0, 1], [0, 1, 1]]))
    let moment = try InputMoment(samples: x, InputPreparation(), &workspace)
    for realData in [moment, try InputMoment(samples: Draw.matrix(20, 3, &stream), InputPreparation(), &workspace)] {
      var kinds: Set<BranchKind> = []
      for _ in 0..<20 {
        let drawn = try ResidualEnsemble(LinearEnsemble(depth: 1...3, realData: realData)).draw(&stream, &workspace)
        let draw = try #require(drawn)
        kinds.insert(draw.branches)
        #expect(draw.data == "real" && draw.instance.network.inputs == 3)
        #expect(draw.instance.linear.network.inputs == realData.rank)
      }
      #expect(kinds == (realData.rank == 3 ? [.general, .aligned] : [.general]))
    }
  }

  @Test func badNetworksAreRefused() throws {
    let branch = Matrix.identity(2)
    var error = #expect(throws: NetworkError.self) { try ResidualNetwork(branches: [branch], strengths: [1, 2]) }
    #expect(error?.description == "2 residual strengths for 1 layers: one for each layer is needed")
    error = #expect(throws: NetworkError.self) { try ResidualNetwork(branches: [branch], strengths: [.infinity]) }
    #expect(error?.description == "layer 1: the residual strength is inf, not a finite number")
    let large = try Matrix([[1, 0], [0, 1.5e308]])
    let overflow = try ResidualNetwork(branches: [branch, large], strengths: [1, 1e308])
    error = #expect(throws: NetworkError.residualSum(layer: 2, row: 2, column: 2)) {
      try ResidualInstance(network: overflow, data: .whitened(2))
    }
    #expect(error?.description.hasPrefix("layer 2: row 2, column 2 of W + βE exceeds") == true)
    let network = try ResidualNetwork(branches: [branch], strengths: [1])
    // The last has more columns than any orthonormal basis.
    for basis in [Matrix.diagonal([10, 0.1]), .diagonal([1, 1 + 1e-14]), try Matrix([[1, 0, 0], [0, 1, 0]])] {
      error = #expect(throws: NetworkError.self) {
        try ResidualInstance(network: network, data: .whitened(basis.columns), basis: basis)
      }
      guard case .basis(let defect) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(defect > 1e-14)
    }
    #expect(throws: Never.self) {
      try ResidualInstance(network: network, data: .whitened(1), basis: Matrix([[0.6], [0.8]]))
    }
    #expect(throws: NetworkError.self) {
      try ResidualInstance(network: ResidualNetwork(branches: [branch], strengths: [1]), data: .whitened(3))
    }
  }
}
