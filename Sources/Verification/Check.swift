public import Falsification
public import Networks
public import Theorems

/// Random networks against theorems: the main job.
public struct Check: Sendable {
  /// The theorems, conjectures and controls, in order.
  public var theorems: [Theorem]
  /// The distribution for those that don't name their own.
  public var ensemble: LinearEnsemble
  /// The number of networks drawn from the ensemble.
  public var trials: Int
  /// The seed of everything random.
  public var seed: UInt64
  /// How many chunks of trials run at a time; it decides nothing else.
  public var jobs: Int

  /// The number of networks on which a claim with an ensemble of its own must fall.
  public static let claimTrials = 2_000

  /// A check.
  public init(
    _ theorems: [Theorem], ensemble: LinearEnsemble = LinearEnsemble(), trials: Int = 10_000, seed: UInt64 = 1,
    jobs: Int = 1
  ) {
    self.theorems = theorems
    self.ensemble = ensemble
    self.trials = trials
    self.seed = seed
    self.jobs = jobs
  }

  /// The trials that are run: those of the ensemble together, those of each claim by themselves.
  private var parts: [(source: LinearTrialSource, theorems: [Theorem], trials: Int)] {
    let common = theorems.filter { $0.ensemble == nil }
    var parts: [(LinearTrialSource, [Theorem], Int)] = []
    if !common.isEmpty {
      parts.append((LinearTrialSource(ensemble, domain: LinearTrialSource.family, seed: seed), common, trials))
    }
    for theorem in theorems where theorem.ensemble != nil {
      parts.append((.of(theorem, else: ensemble, seed: seed), [theorem], Self.claimTrials))
    }
    return parts
  }

  /// Runs every trial.
  ///
  /// - Parameter progress: told after every few trials how many of how many are done.
  /// - Throws: `TheoremError`, `DiscardLimitReached`, `CancellationError`.
  public func run(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) async throws -> CheckResult {
    let parts = parts
    let total = parts.reduce(0) { $0 + $1.trials }
    var done = 0
    var summaries: [String: TheoremSummary] = [:]
    var coverage = Coverage()
    for part in parts {
      let plan = try TheoremPlan(part.theorems)
      var partial = part.theorems.map(TheoremSummary.init)
      let isCommon = part.theorems[0].ensemble == nil
      let source = part.source
      try await TrialRunner.run(0..<part.trials, jobs: jobs) { numbers in
        try LinearTrialOutcome.run(numbers, of: source, plan)
      } consume: { index, trial in
        for position in partial.indices { partial[position].record(trial.outcomes[position], index: index) }
        if isCommon {
          for (category, label) in trial.labels { coverage.record(category, label) }
        }
        done += 1
        if done.isMultiple(of: 64) || done == total { progress(done, total) }
        return true
      }
      for summary in partial { summaries[summary.theorem.identifier] = summary }
    }
    return CheckResult(
      check: self, summaries: theorems.compactMap { summaries[$0.identifier] }, coverage: coverage)
  }
}

/// What a check found.
public struct CheckResult: Sendable {
  /// What was run.
  public let check: Check
  /// One for each theorem, in order.
  public let summaries: [TheoremSummary]
  /// What the ensemble reached.
  public let coverage: Coverage

  /// The sentence for all of it.
  public enum Conclusion: String, Sendable, Hashable, Codable {
    /// No theorem violated, every claim refuted.
    case holds
    /// A theorem was violated.
    case violated
    /// A negative control or a conjecture to be refuted survived.
    case survived
    /// Nothing was decided.
    case undecided
  }

  /// Violated before survived before undecided.
  public var conclusion: Conclusion {
    if !violatedTheorems.isEmpty { return .violated }
    if !survivingClaims.isEmpty { return .survived }
    let theorems = summaries.filter { $0.theorem.kind == .theorem }
    let decided = (theorems.isEmpty ? summaries : theorems).contains {
      $0[.holds] + $0[.violated] + $0[.touching] > 0
    }
    return decided ? .holds : .undecided
  }

  /// The theorems that fell.
  public var violatedTheorems: [TheoremSummary] {
    summaries.filter { $0.theorem.kind == .theorem && $0[.violated] > 0 }
  }

  /// The claims that didn't.
  public var survivingClaims: [TheoremSummary] {
    summaries.filter { $0.theorem.kind != .theorem && $0[.violated] == 0 }
  }

  /// The claims that did.
  public var refutedClaims: [TheoremSummary] {
    summaries.filter { $0.theorem.kind != .theorem && $0[.violated] > 0 }
  }
}
