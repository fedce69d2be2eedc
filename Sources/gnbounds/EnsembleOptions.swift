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
  /// Why a family is left out that nobody left out.
  let leftOut: [NetworkFamily: String]
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

  /// What the placeholders mean.
  static let notes = [
    "A...B stands for a number or a range, such as 4 or 2...6, from 1 to \(ParsedArguments.largestSize); sizes are drawn from it",
    "with equal probability. NAME stands for one name or several: --init orthogonal,spectrum.",
  ]

  private static func names<Name: RawRepresentable & CaseIterable>(_ type: Name.Type) -> String
  where Name.RawValue == String {
    Name.allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// - Parameter named: the theorems that are meant; all where there are none.
  init(_ arguments: ParsedArguments, about named: [Theorem] = []) throws {
    let asked = try arguments.choices("--family", default: NetworkFamily.allCases)
    if let stranger = named.first(where: { !asked.contains($0.family) }) {
      throw UsageError(
        "--family leaves out \(stranger.family.rawValue), of which \(stranger.identifier) speaks")
    }
    var families = NetworkFamily.allCases.filter { family in
      asked.contains(family)
        && (named.isEmpty || arguments.has("--family") || named.contains { $0.family == family })
    }
    for option in Self.specifications.map(\.name) where arguments.has(option) {
      let scope = Self.scope(of: option)
      guard !scope.isEmpty, Set(scope).isDisjoint(with: families) else { continue }
      throw UsageError(
        "\(option) is about the \(scope.count == 1 ? "family" : "families") "
          + "\(scope.map(\.rawValue).sorted().joined(separator: ", ")), "
          + "and \(families.map(\.rawValue).joined(separator: ", ")) is asked for")
    }
    seed = try arguments.seed()
    realData = try RealData(arguments, families, seed: seed)
    var leftOut: [NetworkFamily: String] = [:]
    if let fault = realData?.imageFault {
      // Among all families convolutional networks are left out where the data are no images.
      if arguments.has("--family") || !named.isEmpty { throw fault }
      families.removeAll { $0 == .conv }
      leftOut[.conv] = fault.description
    }
    self.leftOut = leftOut
    self.families = families
    var ensembles = realData?.ensembles ?? FamilyEnsembles()
    for field in NetworkFamily.allCases.flatMap(EnsembleField.fields) { try field.read(arguments, &ensembles) }
    try realData?.limitBatches(arguments, &ensembles)
    self.ensembles = ensembles
    given = Self.specifications.map(\.name).filter { $0 != "--seed" && arguments.has($0) }.flatMap(arguments.restated)
  }

  /// The families that an option speaks of.
  private static func scope(of option: String) -> [NetworkFamily] {
    NetworkFamily.allCases.filter { EnsembleField.fields(of: $0).contains { $0.option == option } }
  }

  /// The first option given that fixes an ensemble, the seed apart.
  static func firstGiven(in arguments: ParsedArguments) -> String? {
    specifications.map(\.name).first { $0 != "--seed" && $0 != "--family" && arguments.has($0) }
  }

  /// What fixes the ensembles, as arguments: all of it for one family, what was given for several.
  var arguments: [String] {
    if families.count == 1 { return ["--family", families[0].rawValue] + ranges(of: families[0]) }
    return given + ["--seed", String(seed)]
  }

  /// Everything that fixes the ensemble of a family.
  private func ranges(of family: NetworkFamily) -> [String] {
    EnsembleField.fields(of: family).filter { realData == nil || !$0.isSynthetic }.flatMap { $0.restated(ensembles) }
      + (realData?.arguments ?? []) + ["--seed", String(seed)]
  }

  /// The command that replays a trial of a theorem.
  func replay(_ theorem: Theorem, index: Int) -> String {
    let rest = theorem.ensemble != nil ? ["--seed", String(seed)] : ranges(of: theorem.family)
    return Output.command([ReplayCommand.name, theorem.identifier, "--index", String(index)] + rest)
  }
}
