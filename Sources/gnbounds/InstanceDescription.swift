import LinearAlgebra
import Networks
import Reporting
import Theorems
import Verification

/// What is told of an instance besides its matrices.
struct InstanceDescription {
  /// The singular values of a matrix, zeros that its rank decides left out.
  struct SingularValues {
    let name: String
    let values: [Double]
    let rank: Int?
    /// What rounding in their computation is of the order of.
    let rounding: Double

    var line: String {
      let nonzero = values.prefix(rank ?? values.count).prefix { $0 > 0 }
      let told = nonzero.prefix { $0 > rounding }
      let (hidden, zeros) = (nonzero.count - told.count, values.count - nonzero.count)
      let notes =
        (hidden > 0 ? ["\(CountText.text(hidden)) below rounding"] : [])
        + (zeros > 0 ? [CountText.plural(zeros, "exact zero")] : [])
      // A list that's longer than a line tells little.
      let numbers =
        told.count <= 16
        ? told.map(Format.number)
        : told.prefix(8).map(Format.number) + ["…"] + told.suffix(4).map(Format.number) + ["(\(told.count) in all)"]
      let end = notes.joined(separator: " and ")
      let behind = notes.isEmpty || numbers.isEmpty ? [end] : ["and " + end]
      return "\(name): " + (numbers + behind.filter { !$0.isEmpty }).joined(separator: "  ")
    }
  }

  let values: InstanceValues
  let order: Int
  let rank: Int
  /// How the rank is known.
  let rankProvenance: String
  /// The ranks of partial products, for families that have them.
  let ranks: PartialRanks?
  /// Those of the weights first.
  private(set) var singularValues: [SingularValues] = []
  private(set) var lines: [String] = []

  init(_ measurements: some InstanceMeasurements) throws {
    let instance = measurements.instance
    (values, order, rank) = (instance.values, instance.order, instance.rank)
    switch instance {
    case let linear as LinearInstance:
      (ranks, rankProvenance) = (linear.ranks, linear.ranks.provenance.rawValue)
      for (index, layer) in linear.network.weights.enumerated() {
        try add("W^\(index + 1)", layer, rank: linear.ranks.layers[index + 1])
      }
      lines = Self.lines(linear, parameters: linear.network.parameters)
      try addProducts(linear)
    case let residual as ResidualInstance:
      (ranks, rankProvenance) = (residual.linear.ranks, residual.linear.ranks.provenance.rawValue)
      for (index, branch) in residual.network.branches.enumerated() { try add("W^\(index + 1)", branch) }
      for (index, layer) in residual.linear.network.weights.enumerated() {
        try add("V^\(index + 1)", layer, rank: residual.linear.ranks.layers[index + 1])
      }
      let parameters = residual.network.branches.reduce(0) { $0 + $1.rows * $1.columns }
      lines = Self.lines(residual.linear, parameters: parameters)
      lines.append("β = " + residual.network.strengths.map(Format.number).joined(separator: "  "))
      try addProducts(residual.linear)
    case let relu as RankedReLUInstance:
      (ranks, rankProvenance) = (nil, relu.spectrum.rankChoice.rawValue)
      let (network, unranked) = (relu.unranked.network, relu.unranked)
      for (name, matrix) in [
        ("V", network.hidden), ("W", network.output), ("X", unranked.data), ("Φ", unranked.features),
        ("H", unranked.transposedWeightedActivations.transposed),
      ] { try add(name, matrix) }
      lines = [
        "d = \(network.inputs), m = \(network.width), k = \(network.outputs), n = \(unranked.samples), "
          + "\(network.parameters) weights, α = \(Format.number(network.slope))",
        "rank G = \(rank) of kn = \(order) (\(rankProvenance))",
        unranked.kinks.isEmpty
          ? "no pre-activation is exactly 0"
          : "\(CountText.plural(unranked.kinks.count, "pre-activation")) exactly 0, where φ' = α by convention",
      ]
    case let normalized as BatchNormInstance:
      (ranks, rankProvenance) = (nil, normalized.ranks.provenance.rawValue)
      let network = normalized.network
      try add("V", network.hidden, rank: normalized.ranks.before[2])
      try add("W", network.output, rank: normalized.ranks.after[1])
      try add("U", normalized.units, rank: normalized.ranks.before[2])
      try add("S", normalized.data.factor, rank: network.inputs, showsShape: false)
      lines = [
        "d = \(network.inputs), m = \(network.width), k = \(network.outputs), \(network.parameters) parameters, "
          + "Σ \(Self.describe(normalized.data))",
        "rank G = \(rank) of kd = \(order) (\(normalized.ranks.provenance.rawValue) ranks: W has rank "
          + "\(normalized.ranks.after[1]), V has rank \(normalized.ranks.before[2]))",
        "standard deviations s = " + normalized.deviations.map(Format.number).joined(separator: "  "),
      ]
      var workspace = Workspace()
      let plain = normalized.withoutNormalization
      let spectrum = try GaussNewtonSpectrum(plain, PartialProducts(plain), &workspace)
      if let κ = spectrum.conditionNumber {
        lines.append("κ(G) of the same weights without batch normalisation = \(Format.number(κ))")
      }
    case let convolution as ConvolutionInstance:
      (ranks, rankProvenance) = (nil, convolution.rankChoice.rawValue)
      let (network, images) = (convolution.network, convolution.images)
      for (index, kernel) in network.kernels.enumerated() { try add("w^\(index + 1)", kernel.weights) }
      for layer in 1...network.depth { try add("C_\(layer)", network.kernelMap(layer)) }
      try add("S", convolution.data.factor, rank: convolution.data.inputs)
      let taps = network.kernels.map { "\($0.height)×\($0.width)" }.joined(separator: ", ")
      lines = [
        "channels \(network.channels.map(String.init).joined(separator: " → ")), taps \(taps), "
          + "\(network.parameters) weights; end to end \(network.height)×\(network.width) taps",
        "\(CountText.plural(images.count, "image")) of \(images.height)×\(images.width) pixels",
        "rank G = \(rank) of c_Lc_0|S| = \(order) (\(convolution.rankChoice.rawValue)"
          + (convolution.hasCoprimeKernels || !network.hasSingleChannels ? ")" : "; kernels have a common factor)"),
      ]
    default:
      (ranks, rankProvenance) = (nil, "")
    }
  }

  private static func lines(_ instance: LinearInstance, parameters: Int) -> [String] {
    let ranks = instance.ranks
    return [
      "widths \(instance.network.widths.map(String.init).joined(separator: " → ")), \(parameters) weights, "
        + "Σ \(describe(instance.data))",
      "rank G = \(instance.rank) of kd = \(instance.order) (\(ranks.provenance.rawValue) ranks "
        + "p = \(ranks.after.dropFirst().map(String.init).joined(separator: " ")), "
        + "q = \(ranks.before.dropFirst().map(String.init).joined(separator: " ")))",
    ]
  }

  private static func describe(_ data: SecondMoment) -> String {
    switch data.form {
    case .whitened: "= I"
    case .isotropic: "= \(Format.number(data.factor[0, 0] * data.factor[0, 0])) I"
    case .general: "\(data.inputs)×\(data.inputs)"
    }
  }

  private mutating func addProducts(_ instance: LinearInstance) throws {
    let products = PartialProducts(instance)
    for (index, product) in products.after.enumerated() {
      if let product { try add("P_\(index + 1)", product, rank: instance.ranks.after[index + 1], showsShape: false) }
    }
    for (index, product) in products.before.enumerated() {
      if let product { try add("Q_\(index + 1)", product, rank: instance.ranks.before[index + 1], showsShape: false) }
    }
    try add("S", instance.data.factor, rank: instance.network.inputs, showsShape: false)
  }

  private mutating func add(_ name: String, _ matrix: Matrix, rank: Int? = nil, showsShape: Bool = true) throws {
    var workspace = Workspace()
    let values = try workspace.singularValues(of: matrix)
    singularValues.append(
      SingularValues(
        name: showsShape ? "\(name) (\(matrix.rows)×\(matrix.columns))" : name, values: values, rank: rank,
        rounding: Double(max(matrix.rows, matrix.columns)) * Double.ulpOfOne * (values.first ?? 0)))
  }
}
