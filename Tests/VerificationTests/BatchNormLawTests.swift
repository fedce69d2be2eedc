import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing
import Theorems
import Verification

/// Laws of networks with batch normalisation: invariances and what isn't invariant, orderings, equality cases.
@Suite struct BatchNormLawTests {
  private static let theorems = Result {
    try PlannedTheorems(
      Catalogue.batchNorm().theorems.filter { $0.kind == .theorem }, .batchnorm)
  }

  private static func values(_ instance: BatchNormInstance) throws -> [String: Double] {
    let evaluator = FamilyEvaluator<BatchNormMeasurements>(instance, .batchnorm)
    var values = try evaluator.bounds(theorems.get())
    values["κ"] = try evaluator.measurements.spectrum().conditionNumber ?? .nan
    return values
  }

  /// From samples, as data come: their mean is taken away, whatever it is.
  private static func values(_ v: Matrix, _ w: Matrix, on x: Matrix) throws -> [String: Double] {
    var workspace = Workspace()
    let moment = try InputMoment(samples: x.transposed, InputPreparation(centered: true), &workspace)
    let network = try BatchNormNetwork(hidden: v * (try #require(moment.basis)), output: w)
    return try values(BatchNormInstance(network: network, data: moment.moment))
  }

  /// Chosen vectors are invariant only as far as their choice is.
  private func expectEqual(_ before: [String: Double], _ after: [String: Double], _ name: String) {
    for (key, value) in before where value < 1e6 && key != "batchnorm.lower" {
      #expect(relativeDifference(value, after[key] ?? .nan) < 1e-7, "\(key) under \(name)")
    }
  }

  private struct Sample {
    var v: Matrix
    var w: Matrix
    var x: Matrix
  }

  private func samples(_ count: Int, _ domain: String) -> [(Sample, RandomStream)] {
    (0..<count).map { index in
      var stream = Draw.stream(index, domain)
      let (d, m, k) = (stream.integer(in: 2...4), stream.integer(in: 2...6), stream.integer(in: 1...3))
      let x = Matrix(rows: d, columns: stream.integer(in: (2 * d)...(4 * d))) { row, _ in
        Double(row + 1) * stream.normal() + 2
      }
      return (Sample(v: Draw.matrix(m, d, &stream), w: Draw.matrix(k, m, &stream), x: x), stream)
    }
  }

  @Test func invariances() throws {
    var count = 0
    for case (let sample, var stream) in samples(60, "batch norm invariance") {
      let (v, w, x) = (sample.v, sample.w, sample.x)
      let before = try Self.values(v, w, on: x)
      guard let κ = before["κ"], κ < 1e5 else { continue }
      count += 1
      expectEqual(before, try Self.values(v, w, on: -3.7 * x), "scaling the data")
      let shift = (0..<x.rows).map { _ in 20 * stream.normal() }
      let shifted = Matrix(rows: x.rows, columns: x.columns) { x[$0, $1] + shift[$0] }
      expectEqual(before, try Self.values(v, w, on: shifted), "shifting the data")
      expectEqual(before, try Self.values(v, -1 * w, on: x), "negating the output weights")
      let signs = Matrix.diagonal((0..<v.rows).map { $0 == 0 ? -1 : 1 })
      expectEqual(before, try Self.values(signs * v, w, on: x), "negating a unit")
      let image = try stream.sampleWithoutReplacement(v.rows, of: v.rows)
      let units = Matrix(rows: v.rows, columns: v.rows) { image[$0] == $1 ? 1 : 0 }
      expectEqual(before, try Self.values(units * v, w * units.transposed, on: x), "permuting units")
      let o = try Draw.orthogonal(x.rows, &stream)
      expectEqual(before, try Self.values(v * o.transposed, w, on: o * x), "rotating inputs and the first layer")
      expectEqual(before, try Self.values(v, try Draw.orthogonal(w.rows, &stream) * w, on: x), "rotating outputs")
      let order = try stream.sampleWithoutReplacement(x.columns, of: x.columns)
      let permuted = Matrix(rows: x.rows, columns: x.columns) { x[$0, order[$1]] }
      expectEqual(before, try Self.values(v, w, on: permuted), "permuting samples")
    }
    #expect(count > 40)
  }

  /// F is invariant to the scale of V, and so is the matrix without the derivatives by V; κ isn't.
  @Test func negatives() throws {
    var (count, changed) = (0, [String: Int]())
    for case (let sample, var stream) in samples(60, "batch norm negatives") {
      let (v, w, x) = (sample.v, sample.w, sample.x)
      let network = try BatchNormNetwork(hidden: v, output: w)
      let scaled = try BatchNormNetwork(hidden: 3 * v, output: w)
      let outputs = try w * BatchStatistics(network, inputs: x).normalized
      let others = try w * BatchStatistics(scaled, inputs: x).normalized
      #expect((outputs - others).maximumMagnitude < 1e-12 * outputs.maximumMagnitude)
      guard let κ = try Self.values(v, w, on: x)["κ"], κ < 1e5 else { continue }
      count += 1
      let o = try Draw.orthogonal(x.rows, &stream)
      for (name, after) in [
        ("first layer scaled", try Self.values(3 * v, w, on: x)),
        ("all weights scaled", try Self.values(3 * v, 3 * w, on: x)),
        ("data rotated", try Self.values(v, w, on: o * x)),
      ] where relativeDifference(after["κ"] ?? .nan, κ) > 1e-3 { changed[name, default: 0] += 1 }
    }
    #expect(count > 40)
    for name in ["first layer scaled", "all weights scaled", "data rotated"] {
      #expect((changed[name] ?? 0) > count * 8 / 10, "\(name): \(changed[name] ?? 0) of \(count)")
    }
  }

  @Test func boundsAreOrderedAndOneOutputIsExact() throws {
    var (finite, exact, vacuous) = (0, 0, 0)
    for instance in try FamilySamples.batchNorm(400, BatchNormEnsemble(), "batch norm orderings") {
      let bounds = try Self.values(instance)
      let κ = try #require(bounds["κ"])
      let rounding = 1 + 64 * Double(instance.roundings) * 0x1p-52 * κ
      guard rounding < 1 + 1e-5 else { continue }
      let weyl = try #require(bounds["batchnorm.weyl"])
      #expect(κ <= weyl * rounding)
      // Finite where W has full row rank or V full column rank, and only there.
      let isNonsingular =
        instance.ranks.after[1] == instance.network.outputs || instance.ranks.before[2] == instance.network.inputs
      #expect(weyl.isFinite == isNonsingular && (instance.rank == instance.order) == isNonsingular)
      if weyl.isFinite { finite += 1 } else { vacuous += 1 }
      guard let lower = bounds["batchnorm.lower"] else { continue }
      #expect(lower <= κ * rounding)
      if instance.network.outputs == 1 {
        #expect(relativeDifference(lower, κ) < rounding - 1)
        exact += 1
      }
    }
    #expect(finite > 150 && exact > 40 && vacuous > 20, "\(finite) \(exact) \(vacuous)")
  }

  /// White data, units of length 1: N_i = I, so Ĝ = WWᵀ ⊗ I + I ⊗ UᵀU and `batchnorm.weyl` is κ. By `linear.onehidden` so is
  /// κ without batch normalisation.
  @Test func whiteUnitsAreAttained() throws {
    for index in 0..<20 {
      var stream = Draw.stream(index, "white units")
      var workspace = Workspace()
      let (d, m, k) = (stream.integer(in: 1...4), stream.integer(in: 4...6), stream.integer(in: 1...3))
      let raw = Draw.matrix(m, d, &stream)
      let lengths = (0..<m).map { raw.transposed.column($0).frobeniusNorm }
      let network = try BatchNormNetwork(
        hidden: .diagonal(lengths.map { 1 / $0 }) * raw, output: Draw.matrix(k, m, &stream))
      let instance = try BatchNormInstance(network: network, data: .whitened(d))
      let values = try Self.values(instance)
      let plain = instance.withoutNormalization
      let without = try GaussNewtonSpectrum(plain, PartialProducts(plain), &workspace).conditionNumber
      #expect(relativeDifference(values["batchnorm.weyl"] ?? .nan, values["κ"] ?? .nan) < 1e-10)
      #expect(relativeDifference(without ?? .nan, values["κ"] ?? .nan) < 1e-10)
      let evaluator = FamilyEvaluator<BatchNormMeasurements>(instance, .batchnorm)
      let quantities = try evaluator.measurements.quantities(evaluator.measurements.spectrum())
      #expect(relativeDifference(quantities[0] ?? .nan, 1) < 1e-10)
    }
  }
}
