public import VerifiedNumerics

/// What a trial proves.
public struct ProvenRecord: Sendable, Hashable, Codable {
  /// An enclosure of κ(G); absent where nothing is known of it.
  public let conditionNumber: Interval?
  /// An enclosure of bound/κ for each theorem; absent where there's none.
  public let ratios: [Interval?]
  /// Why each theorem is undecided; absent where it isn't, or wasn't asked for.
  public let causes: [UndecidedCause?]

  init(_ judgement: RigorousJudgement) {
    conditionNumber = judgement.conditionNumber?.value
    ratios = judgement.outcomes.map { $0?.ratio }
    causes = judgement.outcomes.map { $0?.cause }
  }

  private enum CodingKeys: String, CodingKey {
    case conditionNumber = "kappa"
    case ratios, causes
  }

  /// Decodes enclosures from pairs of numbers; null for an end at infinity.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    conditionNumber = try container.decode(EncodedInterval?.self, forKey: .conditionNumber)?.interval
    ratios = try container.decode([EncodedInterval?].self, forKey: .ratios).map { $0?.interval }
    causes = try container.decode([UndecidedCause?].self, forKey: .causes)
  }

  /// Encodes enclosures as pairs of numbers; null for an end at infinity, which JSON hasn't got.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(conditionNumber.map(EncodedInterval.init), forKey: .conditionNumber)
    try container.encode(ratios.map { $0.map(EncodedInterval.init) }, forKey: .ratios)
    try container.encode(causes, forKey: .causes)
  }
}

/// An interval as JSON: `[lower, upper]`.
private struct EncodedInterval: Codable {
  let interval: Interval

  init(_ interval: Interval) { self.interval = interval }

  init(from decoder: any Decoder) throws {
    let ends = try decoder.singleValueContainer().decode([Double?].self)
    guard ends.count == 2, (ends[0] ?? -.infinity) <= (ends[1] ?? .infinity) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "an enclosure is a pair [lower, upper]"))
    }
    interval = Interval(ends[0] ?? -.infinity, ends[1] ?? .infinity)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode([interval.lower, interval.upper].map { $0.isFinite ? $0 : nil })
  }
}

extension Interval {
  /// The middle, of a finite interval.
  var center: Double? { isFinite ? lower + (upper - lower) / 2 : nil }
}
