import Falsification
public import LinearAlgebra
public import RandomStreams
public import Theorems

/// A distribution of a family's instances, as trials draw and measure them.
public protocol TrialEnsemble: Sendable {
  /// Whose instances.
  static var family: NetworkFamily { get }
  /// How they're measured.
  associatedtype Measurements: InstanceMeasurements

  /// What is told of every instance that's drawn, besides its numbers.
  static var categories: [String] { get }
  /// What is measured of every instance besides κ, see `InstanceMeasurements.quantities`.
  static var quantities: [String] { get }
  /// Draws an instance, with a label for each category; nil for one to be drawn again.
  ///
  /// - Throws: `MatrixError` when LAPACK fails.
  func drawTrial(
    _ stream: inout RandomStream, _ workspace: inout Workspace
  ) throws -> (instance: Measurements.Instance, labels: [String])?
}

extension TrialEnsemble {
  /// Nothing.
  public static var quantities: [String] { [] }

  /// How two sizes relate, as a label.
  static func comparison(_ first: String, _ a: Int, _ second: String, _ b: Int) -> String {
    "\(first) \(a < b ? "<" : a == b ? "=" : ">") \(second)"
  }
}

/// Where trials come from: a seed and a number give an instance, always the same.
public struct TrialSource<Ensemble: TrialEnsemble>: Sendable {
  /// The distribution.
  public let ensemble: Ensemble
  /// The name of the random stream: the family, or the claim that has an ensemble of its own.
  public let domain: String
  /// The seed.
  public let seed: UInt64

  /// Trials of an ensemble.
  public init(_ ensemble: Ensemble, domain: String = Ensemble.family.rawValue, seed: UInt64) {
    self.ensemble = ensemble
    self.domain = domain
    self.seed = seed
  }

  /// The instance of a number, with a label for each category: the first one that the ensemble accepts to draw from streams
  /// of that number.
  ///
  /// - Throws: `DiscardLimitReached` when the ensemble yields no instance, `MatrixError` when LAPACK fails.
  public func draw(
    _ index: Int, _ workspace: inout Workspace
  ) throws -> (instance: Ensemble.Measurements.Instance, labels: [String]) {
    try TrialRunner.firstAccepted { attempt in
      var stream = RandomStream(domain: domain, seed: seed, index: UInt64(index), attempt: attempt)
      return try ensemble.drawTrial(&stream, &workspace)
    }
  }

  /// The instance of a number.
  public func instance(_ index: Int, _ workspace: inout Workspace) throws -> Ensemble.Measurements.Instance {
    try draw(index, &workspace).instance
  }

  /// Measurements of the instance of a number.
  func measurements(_ index: Int) throws -> Ensemble.Measurements {
    var workspace = Workspace()
    return Ensemble.Measurements(try instance(index, &workspace))
  }
}
