import LinearAlgebra
import Networks
import RandomStreams
import Reporting

/// κ of two-layer ReLU networks from weights and samples, next to what can't be avoided: the eigenvalues of K by LAPACK,
/// and the products that form K.
struct BenchTwoLayers: Encodable {
  struct Row: Encodable {
    let label: String
    let order: Int
    let conditionNumber: JSONNumber
    let rankChoice: String
    /// From the weights to κ.
    let milliseconds: Double
    /// dsyevd on K, and VX, HHᵀ, XᵀX, ΦᵀΦ, in the same run.
    let baselineMilliseconds: Double

    var ratio: Double { milliseconds / baselineMilliseconds }
  }

  private(set) var rows: [Row] = []

  init(_ extent: BenchExtent) throws {
    let sizes = [(d: 64, k: 1, m: 512, n: 500), (d: 64, k: 10, m: 256, n: 200)]
    let small = [(d: 64, k: 1, m: 128, n: 100), (d: 64, k: 4, m: 128, n: 50)]
    for size in extent == .quick ? small : sizes {
      rows.append(try Self.measure(size, repetitions: size.k * size.n < 1000 ? 15 : 5))
    }
  }

  private static func measure(_ size: (d: Int, k: Int, m: Int, n: Int), repetitions: Int) throws -> Row {
    let label = "d=\(size.d) k=\(size.k) m=\(size.m) n=\(size.n)"
    var stream = RandomStream(domain: "bench two layers", seed: 1, index: 0)
    var workspace = Workspace()
    let ensemble = ReLUEnsemble(
      width: size.m...size.m, inputs: size.d...size.d, outputs: size.k...size.k, samples: size.n...size.n,
      slopes: [.zero], shapes: [.free], initializations: [.kaimingNormal], data: [.gaussian], hiddenScale: 1...1)
    guard let instance = try ensemble.draw(&stream, &workspace)?.instance else {
      throw UsageError("\(label): no network drawn")
    }
    let (network, data) = (instance.network, instance.data)
    let (matrix, weighted) = (try instance.sampleSide(), instance.transposedWeightedActivations)
    var other = Workspace()
    var spectrum = try ReLUSpectrum(instance, &workspace)
    let medians = try BenchClock.medians(
      repetitions,
      [
        { spectrum = try ReLUSpectrum(ReLUInstance(network: network, data: data), &workspace) },
        {
          _ = network.hidden * data
          _ = weighted.transposedGram()
          _ = data.transposedGram()
          _ = instance.features.transposedGram()
          _ = try other.eigenvalues(ofSymmetric: matrix)
        },
      ])
    return Row(
      label: label, order: instance.order,
      conditionNumber: JSONNumber(spectrum.gaussNewton.conditionNumber), rankChoice: spectrum.rankChoice.rawValue,
      milliseconds: 1e3 * medians[0], baselineMilliseconds: 1e3 * medians[1])
  }

  var lines: [String] {
    var table = TextTable(header: ["κ: two-layer ReLU", "order kn", "κ", "ms", "dsyevd and products", "ratio"])
    for row in rows {
      table.append([
        row.label, CountText.text(row.order), row.conditionNumber.value.map(Format.number) ?? "undecided",
        Format.number(row.milliseconds), Format.number(row.baselineMilliseconds), Format.number(row.ratio),
      ])
    }
    return table.lines
  }
}
