import BoundKernel
import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing
import Theorems
import Verification

/// The orderings and equalities between the bounds of the residual and ReLU families and κ.
@Suite struct FamilyOrderingTests {
  private static func theorems(_ catalogue: Catalogue, _ family: NetworkFamily) throws -> PlannedTheorems {
    try PlannedTheorems(catalogue.theorems.filter { $0.kind == .theorem }, family)
  }

  /// What rounding may do to κ and a bound, relatively.
  private static func rounding(_ instance: some NetworkInstance, _ κ: Double) -> Double {
    1 + 64 * Double(instance.roundings) * 0x1p-52 * max(κ, 1)
  }

  @Test func residualBoundsAreOrdered() throws {
    let theorems = try Self.theorems(Catalogue.residual(), .residual)
    let linear = LinearEnsemble(depth: 1...5, width: 1...8, inputs: 1...5, outputs: 1...4)
    var (strict, aligned, finite) = (0, 0, 0)
    for instance in try FamilySamples.residual(400, ResidualEnsemble(linear), "residual orderings") {
      let evaluator = FamilyEvaluator<ResidualMeasurements>(instance, .residual)
      guard let κ = try evaluator.measurements.spectrum().conditionNumber, κ < 1e7 else { continue }
      let bounds = try evaluator.bounds(theorems)
      let rounding = Self.rounding(instance, κ)
      let chain = [κ] + ["coupled", "weyl", "aligned", "perturbation"].compactMap { bounds["residual.\($0)"] }
      for (lower, upper) in zip(chain, chain.dropFirst()) { #expect(lower <= upper * rounding, "\(chain)") }
      if chain.count == 5 { aligned += 1 }
      if let weyl = bounds["residual.weyl"], let perturbation = bounds["residual.perturbation"] {
        if perturbation.isFinite { finite += 1 }
        if perturbation.isFinite, perturbation > 1.01 * weyl { strict += 1 }
      }
    }
    #expect(strict > 25 && aligned > 50 && finite > 50, "\(strict) \(aligned) \(finite)")
  }

  /// β = 0 is the plain network: the residual bounds are the linear ones, and `residual.perturbation` is `linear.layerwise`.
  @Test func zeroStrengthGivesTheLinearBounds() throws {
    let ensemble = ResidualEnsemble(
      LinearEnsemble(depth: 1...4, width: 1...6, inputs: 1...4, outputs: 1...3), strengths: [.zero])
    let residual = try Self.theorems(Catalogue.residual(), .residual)
    let linear = try Self.theorems(Catalogue.linear(), .linear)
    var compared = 0
    for instance in try FamilySamples.residual(100, ensemble, "zero strength") {
      let bounds = try FamilyEvaluator<ResidualMeasurements>(instance, .residual).bounds(residual)
      let plain = try FamilyEvaluator<LinearMeasurements>(instance.linear, .linear).bounds(linear)
      for (a, b) in [
        ("residual.weyl", "linear.weyl"), ("residual.coupled", "linear.coupled"),
        ("residual.perturbation", "linear.layerwise"), ("residual.aligned", "linear.layerwise"),
      ] {
        guard let left = bounds[a], left < 1e7, let right = plain[b] else { continue }
        compared += 1
        #expect(relativeDifference(left, right) < 1e-8, "\(a)")
      }
    }
    #expect(compared > 80)
  }

  /// Two aligned layers on white data: `residual.aligned` is κ itself, by `linear.onehidden`.
  @Test func alignedIsAttained() throws {
    let ensemble = ResidualEnsemble(
      LinearEnsemble(depth: 2...2, inputs: 1...5, data: [.whitened, .isotropic]), branches: [.aligned])
    let theorem = try PlannedTheorems([.residualAligned()], .residual)
    var compared = 0
    for instance in try FamilySamples.residual(80, ensemble, "attained") {
      let evaluator = FamilyEvaluator<ResidualMeasurements>(instance, .residual)
      // With a singular branch and β = 0 the bound is +∞.
      guard let κ = try evaluator.measurements.spectrum().conditionNumber, κ < 1e6, instance.rank == instance.order
      else { continue }
      let bound = try #require(try evaluator.bounds(theorem).values.first)
      #expect(relativeDifference(bound, κ) < 1e-8)
      compared += 1
    }
    #expect(compared > 50)
  }

  @Test func reluBoundsAreOrdered() throws {
    let theorems = try Self.theorems(Catalogue.relu(), .relu)
    var (strict, finite, exact) = (0, [String: Int](), 0)
    for instance in try FamilySamples.relu(400, ReLUEnsemble(width: 1...24, samples: 1...8), "relu orderings") {
      let evaluator = FamilyEvaluator<ReLUMeasurements>(instance, .relu)
      guard let κ = evaluator.measurements.spectrum().conditionNumber, κ < 1e7 else { continue }
      let bounds = try evaluator.bounds(theorems)
      let rounding = Self.rounding(instance, κ)
      let names = ["coupled", "schur", "masked", "weyl"].map { "relu.\($0)" }
      let chain = [κ] + names.compactMap { bounds[$0] }
      #expect(chain.count == 5)
      for (lower, upper) in zip(chain, chain.dropFirst()) { #expect(lower <= upper * rounding, "\(chain)") }
      for (name, bound) in bounds where bound.isFinite { finite[name, default: 0] += 1 }
      if chain[3] > 1.01 * chain[2] { strict += 1 }
      if let lower = bounds["relu.lower"] {
        #expect(lower <= κ * rounding)
        // K itself when k = 1.
        if instance.unranked.network.outputs == 1 {
          #expect(relativeDifference(lower, κ) < rounding - 1)
          exact += 1
        }
      }
      if let duality = bounds["gram.duality"] { #expect(relativeDifference(duality, κ) < 1e3 * (rounding - 1)) }
    }
    #expect(strict > 25 && exact > 30, "\(strict) \(exact)")
    for name in theorems.entries.map(\.identifier) {
      #expect((finite[name] ?? 0) > 70, "\(name): \(finite[name] ?? 0)")
    }
  }

  /// At α = 1 the conjectures are `relu.weyl`; one sample and one output make the masked bounds κ = 1.
  @Test func equalityCases() throws {
    let theorems = try PlannedTheorems(Catalogue.relu().theorems, .relu)
    var compared = 0
    for instance in try FamilySamples.relu(80, ReLUEnsemble(slopes: [.one], shapes: [.wide]), "slope one") {
      let bounds = try FamilyEvaluator<ReLUMeasurements>(instance, .relu).bounds(theorems)
      guard let weyl = bounds["relu.weyl"], weyl < 1e8 else { continue }
      for name in ["conjecture.relu-preactivation", "conjecture.relu-preactivation-upper"] {
        guard let bound = bounds[name] else { continue }
        compared += 1
        #expect(relativeDifference(bound, weyl) < 1e-9)
      }
    }
    #expect(compared > 50)
    let single = ReLUEnsemble(width: 1...6, outputs: 1...1, samples: 1...1, data: [.gaussian])
    for instance in try FamilySamples.relu(60, single, "one sample") where instance.rank == 1 {
      let bounds = try FamilyEvaluator<ReLUMeasurements>(instance, .relu).bounds(theorems)
      for name in ["masked", "schur", "coupled"] {
        #expect(relativeDifference(bounds["relu.\(name)"] ?? .nan, 1) < 1e-12, "\(name)")
      }
    }
  }

  /// When the ReLU bounds are vacuous: always for a singular K, and at α = 0 with fewer units than samples `relu.weyl`, which
  /// has neither α² nor σ_col(Φ) left.
  @Test func vacuousWhereTheorySays() throws {
    let theorems = try Self.theorems(Catalogue.relu(), .relu)
    var (singular, dead) = (0, 0)
    let ensemble = ReLUEnsemble(
      width: 2...6, inputs: 2...8, outputs: 1...2, samples: 2...7, slopes: [.zero, .uniform],
      data: [.gaussian, .correlated])
    for instance in try FamilySamples.relu(250, ensemble, "vacuous") {
      let bounds = try FamilyEvaluator<ReLUMeasurements>(instance, .relu).bounds(theorems)
      let network = instance.unranked.network
      if instance.rank < instance.order {
        singular += 1
        for name in ["weyl", "masked", "schur", "coupled"] { #expect(bounds["relu.\(name)"] == .infinity) }
      } else if network.slope == 0, network.width < instance.unranked.samples {
        dead += 1
        #expect(bounds["relu.weyl"] == .infinity)
      }
    }
    #expect(singular > 20 && dead > 5, "\(singular) \(dead)")
  }

  /// Two units with parallel weights have parallel features, whatever rounding makes of them: at α = 0 `relu.weyl` has nothing
  /// left, though K is positive definite and the computed σ_col(Φ) is hardly ever 0.
  @Test func dependentFeaturesAreExact() throws {
    let theorems = try Self.theorems(Catalogue.relu(), .relu)
    var workspace = Workspace()
    for index in 0..<30 {
      var stream = Draw.stream(index, "dependent features")
      let x = Matrix(rows: 2, columns: 3) { [[5.0, 0.3, 0.6], [0.1, 5, 3]][$0][$1] * (1 + stream.uniform() / 8) }
      // Few binary digits, so that 3v is exact.
      let v = (0..<2).map { _ in ((1 + stream.uniform()) * 4096).rounded() / 4096 }
      let network = try ReLUNetwork(
        hidden: Matrix([v, v.map { 3 * $0 }, [1, -1]]), output: Matrix([[1, 2, 3]]), slope: 0)
      let instance = try RankedReLUInstance(ReLUInstance(network: network, data: x), &workspace)
      #expect(instance.rank == 3)
      let bounds = try FamilyEvaluator<ReLUMeasurements>(instance, .relu).bounds(theorems)
      #expect(bounds["relu.weyl"] == .infinity)
      // More samples than inputs, and H as dependent as Φ: the envelopes' diagonal matrix is 0 too.
      #expect(bounds["relu.coupled"] == .infinity)
    }
  }
}
