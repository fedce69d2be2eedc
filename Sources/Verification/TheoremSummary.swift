import BoundKernel
public import Theorems
public import VerifiedNumerics

/// The outcomes of one theorem over many trials; the same for every order in which they're recorded.
public struct TheoremSummary: Sendable {
  /// A trial with its bound/κ.
  public typealias Extreme = (index: Int, ratio: Double)

  /// The theorem.
  public let theorem: Theorem
  /// How often each verdict was reached.
  public private(set) var counts: [Verdict: Int] = [:]
  /// bound/κ of every trial whose verdict compares two finite numbers.
  public private(set) var ratios = RatioDistribution()
  /// How often each cause left a verdict undecided.
  public private(set) var causes: [UndecidedCause: Int] = [:]
  /// The hull of the proven enclosures of bound/κ, of every trial that's decided with one.
  public private(set) var provenRatios: Interval?
  /// The violation with the lowest number.
  public private(set) var firstViolation: Int?
  /// The trial where the bound is furthest on the wrong side.
  public private(set) var worstViolation: Extreme?
  /// The trial with the least slack among those that hold.
  public private(set) var tightest: Extreme?

  /// The causes, the most frequent first.
  public var causesByFrequency: [(cause: UndecidedCause, count: Int)] {
    causes.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map { ($0.key, $0.value) }
  }

  /// Nothing yet.
  public init(_ theorem: Theorem) { self.theorem = theorem }

  /// Counts a trial.
  ///
  /// - Parameters:
  ///   - proven: a proven enclosure of bound/κ.
  ///   - cause: why the verdict is undecided.
  public mutating func record(
    _ verdict: Verdict, ratio: Double?, index: Int, proven: Interval? = nil, cause: UndecidedCause? = nil
  ) {
    counts[verdict, default: 0] += 1
    if let cause { causes[cause, default: 0] += 1 }
    if let proven, [.holds, .violated, .touching].contains(verdict) {
      provenRatios = provenRatios?.hull(proven) ?? proven
    }
    if verdict == .violated { firstViolation = min(firstViolation ?? index, index) }
    guard let ratio, [.holds, .violated, .touching].contains(verdict) else { return }
    ratios.record(ratio)
    switch verdict {
    case .violated: worstViolation = tighter((index, ratio), worstViolation)
    case .holds: tightest = tighter((index, ratio), tightest)
    default: break
    }
  }

  /// What a bound loses, on whichever side of κ it must lie; an equality loses nothing and is only missed.
  public func slack(_ ratio: Double) -> Double {
    switch theorem.relation {
    case .upper: ratio
    case .lower: 1 / ratio
    case .equality: -abs(ratio - 1)
    }
  }

  /// The trial with less slack, of equal ones that with the lower number.
  private func tighter(_ candidate: Extreme, _ known: Extreme?) -> Extreme {
    guard let known else { return candidate }
    return (slack(candidate.ratio), candidate.index) < (slack(known.ratio), known.index) ? candidate : known
  }

  /// How often a verdict was reached.
  public subscript(verdict: Verdict) -> Int { counts[verdict, default: 0] }

  /// The trials on instances that the theorem speaks of: all but the inapplicable.
  public var trials: Int { Verdict.allCases.reduce(0) { $0 + ($1 == .inapplicable ? 0 : self[$1]) } }

  /// Minimum, median, 95th percentile and maximum of bound/κ; order statistics, no interpolation.
  public var quantiles: (minimum: Double, median: Double, percentile95: Double, maximum: Double)? {
    ratios.quantiles([0.5, 0.95]).map { (ratios.minimum, $0[0], $0[1], ratios.maximum) }
  }
}
