import Foundation
import Networks

/// The options that fix which networks are drawn, and the line that repeats them.
struct EnsembleOptions {
  let ensemble: LinearEnsemble
  let seed: UInt64
  let realData: RealData?

  static let specifications: [OptionSpecification] =
    [
      .value("--family", "NAME", "family of networks: linear (repeatable)"),
      .value("--depth", "A...B", "number of layers (default 1...8)"),
      .value("--width", "A...B", "hidden widths (default 1...24)"),
      .value("--inputs", "A...B", "input dimension of synthetic data (default 1...10)"),
      .value("--outputs", "A...B", "output dimension (default 1...6)"),
      .value(
        "--init", "NAME", "initialiser, several allowed: " + names(Initialization.allCases) + " (default all)"),
      .value(
        "--structure", "NAME", "what is done to the weights: " + names(LayerStructure.allCases) + " (default all)"),
      .value("--shape", "NAME", "how widths vary: " + names(WidthShape.allCases) + " (default all)"),
      .value("--moment", "NAME", "synthetic second moment: " + names(SyntheticData.allCases) + " (default all)"),
    ] + RealData.specifications + [.value("--seed", "S", "seed of everything random (default 1)")]

  private static func names<Name: RawRepresentable>(_ cases: [Name]) -> String where Name.RawValue == String {
    cases.map(\.rawValue).joined(separator: ", ")
  }

  init(_ arguments: ParsedArguments) throws {
    for family in try arguments.list("--family") where family != "linear" {
      throw UsageError("--family \(family): unknown family" + Suggestion.sentence(for: family, among: ["linear"]))
    }
    seed = try arguments.seed()
    var ensemble = LinearEnsemble()
    ensemble.depth = try arguments.range("--depth", default: ensemble.depth)
    ensemble.width = try arguments.range("--width", default: ensemble.width)
    ensemble.inputs = try arguments.range("--inputs", default: ensemble.inputs)
    ensemble.outputs = try arguments.range("--outputs", default: ensemble.outputs)
    ensemble.initializations = try Self.choices(arguments, "--init", ensemble.initializations)
    ensemble.structures = try Self.choices(arguments, "--structure", ensemble.structures)
    ensemble.widthShapes = try Self.choices(arguments, "--shape", ensemble.widthShapes)
    ensemble.data = try Self.choices(arguments, "--moment", ensemble.data)
    realData = try RealData(arguments, seed: seed)
    ensemble.realData = realData?.moment
    self.ensemble = ensemble
    try requireMemory()
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
    specifications.map(\.name).first { $0 != "--seed" && arguments.has($0) }
  }

  /// Refuses orders whose matrices can't be in memory.
  private func requireMemory() throws(UsageError) {
    let inputs = ensemble.realData?.rank ?? ensemble.inputs.upperBound
    let features = ensemble.realData?.features ?? inputs
    let order = Double(inputs) * Double(ensemble.outputs.upperBound)
    let widest = Double(max(ensemble.width.upperBound, features, ensemble.outputs.upperBound))
    let bytes = 8 * (3 * order * order + 4 * Double(ensemble.depth.upperBound) * widest * widest)
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytes * Double(ProcessInfo.processInfo.activeProcessorCount) < memory / 2 else {
      throw UsageError(
        String(
          format: "networks of these sizes need up to %.1f GiB each (order kd = %.0f, width %.0f); "
            + "this machine has %.1f GiB: lower --inputs, --outputs, --width or --depth", bytes / 0x1p30, order, widest,
          memory / 0x1p30))
    }
  }

  /// Everything that fixes the ensemble, as arguments.
  var arguments: [String] {
    let range = { (range: ClosedRange<Int>) in
      range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)...\(range.upperBound)"
    }
    var list = ["--depth", range(ensemble.depth), "--width", range(ensemble.width)]
    if ensemble.realData == nil { list += ["--inputs", range(ensemble.inputs)] }
    list += ["--outputs", range(ensemble.outputs)]
    list += Self.argument("--init", ensemble.initializations) + Self.argument("--structure", ensemble.structures)
    list += Self.argument("--shape", ensemble.widthShapes)
    list += realData?.arguments ?? Self.argument("--moment", ensemble.data)
    return list + ["--seed", String(seed)]
  }

  /// Names in order, left out when they're all there are.
  private static func argument<Name: RawRepresentable & CaseIterable & Equatable>(
    _ option: String, _ chosen: [Name]
  ) -> [String] where Name.RawValue == String {
    chosen == Array(Name.allCases) ? [] : [option, chosen.map(\.rawValue).joined(separator: ",")]
  }

  /// The command that replays a trial of the ensemble.
  func replay(_ identifier: String, index: Int, hasOwnEnsemble: Bool) -> String {
    let rest = hasOwnEnsemble ? ["--seed", String(seed)] : arguments
    return "gnbounds replay \(identifier) --index \(index) " + rest.map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_./=,:+"))
    return word.unicodeScalars.allSatisfy(plain.contains) && !word.isEmpty
      ? word : "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
