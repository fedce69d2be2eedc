import BoundKernel
import DataFormats
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
      .flag("--rigorous", "prove the verdict for the weights as exact numbers (linear, residual)"),
      .flag("--json", "print one JSON object: weights, covariance and the rest"),
    ] + EnsembleOptions.specifications
  static let notes =
    EnsembleOptions.notes + ["Exit status: 0 whatever the verdict, 2 wrong usage or bad input."]

  /// Where the instance comes from.
  private enum Origin {
    case trial(Int, EnsembleOptions)
    case file(String, Counterexample)
  }

  private let theorem: Theorem
  private let origin: Origin
  private let isRigorous: Bool
  private let json: Bool

  init(_ arguments: ParsedArguments) throws {
    theorem = try TheoremArgument.only(arguments, of: Self.name)
    json = arguments.has("--json")
    isRigorous = arguments.has("--rigorous")
    if isRigorous, !theorem.family.hasCertificates {
      throw UsageError(
        "--rigorous: there are no certificates for the family \(theorem.family.rawValue), of which "
          + "\(theorem.identifier) speaks")
    }
    switch (try arguments.single("--from"), arguments.has("--index")) {
    case (nil, false): throw UsageError("replay needs --index I, or --from FILE")
    case (.some, true): throw UsageError("replay takes --index or --from, not both")
    case (.some(let path), false):
      if let other = EnsembleOptions.specifications.first(where: { arguments.has($0.name) }) {
        throw UsageError("\(other.name) has no meaning with --from: \(path) holds the instance itself")
      }
      origin = .file(path, try Self.read(path, theorem))
    case (nil, true):
      if theorem.ensemble != nil, let option = EnsembleOptions.firstGiven(in: arguments) {
        throw UsageError("\(option) has no meaning here: \(theorem.identifier) has an ensemble of its own")
      }
      let options = try EnsembleOptions(arguments, about: [theorem])
      try options.requireMemory()
      origin = .trial(try arguments.integer("--index", atLeast: 0, default: 0), options)
    }
  }

  private static func read(_ path: String, _ theorem: Theorem) throws(UsageError) -> Counterexample {
    let data: Data
    do { data = try FileFault.content(ofFileAtPath: path) } catch { throw UsageError("\(path): \(error)") }
    let counterexample: Counterexample
    do { counterexample = try Counterexample(decoding: data) } catch { throw UsageError("\(path): \(error)") }
    guard counterexample.family == theorem.family else {
      throw UsageError(
        "\(path): an instance of the family \(counterexample.family.rawValue), and \(theorem.identifier) speaks of "
          + theorem.family.rawValue)
    }
    return counterexample
  }

  func run() async throws -> ExitStatus {
    switch origin {
    case .file(let path, let counterexample):
      let measurements: any InstanceMeasurements
      do { measurements = try counterexample.measurements() } catch { throw UsageError("\(path): \(error)") }
      try show(measurements, "from \(path)")
    case .trial(let index, let options):
      let own = theorem.ensemble == nil ? "" : " in the ensemble of \(theorem.identifier)"
      try show(
        theorem.measurements(ofTrial: index, options.ensembles, seed: options.seed),
        "trial \(index) of seed \(options.seed)\(own)")
    }
    return .success
  }

  private func show(_ measurements: some InstanceMeasurements, _ origin: String) throws {
    let plan = try TheoremPlan([theorem])
    let (spectrum, outcomes) = try plan.judge(measurements)
    let outcome = outcomes[0]
    // What float64 finds violated is never reported without what is proved of it.
    let layers = isRigorous || outcome.verdict == .violated ? measurements.instance.rigorousLayers : nil
    let proof = layers.map { plan.judgeRigorously($0) }
    let hasBound = outcome.bound?.isFinite == true && spectrum.conditionNumber?.isFinite == true
    let slack = hasBound ? try theorem.slack(on: measurements) : []
    let description = try InstanceDescription(measurements)
    let reason = reason(outcome, spectrum, order: measurements.instance.order)
    if json {
      try Output.printJSON(ReplayReport(theorem, description, spectrum, outcome, reason, slack, proof))
    } else {
      Output.print(lines(origin, description, spectrum, outcome, reason, slack, proof))
    }
  }

  /// Why there is no comparison of the bound with κ.
  private func reason(
    _ outcome: TheoremOutcome, _ spectrum: GaussNewtonSpectrum, order: Int
  ) -> String? {
    switch outcome.verdict {
    case .holds, .violated, .touching: return nil
    case .undecided: return outcome.cause?.description(.float)
    case .inapplicable, .vacuous: break
    }
    let print = theorem.family.notation(.text).print as (Assumption) -> String
    if let failed = outcome.failed {
      let assumption = print(theorem.assumptions[failed.position])
      let place = failed.layer.map { ", at l = \($0)" } ?? ""
      return outcome.verdict == .vacuous
        ? "the denominator isn't positive: \(assumption) fails\(place)"
        : "the assumption \(assumption) fails\(place)"
    }
    if spectrum.conditionNumber == nil { return "G = 0 has no κ" }
    let denominators = theorem.assumptions.filter(\.failureIsVacuous).map(print)
    return
      "\(FamilyText.reducedMatrix(of: theorem.family)) is singular, of rank \(spectrum.rank) and order \(order), so that it can't be that "
      + denominators.joined(separator: " and ")
  }

  private func lines(
    _ origin: String, _ instance: InstanceDescription, _ spectrum: GaussNewtonSpectrum, _ outcome: TheoremOutcome,
    _ reason: String?, _ slack: [SlackStep], _ proof: RigorousJudgement?
  ) -> [String] {
    var lines = ["\(theorem.identifier): \(theorem.formula(.text))", "", "Instance: \(origin)"]
    lines += instance.lines.map { "  " + $0 } + ["", "Singular values"]
    lines += instance.singularValues.map { "  " + $0.line }
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
    if let reason { lines.append("  \(reason)") }
    if let proof { lines += [""] + ProofText.lines(proof) }
    if !slack.isEmpty {
      lines += ["", "Slack of each step, from κ outwards"]
      var table = TextTable(header: ["rule", "bound", "slack"])
      for step in slack {
        table.append([step.rules.joined(separator: " + "), Format.number(step.bound), "× " + Format.number(step.slack)])
      }
      lines += table.lines.map { "  " + $0 }
    }
    let matrices = MatrixText(instance.values)
    let heading =
      matrices.isWhole
      ? matrices.isRound ? "Matrices" : "Matrices, rounded (--json has every digit)"
      : "Matrices, the large ones by shape and extremes (--json has every entry)"
    return lines + ["", heading] + matrices.lines(matrices.isRound ? Format.exact : Format.number).map { "  " + $0 }
  }
}
