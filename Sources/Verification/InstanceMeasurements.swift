public import BoundKernel
public import Networks

/// A network with its data, as verdicts see it.
public protocol NetworkInstance: Sendable {
  /// The order of the matrix Ĝ of the family, which has the nonzero spectrum of G.
  var order: Int { get }
  /// r = rank G.
  var rank: Int { get }
  /// The number of roundings that an entry of Ĝ and an eigenvalue meet, up to a constant.
  var roundings: Int { get }
  /// The same instance with its ranks computed exactly; nil when they are.
  func withExactRanks() throws -> Self?
  /// The numbers that make it up.
  var values: InstanceValues { get }
  /// The layers as exact matrices, for proven verdicts; nil for a family without certificates.
  var rigorousLayers: RigorousLayers? { get }
}

extension LinearInstance: NetworkInstance {
  /// The same network and data with exact ranks; nil when they are exact.
  public func withExactRanks() throws -> LinearInstance? {
    ranks.provenance == .exact ? nil : try LinearInstance(network: network, data: data)
  }
}

/// What the kernel's symbols mean on the instances of a family, in float64, and the spectrum that bounds are compared with.
///
/// A class, since it owns a workspace that can't be copied; used by one task.
public protocol InstanceMeasurements: AnyObject, Interpretation
where Number == Double, Failure == MeasurementError {
  /// The family's instances.
  associatedtype Instance: NetworkInstance

  /// Measurements of an instance.
  init(_ instance: Instance)
  /// Forgets everything and measures another instance, with the same scratch memory.
  func restart(_ instance: Instance)
  /// The instance.
  var instance: Instance { get }
  /// The eigenvalues of Ĝ.
  func spectrum() throws(MeasurementError) -> GaussNewtonSpectrum
  /// What is measured of the instance besides κ, in the order of the source's `quantities`; nil where there's no such number.
  func quantities(_ spectrum: GaussNewtonSpectrum) throws(MeasurementError) -> [Double?]
  /// Whether the instance has a property that isn't the sign of an expression or a relation of ranks.
  func satisfies(_ assumption: Assumption) -> Bool
}

extension InstanceMeasurements {
  /// Nothing.
  public func quantities(_ spectrum: GaussNewtonSpectrum) throws(MeasurementError) -> [Double?] { [] }
}
