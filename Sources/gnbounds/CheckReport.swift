import BoundKernel
import Falsification
import LinearAlgebra
import Networks
import Theorems
import Verification

/// The result of a check as one JSON object; the keys are documented in the README and stable for a schema number.
struct CheckReport: Encodable {
  struct Ratio: Encodable {
    let min: JSONNumber
    let median: JSONNumber
    let p95: JSONNumber
    let max: JSONNumber
    /// Why the numbers are null.
    let reason: String?
  }

  struct Entry: Encodable {
    let id: String
    let kind: String
    let relation: String
    let trials: Int
    let holds: Int
    let violated: Int
    let touching: Int
    let undecided: Int
    let vacuous: Int
    let inapplicable: Int
    let ratio: Ratio
    /// What bound/κ is proved to lie between, on all trials that are decided; absent in float mode.
    let provenRatio: ProvenEnds?
    /// How often each cause left a verdict undecided; absent where none is.
    let undecidedBecause: [String: Int]?
    /// The number of the trial with the least slack among those that hold, for replay.
    let tightestIndex: Int?
  }

  struct Finding: Encodable {
    let theorem: String
    let index: Int
    let worstIndex: Int
    let worstRatio: JSONNumber
    let kappa: JSONNumber
    let bound: JSONNumber
    let instance: InstanceReport

    private enum CodingKeys: CodingKey { case theorem, index, worstIndex, worstRatio, kappa, bound }

    /// The shrunk instance's keys beside its own.
    func encode(to encoder: any Encoder) throws {
      try instance.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(theorem, forKey: .theorem)
      try container.encode(index, forKey: .index)
      try container.encode(worstIndex, forKey: .worstIndex)
      try container.encode(worstRatio, forKey: .worstRatio)
      try container.encode(kappa, forKey: .kappa)
      try container.encode(bound, forKey: .bound)
    }
  }

  /// The distribution of what was measured of the networks besides κ.
  struct Quantity: Encodable {
    let count: Int
    let min: JSONNumber
    let p5: JSONNumber
    let median: JSONNumber
    let p95: JSONNumber
    let max: JSONNumber
  }

  let schema = "gnbounds.check/2"
  let seed: UInt64
  /// What verdicts rest on.
  let mode: VerdictMode
  let shard: Shard
  /// Whether every trial is done; it isn't after an interruption.
  let complete: Bool
  let verdict: String
  /// By family that nobody left out: why it's left out all the same; absent where none is.
  let leftOut: [String: String]?
  let theorems: [Entry]
  let coverage: [String: [String: [String: Int]]]
  /// By series and name, for families of which something is measured.
  let quantities: [String: [String: Quantity]]
  let counterexamples: [Finding]
  let provenance: Provenance

  init(
    _ result: CheckResult, _ findings: [Refutation], _ configuration: CheckConfiguration
  ) {
    seed = result.check.seed
    mode = result.check.mode
    shard = result.check.shard
    complete = result.isComplete
    verdict = result.isComplete || result.conclusion == .violated ? result.conclusion.rawValue : "interrupted"
    let reasons = configuration.options.leftOut
    leftOut =
      reasons.isEmpty ? nil : Dictionary(uniqueKeysWithValues: reasons.map { ($0.key.rawValue, $0.value) })
    theorems = result.summaries.map { summary in
      let quantiles = summary.quantiles
      return Entry(
        id: summary.theorem.identifier, kind: summary.theorem.kind.rawValue,
        relation: summary.theorem.relation.rawValue, trials: summary.trials, holds: summary[.holds],
        violated: summary[.violated], touching: summary[.touching], undecided: summary[.undecided],
        vacuous: summary[.vacuous], inapplicable: summary[.inapplicable],
        ratio: Ratio(
          min: JSONNumber(quantiles?.minimum), median: JSONNumber(quantiles?.median),
          p95: JSONNumber(quantiles?.percentile95), max: JSONNumber(quantiles?.maximum),
          reason: quantiles == nil ? "no trial compares two finite numbers" : nil),
        provenRatio: summary.provenRatios.map(ProvenEnds.init),
        undecidedBecause: summary.causes.isEmpty
          ? nil : Dictionary(uniqueKeysWithValues: summary.causes.map { ($0.key.rawValue, $0.value) }),
        tightestIndex: summary.tightest?.index)
    }
    coverage = Dictionary(
      uniqueKeysWithValues: result.series.filter(\.isCommon).map { ($0.name, $0.coverage.counts) })
    quantities = Dictionary(
      uniqueKeysWithValues: result.series.filter { $0.isCommon && !$0.quantities.isEmpty }.map { series in
        let named = series.quantities.map { quantity in
          let shares = quantity.distribution.quantiles([0.05, 0.5, 0.95])
          return (
            quantity.name,
            Quantity(
              count: quantity.distribution.count, min: JSONNumber(shares.map { _ in quantity.distribution.minimum }),
              p5: JSONNumber(shares?[0]), median: JSONNumber(shares?[1]), p95: JSONNumber(shares?[2]),
              max: JSONNumber(shares.map { _ in quantity.distribution.maximum }))
          )
        }
        return (series.name, Dictionary(uniqueKeysWithValues: named))
      })
    counterexamples = findings.map { finding in
      Finding(
        theorem: finding.theorem.identifier, index: finding.index, worstIndex: finding.worst.index,
        worstRatio: JSONNumber(finding.worst.ratio), kappa: JSONNumber(finding.conditionNumber),
        bound: JSONNumber(finding.bound), instance: InstanceReport(finding.instance))
    }
    provenance = Provenance(arguments: configuration.arguments)
  }
}

/// The numbers that make up an instance; those that its family has no use for are left out.
struct InstanceReport: Encodable {
  let family: String
  let weights: [[[Double]]]
  let strengths: [Double]?
  let slope: Double?
  let data: [[Double]]?
  let basis: [[Double]]?
  let dataFactor: [[Double]]?
  let covariance: [[JSONNumber]]?
  /// Height and width of each kernel, and of the images.
  let kernels: [[Int]]?
  let image: [Int]?

  init(_ values: InstanceValues) {
    family = values.family.rawValue
    weights = values.weights.map(\.rowLists)
    strengths = values.strengths
    slope = values.slope
    data = values.data?.rowLists
    basis = values.basis?.rowLists
    dataFactor = values.dataFactor?.rowLists
    kernels = values.extents?.kernels.map { [$0.height, $0.width] }
    image = values.extents.map { [$0.image.height, $0.image.width] }
    covariance = values.dataFactor?.gram().rowLists.map { $0.map { JSONNumber($0) } }
  }
}

/// What made a result.
struct Provenance: Encodable {
  let version = GNBounds.version
  let arguments: [String]
  let linearAlgebra = BLAS.description

  init(arguments: [String]) { self.arguments = arguments }
}
