import Testing

@testable import Reporting

/// The exact two-sample probabilities, against counting every order of two samples.
struct TwoSampleOrderTests {
  /// Every way in which n X's and n Y's can be ordered, `true` for a Y.
  private static func orders(_ n: Int) -> [[Bool]] {
    (0..<(1 << (2 * n))).map { bits in (0..<(2 * n)).map { bits >> $0 & 1 == 1 } }.filter { $0.count { $0 } == n }
  }

  /// The position of the i-th value of a sample, i from 1.
  private static func position(_ i: Int, of isY: Bool, in order: [Bool]) -> Int {
    var seen = 0
    for (position, value) in order.enumerated() where value == isY {
      seen += 1
      if seen == i { return position }
    }
    return order.count
  }

  @Test("The tail is that of counting subsets", arguments: [3, 5, 6])
  func tail(n: Int) {
    let orders = Self.orders(n)
    for drawn in 0...(2 * n) {
      for least in 0...(n + 1) {
        let counted = orders.count { $0.prefix(drawn).count { $0 } >= least }
        let expected = Double(counted) / Double(orders.count)
        #expect(abs(TwoSampleOrder.upperTail(least, of: drawn, n) - expected) < 1e-12, "\(least) of \(drawn)")
      }
    }
  }

  @Test("The interval is the narrowest whose ends are each missed with half the level", arguments: [0.02, 0.1, 0.4])
  func interval(level: Double) {
    let n = 6
    let orders = Self.orders(n)
    func share(_ isMissed: ([Bool]) -> Bool) -> Double { Double(orders.count(where: isMissed)) / Double(orders.count) }
    for rank in 1...n {
      let below = { (j: Int) in
        share { Self.position(rank, of: true, in: $0) < Self.position(j, of: false, in: $0) }
      }
      let above = { (k: Int) in
        share { Self.position(rank, of: true, in: $0) > Self.position(k, of: false, in: $0) }
      }
      let (lower, upper) = TwoSampleOrder.interval(size: n, rank: rank, level: level)
      #expect(lower == (1...n).last { below($0) <= level / 2 })
      #expect(upper == (1...n).first { above($0) <= level / 2 })
    }
  }

  @Test("Large samples: near the normal approximation, and never NaN")
  func large() {
    let (lower, upper) = TwoSampleOrder.interval(size: 10_000, rank: 5_000, level: 0.05)
    // 1.96·√(n/2): the difference of two binomial counts about their common mean.
    #expect(abs((lower ?? 0) - (5_000 - 139)) <= 3)
    #expect(abs((upper ?? 0) - (5_000 + 139)) <= 3)
    for size in [1, 2, 1_000_000] {
      for drawn in [0, size / 2, size, 2 * size] {
        let tail = TwoSampleOrder.upperTail(drawn / 2, of: drawn, size)
        #expect((0...1).contains(tail))
      }
    }
  }

  @Test("Equal counts say nothing; Fisher's test of 3 against 9 of 10, as computed by hand")
  func fisher() {
    #expect(TwoSampleOrder.probability(ofCounts: 0, 0, size: 50) == 1)
    #expect(TwoSampleOrder.probability(ofCounts: 20, 20, size: 50) == 1)
    // 2·(C(10,9)C(10,3) + C(10,10)C(10,2))/C(20,12) = 2·1245/125970.
    #expect(abs(TwoSampleOrder.probability(ofCounts: 3, 9, size: 10) - 2490 / 125_970) < 1e-12)
    #expect(
      TwoSampleOrder.probability(ofCounts: 9, 3, size: 10) == TwoSampleOrder.probability(ofCounts: 3, 9, size: 10))
  }
}
