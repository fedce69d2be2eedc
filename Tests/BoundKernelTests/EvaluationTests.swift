import Testing

@testable import BoundKernel

/// A model in which every matrix is a 1×1 number and the numbers are whole-number fractions: evaluation is exact and
/// generic, and every call is counted.
struct Fraction: BoundNumber, Equatable {
  var top: Int
  var bottom: Int

  init(_ top: Int, _ bottom: Int) {
    var (a, b) = (abs(top), abs(bottom))
    while b != 0 { (a, b) = (b, a % b) }
    let scale = max(a, 1) * (bottom < 0 ? -1 : 1)
    self.top = top / scale
    self.bottom = bottom / scale
  }

  init(_ value: Int) { self.init(value, 1) }
  static func + (a: Fraction, b: Fraction) -> Fraction {
    Fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
  }
  static func - (a: Fraction, b: Fraction) -> Fraction {
    Fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)
  }
  static func * (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.top, a.bottom * b.bottom) }
  static func quotient(_ a: Fraction, _ b: Fraction) -> Fraction {
    b.isPositive ? Fraction(a.top * b.bottom, a.bottom * b.top) : .infinity
  }
  static func larger(_ a: Fraction, _ b: Fraction) -> Fraction { (a - b).isPositive ? a : b }
  static func smaller(_ a: Fraction, _ b: Fraction) -> Fraction { (a - b).isPositive ? b : a }
  static var infinity: Fraction { Fraction(1 << 20, 1) }
  var isPositive: Bool { top > 0 }
}

struct ScalarNetwork: Interpretation {
  typealias Number = Fraction
  typealias Value = Fraction
  typealias Failure = Never
  let weights: [Int]
  let factor: Int
  var widths: [Int]?
  var calls: [String: Int] = [:]

  init(weights: [Int], factor: Int, widths: [Int]? = nil) {
    self.weights = weights
    self.factor = factor
    self.widths = widths
  }

  var depth: Int { weights.count }
  var rankOfSubject: Int { 1 }
  func size(of dimension: NamedDimension) -> Int {
    if let widths, case .width(let layer) = dimension { widths[layer - 1] } else { 1 }
  }

  mutating func matrix(_ name: NamedMatrix) throws(Never) -> Fraction {
    calls["matrix \(name)", default: 0] += 1
    return switch name {
    case .weight(let l): Fraction(weights[l - 1])
    case .productAfter(let l): Fraction(weights[l...].reduce(1, *))
    case .productBefore(let l): Fraction(weights[..<(l - 1)].reduce(1, *))
    case .dataFactor: Fraction(factor)
    case .outputVector(let number): Fraction(number + 1)
    case .inputVector(let number): Fraction(2 * number + 1)
    }
  }
  func rank(of name: NamedMatrix) -> Int { name == .productAfter(0) ? 0 : 1 }
  /// A number that tells the order.
  func identity(order: Int) -> Fraction { Fraction(order) }
  func product(_ a: Fraction, _ b: Fraction) -> Fraction { a * b }
  func transpose(_ a: Fraction) -> Fraction { a }
  func gram(_ a: Fraction) -> Fraction { a * a }
  func kronecker(_ a: Fraction, _ b: Fraction) -> Fraction { a * b }
  func combination(_ terms: [(coefficient: Fraction?, matrix: Fraction)]) -> Fraction {
    terms.reduce(Fraction(0)) { $0 + ($1.coefficient ?? Fraction(1)) * $1.matrix }
  }
  mutating func value(of functional: Functional, at matrix: Fraction) throws(Never) -> Fraction {
    calls["value", default: 0] += 1
    return Fraction(abs(matrix.top), matrix.bottom)
  }
}

@Suite struct EvaluationTests {
  let l = LayerVariable("l")
  let i = LayerVariable("i")
  let network = ScalarNetwork(weights: [2, 3, 5], factor: 7)

  private func evaluate<Kind>(_ expression: BoundExpression<Kind>) throws -> Fraction {
    var plan = EvaluationPlan(subject: .identity(.outputs))
    let planned = try plan.add(expression)
    var evaluation = Evaluation(plan, network)
    return evaluation.value(of: planned)
  }

  @Test func foldsRunOverTheirLayers() throws {
    let w = σmax(.symbol(.weight(.variable(i)))).squared
    #expect(try evaluate(.sum(over: i, w)) == Fraction(4 + 9 + 25))
    #expect(try evaluate(.sum(over: i, in: .allButFirst, w)) == Fraction(9 + 25))
    #expect(try evaluate(.product(over: i, w)) == Fraction(900))
    #expect(try evaluate(.maximum(over: i, w)) == Fraction(25))
    #expect(try evaluate(.minimum(over: i, w)) == Fraction(4))
    #expect(try evaluate(.product(over: i, in: .before(.first), w)) == Fraction(1))
    #expect(try evaluate(.sum(over: i, in: .after(.last), w)) == Fraction(0))
    // Σ_l Π_{i≠l} w_i², Π_{i>l}, Π_{i<l} by hand.
    #expect(
      try evaluate(.sum(over: l, .product(over: i, in: .except(.variable(l)), w))) == Fraction(225 + 100 + 36))
    #expect(try evaluate(.sum(over: l, .product(over: i, in: .after(.variable(l)), w))) == Fraction(225 + 25 + 1))
    #expect(try evaluate(.sum(over: l, .product(over: i, in: .before(.variable(l)), w))) == Fraction(1 + 4 + 36))
  }

  @Test func partialProductsAndData() throws {
    let p = MatrixTerm.productAfter(.variable(l))
    let q = MatrixTerm.productBefore(.variable(l))
    #expect(try evaluate(.sum(over: l, σmax(p).squared)) == Fraction(225 + 25 + 1))
    #expect(try evaluate(.sum(over: l, σcol(q * .symbol(.dataFactor)).squared)) == Fraction(49 * (1 + 4 + 36)))
    let whole = MatrixTerm.sum(l, .kronecker(.gram(p), .gram((q * .symbol(.dataFactor)).transposed)))
    #expect(try evaluate(λmax(whole)) == Fraction(49 * (225 + 100 + 36)))
    let shifted = MatrixTerm.shifted(.kroneckerSum(.gram(p), .gram(p)), by: σmax(p).squared)
    #expect(try evaluate(λmin(.sum(l, shifted))) == Fraction(251))
  }

  @Test func ratiosWeightsAndConditions() throws {
    let a = σrow(.symbol(.weight(.variable(l)))).squared
    let weighted = BoundExpression.convexCombination(over: l, weights: a.normalized(over: l), a / a)
    #expect(try evaluate(weighted) == Fraction(1))
    #expect(try evaluate(a.normalized(over: l).node.summed(l)) == Fraction(1))
    let zero = BoundExpression.sum(over: l, in: .after(.last), a)
    #expect(try evaluate(zero / zero) == .infinity)
    let p1 = rank(.productAfter(.first))
    let value = BoundExpression.sum(over: l, a)
    #expect(try evaluate(value.when(.positive(p1))) == Fraction(38))
    #expect(try evaluate(value.when(.less(p1, .dimension(.outputs)))) == .infinity)
    #expect(try evaluate(rank(.productAfter(.preceding(.first))) + p1) == Fraction(1))
  }

  /// Rayleigh quotients don't depend on the lengths of the vectors: for numbers both are the matrix itself.
  @Test func rayleighQuotientsAreHomogeneous() throws {
    let p = MatrixTerm.productAfter(.variable(l))
    let n = MatrixTerm.productBefore(.variable(l)) * .symbol(.dataFactor)
    let bound = try LowerConditionBound.rayleigh(.sum(l, .kronecker(.gram(p), .gram(n.transposed))))
    #expect(try evaluate(bound.bound) == Fraction(1))
    guard case .positive(let denominator) = try #require(bound.assumptions.last) else { return }
    #expect(try evaluate(denominator).isPositive)
  }

  /// However many theorems ask, and whatever their variables are called, a matrix is asked for once.
  @Test func everythingIsEvaluatedOnce() throws {
    var plan = EvaluationPlan(subject: .identity(.outputs))
    var planned: [PlannedExpression<Spectral>] = []
    for variable in [l, i, LayerVariable("j")] {
      let p = MatrixTerm.productAfter(.variable(variable))
      planned.append(try plan.add(BoundExpression.sum(over: variable, σmax(p).squared)))
      planned.append(try plan.add(BoundExpression.sum(over: variable, σmax(p).squared * σmax(p).squared)))
    }
    #expect(Set(planned).count == 2)
    var evaluation = Evaluation(plan, network)
    for expression in planned { _ = evaluation.value(of: expression) }
    #expect(evaluation.model.calls["value"] == 3)
    #expect(evaluation.model.calls.filter { $0.key != "value" }.values.allSatisfy { $0 == 1 })
  }

  /// An identity as wide as the layer is another matrix for every layer.
  @Test func identitiesOfLayersAreTheirOwn() throws {
    let network = ScalarNetwork(weights: [2, 3, 5], factor: 7, widths: [4, 6, 9])
    var plan = EvaluationPlan(subject: .identity(.outputs))
    let identity = MatrixTerm.identity(.width(.variable(l)))
    let planned = try plan.add(BoundExpression.sum(over: l, λmax(identity)))
    let free = try plan.add(identity, at: l)
    var evaluation = Evaluation(plan, network)
    #expect(evaluation.value(of: planned) == Fraction(4 + 6 + 9))
    #expect((1...3).map { evaluation.matrix(free, atLayer: $0) } == [4, 6, 9].map { Fraction($0) })
  }

  /// Guards and dimensions count as much as the rest.
  @Test func freeVariablesAreFoundWhereverTheyOccur() {
    let (p, q) = (MatrixTerm.productAfter(.variable(i)), MatrixTerm.productBefore(.variable(l)))
    #expect(MatrixTerm.identity(.times(.outputs, .width(.preceding(.variable(l))))).freeVariables == [l])
    #expect(λmax(.gram(p)).when(.positive(rank(q))).node.freeVariables == [i, l])
    #expect(BoundExpression.sum(over: i, in: .before(.variable(l)), σmax(p).squared).node.freeVariables == [l])
    #expect(MatrixTerm.sum(l, p * q).freeVariables == [i])
    #expect(MatrixTerm.scaled(σmax(q).squared, p * q).freeVariables == [l, i])
  }

  /// Ranks are whole numbers under every fold.
  @Test func ranksAreFolded() throws {
    let network = ScalarNetwork(weights: [2, 3, 5], factor: 7, widths: [4, 6, 2])
    var plan = EvaluationPlan(subject: .identity(.outputs))
    let width = BoundExpression<Rank>.dimension(.width(.variable(l)))
    let folds = [
      try plan.add(.sum(over: l, width)), try plan.add(.maximum(over: l, width)),
      try plan.add(.minimum(over: l, in: .allButFirst, width)),
    ]
    var evaluation = Evaluation(plan, network)
    #expect(folds.map { evaluation.rank(of: $0) } == [12, 6, 2])
  }

  @Test func twoFreeVariablesAreRefused() throws {
    var plan = EvaluationPlan(subject: .identity(.outputs))
    let mixed = σmax(.symbol(.weight(.variable(l)))).squared * σmax(.symbol(.weight(.variable(i)))).squared
    #expect(throws: RuleFailure.self) { try plan.add(BoundExpression.sum(over: i, mixed)) }
    #expect(throws: RuleFailure.self) { try plan.add(mixed) }
  }
}

extension ExpressionNode {
  fileprivate func summed(_ l: LayerVariable) -> BoundExpression<Spectral> { .init(.sum(l, .all, self)) }
}
