import BoundKernel
import Theorems
import Verification

/// How often a bound is within a factor of κ: one number that compares bounds over the same networks, since those on which a
/// bound is +∞, undecided or doesn't apply count against it.
struct Closeness {
  /// The summary of the bound.
  let summary: TheoremSummary
  /// On how many networks it's within the factor.
  let count: Int
  /// Of how many.
  let networks: Int

  /// The factor of which headlines tell.
  static let factor = 2.0

  /// - Parameter networks: how many were drawn.
  init(_ summary: TheoremSummary, networks: Int) {
    self.summary = summary
    self.networks = networks
    let ratios = summary.ratios
    count =
      summary.theorem.relation == .lower
      ? ratios.count - ratios.count(atMost: (1 / Self.factor).nextDown) : ratios.count(atMost: Self.factor)
  }

  /// The theorem on one side of κ that is close most often, the first of equals; nil where none compares two numbers.
  static func best(_ relation: Relation, of series: SeriesResult) -> Closeness? {
    series.summaries.filter {
      $0.theorem.kind == .theorem && $0.theorem.relation == relation && $0.ratios.count > 0
    }
    .map { Closeness($0, networks: series.finished) }
    .reduce(nil) { best, next in (best?.count ?? -1) < next.count ? next : best }
  }

  /// 76.6 %.
  var share: String { ReportNumber.percent(count, of: networks) }

  /// The bound that 95 % of the finite ones don't exceed in looseness, over κ.
  var ratioOf95Percent: Double { summary.looseEnd?.percentile ?? .nan }
}

extension TheoremSummary {
  /// bound/κ on the side where it loses: what 95 % of the networks do better than, and the worst; nil without ratios.
  var looseEnd: (percentile: Double, worst: Double)? {
    guard let quantiles = ratios.quantiles([0.05, 0.95]) else { return nil }
    return theorem.relation == .lower ? (quantiles[0], ratios.minimum) : (quantiles[1], ratios.maximum)
  }
}
