/// A stream of random numbers that is a pure function of its domain, seed, index and attempt.
///
/// Streams share no state, so what one yields never depends on which others exist or on the order they are drawn in. The
/// words are those of Philox4x64-10 with the key (seed, hash of the domain) and the counters (block, index, attempt, 0),
/// block = 0, 1, …; at most 2⁶⁴ blocks belong to a stream. All methods map words to values by integer operations and
/// + − × ÷ √ of IEEE 754 only, so the values are the same on every platform; the standard library's own methods that take
/// a generator (`shuffled(using:)` …) don't promise that.
public struct RandomStream: RandomNumberGenerator, Sendable {
  @usableFromInline var generator: Philox4x64

  /// The stream of this address, from its beginning.
  ///
  /// - Parameters:
  ///   - domain: what the numbers are for, e.g. the name of a family; its UTF-8 bytes count, so strings that are equal
  ///     only up to Unicode normalization have different streams.
  ///   - seed: the user's seed.
  ///   - index: which trial.
  ///   - attempt: which repetition of the trial.
  public init(domain: String, seed: UInt64, index: UInt64, attempt: UInt64 = 0) {
    generator = Philox4x64(key: (seed, Self.hash(of: domain)), counter: (0, index, attempt, 0))
  }

  /// The 64-bit FNV-1a hash of the UTF-8 bytes (draft-eastlake-fnv): fixed for ever, unlike Swift's seeded `Hasher`.
  static func hash(of domain: String) -> UInt64 {
    domain.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 { generator.next() }

  /// A number strictly inside (0, 1): the midpoint (k + ½)·2⁻⁵² of one of 2⁵² equal cells, k the high 52 bits of a word.
  ///
  /// Exact, symmetric about ½ and never nearer to 0 or 1 than 2⁻⁵³. Takes one word.
  @inlinable
  public mutating func uniform() -> Double {
    (Double(next() &>> 12) + 0.5) * 0x1p-52
  }

  /// A number uniform in the range, which it never leaves by rounding. Takes one word.
  ///
  /// An infinite bound counts as the largest finite number of its sign.
  @inlinable
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    let limit = Double.greatestFiniteMagnitude
    let low = min(max(range.lowerBound, -limit), limit)
    let high = min(max(range.upperBound, -limit), limit)
    let position = uniform()
    let width = high - low
    // Where the width overflows, half of everything doesn't.
    let value = width.isFinite ? low + width * position : 2 * (low / 2 + (high / 2 - low / 2) * position)
    return min(max(value, range.lowerBound), range.upperBound)
  }

  /// A standard normal number, the quantile of a uniform one. Takes one word; at most 8.21 in magnitude.
  @inlinable
  public mutating func normal() -> Double { StandardNormal.quantile(uniform()) }

  /// Whether an event of this probability happens. Takes one word.
  ///
  /// Exact for multiples of 2⁻⁵², else within 2⁻⁵³; never where `probability` ≤ 0 or NaN, always where it is ≥ 1.
  @inlinable
  public mutating func bernoulli(_ probability: Double) -> Bool { uniform() < probability }
}
