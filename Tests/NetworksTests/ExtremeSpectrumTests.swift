import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

/// Every route to κ gives what the dense route gives, or says that it doesn't know.
@Suite struct ExtremeSpectrumTests {
  /// What two routes may differ by: 10⁻⁹ of κ, and what rounding does to λ_r in either.
  private func allowance(_ instance: LinearInstance, _ κ: Double) -> Double {
    1e-9 + 8 * Double(instance.roundings) * 0x1p-53 * κ
  }

  /// Compares all routes that apply with the dense one.
  ///
  /// - Returns: how many times the matrix-free route was right with proof, and how many times it didn't know.
  @discardableResult
  private func compareRoutes(_ instance: LinearInstance, _ workspace: inout Workspace) throws -> (Int, Int) {
    let dense = try ExtremeSpectrum(instance, &workspace, route: .dense)
    #expect(dense.route == .dense)
    var (proved, undecided) = (0, 0)
    for (route, _) in SpectrumCost(instance).ranking {
      let spectrum = try ExtremeSpectrum(instance, &workspace, route: route, budget: SpectrumBudget(denseBytes: 0))
      #expect(spectrum.rank == instance.rank)
      #expect(spectrum.route == route)
      guard let expected = dense.conditionNumber, expected.isFinite, expected < 1e10 else { continue }
      let found = try #require(spectrum.conditionNumber)
      if route == .matrixFree, found.isNaN {
        undecided += 1
        continue
      }
      #expect(
        relativeDifference(found, expected) <= allowance(instance, expected) + spectrum.relativeErrorBound,
        "\(route), widths \(instance.network.widths)")
      if route == .matrixFree {
        #expect(spectrum.smallestNonzero?.evidence != .independentStart)
        proved += 1
      }
    }
    return (proved, undecided)
  }

  /// Small networks of all kinds: wide, narrow, k = 1, d = 1, nearly rank deficient, balanced, on white and correlated
  /// data.
  @Test(arguments: 0..<6) func allRoutesAgreeOnSmallNetworks(_ part: Int) throws {
    var workspace = Workspace()
    let ensemble = LinearEnsemble(depth: 1...8, width: 1...16, inputs: 1...8, outputs: 1...6)
    for instance in try Draw.instances(60, ensemble, "routes \(part)") { try compareRoutes(instance, &workspace) }
  }

  @Test(arguments: [(2, 24, 6), (3, 24, 6), (5, 16, 8), (8, 20, 5), (3, 1, 30), (4, 30, 1), (3, 6, 24)])
  func matrixFreeRouteAgreesOnMiddlingNetworks(_ depth: Int, _ inputs: Int, _ outputs: Int) throws {
    var workspace = Workspace()
    let widest = max(inputs, outputs)
    let ensemble = LinearEnsemble(
      depth: depth...depth, width: widest...(3 * widest), inputs: inputs...inputs, outputs: outputs...outputs,
      initializations: [.kaimingNormal, .kaimingUniform, .xavierNormal, .orthogonal], structures: [.plain, .balanced])
    var (proved, undecided) = (0, 0)
    for instance in try Draw.instances(16, ensemble, "middling") {
      let (right, unknown) = try compareRoutes(instance, &workspace)
      (proved, undecided) = (proved + right, undecided + unknown)
    }
    #expect(proved >= 6 && undecided <= proved / 2, "\(proved) proved, \(undecided) undecided")
  }

  /// Eigenvalues of any multiplicity: identities and orthogonal layers.
  @Test func repeatedEigenvalues() throws {
    var stream = Draw.stream(1, "repeated")
    var workspace = Workspace()
    let orthogonal = try Draw.orthogonal(6, &stream)
    let layers: [[Matrix]] = [
      [.identity(6), .identity(6), .identity(6)], [orthogonal, orthogonal.transposed, orthogonal],
      [orthogonal, .diagonal([2, 2, 1, 1, 1, 1]), .identity(6), orthogonal],
      [.rectangularIdentity(rows: 9, columns: 6), .rectangularIdentity(rows: 4, columns: 9), .identity(4)],
    ]
    for weights in layers {
      let instance = try LinearInstance(network: LinearNetwork(weights: weights), data: .whitened(6))
      try compareRoutes(instance, &workspace)
    }
    let equal = try LinearInstance(network: LinearNetwork(weights: layers[1]), data: .whitened(6))
    let κ = try ExtremeSpectrum(equal, &workspace, route: .matrixFree).conditionNumber
    #expect(relativeDifference(try #require(κ), 1) < 1e-12)
  }

  /// The smallest nonzero eigenvalue of singular sums at L = 2, by hand: Ĝ = diag(2, 1, 1, 0) for W² = (1 0)ᵀ, W¹ = (1 0).
  @Test func singularTwoLayers() throws {
    var workspace = Workspace()
    let network = try LinearNetwork(weights: [Matrix([[1, 0]]), Matrix([[1], [0]])])
    let white = try LinearInstance(network: network, data: .whitened(2))
    let closed = try ExtremeSpectrum(white, &workspace, route: .closed)
    #expect(closed.route == .closed && closed.rank == 3)
    #expect(closed.conditionNumber == 2)
    let scaled = try LinearInstance(network: network, data: SecondMoment(factor: Matrix([[1, 0], [0, 2]])))
    let split = try ExtremeSpectrum(scaled, &workspace, route: .split)
    #expect(split.route == .split)
    // B_1 = diag(1, 4), B_2 = diag(1, 0): 2, 4 and, where A_1 is 0, 1.
    #expect(relativeDifference(try #require(split.conditionNumber), 4) < 1e-14)
    let zero = try LinearNetwork(weights: [Matrix([[0, 0]]), Matrix([[0], [0]])])
    #expect(try ExtremeSpectrum(LinearInstance(network: zero, data: .whitened(2)), &workspace).conditionNumber == nil)
  }

  /// The error bound holds at any tolerance.
  @Test(arguments: [1e-2, 1e-4, 1e-6, 1e-10]) func errorBoundIsHonest(_ tolerance: Double) throws {
    var workspace = Workspace()
    let ensemble = LinearEnsemble(
      depth: 3...6, width: 12...24, inputs: 6...12, outputs: 2...6, initializations: [.kaimingNormal],
      structures: [.plain])
    var loose = 0
    for instance in try Draw.instances(40, ensemble, "honest") {
      let oracle = try ExtremeSpectrum(instance, &workspace, route: .dense)
      let found = try ExtremeSpectrum(
        instance, &workspace, route: .matrixFree, budget: SpectrumBudget(denseBytes: 0, tolerance: tolerance))
      let rounding = 8 * Double(instance.roundings) * 0x1p-53 * (oracle.largest?.value ?? 0)
      for (value, exact) in [(found.largest, oracle.largest), (found.smallestNonzero, oracle.smallestNonzero)] {
        guard let value, let exact else { continue }
        let error = abs(value.value - exact.value)
        #expect(error <= value.errorBound + rounding)
        #expect(value.errorBound <= tolerance * value.value)
        #expect(value.applications > 0)
        if error > 1e3 * rounding { loose += 1 }
      }
    }
    // A loose tolerance leaves an error to be bounded.
    if tolerance >= 1e-4 { #expect(loose > 10) }
  }

  @Test func unconvergedIsUndecided() throws {
    var workspace = Workspace()
    let ensemble = LinearEnsemble(
      depth: 4...4, width: 20...20, inputs: 10...10, outputs: 5...5, initializations: [.kaimingNormal],
      structures: [.plain], data: [.correlated])
    let instance = try #require(try Draw.instances(1, ensemble, "unconverged").first)
    for applications in 1...6 {
      let tight = SpectrumBudget(denseBytes: 0, applications: applications)
      let spectrum = try ExtremeSpectrum(instance, &workspace, route: .matrixFree, budget: tight)
      #expect(!spectrum.isDecided)
      #expect(spectrum.conditionNumber?.isNaN == true)
      #expect(spectrum.relativeErrorBound == .infinity)
    }
    // With room for the dense matrix it's decided after all.
    let roomy = SpectrumBudget(applications: 3)
    let spectrum = try ExtremeSpectrum(instance, &workspace, route: .matrixFree, budget: roomy)
    #expect(spectrum.isDecided && spectrum.route == .dense)
    #expect(spectrum.conditionNumber == GaussNewtonSpectrum.extremes(instance)?.conditionNumber)
  }

  /// A bottleneck too large for the dense route isn't guessed.
  @Test func singularBeyondMemoryIsUndecided() throws {
    var stream = Draw.stream(2, "bottleneck")
    var workspace = Workspace()
    let weights = [Draw.matrix(2, 5, &stream), Draw.matrix(4, 2, &stream), Draw.matrix(3, 4, &stream)]
    let instance = try LinearInstance(network: LinearNetwork(weights: weights), data: .whitened(5))
    #expect(instance.rank < instance.order)
    #expect(SpectrumCost(instance).seconds(for: .matrixFree) == nil)
    #expect(try ExtremeSpectrum(instance, &workspace).route == .dense)
    let spectrum = try ExtremeSpectrum(instance, &workspace, budget: SpectrumBudget(denseBytes: 100))
    #expect(!spectrum.isDecided && spectrum.conditionNumber?.isNaN == true)
  }

  /// What doesn't fit in a quarter of a dense matrix is still done.
  @Test func largeOrdersNeedNoDenseMatrix() throws {
    var stream = Draw.stream(3, "large")
    var workspace = Workspace()
    let widths = [200, 210, 220, 8]
    let weights = (1...3).map { layer in
      (2 / Double(widths[layer - 1])).squareRoot() * Draw.matrix(widths[layer], widths[layer - 1], &stream)
    }
    let network = try LinearNetwork(weights: weights)
    let instance = try LinearInstance(network: network, data: .whitened(200), ranks: .generic(network))
    let budget = SpectrumBudget(denseBytes: Int(SpectrumCost(instance).denseBytes) / 4)
    let spectrum = try ExtremeSpectrum(instance, &workspace, budget: budget)
    #expect(spectrum.route == .matrixFree && spectrum.isDecided)
    #expect(spectrum.smallestNonzero?.evidence == .comparison)
    #expect(spectrum.largest?.evidence == .independentStart)
  }

  /// A whole spectrum isn't computed where its ends cost less than half of it, and isn't attempted where it can't be had.
  @Test func spectraAreWholeOnlyWhereTheyAreCheap() throws {
    var stream = Draw.stream(4, "whole")
    var workspace = Workspace()
    for (widths, route) in [
      ([30, 40, 40, 8], SpectrumRoute.matrixFree), ([30, 40, 4, 8], .dense), ([8, 9, 9, 4], .dense),
    ] {
      let weights = (1...3).map { Draw.matrix(widths[$0], widths[$0 - 1], &stream) }
      let instance = try LinearInstance(
        network: LinearNetwork(weights: weights), data: SecondMoment(factor: Draw.matrix(widths[0], widths[0], &stream))
      )
      let products = PartialProducts(instance)
      let spectrum = try GaussNewtonSpectrum(instance, products, &workspace)
      let whole = try workspace.eigenvalues(ofSymmetric: GaussNewtonSpectrum.matrix(instance, products))
      #expect(spectrum.route == route, "\(widths)")
      #expect((spectrum.eigenvalues == nil) == (route == .matrixFree))
      #expect(spectrum.rank == instance.rank)
      #expect(relativeDifference(spectrum.largest, whole[whole.count - 1]) < 1e-9)
      let least = try #require(spectrum.smallestNonzero)
      #expect(relativeDifference(least, whole[whole.count - instance.rank]) < 1e-9)
      // The ends tell how many eigenvalues exceed a limit only while all do.
      #expect(spectrum.count(above: 0.5 * least) == instance.rank)
      let fewer = whole.count { $0 > 1.5 * least }
      #expect(spectrum.count(above: 1.5 * least) == (route == .matrixFree ? nil : fewer))
    }
    // A bottleneck of one unit at order 20,000: singular, so all eigenvalues would be needed.
    let weights = [Draw.matrix(1, 1000, &stream), Draw.matrix(2, 1, &stream), Draw.matrix(20, 2, &stream)]
    let network = try LinearNetwork(weights: weights)
    let instance = try LinearInstance(network: network, data: .whitened(1000), ranks: .generic(network))
    #expect(throws: MatrixError.tooLarge(rows: 20_000, columns: 20_000, megabytes: 16 * 20_000 * 20_000 / 0x1p20)) {
      try GaussNewtonSpectrum(instance, PartialProducts(instance), &workspace)
    }
  }

  /// Equal instances give equal bits, whatever the workspace did before.
  @Test func resultsRepeat() throws {
    let ensemble = LinearEnsemble(depth: 3...5, width: 16...24, inputs: 8...16, outputs: 4...8, structures: [.plain])
    var used = Workspace()
    for instance in try Draw.instances(10, ensemble, "repeat") where instance.rank == instance.order {
      var fresh = Workspace()
      let first = try ExtremeSpectrum(instance, &fresh, route: .matrixFree)
      #expect(first == (try ExtremeSpectrum(instance, &used, route: .matrixFree)))
    }
  }
}

extension GaussNewtonSpectrum {
  fileprivate static func extremes(_ instance: LinearInstance) -> ExtremeSpectrum? {
    var workspace = Workspace()
    return (try? GaussNewtonSpectrum(instance, PartialProducts(instance), &workspace)).map { ExtremeSpectrum($0) }
  }
}
