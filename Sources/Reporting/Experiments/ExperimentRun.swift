import Falsification
import Foundation

/// Experiments over their grids: measured in parallel, kept in a journal, made into pages.
public struct ExperimentRun: Sendable {
  /// The experiments, in order.
  public let experiments: [any Experiment]
  /// The inputs.
  public let data: ExperimentData
  /// How large.
  public let scale: ExperimentScale
  /// The seed of everything random.
  public let seed: UInt64
  /// What made the numbers, as list items.
  public let provenance: [String]
  /// The command that repeats some of the experiments.
  public let command: @Sendable ([String]) -> String

  /// A run.
  public init(
    _ experiments: [any Experiment], on data: ExperimentData, scale: ExperimentScale, seed: UInt64,
    provenance: [String], command: @escaping @Sendable ([String]) -> String
  ) {
    self.experiments = experiments
    self.data = data
    self.scale = scale
    self.seed = seed
    self.provenance = provenance
    self.command = command
  }

  /// What came of a run.
  public struct Result: Sendable {
    /// Pages and plots.
    public let files: [ReportFile]
    /// What is seen in each experiment.
    public let headlines: [(name: String, headline: String)]
    /// How many bounds were violated.
    public let violations: Int
  }

  /// Where a cell belongs.
  private struct Place: Sendable {
    let experiment: any Experiment
    let cell: ExperimentCell

    var identifier: String { experiment.identifier(of: cell) }
  }

  private var places: [Place] {
    experiments.flatMap { experiment in experiment.cells(scale).map { Place(experiment: experiment, cell: $0) } }
  }

  /// Measures every cell that the journal hasn't got, and makes the pages.
  ///
  /// - Parameters:
  ///   - known: values by the cells' identifiers, as `finished` was told them.
  ///   - finished: told of every cell that was measured, in order.
  /// - Throws: what measuring, plotting and `finished` throw; `CancellationError` when cancelled before the end.
  public func result(
    jobs: Int, known: [String: [String: Double]] = [:],
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    finished: (_ identifier: String, _ values: [String: Double]) throws -> Void = { _, _ in }
  ) async throws -> Result {
    let places = self.places
    var values: [[String: Double]?] = places.map { known[$0.identifier] }
    var done = values.count { $0 != nil }
    progress(done, places.count)
    let missing = places.indices.filter { values[$0] == nil }
    try await TrialRunner.run(missing, jobs: jobs, chunk: 1) { numbers in
      try numbers.map { number in
        if Task.isCancelled { throw CancellationError() }
        let place = places[number]
        var bench = ExperimentBench(
          data, scale, experiment: place.experiment.name, seed: seed, cell: place.cell)
        return try place.experiment.measure(place.cell, &bench)
      }
    } consume: { number, measured in
      values[number] = measured
      try finished(places[number].identifier, measured)
      done += 1
      progress(done, places.count)
      return true
    }
    var pages: [(experiment: any Experiment, page: ExperimentPage)] = []
    var violations = 0
    for experiment in experiments {
      let own = places.indices.filter { places[$0].experiment.name == experiment.name }
      let collected = ExperimentValues(own.map { (places[$0].cell, values[$0] ?? [:]) })
      violations += collected.violations
      pages.append((experiment, try ExperimentPage(experiment, collected, self)))
    }
    var files = pages.flatMap(\.page.files)
    if experiments.count == Experiments.all.count { files.append(ExperimentPage.index(pages, self)) }
    return Result(
      files: files, headlines: pages.map { ($0.experiment.name, $0.page.headline) }, violations: violations)
  }
}
