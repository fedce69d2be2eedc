/// What `replay --json` prints, as far as the tests read it.
struct Replay: Decodable {
  struct Step: Decodable {
    let rules: [String]
    let bound: Double
    let slack: Double
  }

  let schema: String
  let theorem: String
  let verdict: String
  let verdictReason: String?
  let kappa: Double?
  let kappaReason: String?
  let bound: Double?
  let boundReason: String?
  let ratio: Double?
  let rank: Int
  let order: Int
  let eigenvalues: [Double?]
  let singularValues: [[Double]]
  let weights: [[[Double]]]
  let strengths: [Double]?
  let slope: Double?
  let data: [[Double]]?
  let dataFactor: [[Double]]?
  let covariance: [[Double]]?
  let kernels: [[Int]]?
  let image: [Int]?
  let slack: [Step]
}

/// What `check --json` prints, as far as the tests read it.
struct CheckOutput: Decodable {
  struct Ratio: Decodable {
    let min: Double?
    let median: Double?
    let p95: Double?
    let max: Double?
    let reason: String?
  }

  struct Entry: Decodable {
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
    let tightestIndex: Int?
  }

  struct Counterexample: Decodable {
    let theorem: String
    let index: Int
    let worstIndex: Int
    let worstRatio: Double?
    let kappa: Double?
    let bound: Double?
    let family: String
    let weights: [[[Double]]]
    let strengths: [Double]?
    let slope: Double?
    let data: [[Double]]?
    let dataFactor: [[Double]]?
    let covariance: [[Double]]?
    let kernels: [[Int]]?
    let image: [Int]?
  }

  struct Provenance: Decodable {
    let version: String
    let arguments: [String]
    let linearAlgebra: String
  }

  let schema: String
  let seed: UInt64
  let verdict: String
  let leftOut: [String: String]?
  let theorems: [Entry]
  let coverage: [String: [String: [String: Int]]]
  let counterexamples: [Counterexample]
  let provenance: Provenance
}

/// What `list --json` prints.
struct Listing: Decodable {
  struct Entry: Decodable {
    let id: String
    let kind: String
    let relation: String
    let formula: String
    let summary: String
    let source: String
    let proof: String?
  }

  let theorems: [Entry]
}
