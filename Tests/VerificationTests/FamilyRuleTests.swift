import BoundKernel
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

/// Every judgement in every derivation about residual and ReLU networks, evaluated on random instances: each rule is tested
/// where it's applied, on its own conclusion.
@Suite struct FamilyRuleTests {
  private static func judgements(_ catalogue: Catalogue) -> [any Judgement] {
    var all: [any Judgement] = []
    func visit(_ judgement: any Judgement) {
      all.append(judgement)
      judgement.derivation.premises.forEach(visit)
    }
    for theorem in catalogue.theorems { theorem.judgement.map(visit) }
    return all
  }

  /// The variable that is free in a judgement, if one is, and what it runs over.
  private static func free(
    _ evaluator: FamilyEvaluator<some InstanceMeasurements>, _ terms: [MatrixTerm]
  ) throws -> (LayerVariable?, ClosedRange<Int>) {
    for (variable, count) in [
      (BatchNormTerms.i, evaluator.measurements.units), (LinearTerms.l, evaluator.measurements.depth),
      (LinearTerms.i, evaluator.measurements.depth),
      (ReLUTerms.j, evaluator.measurements.samples),
    ] where count > 0 {
      // A term in which the variable is free can't be planned without it.
      for term in terms where (try? evaluator.value(term)) == nil {
        if (try? evaluator.value(term, at: variable, 1)) != nil { return (variable, 1...count) }
      }
    }
    return (nil, 0...0)
  }

  @Test func residualConclusionsHoldOnRandomInstances() throws {
    let judgements = Self.judgements(try Catalogue.residual())
    let ensemble = ResidualEnsemble(
      LinearEnsemble(depth: 1...4, width: 1...5, inputs: 1...4, outputs: 1...3, structures: [.plain, .balanced]))
    var tested: [String: Int] = [:]
    for instance in try FamilySamples.residual(80, ensemble, "residual rules") {
      let evaluator = FamilyEvaluator<ResidualMeasurements>(instance, .residual)
      try check(judgements, evaluator, { evaluator.measurements.entries($0) }, &tested)
    }
    for rule in ["shift by βE", "aligned shift", "chain of layers", "Weyl sum", "quotient", "factors"] {
      #expect((tested[rule] ?? 0) >= 10, "\(rule)")
    }
  }

  /// Data of deficient rank: the first layer's skip connection is EU.
  @Test func residualConclusionsHoldOnReducedData() throws {
    let judgements = Self.judgements(try Catalogue.residual())
    var tested: [String: Int] = [:]
    for index in 0..<40 {
      var stream = Draw.stream(index, "reduced rules")
      var workspace = Workspace()
      let samples = Draw.integers(8, 2, -3...3, &stream) * Draw.integers(2, 4, -2...2, &stream)
      guard let moment = try? InputMoment(samples: samples, InputPreparation(), &workspace) else { continue }
      let ensemble = ResidualEnsemble(
        LinearEnsemble(depth: 1...3, width: 2...5, outputs: 1...3, structures: [.plain], realData: moment))
      guard let instance = try ensemble.draw(&stream, &workspace)?.instance else { continue }
      let evaluator = FamilyEvaluator<ResidualMeasurements>(instance, .residual)
      try check(judgements, evaluator, { evaluator.measurements.entries($0) }, &tested)
    }
    #expect((tested["shift by βE"] ?? 0) >= 15 && (tested["quotient"] ?? 0) >= 15)
  }

  @Test func reluConclusionsHoldOnRandomInstances() throws {
    let judgements = Self.judgements(try Catalogue.relu())
    let ensemble = ReLUEnsemble(width: 1...12, inputs: 1...4, outputs: 1...3, samples: 1...4, hiddenScale: 0.05...3)
    var tested: [String: Int] = [:]
    for instance in try FamilySamples.relu(100, ensemble, "relu rules") {
      let evaluator = FamilyEvaluator<ReLUMeasurements>(instance, .relu)
      try check(judgements, evaluator, { evaluator.measurements.entries($0) }, &tested)
    }
    for rule in [
      "Schur-monotone", "Schur product", "Schur envelope", "diagonal scaling", "Weyl sum of two", "Loewner addition",
      "sum inside Kronecker", "monotonicity", "Kronecker-sum spectrum", "gram", "intersection", "quotient",
      "compression",
      "Gram duality", "two-layer Jacobian", "same spectrum",
    ] {
      #expect((tested[rule] ?? 0) >= 20, "\(rule)")
    }
  }

  @Test func batchNormConclusionsHoldOnRandomInstances() throws {
    let judgements = Self.judgements(try Catalogue.batchNorm())
    let ensemble = BatchNormEnsemble(width: 1...8, inputs: 1...4, outputs: 1...3)
    var tested: [String: Int] = [:]
    for instance in try FamilySamples.batchNorm(120, ensemble, "batch norm rules") {
      let evaluator = FamilyEvaluator<BatchNormMeasurements>(instance, .batchnorm)
      try check(judgements, evaluator, { evaluator.measurements.entries($0) }, &tested)
    }
    for rule in [
      "projected unit", "diagonal scaling of units", "monotonicity", "Kronecker-sum spectrum", "spectral theorem",
      "Weyl sum of two", "quotient", "compression of units", "unit flags",
    ] {
      #expect((tested[rule] ?? 0) >= 40, "\(rule): \(tested[rule] ?? 0)")
    }
  }

  @Test func convolutionConclusionsHoldOnRandomInstances() throws {
    let judgements = Self.judgements(try Catalogue.convolution())
    let ensemble = ConvolutionEnsemble(depth: 1...3, taps: 1...2, pixels: 1...4)
    var tested: [String: Int] = [:]
    for instance in try FamilySamples.convolution(120, ensemble, "convolution rules") {
      let evaluator = FamilyEvaluator<ConvolutionMeasurements>(instance, .conv)
      try check(judgements, evaluator, { evaluator.measurements.entries($0) }, &tested)
    }
    for rule in [
      "gram", "Weyl sum", "congruence", "quotient", "factors", "congruence of a singular matrix", "coprime kernels",
    ] {
      #expect((tested[rule] ?? 0) >= 20, "\(rule): \(tested[rule] ?? 0)")
    }
  }

  private func check<Model: InstanceMeasurements>(
    _ judgements: [any Judgement], _ evaluator: FamilyEvaluator<Model>, _ entries: (Model.Value) -> Matrix,
    _ tested: inout [String: Int]
  ) throws {
    for judgement in judgements where try evaluator.applies(judgement.assumptions) {
      if try check(judgement, evaluator, entries) { tested[judgement.derivation.rule.name, default: 0] += 1 }
    }
  }

  private func check<Model: InstanceMeasurements>(
    _ judgement: any Judgement, _ evaluator: FamilyEvaluator<Model>, _ entries: (Model.Value) -> Matrix
  ) throws -> Bool {
    let rule = judgement.derivation.rule.name
    switch judgement {
    case let enclosure as Enclosure:
      let (variable, range) = try Self.free(evaluator, [enclosure.subject])
      for index in range {
        let matrix = entries(try evaluator.value(enclosure.subject, at: variable, index))
        let eigenvalues = try evaluator.eigenvalues(matrix)
        let (smallest, largest) = (eigenvalues[0], eigenvalues[eigenvalues.count - 1])
        let low = try evaluator.number(enclosure.lower, at: variable, index)
        let high = try evaluator.number(enclosure.upper, at: variable, index)
        let tolerance = 1e-11 * max(high.magnitude, largest.magnitude)
        #expect(low <= smallest + tolerance && largest <= high + tolerance, "\(rule)")
        if enclosure.isAttained {
          #expect(abs(low - smallest) <= tolerance && abs(high - largest) <= tolerance, "\(rule): attained")
        }
      }
    case let enclosure as PositiveEnclosure:
      let eigenvalues = try evaluator.eigenvalues(entries(try evaluator.value(enclosure.subject)))
      let rank = evaluator.measurements.instance.rank
      guard rank > 0 else { return false }
      let (smallest, largest) = (eigenvalues[eigenvalues.count - rank], eigenvalues[eigenvalues.count - 1])
      let tolerance = 1e-11 * largest
      #expect(try evaluator.number(enclosure.lower) <= smallest + tolerance, "\(rule)")
      #expect(try largest <= evaluator.number(enclosure.upper) + tolerance, "\(rule)")
    case let order as LoewnerBounds:
      let (variable, range) = try Self.free(evaluator, [order.subject, order.lower, order.upper])
      for index in range {
        let subject = entries(try evaluator.value(order.subject, at: variable, index))
        let low = entries(try evaluator.value(order.lower, at: variable, index))
        let high = entries(try evaluator.value(order.upper, at: variable, index))
        let tolerance = 1e-11 * max(high.maximumMagnitude, subject.maximumMagnitude)
        #expect(try evaluator.eigenvalues(subject - low)[0] >= -tolerance, "\(rule)")
        #expect(try evaluator.eigenvalues(high - subject)[0] >= -tolerance, "\(rule)")
      }
    case let same as SameNonzeroSpectrum:
      let left = try evaluator.eigenvalues(entries(try evaluator.value(same.left)))
      let right = try evaluator.eigenvalues(entries(try evaluator.value(same.right)))
      let tolerance = 1e-11 * max(left[left.count - 1], right[right.count - 1])
      for position in 1...max(left.count, right.count) {
        let a = position <= left.count ? left[left.count - position] : 0
        let b = position <= right.count ? right[right.count - position] : 0
        #expect(abs(a - b) <= tolerance, "\(rule)")
      }
    default: return try checkCondition(judgement, evaluator)
    }
    return true
  }

  private func checkCondition(
    _ judgement: any Judgement, _ evaluator: FamilyEvaluator<some InstanceMeasurements>
  ) throws -> Bool {
    guard let κ = try evaluator.measurements.spectrum().conditionNumber, κ < 1e6 else { return false }
    let (instance, slack) = (evaluator.measurements.instance, 1e-7)
    switch judgement {
    case let bound as ConditionBound:
      if bound.impliesPositiveDefinite, instance.rank < instance.order { return false }
      let value = try evaluator.number(bound.bound)
      if value.isNaN { return false }
      #expect(value >= κ * (1 - slack), "\(judgement.derivation.rule.name)")
    case let attained as Attained:
      #expect(relativeDifference(try evaluator.number(attained.value), κ) < slack)
    case let lower as LowerConditionBound:
      #expect(try evaluator.number(lower.bound) <= κ * (1 + slack))
    case let identity as RankIdentity:
      #expect(try evaluator.number(identity.value) == Double(instance.rank))
      let eigenvalues = try evaluator.measurements.spectrum().eigenvalues ?? []
      #expect(eigenvalues.count { $0 > 1e-9 * eigenvalues[eigenvalues.count - 1] } == instance.rank)
    default: Issue.record("no test for \(type(of: judgement))")
    }
    return true
  }

  /// The subject of every statement is the matrix with the nonzero spectrum of the Jacobian's Gauss-Newton matrix.
  @Test func subjectsHaveTheSpectrumOfTheJacobian() throws {
    for theorem in try Catalogue.relu().theorems { #expect(theorem.subject == NetworkFamily.relu.subject) }
    for theorem in try Catalogue.batchNorm().theorems { #expect(theorem.subject == NetworkFamily.batchnorm.subject) }
    for instance in try FamilySamples.batchNorm(
      80, BatchNormEnsemble(width: 1...6, inputs: 1...4, outputs: 1...3), "batch norm subjects")
    {
      let evaluator = FamilyEvaluator<BatchNormMeasurements>(instance, .batchnorm)
      let subject = evaluator.measurements.entries(try evaluator.value(BatchNormTerms.gaussNewton))
      // d samples of both signs have mean 0 and the covariance SSᵀ.
      let s = instance.data.factor
      let root = Double(s.rows).squareRoot()
      let inputs = Matrix(rows: s.rows, columns: 2 * s.rows) {
        root * ($1 < s.rows ? s[$0, $1] : -s[$0, $1 - s.rows])
      }
      let oracle = try evaluator.eigenvalues(BatchNormJacobian(instance.network, inputs: inputs).sampleSide)
      let values = try evaluator.eigenvalues(subject)
      let tolerance = 1e-15 * Double(instance.roundings) * max(1, oracle[oracle.count - 1])
      for position in 1...values.count {
        let expected = position <= oracle.count ? oracle[oracle.count - position] : 0
        #expect(abs(values[values.count - position] - expected) <= tolerance)
      }
    }
    for theorem in try Catalogue.convolution().theorems { #expect(theorem.subject == NetworkFamily.conv.subject) }
    for instance in try FamilySamples.convolution(60, ConvolutionEnsemble(depth: 1...3, taps: 1...2), "conv subjects") {
      let evaluator = FamilyEvaluator<ConvolutionMeasurements>(instance, .conv)
      let values = try evaluator.eigenvalues(
        evaluator.measurements.entries(try evaluator.value(ConvolutionTerms.gaussNewton)))
      let oracle = try evaluator.eigenvalues(
        ConvolutionJacobian(instance.network, inputs: instance.images).parameterSide)
      for position in 1...values.count {
        let expected = position <= oracle.count ? oracle[oracle.count - position] : 0
        #expect(abs(values[values.count - position] - expected) <= 1e-11 * oracle[oracle.count - 1])
      }
    }
    for theorem in try Catalogue.residual().theorems { #expect(theorem.subject == NetworkFamily.residual.subject) }
    let small = ReLUEnsemble(width: 1...6, inputs: 1...4, outputs: 1...3, samples: 1...5)
    for instance in try FamilySamples.relu(80, small, "relu subjects") {
      let evaluator = FamilyEvaluator<ReLUMeasurements>(instance, .relu)
      let subject = evaluator.measurements.entries(try evaluator.value(ReLUTerms.gram))
      let jacobian = try ReLUJacobian(instance.unranked).matrix
      // Entry by entry: the order of rows is the same.
      #expect((subject - jacobian.gram()).maximumMagnitude <= 1e-13 * subject.maximumMagnitude)
    }
    let ensemble = ResidualEnsemble(
      LinearEnsemble(depth: 1...4, width: 1...5, inputs: 1...4, outputs: 1...3, structures: [.plain]))
    for instance in try FamilySamples.residual(40, ensemble, "residual subjects") {
      let evaluator = FamilyEvaluator<ResidualMeasurements>(instance, .residual)
      let inputs = Double(instance.linear.network.inputs).squareRoot() * instance.data.factor
      let oracle = try evaluator.eigenvalues(
        LinearJacobian(instance.network.linear(), inputs: inputs).sampleSide)
      let subject = evaluator.measurements.entries(try evaluator.value(LinearTerms.gaussNewton))
      for (a, b) in zip(try evaluator.eigenvalues(subject), oracle) {
        #expect(abs(a - b) < 1e-11 * oracle[oracle.count - 1])
      }
    }
  }
}
