import BoundKernel
import Foundation
import LinearAlgebra
import Networks
import Theorems
import Verification

/// One trial in full.
struct ReplayCommand: Command {
  static let name = "replay"
  static let summary = "Show one trial in full: shapes, singular values, κ, bound, the slack of every step"
  static let usage = "THEOREM (--index I [--seed S] [ENSEMBLE OPTIONS] | --from FILE)"
  static let options: [OptionSpecification] =
    [
      .value("--index", "I", "the number of the trial"),
      .value("--from", "FILE", "a counterexample saved by check --save-counterexamples"),
      .flag("--json", "print one JSON object: weights, covariance and the rest"),
    ] + EnsembleOptions.specifications

  private let theorem: Theorem
  private let instance: LinearInstance
  private let origin: String
  private let json: Bool

  init(_ arguments: ParsedArguments) throws {
    theorem = try TheoremArgument.only(arguments, of: Self.name)
    json = arguments.has("--json")
    switch (try arguments.single("--from"), arguments.has("--index")) {
    case (nil, false): throw UsageError("replay needs --index I, or --from FILE")
    case (.some, true): throw UsageError("replay takes --index or --from, not both")
    case (.some(let path), false):
      if let other = EnsembleOptions.specifications.first(where: { arguments.has($0.name) }) {
        throw UsageError("\(other.name) has no meaning with --from: \(path) holds the instance itself")
      }
      (instance, origin) = (try Self.read(path), "from \(path)")
    case (nil, true):
      if theorem.ensemble != nil, let option = EnsembleOptions.firstGiven(in: arguments) {
        throw UsageError("\(option) has no meaning here: \(theorem.identifier) has an ensemble of its own")
      }
      let options = try EnsembleOptions(arguments)
      let index = try arguments.integer("--index", atLeast: 0, default: 0)
      var workspace = Workspace()
      let source = LinearTrialSource.of(theorem, else: options.ensemble, seed: options.seed)
      instance = try source.instance(index, &workspace)
      origin =
        "trial \(index) of seed \(options.seed)"
        + (theorem.ensemble == nil ? "" : " in the ensemble of \(theorem.identifier)")
    }
  }

  private static func read(_ path: String) throws(UsageError) -> LinearInstance {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw UsageError("\(path): can't be read (\(error.localizedDescription))")
    }
    do { return try Counterexample(decoding: data).instance() } catch { throw UsageError("\(path): \(error)") }
  }

  func run() async throws -> ExitStatus {
    let measurements = LinearMeasurements(instance)
    let (spectrum, outcomes) = try TheoremPlan([theorem]).judge(measurements)
    let outcome = outcomes[0]
    let hasBound = outcome.bound?.isFinite == true && spectrum.conditionNumber?.isFinite == true
    let slack = hasBound ? try theorem.slack(on: measurements) : []
    if json {
      try Output.printJSON(
        ReplayReport(theorem, measurements, spectrum, outcome, slack))
    } else {
      Output.print(try lines(measurements, spectrum, outcome, slack))
    }
    return .success
  }

  private func lines(
    _ measurements: LinearMeasurements, _ spectrum: GaussNewtonSpectrum, _ outcome: TheoremOutcome,
    _ slack: [SlackStep]
  ) throws -> [String] {
    let notation = LinearTerms.notation(.text)
    let (network, ranks) = (instance.network, instance.ranks)
    let sigma = { (values: [Double], rank: Int) in
      let zeros = values.count - rank
      return (values.prefix(rank).map(Format.number) + (zeros > 0 ? ["and \(Format.plural(zeros, "exact zero"))"] : []))
        .joined(separator: "  ")
    }
    var lines = [
      "\(theorem.identifier): \(theorem.formula(in: notation))", "",
      "Instance: \(origin)",
      "  widths \(network.widths.map(String.init).joined(separator: " → ")), \(network.parameters) weights, "
        + "Σ \(Self.describe(instance.data))",
      "  rank G = \(instance.rank) of kd = \(instance.order) (\(ranks.provenance.rawValue) ranks "
        + "p = \(ranks.after.dropFirst().map(String.init).joined(separator: " ")), "
        + "q = \(ranks.before.dropFirst().map(String.init).joined(separator: " ")))",
      "", "Singular values",
    ]
    for layer in 1...network.depth {
      let values = try measurements.singularValues(measurements.matrix(.weight(layer)))
      lines.append(
        "  W^\(layer) (\(network.weight(layer).rows)×\(network.weight(layer).columns)): \(sigma(values, ranks.layers[layer]))"
      )
    }
    for layer in 1..<max(network.depth, 1) {
      lines.append(
        "  P_\(layer): \(sigma(try measurements.singularValues(measurements.matrix(.productAfter(layer))), ranks.after[layer]))"
      )
    }
    for layer in 2..<max(network.depth + 1, 2) {
      lines.append(
        "  Q_\(layer): \(sigma(try measurements.singularValues(measurements.matrix(.productBefore(layer))), ranks.before[layer]))"
      )
    }
    lines.append("  S: \(sigma(try measurements.singularValues(measurements.matrix(.dataFactor)), network.inputs))")
    lines += ["", "Spectrum of G (\(spectrum.route.rawValue) route)"]
    lines.append("  λ₁ = \(Format.number(spectrum.largest)), λ_r = \(Format.number(spectrum.smallestNonzero ?? .nan))")
    if let null = spectrum.largestNull {
      lines.append(
        "  the largest of the \(instance.order - instance.rank) eigenvalues that are 0 came out as \(Format.number(null))"
      )
    }
    lines.append("  κ(G) = \(spectrum.conditionNumber.map(Format.exact) ?? "undefined: G = 0")")
    lines += ["", "Verdict"]
    lines.append(
      "  \(theorem.relation == .equality ? "value" : "bound") = \(outcome.bound.map(Format.exact) ?? "not evaluated")")
    if let ratio = outcome.ratio { lines.append("  bound/κ = \(Format.exact(ratio))") }
    lines.append("  \(outcome.verdict.rawValue)")
    if !slack.isEmpty {
      lines += ["", "Slack of each step, from κ outwards"]
      var table = TextTable(header: ["rule", "bound", "slack"])
      for step in slack {
        table.append([step.rules.joined(separator: ", "), Format.number(step.bound), "× " + Format.number(step.slack)])
      }
      lines += table.lines.map { "  " + $0 }
    }
    let isRound = instance.network.weights.allSatisfy { $0.elements.allSatisfy { Format.exact($0).count <= 8 } }
    return lines + ["", isRound ? "Matrices" : "Matrices, rounded (--json has every digit)"]
      + MatrixText.instance(instance, isRound ? Format.exact : Format.number).map { "  " + $0 }
  }

  private static func describe(_ data: SecondMoment) -> String {
    switch data.form {
    case .whitened: "= I"
    case .isotropic: "= \(Format.number(data.factor[0, 0] * data.factor[0, 0])) I"
    case .general: "\(data.inputs)×\(data.inputs)"
    }
  }
}

/// One trial as a JSON object: enough for an outside program to recompute all of it.
struct ReplayReport: Encodable {
  struct Step: Encodable {
    let rules: [String]
    let bound: JSONNumber
    let slack: JSONNumber
  }

  let schema = "gnbounds.replay/1"
  let theorem: String
  let relation: String
  let verdict: String
  let kappa: JSONNumber
  let kappaReason: String?
  let bound: JSONNumber
  let boundReason: String?
  let ratio: JSONNumber
  let rank: Int
  let order: Int
  let rankProvenance: String
  let ranksAfter: [Int]
  let ranksBefore: [Int]
  let route: String
  let eigenvalues: [JSONNumber]
  let singularValues: [[JSONNumber]]
  let weights: [[[Double]]]
  let dataFactor: [[Double]]
  let covariance: [[JSONNumber]]
  let slack: [Step]

  init(
    _ theorem: Theorem, _ measurements: LinearMeasurements, _ spectrum: GaussNewtonSpectrum,
    _ outcome: TheoremOutcome, _ slack: [SlackStep]
  ) throws {
    let instance = measurements.instance
    self.theorem = theorem.identifier
    relation = theorem.relation.rawValue
    verdict = outcome.verdict.rawValue
    kappa = JSONNumber(spectrum.conditionNumber)
    kappaReason = spectrum.conditionNumber == nil ? "G = 0" : JSONNumber.reason(spectrum.conditionNumber)
    bound = JSONNumber(outcome.bound)
    boundReason = JSONNumber.reason(outcome.bound)
    ratio = JSONNumber(outcome.ratio)
    rank = instance.rank
    order = instance.order
    rankProvenance = instance.ranks.provenance.rawValue
    ranksAfter = Array(instance.ranks.after.dropFirst())
    ranksBefore = Array(instance.ranks.before.dropFirst())
    route = spectrum.route.rawValue
    eigenvalues = spectrum.eigenvalues.map { JSONNumber($0) }
    singularValues = try (1...instance.network.depth).map {
      try measurements.singularValues(measurements.matrix(.weight($0))).map { JSONNumber($0) }
    }
    weights = instance.network.weights.map(\.rowLists)
    dataFactor = instance.data.factor.rowLists
    covariance = instance.data.covariance.rowLists.map { $0.map { JSONNumber($0) } }
    self.slack = slack.map { Step(rules: $0.rules, bound: JSONNumber($0.bound), slack: JSONNumber($0.slack)) }
  }
}
