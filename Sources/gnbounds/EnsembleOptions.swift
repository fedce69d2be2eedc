import Foundation
import Networks
import Theorems
import Verification

/// The options that fix which networks are drawn, and the lines that repeat them.
struct EnsembleOptions {
  /// The families whose theorems are checked.
  let families: [NetworkFamily]
  let ensembles: FamilyEnsembles
  let seed: UInt64
  let realData: RealData?
  /// The options as they were given, in the order of the help.
  private let given: [String]

  static let specifications: [OptionSpecification] =
    [
      .value(
        "--family", "NAME", "family of networks, several allowed: " + names(NetworkFamily.self) + " (default all)"),
      .value("--depth", "A...B", "number of layers (linear, residual; default 1...8; conv; default 1...4)"),
      .value("--width", "A...B", "hidden widths (default 1...24, relu 1...32), hidden channels (conv; default 1...3)"),
      .value(
        "--inputs", "A...B",
        "input dimension of synthetic data (default 1...10, relu and batchnorm 1...8), channels of synthetic images (conv; default 1...2)"
      ),
      .value("--outputs", "A...B", "output dimension (default 1...6, relu and batchnorm 1...4, conv 1...2)"),
      .value("--batch", "A...B", "number of samples a network sees (relu; default 1...12; conv; default 1...4)"),
      .value("--init", "NAME", "initialiser, several allowed: " + names(Initialization.self) + " (default all)"),
      .value("--structure", "NAME", "what is done to the weights (linear, residual): " + names(LayerStructure.self)),
      .value("--shape", "NAME", "how widths vary (linear, residual): " + names(WidthShape.self)),
      .value("--strength", "NAME", "how β is drawn (residual): " + names(StrengthKind.self)),
      .value("--branches", "NAME", "what the branches are (residual): " + names(BranchKind.self)),
      .value("--slope", "NAME", "how α is drawn (relu): " + names(SlopeKind.self)),
      .value("--sizes", "NAME", "how batch, width and inputs relate (relu): " + names(ReLUShape.self)),
      .value("--moment", "NAME", "synthetic second moment (linear, residual): " + names(SyntheticData.self)),
      .value("--points", "NAME", "synthetic samples (relu): " + names(SyntheticSamples.self)),
      .value("--taps", "A...B", "extent of a kernel along an axis (conv; default 1...3)"),
      .value("--pixels", "A...B", "extent of synthetic images along an axis (conv; default 1...6)"),
      .value("--axes", "NAME", "1-D or 2-D synthetic images (conv): " + names(ImageAxes.self)),
      .value("--channels", "NAME", "how channels are drawn (conv): " + names(ChannelShape.self)),
      .value("--kernels", "NAME", "what is done to the kernels (conv): " + names(KernelStructure.self)),
      .value("--images", "NAME", "synthetic images (conv): " + names(SyntheticImages.self)),
      .value("--hidden", "NAME", "how width, inputs and outputs relate (batchnorm): " + names(BatchNormShape.self)),
      .value("--covariance", "NAME", "synthetic covariance (batchnorm): " + names(BatchData.self)),
    ] + RealData.specifications + [.value("--seed", "S", "seed of everything random (default 1)")]

  /// The families that an option speaks of, where not all.
  private static let scopes: [String: Set<NetworkFamily>] = [
    "--depth": [.linear, .residual, .conv], "--taps": [.conv], "--pixels": [.conv], "--axes": [.conv],
    "--channels": [.conv], "--kernels": [.conv], "--images": [.conv], "--structure": [.linear, .residual],
    "--shape": [.linear, .residual],
    "--moment": [.linear, .residual], "--strength": [.residual], "--branches": [.residual], "--batch": [.relu, .conv],
    "--slope": [.relu], "--sizes": [.relu], "--points": [.relu], "--hidden": [.batchnorm], "--covariance": [.batchnorm],
  ]

  private static func names<Name: RawRepresentable & CaseIterable>(_ type: Name.Type) -> String
  where Name.RawValue == String {
    Name.allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// - Parameter named: the theorems that are meant; all where there are none.
  init(_ arguments: ParsedArguments, about named: [Theorem] = []) throws {
    let asked = try Self.choices(arguments, "--family", NetworkFamily.allCases)
    if let stranger = named.first(where: { !asked.contains($0.family) }) {
      throw UsageError(
        "--family leaves out \(stranger.family.rawValue), of which \(stranger.identifier) speaks")
    }
    var families = NetworkFamily.allCases.filter { family in
      asked.contains(family)
        && (named.isEmpty || arguments.has("--family") || named.contains { $0.family == family })
    }
    for (option, scope) in Self.scopes.sorted(by: { $0.key < $1.key })
    where arguments.has(option) && scope.isDisjoint(with: families) {
      throw UsageError(
        "\(option) is about the families \(scope.map(\.rawValue).sorted().joined(separator: ", ")), "
          + "and \(families.map(\.rawValue).joined(separator: ", ")) is asked for")
    }
    seed = try arguments.seed()
    realData = try RealData(arguments, families, seed: seed)
    if let fault = realData?.imageFault {
      // Among all families convolutional networks are left out where the data are no images.
      if arguments.has("--family") || !named.isEmpty { throw fault }
      families.removeAll { $0 == .conv }
    }
    self.families = families
    ensembles = FamilyEnsembles(
      linear: try Self.linear(arguments, realData),
      residual: ResidualEnsemble(
        try Self.linear(arguments, realData),
        strengths: try Self.choices(arguments, "--strength", StrengthKind.allCases),
        branches: try Self.choices(arguments, "--branches", BranchKind.allCases)),
      relu: try Self.relu(arguments, realData), batchnorm: try Self.batchNorm(arguments, realData),
      conv: try Self.convolution(arguments, realData))
    given = Self.specifications.map(\.name).filter { $0 != "--seed" && arguments.has($0) }.flatMap(arguments.restated)
    for family in families { try requireMemory(family) }
  }

  private static func linear(_ arguments: ParsedArguments, _ realData: RealData?) throws -> LinearEnsemble {
    var ensemble = LinearEnsemble(realData: realData?.moment)
    ensemble.depth = try arguments.range("--depth", default: ensemble.depth)
    ensemble.width = try arguments.range("--width", default: ensemble.width)
    ensemble.inputs = try arguments.range("--inputs", default: ensemble.inputs)
    ensemble.outputs = try arguments.range("--outputs", default: ensemble.outputs)
    ensemble.initializations = try choices(arguments, "--init", ensemble.initializations)
    ensemble.structures = try choices(arguments, "--structure", ensemble.structures)
    ensemble.widthShapes = try choices(arguments, "--shape", ensemble.widthShapes)
    ensemble.data = try choices(arguments, "--moment", ensemble.data)
    return ensemble
  }

  private static func relu(_ arguments: ParsedArguments, _ realData: RealData?) throws -> ReLUEnsemble {
    var ensemble = ReLUEnsemble(realData: realData?.samples)
    ensemble.width = try arguments.range("--width", default: ensemble.width)
    ensemble.inputs = try arguments.range("--inputs", default: ensemble.inputs)
    ensemble.outputs = try arguments.range("--outputs", default: ensemble.outputs)
    ensemble.samples = try arguments.range("--batch", default: ensemble.samples)
    ensemble.initializations = try choices(arguments, "--init", ensemble.initializations)
    ensemble.slopes = try choices(arguments, "--slope", ensemble.slopes)
    ensemble.shapes = try choices(arguments, "--sizes", ensemble.shapes)
    ensemble.data = try choices(arguments, "--points", ensemble.data)
    return ensemble
  }

  private static func batchNorm(_ arguments: ParsedArguments, _ realData: RealData?) throws -> BatchNormEnsemble {
    var ensemble = BatchNormEnsemble(realData: realData?.covariance)
    ensemble.width = try arguments.range("--width", default: ensemble.width)
    ensemble.inputs = try arguments.range("--inputs", default: ensemble.inputs)
    ensemble.outputs = try arguments.range("--outputs", default: ensemble.outputs)
    ensemble.shapes = try choices(arguments, "--hidden", ensemble.shapes)
    ensemble.initializations = try choices(arguments, "--init", ensemble.initializations)
    ensemble.data = try choices(arguments, "--covariance", ensemble.data)
    return ensemble
  }

  private static func convolution(
    _ arguments: ParsedArguments, _ realData: RealData?
  ) throws -> ConvolutionEnsemble {
    var ensemble = ConvolutionEnsemble(realImages: realData?.images)
    ensemble.depth = try arguments.range("--depth", default: ensemble.depth)
    ensemble.channels = try arguments.range("--width", default: ensemble.channels)
    ensemble.inputs = try arguments.range("--inputs", default: ensemble.inputs)
    ensemble.outputs = try arguments.range("--outputs", default: ensemble.outputs)
    ensemble.taps = try arguments.range("--taps", default: ensemble.taps)
    ensemble.pixels = try arguments.range("--pixels", default: ensemble.pixels)
    ensemble.samples = try arguments.range("--batch", default: ensemble.samples)
    ensemble.axes = try choices(arguments, "--axes", ensemble.axes)
    ensemble.shapes = try choices(arguments, "--channels", ensemble.shapes)
    ensemble.structures = try choices(arguments, "--kernels", ensemble.structures)
    ensemble.initializations = try choices(arguments, "--init", ensemble.initializations)
    ensemble.data = try choices(arguments, "--images", ensemble.data)
    return ensemble
  }

  private static func choices<Name: RawRepresentable & CaseIterable>(
    _ arguments: ParsedArguments, _ option: String, _ standard: [Name]
  ) throws(UsageError) -> [Name] where Name.RawValue == String {
    let given = try arguments.list(option)
    if given.isEmpty { return standard }
    var chosen: [Name] = []
    for name in given {
      guard let choice = Name(rawValue: name) else {
        throw UsageError(
          "\(option) \(name): unknown name" + Suggestion.sentence(for: name, among: Name.allCases.map(\.rawValue)))
      }
      chosen.append(choice)
    }
    return chosen
  }

  /// The first option given that fixes an ensemble, the seed apart.
  static func firstGiven(in arguments: ParsedArguments) -> String? {
    specifications.map(\.name).first { $0 != "--seed" && $0 != "--family" && arguments.has($0) }
  }

  /// Refuses orders whose matrices can't be in memory.
  private func requireMemory(_ family: NetworkFamily) throws(UsageError) {
    let inputs: Int
    let (order, widest, depth): (Double, Double, Double)
    switch family {
    case .linear, .residual:
      let ensemble = ensembles.linear
      inputs = ensemble.realData?.rank ?? ensemble.inputs.upperBound
      order = Double(inputs) * Double(ensemble.outputs.upperBound)
      widest = Double(
        max(ensemble.width.upperBound, ensemble.realData?.features ?? inputs, ensemble.outputs.upperBound))
      depth = Double(ensemble.depth.upperBound)
    case .relu:
      let ensemble = ensembles.relu
      inputs = ensemble.realData?.features ?? ensemble.inputs.upperBound
      order = Double(ensemble.samples.upperBound) * Double(ensemble.outputs.upperBound)
      widest = Double(max(ensemble.width.upperBound, inputs, ensemble.outputs.upperBound))
      depth = 2
    case .batchnorm:
      let ensemble = ensembles.batchnorm
      inputs = ensemble.realData?.rank ?? ensemble.inputs.upperBound
      order = Double(inputs) * Double(ensemble.outputs.upperBound)
      // A d×d matrix for each unit, all at once.
      widest =
        Double(max(ensemble.width.upperBound, ensemble.realData?.features ?? inputs))
        + Double(inputs) * Double(ensemble.width.upperBound).squareRoot()
      depth = 2
    case .conv:
      let ensemble = ensembles.conv
      depth = Double(ensemble.depth.upperBound)
      let extent = depth * Double(ensemble.taps.upperBound - 1) + 1
      let channels = Double(ensemble.realImages?.channels ?? ensemble.inputs.upperBound)
      inputs = ensemble.realImages?.pixels ?? ensemble.pixels.upperBound * ensemble.pixels.upperBound
      order = channels * Double(ensemble.outputs.upperBound) * extent * extent
      // A kernel's map has as many columns as the kernel weights.
      let kernel = Double(ensemble.taps.upperBound * ensemble.taps.upperBound)
      let wide = Double(max(ensemble.channels.upperBound, ensemble.shapes.contains(.wide) ? 48 : 1))
      widest = (order * kernel * wide * Double(max(ensemble.channels.upperBound, 2))).squareRoot()
    }
    let bytes = 8 * (3 * order * order + 4 * depth * widest * widest)
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytes * Double(ProcessInfo.processInfo.activeProcessorCount) < memory / 2 else {
      throw UsageError(
        String(
          format: "networks of these sizes need up to %.1f GiB each (order %.0f, width %.0f); "
            + "this machine has %.1f GiB: lower --inputs, --outputs, --width, --depth or --batch", bytes / 0x1p30,
          order,
          widest, memory / 0x1p30))
    }
  }

  // MARK: Repeating

  /// What fixes the ensembles, as arguments: all of it for one family, what was given for several.
  var arguments: [String] {
    if families.count == 1 { return ["--family", families[0].rawValue] + ranges(of: families[0]) }
    return given + ["--seed", String(seed)]
  }

  /// Everything that fixes the ensemble of a family.
  private func ranges(of family: NetworkFamily) -> [String] {
    let range = { (option: String, range: ClosedRange<Int>) in
      [
        option,
        range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)...\(range.upperBound)",
      ]
    }
    var list: [String] = []
    switch family {
    case .linear, .residual:
      let ensemble = ensembles.linear
      list += range("--depth", ensemble.depth) + range("--width", ensemble.width)
      if realData == nil { list += range("--inputs", ensemble.inputs) }
      list += range("--outputs", ensemble.outputs) + Self.argument("--init", ensemble.initializations)
      list += Self.argument("--structure", ensemble.structures) + Self.argument("--shape", ensemble.widthShapes)
      if family == .residual {
        list += Self.argument("--strength", ensembles.residual.strengths)
        list += Self.argument("--branches", ensembles.residual.branches)
      }
      if realData == nil { list += Self.argument("--moment", ensemble.data) }
    case .relu:
      let ensemble = ensembles.relu
      list += range("--width", ensemble.width)
      if realData == nil { list += range("--inputs", ensemble.inputs) }
      list += range("--outputs", ensemble.outputs) + range("--batch", ensemble.samples)
      list += Self.argument("--init", ensemble.initializations) + Self.argument("--slope", ensemble.slopes)
      list += Self.argument("--sizes", ensemble.shapes)
      if realData == nil { list += Self.argument("--points", ensemble.data) }
    case .batchnorm:
      let ensemble = ensembles.batchnorm
      list += range("--width", ensemble.width)
      if realData == nil { list += range("--inputs", ensemble.inputs) }
      list += range("--outputs", ensemble.outputs) + Self.argument("--hidden", ensemble.shapes)
      list += Self.argument("--init", ensemble.initializations)
      if realData == nil { list += Self.argument("--covariance", ensemble.data) }
    case .conv:
      let ensemble = ensembles.conv
      list += range("--depth", ensemble.depth) + range("--width", ensemble.channels)
      if realData == nil { list += range("--inputs", ensemble.inputs) }
      list += range("--outputs", ensemble.outputs) + range("--taps", ensemble.taps)
      if realData == nil { list += range("--pixels", ensemble.pixels) }
      list += range("--batch", ensemble.samples)
      if realData == nil { list += Self.argument("--axes", ensemble.axes) }
      list += Self.argument("--channels", ensemble.shapes) + Self.argument("--kernels", ensemble.structures)
      list += Self.argument("--init", ensemble.initializations)
      if realData == nil { list += Self.argument("--images", ensemble.data) }
    }
    return list + (realData?.arguments ?? []) + ["--seed", String(seed)]
  }

  /// Names in order, left out when they're all there are.
  private static func argument<Name: RawRepresentable & CaseIterable & Equatable>(
    _ option: String, _ chosen: [Name]
  ) -> [String] where Name.RawValue == String {
    chosen == Array(Name.allCases) ? [] : [option, chosen.map(\.rawValue).joined(separator: ",")]
  }

  /// The command that replays a trial of a theorem.
  func replay(_ theorem: Theorem, index: Int) -> String {
    let rest = theorem.ensemble != nil ? ["--seed", String(seed)] : ranges(of: theorem.family)
    return "gnbounds replay \(theorem.identifier) --index \(index) " + rest.map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_./=,:+"))
    return word.unicodeScalars.allSatisfy(plain.contains) && !word.isEmpty
      ? word : "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
