import LinearAlgebra
import Networks
import RandomStreams
import Reporting

/// κ of two-layer networks with batch normalisation from weights and covariance, next to what can't be avoided: the
/// eigenvalues of Ĝ by LAPACK, and the unit moments.
struct BenchBatchNorm: Encodable {
  struct Row: Encodable {
    let label: String
    let order: Int
    let conditionNumber: JSONNumber
    /// κ of the same weights without batch normalisation.
    let plainConditionNumber: JSONNumber
    /// From the weights to κ.
    let milliseconds: Double
    /// dsyevd on Ĝ, in the same run.
    let baselineMilliseconds: Double

    var ratio: Double { milliseconds / baselineMilliseconds }
  }

  private(set) var rows: [Row] = []

  init(_ extent: BenchExtent) throws {
    let sizes = [(d: 64, k: 1, m: 256), (d: 64, k: 10, m: 256)]
    let small = [(d: 32, k: 1, m: 64), (d: 32, k: 4, m: 64)]
    for size in extent == .quick ? small : sizes {
      rows.append(try Self.measure(size, repetitions: size.k * size.d < 300 ? 15 : 5))
    }
  }

  private static func measure(_ size: (d: Int, k: Int, m: Int), repetitions: Int) throws -> Row {
    let label = "d=\(size.d) k=\(size.k) m=\(size.m)"
    var stream = RandomStream(domain: "bench batch norm", seed: 1, index: 0)
    var workspace = Workspace()
    let ensemble = BatchNormEnsemble(
      width: size.m...size.m, inputs: size.d...size.d, outputs: size.k...size.k, shapes: [.free],
      initializations: [.kaimingNormal], data: [.correlated], unitScale: 1...1)
    guard let instance = try ensemble.draw(&stream, &workspace)?.instance else {
      throw UsageError("\(label): no network drawn")
    }
    let (network, data, ranks) = (instance.network, instance.data, instance.ranks)
    let plain = instance.withoutNormalization
    let plainSpectrum = try GaussNewtonSpectrum(plain, PartialProducts(plain), &workspace)
    let matrix = try instance.matrix()
    var other = Workspace()
    var spectrum = try GaussNewtonSpectrum(instance, &workspace)
    let medians = try BenchClock.medians(
      repetitions,
      [
        {
          spectrum = try GaussNewtonSpectrum(
            BatchNormInstance(network: network, data: data, ranks: ranks), &workspace)
        },
        { _ = try other.eigenvaluesByLAPACK(ofSymmetric: matrix) },
      ])
    return Row(
      label: label, order: instance.order, conditionNumber: JSONNumber(spectrum.conditionNumber),
      plainConditionNumber: JSONNumber(plainSpectrum.conditionNumber), milliseconds: 1e3 * medians[0],
      baselineMilliseconds: 1e3 * medians[1])
  }

  var lines: [String] {
    var table = TextTable(header: ["κ: batch norm", "order kd", "κ", "κ without", "ms", "dsyevd", "ratio"])
    for row in rows {
      table.append([
        row.label, CountText.text(row.order), row.conditionNumber.value.map(Format.number) ?? "undecided",
        row.plainConditionNumber.value.map(Format.number) ?? "undecided", Format.number(row.milliseconds),
        Format.number(row.baselineMilliseconds), Format.number(row.ratio),
      ])
    }
    return table.lines
  }
}
