import Falsification
import Networks
public import Theorems

/// Random networks against theorems: the main job.
public struct Check: Sendable {
  /// The theorems, conjectures and controls, in order.
  public var theorems: [Theorem]
  /// The distributions for those that don't name their own.
  public var ensembles: FamilyEnsembles
  /// The number of networks drawn from the ensemble of each family.
  public var trials: Int
  /// The seed of everything random.
  public var seed: UInt64
  /// How many chunks of trials run at a time; it decides nothing else.
  public var jobs: Int
  /// Which of the trials are run.
  public var shard: Shard
  /// What verdicts rest on.
  public var mode: VerdictMode

  /// The number of networks on which a claim with an ensemble of its own must fall.
  public static let claimTrials = 2_000

  /// A check.
  public init(
    _ theorems: [Theorem], ensembles: FamilyEnsembles = FamilyEnsembles(), trials: Int = 10_000, seed: UInt64 = 1,
    jobs: Int = 1, shard: Shard = .whole, mode: VerdictMode = .float
  ) {
    self.theorems = theorems
    self.ensembles = ensembles
    self.trials = trials
    self.seed = seed
    self.jobs = jobs
    self.shard = shard
    self.mode = mode
  }

  /// The trials that are run: those of each family together, those of each claim by themselves.
  func series() throws(TheoremError) -> [TrialSeries] {
    var series: [TrialSeries] = []
    for family in NetworkFamily.allCases {
      let common = theorems.filter { $0.family == family && $0.ensemble == nil }
      if common.isEmpty { continue }
      series.append(
        try TrialSeries(
          ensembles[family], common, domain: family.rawValue, seed: seed, trials: trials, isCommon: true,
          mode: mode))
    }
    for theorem in theorems {
      guard let ensemble = theorem.ensemble else { continue }
      series.append(
        try TrialSeries(
          ensemble, [theorem], domain: theorem.domain, seed: seed, trials: Self.claimTrials, isCommon: false,
          mode: mode))
    }
    return series
  }

  /// Runs every trial of the shard that the journal hasn't got, and sums up all of them. Cancelled, it sums up those that
  /// are done.
  ///
  /// - Parameters:
  ///   - journal: where every trial is written as soon as it's done.
  ///   - progress: told after every few trials how many of how many are done.
  /// - Throws: `TheoremError`, `DiscardLimitReached`, `JournalError`.
  public func run(
    journal: Journal? = nil, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> CheckResult {
    let series = try series()
    var results = series.map { SeriesResult($0, shard) }
    var recorded = try journal?.recorded(into: &results) ?? series.map { _ in TrialSet() }
    let total = results.reduce(0) { $0 + $1.trials }
    var done = results.reduce(0) { $0 + $1.finished }
    progress(done, total)
    do {
      for (position, part) in series.enumerated() {
        let known = recorded[position]
        recorded[position] = TrialSet()
        let missing = shard.numbers(below: part.trials).lazy.filter { !known.contains($0) }
        try await TrialRunner.run(missing, jobs: jobs) { numbers in
          try part.run(numbers) { try journal?.write($0, series: position) }
        } consume: { _, record in
          results[position].record(record)
          done += 1
          if done.isMultiple(of: 64) || done == total { progress(done, total) }
          return true
        }
      }
    } catch is CancellationError {}
    return CheckResult(check: self, series: results)
  }
}

/// What a check found.
public struct CheckResult: Sendable {
  /// What was run.
  public let check: Check
  /// The trials of each family, then those of each claim with an ensemble of its own.
  public let series: [SeriesResult]

  /// One for each theorem, in order.
  public var summaries: [TheoremSummary] {
    let all = series.flatMap(\.summaries)
    return check.theorems.compactMap { theorem in all.first { $0.theorem.identifier == theorem.identifier } }
  }

  /// Whether every trial is done.
  public var isComplete: Bool { series.allSatisfy { $0.finished == $0.trials } }

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

  /// The claims that had all their trials and didn't.
  public var survivingClaims: [TheoremSummary] {
    guard check.shard == .whole else { return [] }
    return series.filter { $0.finished == $0.trials }.flatMap(\.summaries).filter {
      $0.theorem.kind != .theorem && $0[.violated] == 0
    }
  }

  /// The claims that did.
  public var refutedClaims: [TheoremSummary] {
    summaries.filter { $0.theorem.kind != .theorem && $0[.violated] > 0 }
  }
}
