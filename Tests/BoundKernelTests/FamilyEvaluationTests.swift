import Testing

@testable import BoundKernel

/// A two-layer network of one unit, one input and one output in which every matrix is a number, evaluated exactly; its samples
/// differ where a statement asks for them one by one.
struct ScalarTwoLayerNetwork: Interpretation {
  typealias Number = Fraction
  typealias Value = Fraction
  typealias Failure = Never
  let hidden: Int
  let output: Int
  let slope: Fraction
  let inputs: [Int]
  var diagonals: [[Fraction]] = []
  var properties: Set<InstanceProperty> = []

  var depth: Int { 2 }
  var samples: Int { inputs.count }
  var rankOfSubject: Int { inputs.count }
  func size(of dimension: NamedDimension) -> Int { 1 }
  func rank(of name: NamedMatrix) -> Int { 1 }
  func matrix(_ name: NamedMatrix) -> Fraction {
    if case .outputVector(let number) = name { Fraction(number + 1) } else { Fraction(0) }
  }

  private func pattern(_ sample: Int) -> Fraction { hidden * inputs[sample - 1] > 0 ? Fraction(1) : slope }

  func matrix(_ name: FamilyMatrix) -> Fraction? {
    switch name {
    case .hiddenWeights: Fraction(hidden)
    case .outputWeights: Fraction(output)
    case .slope: slope
    case .inputData: Fraction(inputs[0])
    case .sample(let sample): Fraction(inputs[sample - 1])
    case .activations: pattern(1)
    case .activationPattern(let sample): pattern(sample)
    case .features: pattern(1) * Fraction(hidden * inputs[0])
    case .jacobian, .branch, .skip, .strength, .outputColumn, .deviation, .normalizedUnit, .unitProjector,
      .normalizedWeights, .kernelMap, .kernelMaps, .flippedKernelMaps, .periodicWindows:
      nil
    case .ones: Fraction(1)
    }
  }

  func identity(order: Int) -> Fraction { Fraction(1) }
  func product(_ a: Fraction, _ b: Fraction) -> Fraction { a * b }
  func transpose(_ a: Fraction) -> Fraction { a }
  func gram(_ a: Fraction) -> Fraction { a * a }
  func kronecker(_ a: Fraction, _ b: Fraction) -> Fraction { a * b }
  func schur(_ a: Fraction, _ b: Fraction) -> Fraction? { a * b }
  func columnwiseKronecker(_ a: Fraction, _ b: Fraction) -> Fraction? { a * b }
  mutating func diagonal(_ entries: [Fraction]) -> Fraction? {
    diagonals.append(entries)
    return entries[0]
  }
  func combination(_ terms: [(coefficient: Fraction?, matrix: Fraction)]) -> Fraction {
    terms.reduce(Fraction(0)) { $0 + ($1.coefficient ?? Fraction(1)) * $1.matrix }
  }
  func value(of functional: Functional, at matrix: Fraction) -> Fraction { Fraction(abs(matrix.top), matrix.bottom) }
  func has(_ property: InstanceProperty) -> Bool { properties.contains(property) }
}

@Suite struct FamilyEvaluationTests {
  let j = LayerVariable("j")
  let network = ScalarTwoLayerNetwork(hidden: 3, output: 5, slope: Fraction(1, 2), inputs: [2, -7, 1, -1, 4])

  private func evaluation<Kind>(
    _ expression: BoundExpression<Kind>, _ network: ScalarTwoLayerNetwork
  ) throws -> (Fraction, ScalarTwoLayerNetwork) {
    var plan = EvaluationPlan(subject: .twoLayerGram, vocabulary: .relu)
    let planned = try plan.add(expression)
    var evaluation = Evaluation(plan, network)
    let value = evaluation.value(of: planned)
    return (value, evaluation.model)
  }

  private func evaluate<Kind>(_ expression: BoundExpression<Kind>) throws -> Fraction {
    try evaluation(expression, network).0
  }

  /// More samples than layers, each by itself.
  @Test func foldsRunOverSamples() throws {
    let squaredNorm = norm(.symbol(.sample(.variable(j)))).squared
    #expect(try evaluate(.minimum(over: j, in: .samples, squaredNorm)) == Fraction(1))
    #expect(try evaluate(.maximum(over: j, in: .samples, squaredNorm)) == Fraction(49))
    #expect(try evaluate(.sum(over: j, in: .samples, squaredNorm)) == Fraction(4 + 49 + 1 + 1 + 16))
    let masked = σrow(.maskedWeights(j)).squared
    #expect(try evaluate(.minimum(over: j, in: .samples, masked)) == Fraction(25, 4))
    #expect(try evaluate(.maximum(over: j, in: .samples, masked)) == Fraction(25))
  }

  @Test func diagonalMatricesHaveAnEntryForEachSample() throws {
    let entry = norm(.symbol(.sample(.variable(j)))).squared * slopeFactor
    let (_, after) = try evaluation(λmax(.diagonal(j, entry)), network)
    #expect(after.diagonals == [[4, 49, 1, 1, 16].map { Fraction($0, 2) }])
  }

  /// nK of one sample, one input, one unit: x²w² + (vx)² with D = 1, since 3·2 > 0.
  @Test func gramMatrixOfNumbers() throws {
    #expect(try evaluate(λmax(.twoLayerGram)) == Fraction(4 * 25 + 36))
  }

  /// Compressions don't depend on the lengths of the directions, 2 and 3 here: for numbers both are the matrix itself.
  @Test func compressionsAreHomogeneous() throws {
    let bound = try LowerConditionBound.compression()
    #expect(try evaluate(bound.bound) == Fraction(1))
    #expect(try evaluate(λmax(.compressedGram(1))) == Fraction(4 * (4 * 25 + 36)))
  }

  @Test func propertiesAreAsked() throws {
    for properties: Set<InstanceProperty> in [[], [.moreSamplesThanInputs], [.commonStrength]] {
      var instance = network
      instance.properties = properties
      var plan = EvaluationPlan(subject: .twoLayerGram, vocabulary: .relu)
      let condition = try plan.add(RankCondition.property(.moreSamplesThanInputs))
      var evaluation = Evaluation(plan, instance)
      let holds = evaluation.holds(condition)
      #expect(holds == properties.contains(.moreSamplesThanInputs))
    }
  }

  /// nK ≻ 0: the rank is that of the subject, kn.
  @Test func positiveDefinitenessIsARank() throws {
    let full = Assumption.ranks(.equal(rank(.twoLayerGram), .dimension(.times(.outputs, .samples))))
    #expect(try LowerConditionBound.compression().assumptions.contains(full))
    guard case .ranks(let condition) = full else { return }
    var plan = EvaluationPlan(subject: .twoLayerGram, vocabulary: .relu)
    let planned = try plan.add(condition)
    var evaluation = Evaluation(plan, network)
    let holds = evaluation.holds(planned)
    #expect(holds)
  }
}
