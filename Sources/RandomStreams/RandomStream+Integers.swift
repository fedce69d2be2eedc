extension RandomStream {
  /// An integer of the range, all exactly equally likely. Takes one word or, with probability below ½, more.
  ///
  /// Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019: the high word of
  /// word × size, where the words that would make some integers likelier are rejected.
  @inlinable
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    let low = Int64(range.lowerBound)
    let size = UInt64(bitPattern: Int64(range.upperBound) &- low) &+ 1
    // The size of all of `Int` is 2⁶⁴, which wraps to zero.
    if size == 0 { return Int(truncatingIfNeeded: low &+ Int64(bitPattern: next())) }
    var product = next().multipliedFullWidth(by: size)
    if product.low < size {
      let rejected = (0 &- size) % size
      while product.low < rejected { product = next().multipliedFullWidth(by: size) }
    }
    return Int(truncatingIfNeeded: low &+ Int64(bitPattern: product.high))
  }

  /// One of the elements, all equally likely; nil, and no word taken, when there are none.
  @inlinable
  public mutating func element<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[integer(in: 0...(elements.count - 1))]
  }

  /// `count` distinct integers of 0..<n in the order drawn, all ordered samples equally likely.
  ///
  /// The first `count` places of a Fisher–Yates shuffle that keeps only the displaced entries: time and memory are
  /// O(count), whatever n.
  ///
  /// - Throws: `SampleSizeError` unless 0 ≤ count ≤ n.
  public mutating func sampleWithoutReplacement(_ count: Int, of n: Int) throws(SampleSizeError) -> [Int] {
    guard count >= 0, count <= n else { throw SampleSizeError(count: count, population: n) }
    var displaced: [Int: Int] = [:]
    return (0..<count).map { place in
      let chosen = integer(in: place...(n - 1))
      defer { displaced[chosen] = displaced[place] ?? place }
      return displaced[chosen] ?? chosen
    }
  }
}
