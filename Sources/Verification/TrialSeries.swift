public import Falsification
public import Theorems

/// Trials of one distribution with the theorems that are checked on them.
struct TrialSeries: Sendable {
  /// The name of their random stream.
  let name: String
  /// The family of its networks.
  let family: NetworkFamily
  /// The theorems, in order.
  let theorems: [Theorem]
  /// How many trials.
  let trials: Int
  /// Whether the distribution is the one that was asked for, rather than a claim's own.
  let isCommon: Bool
  /// What its verdicts rest on.
  let mode: VerdictMode
  /// What the labels of a record tell.
  let categories: [String]
  /// What is measured of every instance besides κ.
  let quantities: [String]
  /// Runs some of them.
  let run: @Sendable (_ numbers: [Int], _ finished: (TrialRecord) throws -> Void) throws -> [TrialRecord]

  /// - Parameter domain: the name of the random stream.
  init(
    _ ensemble: FamilyEnsemble, _ theorems: [Theorem], domain: String, seed: UInt64, trials: Int, isCommon: Bool,
    mode: VerdictMode
  ) throws(TheoremError) {
    // Each family by itself, so that the compiler makes code for its measurements: half the time of a trial.
    switch ensemble {
    case .linear(let ensemble):
      try self.init(TrialSource(ensemble, domain: domain, seed: seed), theorems, trials, isCommon, mode)
    case .residual(let ensemble):
      try self.init(TrialSource(ensemble, domain: domain, seed: seed), theorems, trials, isCommon, mode)
    case .relu(let ensemble):
      try self.init(TrialSource(ensemble, domain: domain, seed: seed), theorems, trials, isCommon, mode)
    case .batchnorm(let ensemble):
      try self.init(TrialSource(ensemble, domain: domain, seed: seed), theorems, trials, isCommon, mode)
    case .conv(let ensemble):
      try self.init(TrialSource(ensemble, domain: domain, seed: seed), theorems, trials, isCommon, mode)
    }
  }

  private init<Ensemble: TrialEnsemble>(
    _ source: TrialSource<Ensemble>, _ theorems: [Theorem], _ trials: Int, _ isCommon: Bool, _ mode: VerdictMode
  ) throws(TheoremError) {
    let mode = Ensemble.family.hasCertificates ? mode : .float
    let plan = try TheoremPlan(theorems)
    name = source.domain
    family = Ensemble.family
    self.theorems = theorems
    self.trials = trials
    self.isCommon = isCommon
    self.mode = mode
    categories = Ensemble.categories + TrialRecord.measuredCategories(mode)
    quantities = Ensemble.quantities
    run = { try plan.run($0, of: source, mode: mode, finished: $1) }
  }
}

/// What a series of trials gave, up to now.
public struct SeriesResult: Sendable {
  /// The name of its random stream: a family, or a claim with an ensemble of its own.
  public let name: String
  /// The family of its networks.
  public let family: NetworkFamily
  /// Whether its distribution is the one that was asked for.
  public let isCommon: Bool
  /// What its verdicts rest on.
  public let mode: VerdictMode
  /// How many trials belong to it, on the shard that was asked for.
  public let trials: Int
  /// How many of them are done.
  public private(set) var finished = 0
  /// One for each of its theorems, in order.
  public private(set) var summaries: [TheoremSummary]
  /// What its ensemble reached.
  public private(set) var coverage = Coverage()
  /// What is measured of every instance besides κ, with its distribution.
  public private(set) var quantities: [(name: String, distribution: RatioDistribution)]
  /// What the labels of its trials tell, in order.
  public let categories: [String]

  init(_ series: TrialSeries, _ shard: Shard) {
    name = series.name
    family = series.family
    isCommon = series.isCommon
    mode = series.mode
    trials = shard.size(of: series.trials)
    summaries = series.theorems.map(TheoremSummary.init)
    categories = series.categories
    quantities = series.quantities.map { ($0, RatioDistribution()) }
  }

  mutating func record(_ trial: TrialRecord) {
    finished += 1
    for position in summaries.indices {
      summaries[position].record(
        trial.verdicts[position], ratio: trial.ratios[position], index: trial.index,
        proven: trial.proven?.ratios[position], cause: trial.cause(position))
    }
    for position in quantities.indices where position < trial.quantities.count {
      if let value = trial.quantities[position] { quantities[position].distribution.record(value) }
    }
    for (category, label) in zip(categories, trial.labels) { coverage.record(category, label) }
    if let failure = trial.failure { coverage.record("failure", failure) }
  }
}

extension NetworkFamily {
  /// Whether verdicts on its instances can be proved.
  public var hasCertificates: Bool {
    switch self {
    case .linear, .residual: true
    case .relu, .batchnorm, .conv: false
    }
  }
}
