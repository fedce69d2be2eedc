import BoundKernel
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// Every judgement in every derivation, evaluated on random instances: each rule is tested where it's applied, on its own
/// conclusion.
@Suite struct RuleTests {
  private static func judgements() throws -> [any Judgement] {
    var all: [any Judgement] = []
    func visit(_ judgement: any Judgement) {
      all.append(judgement)
      judgement.derivation.premises.forEach(visit)
    }
    for theorem in try Catalogue.linear().theorems { theorem.judgement.map(visit) }
    return all
  }

  private static let l = LinearTerms.l

  private final class Evaluator {
    let measurements: LinearMeasurements
    private var workspace = Workspace()

    init(_ instance: LinearInstance) { measurements = LinearMeasurements(instance) }

    func matrix(_ term: MatrixTerm, _ layer: Int) throws -> Matrix {
      var plan = EvaluationPlan(subject: LinearTerms.gaussNewton)
      let planned = try plan.add(term, at: RuleTests.l)
      var evaluation = Evaluation(plan, measurements)
      return measurements.entries(try evaluation.matrix(planned, atLayer: layer))
    }

    func number<Kind>(_ expression: BoundExpression<Kind>, _ layer: Int) throws -> Double {
      var plan = EvaluationPlan(subject: LinearTerms.gaussNewton)
      let planned = try plan.add(expression, at: RuleTests.l)
      var evaluation = Evaluation(plan, measurements)
      return try evaluation.value(of: planned, atLayer: layer)
    }

    func eigenvalues(_ matrix: Matrix) throws -> [Double] { try workspace.eigenvalues(ofSymmetric: matrix) }
  }

  /// Whether an instance meets the structural assumptions.
  private static func applies(_ assumptions: [Assumption], _ instance: LinearInstance) -> Bool {
    assumptions.allSatisfy { assumption in
      switch assumption {
      case .depth(let depth): instance.network.depth == depth
      case .isotropicData: instance.data.isIsotropic
      case .ranks: instance.rank == expectedRank(instance) && instance.rank > 0
      default: true
      }
    }
  }

  /// p_1d + (k − p_1)q_L.
  private static func expectedRank(_ instance: LinearInstance) -> Int {
    let (p1, qL) = (instance.ranks.after[1], instance.ranks.before[instance.network.depth])
    return p1 * instance.network.inputs + (instance.network.outputs - p1) * qL
  }

  @Test func conclusionsHoldOnRandomInstances() throws {
    let ensemble = LinearEnsemble(
      depth: 1...4, width: 1...5, inputs: 1...4, outputs: 1...3,
      structures: [.plain, .balanced, .neighbourAligned])
    let judgements = try Self.judgements()
    var tested: [String: Int] = [:]
    for instance in try Draw.instances(120, ensemble, "rules") {
      let evaluator = Evaluator(instance)
      for judgement in judgements where Self.applies(judgement.assumptions, instance) {
        if try check(judgement, evaluator, instance) { tested[judgement.derivation.rule.name, default: 0] += 1 }
      }
    }
    // A rule that no theorem uses, or that no instance reaches, isn't tested here.
    let rules = [
      "gram", "Kronecker", "Weyl sum", "congruence", "mixed product", "submultiplicativity", "spectral theorem",
      "Kronecker-sum spectrum", "two layers", "isotropic congruence", "Loewner-monotone Kronecker", "Loewner sum",
      "sum inside Kronecker", "monotonicity", "intersection", "McCormick envelope", "sum inside Kronecker sum", "flags",
      "quotient", "factors", "mediant", "convex ≤ max", "attained quotient", "Rayleigh", "flag rank",
    ]
    for rule in rules { #expect((tested[rule] ?? 0) >= 5, "\(rule)") }
    #expect(Set(tested.keys) == Set(rules))
  }

  private func check(
    _ judgement: any Judgement, _ evaluator: Evaluator, _ instance: LinearInstance
  ) throws -> Bool {
    let rule = judgement.derivation.rule.name
    for layer in 1...instance.network.depth {
      switch judgement {
      case let enclosure as Enclosure:
        let eigenvalues = try evaluator.eigenvalues(try evaluator.matrix(enclosure.subject, layer))
        let (low, high) = (try evaluator.number(enclosure.lower, layer), try evaluator.number(enclosure.upper, layer))
        let tolerance = 1e-11 * max(high.magnitude, eigenvalues.map(\.magnitude).max() ?? 0)
        #expect(low <= eigenvalues[0] + tolerance && eigenvalues[eigenvalues.count - 1] <= high + tolerance, "\(rule)")
        if enclosure.isAttained {
          #expect(abs(low - eigenvalues[0]) <= tolerance, "\(rule): the lower end is an eigenvalue")
          #expect(abs(high - eigenvalues[eigenvalues.count - 1]) <= tolerance, "\(rule): so is the upper")
        }
      case let order as LoewnerBounds:
        let subject = try evaluator.matrix(order.subject, layer)
        let (low, high) = (try evaluator.matrix(order.lower, layer), try evaluator.matrix(order.upper, layer))
        let tolerance = 1e-11 * max(high.maximumMagnitude, subject.maximumMagnitude)
        #expect(try evaluator.eigenvalues(subject - low)[0] >= -tolerance, "\(rule)")
        #expect(try evaluator.eigenvalues(high - subject)[0] >= -tolerance, "\(rule)")
      case let positive as PositiveEnclosure:
        let eigenvalues = try evaluator.eigenvalues(try evaluator.matrix(positive.subject, layer))
        let nonzero = eigenvalues.suffix(instance.rank)
        let tolerance = 1e-11 * eigenvalues[eigenvalues.count - 1]
        #expect(try evaluator.number(positive.lower, layer) <= nonzero[nonzero.startIndex] + tolerance, "\(rule)")
        #expect(try evaluator.number(positive.upper, layer) >= eigenvalues[eigenvalues.count - 1] - tolerance)
      case let identity as RankIdentity:
        #expect(Int(try evaluator.number(identity.value, layer)) == instance.rank)
      default:
        return try checkCondition(judgement, evaluator, instance)
      }
    }
    return true
  }

  private func checkCondition(
    _ judgement: any Judgement, _ evaluator: Evaluator, _ instance: LinearInstance
  ) throws -> Bool {
    guard let κ = try evaluator.measurements.spectrum().conditionNumber, κ < 1e6 else { return false }
    let slack = 1e-7
    switch judgement {
    case let bound as ConditionBound:
      if bound.impliesPositiveDefinite && instance.rank < instance.order { return false }
      let value = try evaluator.number(bound.bound, 0)
      // NaN comes of +∞ · 0 where a layer has no condition number, which the assumptions exclude.
      if value.isNaN { return false }
      #expect(value >= κ * (1 - slack), "\(judgement.derivation.rule.name)")
    case let attained as Attained:
      if instance.rank < instance.order { return false }
      #expect(relativeDifference(try evaluator.number(attained.value, 0), κ) < slack)
    case let lower as LowerConditionBound:
      if instance.rank < instance.order { return false }
      #expect(try evaluator.number(lower.bound, 0) <= κ * (1 + slack))
    default: Issue.record("no test for \(type(of: judgement))")
    }
    return true
  }

  /// The subject of every theorem is the matrix with the nonzero spectrum of the Jacobian's Gauss-Newton matrix: a bound
  /// about another matrix would be caught here.
  @Test func subjectsHaveTheSpectrumOfTheJacobian() throws {
    let theorems = try Catalogue.linear().theorems
    let ensemble = LinearEnsemble(depth: 1...4, width: 1...5, inputs: 1...4, outputs: 1...3, structures: [.plain])
    for instance in try Draw.instances(40, ensemble, "subjects") {
      let evaluator = Evaluator(instance)
      let inputs = Double(instance.network.inputs).squareRoot() * instance.data.factor
      let oracle = try evaluator.eigenvalues(LinearJacobian(instance.network, inputs: inputs).sampleSide)
      for subject in Set(theorems.map(\.subject)) {
        let eigenvalues = try evaluator.eigenvalues(try evaluator.matrix(subject, 1))
        #expect(eigenvalues.count == oracle.count)
        for (a, b) in zip(eigenvalues, oracle) { #expect(abs(a - b) < 1e-11 * oracle[oracle.count - 1]) }
      }
    }
  }
}
