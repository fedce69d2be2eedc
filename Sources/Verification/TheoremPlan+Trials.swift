import LinearAlgebra
public import Networks
import VerifiedNumerics

extension TheoremPlan {
  /// Draws, measures and judges trials of linear networks: code for them, whichever module calls it.
  public func run(
    _ numbers: some Sequence<Int>, of source: TrialSource<LinearEnsemble>, mode: VerdictMode = .float
  ) throws -> [TrialRecord] {
    try run(Array(numbers), of: source, mode: mode, finished: { _ in })
  }

  /// Draws, measures and judges trials with one workspace, until the task is cancelled.
  ///
  /// - Parameters:
  ///   - mode: what verdicts rest on, where the family has certificates.
  ///   - finished: told of each trial as soon as it's done.
  /// - Throws: what `source` and `finished` throw.
  public func run<Ensemble: TrialEnsemble>(
    _ numbers: some Sequence<Int>, of source: TrialSource<Ensemble>, mode: VerdictMode = .float,
    finished: (TrialRecord) throws -> Void = { _ in }
  ) throws -> [TrialRecord] {
    var workspace = Workspace()
    var measurements: Ensemble.Measurements?
    var records: [TrialRecord] = []
    for number in numbers {
      if Task.isCancelled { break }
      let (instance, labels) = try source.draw(number, &workspace)
      let current = measurements ?? Ensemble.Measurements(instance)
      if measurements != nil { current.restart(instance) }
      measurements = current
      let record = record(number, labels, current, mode)
      try finished(record)
      records.append(record)
    }
    return records
  }

  private func record<Model: InstanceMeasurements>(
    _ number: Int, _ labels: [String], _ measurements: Model, _ mode: VerdictMode
  ) -> TrialRecord {
    let instance = measurements.instance
    let rank = instance.rank == instance.order ? "full" : "deficient"
    if mode == .rigorous, let layers = instance.rigorousLayers {
      return record(number, labels + [rank], judgeRigorously(layers))
    }
    do {
      var (spectrum, outcomes) = try judge(measurements)
      // Before a violation is reported the ranks it rests on are computed exactly.
      if outcomes.contains(where: { $0.verdict == .violated }), let exact = try instance.withExactRanks() {
        (spectrum, outcomes) = try judge(Model(exact))
      }
      let proven = confirm(&outcomes, on: instance)
      let quantities = try measurements.quantities(spectrum)
      return TrialRecord(
        index: number, conditionNumber: spectrum.conditionNumber, verdicts: outcomes.map(\.verdict),
        ratios: outcomes.map(\.ratio),
        labels: labels + [rank, Self.decade(spectrum.conditionNumber), spectrum.route.rawValue],
        quantities: quantities.map { $0.flatMap { $0.isFinite ? $0 : nil } }, failure: nil, proven: proven,
        causes: outcomes.contains { $0.cause != nil } ? outcomes.map(\.cause) : [])
    } catch {
      // A decomposition that failed says nothing about any theorem.
      return TrialRecord(
        index: number, conditionNumber: nil, verdicts: theorems.map { _ in .undecided },
        ratios: theorems.map { _ in nil },
        labels: labels + [rank, Self.decade(nil), "none"], quantities: [], failure: "\(error)", proven: nil,
        causes: theorems.map { _ in .decomposition })
    }
  }

  /// Replaces every violation by what is proved of it, where the family has certificates, and tells what that is.
  func confirm(_ outcomes: inout [TheoremOutcome], on instance: some NetworkInstance) -> ProvenRecord? {
    let violated = outcomes.indices.filter { outcomes[$0].verdict == .violated }
    guard !violated.isEmpty, let layers = instance.rigorousLayers else { return nil }
    let judgement = judgeRigorously(layers, only: Set(violated))
    for position in violated {
      if let outcome = judgement.outcomes[position] {
        (outcomes[position].verdict, outcomes[position].cause) = (outcome.verdict, outcome.cause)
      }
    }
    return ProvenRecord(judgement)
  }

  private func record(_ number: Int, _ labels: [String], _ judgement: RigorousJudgement) -> TrialRecord {
    let κ = judgement.conditionNumber?.value.center
    return TrialRecord(
      index: number, conditionNumber: κ, verdicts: judgement.outcomes.map { $0?.verdict ?? .undecided },
      ratios: judgement.outcomes.map { $0?.ratio?.center },
      labels: labels + [Self.decade(κ), judgement.conditionNumber?.route.rawValue ?? "none"], quantities: [],
      failure: nil, proven: ProvenRecord(judgement))
  }

  private static func decade(_ conditionNumber: Double?) -> String {
    guard let conditionNumber, conditionNumber.isFinite else { return "undefined" }
    let limits = [10.0, 1e2, 1e3, 1e4, 1e6, 1e8, 1e12]
    let names = ["1e0–1e1", "1e1–1e2", "1e2–1e3", "1e3–1e4", "1e4–1e6", "1e6–1e8", "1e8–1e12"]
    return zip(limits, names).first { conditionNumber < $0.0 }?.1 ?? "≥1e12"
  }
}
