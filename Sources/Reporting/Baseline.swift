import BoundKernel
public import Foundation
import Theorems
public import Verification

/// What a check found when it was last looked at: what the next one is compared with.
///
/// It holds, for every theorem, the conclusion, how often each verdict was reached, and quantiles of bound/κ with the interval
/// in which those of another run of as many networks lie.
public struct Baseline: Sendable, Hashable, Codable {
  /// A quantile of bound/κ.
  public struct Quantile: Sendable, Hashable, Codable {
    /// Which one: 0.5 is the median.
    public let share: Double
    /// The order statistic of this run.
    public let value: Double
    /// The lower end of the interval; absent where the sample is too small to have one.
    public let lower: Double?
    /// The upper end of the interval.
    public let upper: Double?
  }

  /// One theorem or claim.
  public struct Entry: Sendable, Hashable, Codable {
    /// The formula: a theorem that has been changed is another.
    public let formula: String
    /// What all trials together say.
    public let conclusion: TheoremConclusion
    /// How often each verdict was reached.
    public let verdicts: [String: Int]
    /// Quantiles of bound/κ; none where no trial compares two numbers.
    public let quantiles: [Quantile]
  }

  /// What the file is.
  public let schema: String
  /// The version of the benchmark: generators, verdicts and what is compared. Another one's results can't be compared.
  public let benchmark: Int
  /// The seed of the run.
  public let seed: UInt64
  /// What fixes the run, the seed apart.
  public let arguments: [String]
  /// The probability that a run which differs in its seed only leaves some interval.
  public let falseAlarm: Double
  /// How many comparisons share that probability.
  public let comparisons: Int
  /// By identifier.
  public let theorems: [String: Entry]

  static let schemaName = "gnbounds.baseline/1"
  /// To be raised when a generator, a verdict or a definition changes what numbers mean.
  public static let benchmarkVersion = 1
  /// Of bound/κ.
  static let shares = [0.05, 0.5, 0.95]
  /// A relative difference that is none: touching verdicts allow rounding up to it.
  static let resolution = Verdict.resolution
  static let standardFalseAlarm = 0.01

  /// The baseline that a check makes.
  ///
  /// - Parameter arguments: what reproduces it.
  public init(_ result: CheckResult, arguments: [String]) {
    schema = Self.schemaName
    benchmark = Self.benchmarkVersion
    seed = result.check.seed
    self.arguments = Self.withoutSeed(arguments)
    falseAlarm = Self.standardFalseAlarm
    let summaries = result.summaries
    let comparisons =
      summaries.count * Verdict.allCases.count + summaries.count { $0.ratios.count > 0 } * Self.shares.count
    self.comparisons = comparisons
    let level = Self.standardFalseAlarm / Double(max(1, comparisons))
    theorems = Dictionary(
      uniqueKeysWithValues: summaries.map { summary in
        (
          summary.theorem.identifier,
          Entry(
            formula: summary.theorem.formula(.text), conclusion: TheoremConclusion(summary),
            verdicts: Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0.rawValue, summary[$0]) }),
            quantiles: Self.quantiles(summary.ratios, level: level))
        )
      })
  }

  private static func quantiles(_ ratios: RatioDistribution, level: Double) -> [Quantile] {
    let count = ratios.count
    guard count > 0 else { return [] }
    // Values that were counted together are known to that much.
    let slack = resolution + ratios.resolution
    return shares.compactMap { share in
      let rank = max(1, Int((share * Double(count)).rounded(.up)))
      let ends = TwoSampleOrder.interval(size: count, rank: rank, level: level)
      let ranks = [ends.lower ?? rank, rank, ends.upper ?? rank]
      guard let values = ratios.orderStatistics(ranks) else { return nil }
      return Quantile(
        share: share, value: values[1], lower: ends.lower.map { _ in values[0] * (1 - slack) },
        upper: ends.upper.map { _ in values[2] * (1 + slack) })
    }
  }

  static func withoutSeed(_ arguments: [String]) -> [String] {
    guard let place = arguments.firstIndex(of: "--seed") else { return arguments }
    return Array(arguments[..<place] + arguments[min(place + 2, arguments.count)...])
  }

  // MARK: Files

  /// The baseline of a file's bytes.
  ///
  /// - Throws: `BaselineError` when it isn't one, is another schema's or another benchmark's, or contradicts itself.
  public init(decoding data: Data, path: String) throws(BaselineError) {
    /// The part that is the same in all schemas.
    struct Stamp: Decodable {
      let schema: String
      let benchmark: Int
    }
    let decoder = JSONDecoder()
    let stamp: Stamp
    do { stamp = try decoder.decode(Stamp.self, from: data) } catch {
      throw BaselineError(path, "is no baseline written by gnbounds: report --update-baseline writes one")
    }
    guard stamp.schema == Self.schemaName else {
      throw BaselineError(path, "schema '\(stamp.schema)' where '\(Self.schemaName)' is understood")
    }
    guard stamp.benchmark == Self.benchmarkVersion else {
      throw BaselineError(
        path,
        "is of benchmark version \(stamp.benchmark), this is version \(Self.benchmarkVersion): numbers of different versions "
          + "can't be compared; look at the change, then report --update-baseline")
    }
    do { self = try decoder.decode(Baseline.self, from: data) } catch {
      throw BaselineError(path, "is no whole baseline: \(decodingReason(error, in: data))")
    }
    if let fault { throw BaselineError(path, fault) }
  }

  /// The first thing that no run can have written.
  private var fault: String? {
    guard falseAlarm > 0, falseAlarm < 1 else { return "falseAlarm is \(falseAlarm), not between 0 and 1" }
    guard comparisons > 0 else { return "comparisons is \(comparisons), not positive" }
    for (identifier, entry) in theorems.sorted(by: { $0.key < $1.key }) {
      let names = Set(Verdict.allCases.map(\.rawValue))
      guard Set(entry.verdicts.keys) == names else {
        return "\(identifier): the verdicts should be \(names.sorted().joined(separator: ", "))"
      }
      guard entry.verdicts.values.allSatisfy({ (0...1 << 50).contains($0) }) else {
        return "\(identifier): a verdict's count is negative or too large"
      }
      guard entry.quantiles.isEmpty || entry.quantiles.map(\.share) == Self.shares else {
        return "\(identifier): the quantiles should be \(Self.shares.map { "\($0)" }.joined(separator: ", "))"
      }
      for quantile in entry.quantiles
      where
        !((quantile.lower ?? quantile.value) <= quantile.value && quantile.value <= (quantile.upper ?? quantile.value))
      {
        return "\(identifier): quantile \(quantile.share) lies outside its own interval"
      }
    }
    return nil
  }

  /// As it's kept in a file: keys sorted, a line each, so that differences are easy to read.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

/// What is wrong with a baseline.
public struct BaselineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// What is wrong and what would be right.
  public let reason: String

  init(_ file: String, _ reason: String) {
    self.file = file
    self.reason = reason
  }

  /// File and reason.
  public var description: String { "\(file): \(reason)" }
}
