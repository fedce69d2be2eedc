import Falsification
import Foundation
import LinearAlgebra
import Networks
import Reporting
import Theorems
import Verification

/// Small trials: where their time goes on one core, next to the bare LAPACK calls of the same trials in the same run, and
/// how they scale with the jobs.
struct BenchThroughput: Encodable {
  struct Row: Encodable {
    let work: String
    let microseconds: Double
    let ratioToLapack: Double
    /// A second, to reach.
    let target: Double?

    /// Trials a second; nil where the clock can't tell: a difference of two medians may come out as nothing or less.
    var trialsPerSecond: Int? { microseconds > 0 ? Int(exactly: (1e6 / microseconds).rounded(.down)) : nil }
  }

  struct JobsRow: Encodable {
    let jobs: Int
    let trialsPerSecond: Double
  }

  let trials: Int
  let repetitions: Int
  private(set) var rows: [Row] = []
  private(set) var jobs: [JobsRow] = []

  /// d = 8, k = 4, m = 16, L = 4, whitened.
  private static let ensemble = LinearEnsemble(
    depth: 4...4, width: 16...16, inputs: 8...8, outputs: 4...4, initializations: [.kaimingNormal],
    structures: [.plain], widthShapes: [.constant], data: [.whitened])

  init(trials: Int, repetitions: Int, _ extent: BenchExtent) async throws {
    self.trials = trials
    self.repetitions = repetitions
    try measure()
    try await measureJobs(extent)
  }

  private mutating func measure() throws {
    let source = TrialSource(Self.ensemble, seed: 1)
    let theorems = try Catalogue.linear().theorems.filter { $0.kind == .theorem }
    let plan = try TheoremPlan(theorems)
    var workspace = Workspace()
    let instances = try (0..<trials).map { try source.instance($0, &workspace) }
    let measurements = LinearMeasurements(instances[0])

    // What the trials ask of LAPACK, recorded once.
    var singularValues: [Matrix] = []
    var eigenvalues: [Matrix] = []
    for instance in instances {
      measurements.restart(instance)
      _ = try measurements.outcomes(of: plan)
      let decomposed = measurements.decomposed
      singularValues += decomposed.singularValues
      eigenvalues += decomposed.eigenvalues + [GaussNewtonSpectrum.matrix(instance, PartialProducts(instance))]
    }
    let contiguous = instances.map { Self.contiguousProducts($0.network) }
    let gaussNewton = instances.map { GaussNewtonSpectrum.matrix($0, PartialProducts($0)) }

    var own = Workspace()
    let trials = trials
    let works: [() throws -> Void] = [
      { for index in 0..<trials { _ = try source.instance(index, &own) } },
      {
        for instance in instances {
          measurements.restart(instance)
          _ = try measurements.spectrum()
        }
      },
      {
        for instance in instances {
          measurements.restart(instance)
          _ = try measurements.outcomes(of: plan)
        }
      },
      {
        for matrix in singularValues { _ = try own.singularValuesByLAPACK(of: matrix) }
        for matrix in eigenvalues { _ = try own.eigenvaluesByLAPACK(ofSymmetric: matrix) }
      },
      { _ = try plan.run(0..<trials, of: source) },
      { for instance in instances { _ = try ExtremeSpectrum(instance, &own) } },
      {
        for instance in instances {
          _ = try ExtremeSpectrum(instance, &own)
          for product in Self.contiguousProducts(instance.network) { _ = try own.singularValues(of: product) }
        }
      },
      {
        for (products, matrix) in zip(contiguous, gaussNewton) {
          for product in products { _ = try own.singularValuesByLAPACK(of: product) }
          _ = try own.eigenvaluesByLAPACK(ofSymmetric: matrix)
        }
      },
    ]
    let times = try BenchClock.medians(repetitions, works).map { 1e6 * $0 / Double(trials) }
    let (spectrum, judged, lapack, networks) = (times[1], times[2], times[3], times[7])
    rows = [
      Row(work: "draw the network", microseconds: times[0], ratioToLapack: times[0] / lapack, target: nil),
      Row(
        work: "κ(G): products, Ĝ, its eigenvalues", microseconds: spectrum, ratioToLapack: spectrum / lapack,
        target: nil),
      Row(
        work: "\(theorems.count) theorems: singular values, bounds, verdicts", microseconds: judged - spectrum,
        ratioToLapack: (judged - spectrum) / lapack, target: nil),
      Row(work: "full trial", microseconds: times[4], ratioToLapack: times[4] / lapack, target: 7_500),
      Row(work: "bare LAPACK calls of the same trials", microseconds: lapack, ratioToLapack: 1, target: nil),
      Row(work: "κ(G) alone", microseconds: times[5], ratioToLapack: times[5] / networks, target: nil),
      Row(
        work: "κ(G), singular values of all ten products", microseconds: times[6], ratioToLapack: times[6] / networks,
        target: 14_000),
      Row(work: "bare LAPACK calls of the same networks", microseconds: networks, ratioToLapack: 1, target: nil),
    ]
  }

  /// W^j ⋯ W^i for all i ≤ j: ten at L = 4.
  private static func contiguousProducts(_ network: LinearNetwork) -> [Matrix] {
    var products: [Matrix] = []
    for first in network.weights.indices {
      var product = network.weights[first]
      products.append(product)
      for weight in network.weights[(first + 1)...] {
        product = weight * product
        products.append(product)
      }
    }
    return products
  }

  private mutating func measureJobs(_ extent: BenchExtent) async throws {
    let source = TrialSource(Self.ensemble, seed: 1)
    let plan = try TheoremPlan(Catalogue.linear().theorems.filter { $0.kind == .theorem })
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let counts = extent == .quick ? [1, 2] : [1, 2, 4, 8, 16, 32, 64].filter { $0 == 1 || $0 / 2 < cores }
    let trials = extent == .quick ? 400 : 10_000
    for count in counts {
      var samples: [Double] = []
      for _ in 0..<(extent == .quick ? 1 : 3) {
        let start = ContinuousClock.now
        try await TrialRunner.run(0..<trials, jobs: count) { numbers in
          try plan.run(numbers, of: source)
        } consume: { _, _ in
          true
        }
        samples.append(Double((ContinuousClock.now - start) / .nanoseconds(1)) / 1e9)
      }
      jobs.append(JobsRow(jobs: count, trialsPerSecond: Double(trials) / BenchClock.median(samples)))
    }
  }

  var lines: [String] {
    var table = TextTable(header: ["work on one core", "to reach/s", "µs a trial", "of LAPACK", "trials/s"])
    for row in rows {
      table.append([
        row.work, row.target.map { CountText.text(Int($0)) } ?? "", String(format: "%.1f", row.microseconds),
        String(format: "%.2f", row.ratioToLapack), row.trialsPerSecond.map(CountText.text) ?? "–",
      ])
    }
    var scaling = TextTable(header: ["--jobs", "trials/s", "of one"])
    for row in jobs {
      scaling.append([
        "\(row.jobs)", CountText.text(Int(row.trialsPerSecond)),
        String(format: "%.2f", row.trialsPerSecond / (jobs.first?.trialsPerSecond ?? .nan)),
      ])
    }
    return
      ["d = 8, k = 4, m = 16, L = 4, whitened; medians of \(repetitions) repetitions of \(trials) trials", ""]
      + table.lines + [
        "",
        "LAPACK: singular values and eigenvalues of the matrices that the trials decompose, without the eigenvectors of",
        "linear.lower. Processor time of one thread; with --jobs elapsed time:", "",
      ] + scaling.lines
  }
}
