/// Quantiles of values in groups by a whole number, such as bound/κ by depth.
struct QuantileGroups {
  /// One group.
  struct Group {
    let key: Int
    let count: Int
    let lower: Double
    let median: Double
    let upper: Double
  }

  /// In the order of the keys.
  let groups: [Group]

  /// A group of less values says little.
  private static let smallest = 20

  /// The 5th, 50th and 95th percentiles of each group: order statistics, no interpolation.
  init(_ values: [(key: Int, value: Double)]) {
    let lists = Dictionary(grouping: values, by: \.key).mapValues { $0.map(\.value).sorted() }
    groups = lists.filter { $0.value.count >= Self.smallest }.sorted { $0.key < $1.key }.map { key, sorted in
      let quantile = { (share: Double) in sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)] }
      return Group(
        key: key, count: sorted.count, lower: quantile(0.05), median: quantile(0.5), upper: quantile(0.95))
    }
  }
}
