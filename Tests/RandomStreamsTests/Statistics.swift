/// Test statistics.
enum Statistics {
  /// √n·D exceeds this with probability 2·exp(−2·1.95²) = 0.001 (Kolmogorov's limit law).
  static let criticalDistance = 1.95

  /// √n times the greatest distance of the empirical distribution function from `distribution`.
  static func kolmogorovSmirnov(_ values: [Double], _ distribution: (Double) -> Double) -> Double {
    let n = Double(values.count)
    let distances = values.sorted().enumerated().map { rank, value in
      let p = distribution(value)
      return max(Double(rank + 1) / n - p, p - Double(rank) / n)
    }
    return (distances.max() ?? .infinity) * n.squareRoot()
  }

  /// How many standard deviations Pearson's χ² of these counts, all equally likely, lies from its mean.
  static func chiSquareDeviations(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    let statistic = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    let freedom = Double(counts.count - 1)
    return (statistic - freedom) / (2 * freedom).squareRoot()
  }
}
