import BoundKernel
import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing
import Theorems
import Verification

/// Metamorphic checks of the residual and ReLU families: what leaves κ and every bound unchanged, and what doesn't.
@Suite struct FamilyInvarianceTests {
  /// What is invariant: chosen vectors are so only as far as their choice is.
  private static func theorems(_ catalogue: Catalogue, _ family: NetworkFamily) throws -> PlannedTheorems {
    try PlannedTheorems(catalogue.theorems.filter { $0.kind == .theorem && $0.relation != .lower }, family)
  }

  private static let residualTheorems = Result { try theorems(Catalogue.residual(), .residual) }
  private static let reluTheorems = Result { try theorems(Catalogue.relu(), .relu) }

  private static func values<Model: InstanceMeasurements>(
    _ evaluator: FamilyEvaluator<Model>, _ theorems: PlannedTheorems
  ) throws -> [String: Double] {
    var values = try evaluator.bounds(theorems)
    values["κ"] = try evaluator.measurements.spectrum().conditionNumber ?? .nan
    return values
  }

  private func expectEqual(_ before: [String: Double], _ after: [String: Double], _ name: String) {
    for (key, value) in before where value < 1e7 {
      #expect(relativeDifference(value, after[key] ?? .nan) < 1e-7, "\(key) under \(name)")
    }
  }

  // MARK: Residual

  private static func residual(_ branches: [Matrix], _ strengths: [Double], _ factor: Matrix) throws -> [String: Double]
  {
    let instance = try ResidualInstance(
      network: ResidualNetwork(branches: branches, strengths: strengths), data: SecondMoment(factor: factor))
    return try values(FamilyEvaluator<ResidualMeasurements>(instance, .residual), residualTheorems.get())
  }

  private func residualInstances(square: Bool, _ domain: String) throws -> [ResidualInstance] {
    let linear = LinearEnsemble(
      depth: 2...4, width: square ? 3...3 : 3...6, inputs: square ? 3...3 : 2...4, outputs: square ? 3...3 : 1...3,
      initializations: [.kaimingNormal, .spectrum], structures: [.plain], widthShapes: [.free])
    return try FamilySamples.residual(
      40, ResidualEnsemble(linear, strengths: [.common, .perLayer], branches: [.general], magnitude: 0.3...3), domain)
  }

  @Test func residualInvariances() throws {
    var (stream, count) = (Draw.stream(0, "residual invariance"), 0)
    for square in [false, true] {
      for instance in try residualInstances(square: square, "residual \(square)") {
        let (w, β, s) = (instance.network.branches, instance.network.strengths, instance.data.factor)
        let before = try Self.residual(w, β, s)
        guard let κ = before["κ"], κ < 1e6 else { continue }
        count += 1
        expectEqual(before, try Self.residual(w.map { -0.37 * $0 }, β.map { -0.37 * $0 }, s), "scaling W and β")
        expectEqual(before, try Self.residual(w, β, -5.5 * s), "scaling the data")
        let samples = try Draw.orthogonal(s.rows, &stream)
        expectEqual(before, try Self.residual(w, β, s * samples), "rotating the samples")
        guard square else { continue }
        let o = try Draw.orthogonal(3, &stream)
        expectEqual(
          before, try Self.residual(w.map { o * $0 * o.transposed }, β, o * s), "one rotation of every layer")
      }
    }
    #expect(count > 50)
  }

  @Test func residualNegatives() throws {
    var (stream, count) = (Draw.stream(1, "residual negatives"), 0)
    var changed = ["branches scaled": 0, "hidden layer permuted": 0, "separate rotations": 0]
    for instance in try residualInstances(square: true, "negatives") {
      let (w, β, s) = (instance.network.branches, instance.network.strengths, instance.data.factor)
      guard let κ = try Self.residual(w, β, s)["κ"], κ < 1e6 else { continue }
      count += 1
      let permutation = try Matrix([[0, 1, 0], [0, 0, 1], [1, 0, 0]])
      let rotations = try w.indices.map { _ in try Draw.orthogonal(3, &stream) }
      var permuted = w
      permuted[0] = permutation * w[0]
      permuted[1] = w[1] * permutation.transposed
      let separate = w.indices.map { l in
        l + 1 < w.count
          ? rotations[l] * w[l] * (l > 0 ? rotations[l - 1].transposed : .identity(3))
          : w[l] * rotations[l - 1].transposed
      }
      for (name, branches) in [
        ("branches scaled", w.map { 2 * $0 }), ("hidden layer permuted", permuted), ("separate rotations", separate),
      ] where relativeDifference(try Self.residual(branches, β, s)["κ"] ?? .nan, κ) > 1e-3 {
        changed[name, default: 0] += 1
      }
    }
    #expect(count > 25)
    for (name, times) in changed { #expect(times > count * 8 / 10, "\(name): \(times) of \(count)") }
  }

  // MARK: ReLU

  private static func relu(_ v: Matrix, _ w: Matrix, _ α: Double, _ x: Matrix) throws -> [String: Double] {
    var workspace = Workspace()
    let instance = try RankedReLUInstance(
      ReLUInstance(network: ReLUNetwork(hidden: v, output: w, slope: α), data: x), &workspace)
    return try values(FamilyEvaluator<ReLUMeasurements>(instance, .relu), reluTheorems.get())
  }

  private func reluInstances(_ domain: String) throws -> [ReLUInstance] {
    let ensemble = ReLUEnsemble(
      width: 2...14, inputs: 2...5, outputs: 1...3, samples: 2...5, slopes: [.zero, .small, .uniform],
      data: [.gaussian, .correlated, .spreadNorms], hiddenScale: 0.3...3)
    return try FamilySamples.relu(80, ensemble, domain).map(\.unranked)
  }

  private func permutation(_ order: Int, _ stream: inout RandomStream) throws -> Matrix {
    let image = try stream.sampleWithoutReplacement(order, of: order)
    return Matrix(rows: order, columns: order) { image[$0] == $1 ? 1 : 0 }
  }

  @Test func reluInvariances() throws {
    var (stream, count) = (Draw.stream(0, "relu invariance"), 0)
    for instance in try reluInstances("relu invariances") {
      let (v, w, α, x) = (instance.network.hidden, instance.network.output, instance.network.slope, instance.data)
      let before = try Self.relu(v, w, α, x)
      guard let κ = before["κ"], κ < 1e6 else { continue }
      count += 1
      expectEqual(before, try Self.relu(v, w, α, 3.7 * x), "scaling the data up")
      expectEqual(before, try Self.relu(0.3 * v, 0.3 * w, α, x), "scaling both layers")
      expectEqual(before, try Self.relu(2.5 * v, -2.5 * w, α, x), "scaling both layers, one negated")
      let units = try permutation(v.rows, &stream)
      expectEqual(before, try Self.relu(units * v, w * units.transposed, α, x), "permuting hidden units")
      expectEqual(before, try Self.relu(v, w, α, x * (try permutation(x.columns, &stream))), "permuting samples")
      let o = try Draw.orthogonal(x.rows, &stream)
      expectEqual(before, try Self.relu(v * o.transposed, w, α, o * x), "rotating inputs and the first layer")
      let outputs = try Draw.orthogonal(w.rows, &stream)
      expectEqual(before, try Self.relu(v, outputs * w, α, x), "rotating outputs")
    }
    #expect(count > 50)
  }

  @Test func reluNegatives() throws {
    var (stream, count) = (Draw.stream(1, "relu negatives"), 0)
    var changed: [String: Int] = [:]
    for instance in try reluInstances("relu negatives") where instance.network.slope < 0.9 {
      let (v, w, α, x) = (instance.network.hidden, instance.network.output, instance.network.slope, instance.data)
      guard let κ = try Self.relu(v, w, α, x)["κ"], κ < 1e6 else { continue }
      count += 1
      let o = try Draw.orthogonal(v.rows, &stream)
      let unequal = Matrix.diagonal((0..<v.rows).map { $0 == 0 ? 4 : 1 })
      let inverse = Matrix.diagonal((0..<v.rows).map { $0 == 0 ? 0.25 : 1 })
      for (name, after) in [
        ("data negated", try Self.relu(v, w, α, -1 * x)), ("first layer alone", try Self.relu(3 * v, w, α, x)),
        ("second layer alone", try Self.relu(v, 3 * w, α, x)),
        ("hidden rotation", try Self.relu(o * v, w * o.transposed, α, x)),
        ("one unit rescaled", try Self.relu(unequal * v, w * inverse, α, x)),
      ] where relativeDifference(after["κ"] ?? .nan, κ) > 1e-3 || after["κ"]?.isFinite != true {
        changed[name, default: 0] += 1
      }
    }
    #expect(count > 40)
    for name in ["data negated", "first layer alone", "second layer alone", "hidden rotation", "one unit rescaled"] {
      #expect((changed[name] ?? 0) > count * 7 / 10, "\(name): \(changed[name] ?? 0) of \(count)")
    }
  }
}
