import Foundation

/// Where an order statistic of a second sample lies among those of a first one, when both are drawn from the same continuous
/// distribution: the same for every such distribution.
///
/// Of the pooled values every choice of the n that belong to the first sample is equally likely, so counts among the smallest
/// of them are hypergeometric (Wilks 1942; the precedence test). Ties only make the events rarer.
enum TwoSampleOrder {
  /// The ranks (j, k) of the first sample between whose values the second sample's value of rank `rank` lies, both ends
  /// included, except with probability `level` at most; nil where the sample doesn't reach far enough.
  ///
  /// - Parameters:
  ///   - size: the size n of each sample.
  ///   - rank: from 1 to n.
  static func interval(size: Int, rank: Int, level: Double) -> (lower: Int?, upper: Int?) {
    // Y_(s) < X_(j) means that of the smallest s + j − 1 values at least s are Y's; Y_(s) > X_(k) that at least k are X's.
    var (low, high) = (0, size + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if upperTail(rank, of: rank + middle - 1, size) <= level / 2 { low = middle } else { high = middle }
    }
    let lower = low
    (low, high) = (0, size + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if upperTail(middle, of: rank + middle - 1, size) <= level / 2 { high = middle } else { low = middle }
    }
    return (lower >= 1 ? lower : nil, high <= size ? high : nil)
  }

  /// The probability that two samples of one size, drawn alike, differ at least as much in a count as these do: Fisher's
  /// exact test, twice the smaller tail.
  static func probability(ofCounts first: Int, _ second: Int, size: Int) -> Double {
    min(1, 2 * upperTail(max(first, second), of: first + second, size))
  }

  /// The probability that of `drawn` values out of 2·`size`, half of them marked, at least `least` are marked.
  ///
  /// - Complexity: O(size), in practice the standard deviation of the count.
  static func upperTail(_ least: Int, of drawn: Int, _ size: Int) -> Double {
    let (lowest, highest) = (max(0, drawn - size), min(size, drawn))
    if least <= lowest { return 1 }
    if least > highest { return 0 }
    // Above the mean terms only fall; below it the other tail is the shorter sum.
    if 2 * least <= drawn { return 1 - upperTail(drawn - least + 1, of: drawn, size) }
    let logarithm =
      logChoose(size, least) + logChoose(size, drawn - least) - logChoose(2 * size, drawn)
    var term = exp(logarithm)
    var sum = 0.0
    for count in least...highest {
      sum += term
      let (n, t, h) = (Double(size), Double(drawn), Double(count))
      term *= (n - h) * (t - h) / ((h + 1) * (n - t + h + 1))
      if term < sum * 1e-18 { break }
    }
    return min(1, sum)
  }

  private static func logChoose(_ n: Int, _ k: Int) -> Double {
    logFactorial(n) - logFactorial(k) - logFactorial(n - k)
  }

  private static func logFactorial(_ n: Int) -> Double { lgamma(Double(n) + 1) }
}
