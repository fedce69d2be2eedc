public import LinearAlgebra

/// How an enclosure of κ was proved.
public enum CertificateRoute: String, Sendable, Hashable, Codable, CaseIterable {
  /// L = 1: Ĝ = I ⊗ SᵀS, from the singular values of S.
  case singleLayer = "single layer"
  /// L = 2 and S = cI: the eigenvalues are c²(a_i + b_j).
  case closed
  /// L = 2: the eigenvalues of a_iB_1 + B_2, from the singular values of (√a_iQ_1; Q_2).
  case split
  /// Tier 1: Cholesky certificates of Ĝ.
  case cholesky
  /// Tier 2: λ_min from the preconditioned factors.
  case preconditioned
  /// r < kd: all eigenvalues, from a residual.
  case residual
}

/// A proven enclosure of κ(Ĝ) = λ₁/λ_r for given weights and data factor, taken as exact.
public struct ConditionNumberEnclosure: Sendable, Hashable {
  /// λ₁ of Ĝ divided by 4^`exponent`.
  public let largest: Interval
  /// λ_r of Ĝ divided by 4^`exponent`.
  public let smallest: Interval
  /// E.
  public let exponent: Int
  /// κ; an upper end of +∞ says that λ_r couldn't be separated from 0.
  public let value: Interval
  /// At least r.
  public let maximalRank: Int
  /// How many eigenvalues are proved to be positive: at most r.
  public let positiveEigenvalues: Int
  /// At least every other eigenvalue, divided by 4^`exponent`; 0 where there's no other.
  public let remainder: Double
  /// How it was proved.
  public let route: CertificateRoute
  /// Why λ_r wasn't separated from 0, or a better route gave nothing; nil when none failed.
  public let cause: NoInformation?

  /// The enclosure by the cheapest route that satisfies: special forms for L ≤ 2, all eigenvalues where the widths leave
  /// r < kd, else tier 1 and, unless its enclosure satisfies, tier 2.
  ///
  /// No rank is assumed. It's at most what the widths allow and at least the number of eigenvalues proved to be positive; where
  /// these differ the caller is asked for what it can prove, and κ encloses the ratios for all ranks that remain.
  ///
  /// - Parameters:
  ///   - ranks: proven bounds of the rank of Ĝ; asked for only where eigenvalues don't tell.
  ///   - isEnough: whether an enclosure decides what it's wanted for; by default, that it's narrower than 10⁻⁶.
  /// - Throws: `NoInformation` when nothing at all is known, or two proofs contradict each other.
  /// - Complexity: the routes' own: O((kd)³) for L > 2.
  public init(
    _ factors: GaussNewtonFactors, _ arithmetic: VerifiedArithmetic, _ workspace: inout Workspace,
    ranks: () -> ClosedRange<Int> = { 0...Int.max }, isEnough: (Interval) -> Bool = { $0.relativeWidth <= 1e-6 }
  ) throws(NoInformation) {
    exponent = factors.exponent
    var (failure, route): (NoInformation?, CertificateRoute)
    if factors.terms.count > 2, factors.maximalRank == factors.order {
      let extremes = try arithmetic.extremeEigenvalues(factors, &workspace)
      (failure, route) = (nil, .cholesky)
      var smallest = extremes.smallest
      if !isEnough(Self.ratio(extremes.largest, smallest)) {
        do throws(NoInformation) {
          let refined = try arithmetic.preconditionedSmallestEigenvalue(factors, &workspace)
          // Both enclose λ_min.
          guard let both = refined.intersection(smallest) else { throw .contradiction("λ_min") }
          (smallest, route) = (both, .preconditioned)
        } catch {
          if case .contradiction = error { throw error }
          failure = error
        }
      }
      if smallest.isPositive || ranks().lowerBound >= factors.order {
        (largest, self.smallest, self.route, cause) = (extremes.largest, smallest, route, failure)
        positiveEigenvalues = smallest.isPositive ? factors.order : 0
        remainder = smallest.isPositive ? 0 : .infinity
        maximalRank = factors.order
        value = Self.ratio(largest, smallest)
        return
      }
    }
    var spectrum = try EigenvalueSpectrum(factors, extremesOnly: true, arithmetic, &workspace)
    if !spectrum.values[factors.order - factors.maximalRank].isPositive {
      spectrum = try EigenvalueSpectrum(factors, extremesOnly: false, arithmetic, &workspace)
    }
    let values = spectrum.values
    let order = values.count
    let positive = values.count(where: \.isPositive)
    var (minimum, maximum) = (positive, factors.maximalRank)
    if positive < maximum {
      let proven = ranks()
      (minimum, maximum) = (max(minimum, min(proven.lowerBound, maximum)), min(maximum, proven.upperBound))
      guard minimum <= maximum else { throw .contradiction("the rank") }
    }
    guard maximum > 0 else { throw .vanishing }
    maximalRank = maximum
    largest = values[order - 1]
    // λ_r lies between the eigenvalues of the largest and the smallest rank.
    smallest = Interval(values[order - maximum].lower, minimum > 0 ? values[order - minimum].upper : .infinity)
    value = Self.ratio(largest, smallest)
    positiveEigenvalues = positive
    remainder = positive < order ? values[order - positive - 1].upper : 0
    self.route = spectrum.route
    cause =
      smallest.isPositive
      ? nil : .rank(lower: minimum, upper: factors.maximalRank, order: order)
  }

  /// λ₁/λ_r, never below 1.
  private static func ratio(_ largest: Interval, _ smallest: Interval) -> Interval {
    let ratio = Interval.quotient(largest, smallest)
    return Interval(max(1, ratio.lower), max(1, ratio.upper))
  }
}
