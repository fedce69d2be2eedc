import BoundKernel
import Networks
import Theorems
import Verification

/// One trial as a JSON object: enough for an outside program to recompute all of it.
struct ReplayReport: Encodable {
  struct Step: Encodable {
    let rules: [String]
    let bound: JSONNumber
    let slack: JSONNumber
  }

  let schema = "gnbounds.replay/1"
  let theorem: String
  let relation: String
  let verdict: String
  /// Why the verdict doesn't compare the bound with κ; absent where it does.
  let verdictReason: String?
  let kappa: JSONNumber
  let kappaReason: String?
  let bound: JSONNumber
  let boundReason: String?
  let ratio: JSONNumber
  let rank: Int
  let order: Int
  let rankProvenance: String
  let ranksAfter: [Int]?
  let ranksBefore: [Int]?
  let route: String
  let eigenvalues: [JSONNumber]?
  let singularValues: [[JSONNumber]]
  let slack: [Step]
  /// What is proved; absent unless it was asked for or float64 finds a violation.
  let proven: ProvenReport?
  private let instance: InstanceReport

  init(
    _ theorem: Theorem, _ description: InstanceDescription, _ spectrum: GaussNewtonSpectrum,
    _ outcome: TheoremOutcome, _ reason: String?, _ slack: [SlackStep], _ proof: RigorousJudgement?
  ) {
    self.theorem = theorem.identifier
    proven = proof.map(ProvenReport.init)
    relation = theorem.relation.rawValue
    verdict = outcome.verdict.rawValue
    verdictReason = reason
    kappa = JSONNumber(spectrum.conditionNumber)
    kappaReason = spectrum.conditionNumber == nil ? "G = 0" : JSONNumber.reason(spectrum.conditionNumber)
    bound = JSONNumber(outcome.bound)
    boundReason = JSONNumber.reason(outcome.bound)
    ratio = JSONNumber(outcome.ratio)
    rank = description.rank
    order = description.order
    rankProvenance = description.rankProvenance
    ranksAfter = description.ranks.map { Array($0.after.dropFirst()) }
    ranksBefore = description.ranks.map { Array($0.before.dropFirst()) }
    route = spectrum.route.rawValue
    eigenvalues = spectrum.eigenvalues?.map { JSONNumber($0) }
    singularValues = description.singularValues.prefix(description.values.weights.count).map {
      $0.values.map { JSONNumber($0) }
    }
    instance = InstanceReport(description.values)
    self.slack = slack.map { Step(rules: $0.rules, bound: JSONNumber($0.bound), slack: JSONNumber($0.slack)) }
  }

  private enum CodingKeys: CodingKey {
    case schema, theorem, relation, verdict, verdictReason, kappa, kappaReason, bound, boundReason, ratio
    case rank, order, rankProvenance, ranksAfter, ranksBefore, route, eigenvalues, singularValues, slack, proven
  }

  /// The instance's keys beside its own.
  func encode(to encoder: any Encoder) throws {
    try instance.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(theorem, forKey: .theorem)
    try container.encode(relation, forKey: .relation)
    try container.encode(verdict, forKey: .verdict)
    try container.encodeIfPresent(verdictReason, forKey: .verdictReason)
    try container.encode(kappa, forKey: .kappa)
    try container.encodeIfPresent(kappaReason, forKey: .kappaReason)
    try container.encode(bound, forKey: .bound)
    try container.encodeIfPresent(boundReason, forKey: .boundReason)
    try container.encode(ratio, forKey: .ratio)
    try container.encode(rank, forKey: .rank)
    try container.encode(order, forKey: .order)
    try container.encode(rankProvenance, forKey: .rankProvenance)
    try container.encodeIfPresent(ranksAfter, forKey: .ranksAfter)
    try container.encodeIfPresent(ranksBefore, forKey: .ranksBefore)
    try container.encode(route, forKey: .route)
    try container.encodeIfPresent(eigenvalues, forKey: .eigenvalues)
    try container.encode(singularValues, forKey: .singularValues)
    try container.encode(slack, forKey: .slack)
    try container.encodeIfPresent(proven, forKey: .proven)
  }
}
