import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

@Suite struct EnsembleTests {
  private func draws(_ ensemble: LinearEnsemble, _ count: Int) throws -> [LinearEnsemble.Draw] {
    var workspace = Workspace()
    return try (0..<count).compactMap { index in
      var stream = Draw.stream(index, "ensemble")
      return try ensemble.draw(&stream, &workspace)
    }
  }

  @Test func sizesStayInTheirRanges() throws {
    let ensemble = LinearEnsemble(depth: 2...5, width: 3...9, inputs: 2...4, outputs: 1...3)
    for draw in try draws(ensemble, 400) {
      let network = draw.instance.network
      #expect(ensemble.depth.contains(network.depth))
      #expect(ensemble.inputs.contains(network.inputs) && ensemble.outputs.contains(network.outputs))
      #expect(network.widths.dropFirst().dropLast().allSatisfy { ensemble.width.contains($0) })
    }
  }

  @Test func widthShapesKeepTheirPromise() throws {
    for draw in try draws(LinearEnsemble(depth: 2...5), 600) {
      let network = draw.instance.network
      let hidden = network.widths.dropFirst().dropLast()
      switch draw.widthShape {
      case .constant: #expect(Set(hidden).count == 1)
      case .wide:
        #expect(hidden.allSatisfy { $0 >= max(network.inputs, network.outputs) })
        #expect(draw.instance.rank == draw.instance.order)
      case .bottleneck where min(network.inputs, network.outputs) > 1: #expect(draw.instance.rank < draw.instance.order)
      case .bottleneck, .free: break
      }
    }
  }

  @Test func everyChoiceIsReached() throws {
    let draws = try draws(LinearEnsemble(), 400)
    #expect(Set(draws.map(\.initialization)) == Set(Initialization.allCases))
    #expect(Set(draws.map(\.structure)) == Set(LayerStructure.allCases))
    #expect(Set(draws.map(\.widthShape)) == Set(WidthShape.allCases))
    #expect(Set(draws.map(\.data)) == Set(SyntheticData.allCases.map(\.rawValue)))
    #expect(draws.contains { $0.instance.rank < $0.instance.order })
    #expect(draws.count == 400)
  }

  @Test func initialisersHaveTheirVariance() throws {
    var workspace = Workspace()
    let (rows, columns) = (150, 200)
    let expected: [Initialization: Double] = [
      .kaimingNormal: 2.0 / 200, .kaimingUniform: 2.0 / 200, .xavierNormal: 2.0 / 350, .xavierUniform: 2.0 / 350,
    ]
    for (initialization, variance) in expected {
      var stream = Draw.stream(7, initialization.rawValue)
      let matrix = try initialization.draw(rows: rows, columns: columns, &stream, &workspace)
      let measured = matrix.elements.reduce(0) { $0 + $1 * $1 } / Double(rows * columns)
      // Five standard errors of a variance of 30,000 normal numbers.
      #expect(abs(measured / variance - 1) < 0.041, "\(initialization)")
      if [.kaimingUniform, .xavierUniform].contains(initialization) {
        #expect(matrix.maximumMagnitude <= (3 * variance).squareRoot())
      }
    }
  }

  @Test func orthogonalAndSpectrumHaveTheirSingularValues() throws {
    var workspace = Workspace()
    for (rows, columns) in [(4, 4), (7, 3), (3, 7), (1, 5)] {
      var stream = Draw.stream(rows * 10 + columns, "orthogonal")
      let orthogonal = try Initialization.orthogonal.draw(rows: rows, columns: columns, &stream, &workspace)
      #expect(try workspace.singularValues(of: orthogonal).allSatisfy { abs($0 - 1) < 1e-14 })
      let spectrum = try Initialization.spectrum.draw(rows: rows, columns: columns, &stream, &workspace)
      #expect(try workspace.singularValues(of: spectrum).allSatisfy { (0.0999...10.01).contains($0) })
    }
  }

  @Test func balancedNetworksAreBalanced() throws {
    let ensemble = LinearEnsemble(
      depth: 3...4, width: 5...5, inputs: 5...5, outputs: 5...5, structures: [.balanced], widthShapes: [.constant],
      data: [.whitened])
    for draw in try draws(ensemble, 20) {
      let weights = draw.instance.network.weights
      for layer in weights.indices.dropLast() {
        let difference = weights[layer + 1].transposedGram() - weights[layer].gram()
        #expect(difference.maximumMagnitude < 1e-12 * weights[layer].gram().maximumMagnitude)
      }
    }
  }

  @Test func nearRankDeficientNetworksHaveOneTinySingularValue() throws {
    var workspace = Workspace()
    let ensemble = LinearEnsemble(
      depth: 1...1, inputs: 4...4, outputs: 4...4, initializations: [.orthogonal], structures: [.nearRankDeficient],
      data: [.whitened])
    for draw in try draws(ensemble, 20) {
      let values = try workspace.singularValues(of: draw.instance.network.weight(1))
      #expect(values[3] < 0.1001 && values[3] > 0.99e-6 && abs(values[2] - 1) < 1e-12)
      #expect(draw.instance.rank == 16)
    }
  }

  /// On the previous layer's range the aligned layer is as small as it gets anywhere, and so on the next layer's row space.
  @Test func alignedNetworksFaceTheirNeighbours() throws {
    var workspace = Workspace()
    var aligned = 0
    for draw in try draws(.smallAligned, 60) where draw.instance.network.depth == 3 {
      let weights = draw.instance.network.weights
      let values = try workspace.singularValues(of: weights[1])
      guard let smallest = values.last, smallest < 0.31 else { continue }
      aligned += 1
      let range = try workspace.singularValueDecomposition(of: weights[0]).left
      let onRange = try workspace.singularValues(of: weights[1] * range)
      #expect(relativeDifference(onRange[onRange.count - 1], smallest) < 1e-9)
      let rowSpace = try workspace.singularValueDecomposition(of: weights[2]).right
      let onRowSpace = try workspace.singularValues(of: weights[1].transposed * rowSpace)
      #expect(relativeDifference(onRowSpace[onRowSpace.count - 1], smallest) < 1e-9)
      // The rest are of order 1: random small singular values wouldn't do.
      #expect(values[max(weights[0].columns, weights[2].rows) - 1] > 0.69)
    }
    #expect(aligned > 15)
  }

  @Test func realDataEnterThroughTheirBasis() throws {
    var stream = Draw.stream(9, "real")
    var workspace = Workspace()
    let x = Draw.matrix(30, 4, &stream) * (try Matrix([[1, 0, 1], [0, 1, 1], [0, 0, 0], [1, 1, 2]]))
    let moment = try InputMoment(
      samples: Matrix(rows: 30, columns: 3) { (x[$0, $1] * 1024).rounded() / 1024 }, InputPreparation(), &workspace)
    let ensemble = LinearEnsemble(
      depth: 2...3, width: 64...64, initializations: [.kaimingNormal], structures: [.plain], realData: moment)
    for draw in try draws(ensemble, 5) {
      #expect(draw.instance.data == moment.moment && draw.data == "real")
      // Fan-in is the number of features, not the rank.
      let first = draw.instance.network.weight(1)
      let variance = first.elements.reduce(0) { $0 + $1 * $1 } / Double(first.elements.count)
      #expect(abs(variance * 3 / 2 - 1) < 0.6)
    }
  }
}
