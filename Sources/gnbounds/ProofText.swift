import LinearAlgebra
import Verification
import VerifiedNumerics

/// What is proved of one theorem on one instance, for people.
enum ProofText {
  static func lines(_ proof: RigorousJudgement) -> [String] {
    var lines = ["Proved for the weights and data factor as exact numbers"]
    if let κ = proof.conditionNumber {
      lines.append("  κ(G) in \(interval(κ.value)) (\(route(κ.route)))")
      lines.append("  λ₁ / 4^\(κ.exponent) in \(interval(κ.largest)), λ_r / 4^\(κ.exponent) in \(interval(κ.smallest))")
    }
    guard let outcome = proof.outcomes.first ?? nil else { return lines }
    if let bound = outcome.bound { lines.append("  bound in \(interval(bound))") }
    if let ratio = outcome.ratio { lines.append("  bound/κ in \(interval(ratio))") }
    lines.append("  \(outcome.verdict.rawValue)" + (outcome.cause.map { ": \($0.description)" } ?? ""))
    return lines
  }

  /// How κ was enclosed.
  private static func route(_ route: CertificateRoute) -> String {
    switch route {
    case .cholesky: "λ_r by a Cholesky factor"
    case .preconditioned: "λ_r by preconditioned factors"
    case .residual: "eigenvalues by their residual"
    case .singleLayer, .closed, .split: "\(route.rawValue) route"
    }
  }

  /// Both ends, in digits that give the same numbers back.
  static func interval(_ interval: Interval) -> String {
    "[\(Format.exact(interval.lower)), \(Format.exact(interval.upper))]"
  }
}

/// The same as JSON.
struct ProvenReport: Encodable {
  let verdict: String
  let cause: String?
  let kappa: ProvenEnds?
  let bound: ProvenEnds?
  let ratio: ProvenEnds?
  let certificate: String?
  /// λ₁ and λ_r are divided by 4^exponent.
  let exponent: Int?
  let largest: ProvenEnds?
  let smallest: ProvenEnds?
  let matrixProduct: String

  init(_ proof: RigorousJudgement) {
    let outcome = proof.outcomes.first ?? nil
    verdict = (outcome?.verdict ?? .undecided).rawValue
    cause = outcome?.cause?.rawValue
    let κ = proof.conditionNumber
    kappa = κ.map { ProvenEnds($0.value) }
    bound = outcome?.bound.map(ProvenEnds.init)
    ratio = outcome?.ratio.map(ProvenEnds.init)
    certificate = κ?.route.rawValue
    exponent = κ?.exponent
    largest = κ.map { ProvenEnds($0.largest) }
    smallest = κ.map { ProvenEnds($0.smallest) }
    matrixProduct = BLAS.description
  }
}

/// Proven ends; null for one at infinity.
struct ProvenEnds: Encodable {
  let lower: JSONNumber
  let upper: JSONNumber

  init(_ interval: Interval) {
    lower = JSONNumber(interval.lower)
    upper = JSONNumber(interval.upper)
  }
}
