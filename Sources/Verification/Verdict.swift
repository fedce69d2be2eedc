public import BoundKernel

/// What a trial says of a theorem.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
  /// The bound is on its side of κ by more than rounding.
  case holds
  /// The bound is on the wrong side of κ by more than rounding.
  case violated
  /// The two agree as far as rounding tells, and rounding is small.
  case touching
  /// Rounding, or a value that isn't finite, leaves it open.
  case undecided
  /// The bound is +∞.
  case vacuous
  /// The theorem doesn't speak of such an instance.
  case inapplicable
}

extension Verdict {
  /// Above this relative error a comparison is undecided rather than touching.
  public static let resolution = 1e-6

  /// Compares a bound with κ in float64.
  ///
  /// Rounding in λ_min is of the order of u·N·λ_max, so κ carries a relative error of about ε = 8·N·u·max(κ, b) with
  /// u = 2⁻⁵³: no smaller difference means anything.
  ///
  /// - Parameters:
  ///   - roundings: N, see `LinearInstance.roundings`.
  ///   - iterationError: what the error bounds of an iteration add to ε, see `GaussNewtonSpectrum.relativeErrorBound`.
  public init(
    bound: Double, relation: Relation, conditionNumber κ: Double, roundings: Int, iterationError: Double = 0
  ) {
    guard bound.isFinite, κ.isFinite else {
      self = bound == .infinity && relation == .upper && !κ.isNaN ? .vacuous : .undecided
      return
    }
    let ε = 8 * Double(roundings) * (Double.ulpOfOne / 2) * max(κ, bound) + 2 * iterationError
    let isTouching = ε < Self.resolution
    switch relation {
    case .upper:
      self = bound >= (1 + ε) * κ ? .holds : bound < (1 - ε) * κ ? .violated : isTouching ? .touching : .undecided
    case .lower:
      self = κ >= (1 + ε) * bound ? .holds : κ < (1 - ε) * bound ? .violated : isTouching ? .touching : .undecided
    case .equality:
      let difference = abs(bound / κ - 1)
      self = !isTouching ? .undecided : difference <= ε ? .holds : .violated
    }
  }
}
