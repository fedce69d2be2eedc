import Falsification
public import LinearAlgebra
public import Networks
import RandomStreams
public import Theorems

/// A trial: from a seed and a number to an instance.
public struct LinearTrialSource: Sendable, Hashable {
  /// The distribution.
  public let ensemble: LinearEnsemble
  /// The name of the random stream: the family, or the theorem that has an ensemble of its own.
  public let domain: String
  /// The seed.
  public let seed: UInt64

  /// Trials of an ensemble.
  public init(_ ensemble: LinearEnsemble, domain: String, seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// The name of the family's random stream.
  public static let family = "linear"

  /// The trials that a theorem is checked on: its own ensemble's, or the given ones.
  public static func of(_ theorem: Theorem, else ensemble: LinearEnsemble, seed: UInt64) -> LinearTrialSource {
    theorem.ensemble.map { LinearTrialSource($0, domain: "\(family)/\(theorem.identifier)", seed: seed) }
      ?? LinearTrialSource(ensemble, domain: family, seed: seed)
  }

  /// The instance of a number, always the same for the same seed and ensemble.
  ///
  /// - Throws: `DiscardLimitReached` when the ensemble yields no instance, `MatrixError` when LAPACK fails.
  public func instance(_ index: Int, _ workspace: inout Workspace) throws -> LinearEnsemble.Draw {
    try TrialRunner.firstAccepted { attempt in
      var stream = RandomStream(domain: domain, seed: seed, index: UInt64(index), attempt: attempt)
      return try ensemble.draw(&stream, &workspace)
    }
  }
}

/// What one trial yields.
public struct LinearTrialOutcome: Sendable {
  /// κ(G); absent for G = 0 or where it couldn't be measured.
  public var conditionNumber: Double?
  /// One for each theorem of the plan.
  public var outcomes: [TheoremOutcome]
  /// Category and label of everything that the coverage counts.
  public var labels: [(category: String, label: String)]

  /// Draws, measures and judges a chunk of trials with one workspace.
  public static func run(
    _ numbers: Range<Int>, of source: LinearTrialSource, _ plan: TheoremPlan
  ) throws -> [LinearTrialOutcome] {
    var workspace = Workspace()
    var measurements: LinearMeasurements?
    var results: [LinearTrialOutcome] = []
    results.reserveCapacity(numbers.count)
    for number in numbers {
      let draw = try source.instance(number, &workspace)
      if let measurements {
        measurements.restart(draw.instance)
      } else {
        measurements = LinearMeasurements(draw.instance)
      }
      guard let measurements else { continue }
      results.append(judge(draw, measurements, plan))
    }
    return results
  }

  private static func judge(
    _ draw: LinearEnsemble.Draw, _ measurements: LinearMeasurements, _ plan: TheoremPlan
  ) -> LinearTrialOutcome {
    do {
      var (spectrum, outcomes) = try plan.judge(measurements)
      if outcomes.contains(where: { $0.verdict == .violated }), draw.instance.ranks.provenance != .exact {
        // Before a violation is reported the ranks it rests on are computed exactly.
        let exact = try LinearInstance(network: draw.instance.network, data: draw.instance.data)
        (spectrum, outcomes) = try plan.judge(LinearMeasurements(exact))
      }
      return LinearTrialOutcome(
        conditionNumber: spectrum.conditionNumber, outcomes: outcomes, labels: labels(draw, spectrum))
    } catch {
      // A decomposition that failed says nothing about any theorem.
      return LinearTrialOutcome(
        conditionNumber: nil, outcomes: plan.theorems.map { _ in .without(.undecided) },
        labels: labels(draw, nil) + [("failure", "\(error)")])
    }
  }

  private static func labels(
    _ draw: LinearEnsemble.Draw, _ spectrum: GaussNewtonSpectrum?
  ) -> [(category: String, label: String)] {
    let instance = draw.instance
    return [
      ("depth", String(instance.network.depth)), ("inputs", String(instance.network.inputs)),
      ("outputs", String(instance.network.outputs)), ("initialization", draw.initialization.rawValue),
      ("structure", draw.structure.rawValue), ("widths", draw.widthShape.rawValue), ("data", draw.data),
      ("rank", instance.rank == instance.order ? "full" : "deficient"),
      ("conditionNumber", decade(spectrum?.conditionNumber)), ("route", spectrum?.route.rawValue ?? "none"),
    ]
  }

  private static func decade(_ conditionNumber: Double?) -> String {
    guard let conditionNumber, conditionNumber.isFinite else { return "undefined" }
    let limits = [10.0, 1e2, 1e3, 1e4, 1e6, 1e8, 1e12]
    let names = ["1e0–1e1", "1e1–1e2", "1e2–1e3", "1e3–1e4", "1e4–1e6", "1e6–1e8", "1e8–1e12"]
    return zip(limits, names).first { conditionNumber < $0.0 }?.1 ?? "≥1e12"
  }
}
