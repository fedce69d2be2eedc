import Testing

@testable import BoundKernel

/// The rules about residual and two-layer networks refuse premises that they aren't sound for.
@Suite struct FamilyRuleSideConditionTests {
  static let (i, j, l) = (LayerVariable("i"), LayerVariable("j"), LayerVariable("l"))
  static let layer = MatrixTerm.symbol(.weight(.variable(i)))
  static let p = MatrixTerm.productAfter(.variable(l))
  static let q = MatrixTerm.productBefore(.variable(l))
  static let x = MatrixTerm.symbol(.inputData)
  static let w = MatrixTerm.symbol(.outputWeights)
  static let h = MatrixTerm.weightedActivations(w)
  static let masked = MatrixTerm.maskedWeights(j)

  /// Of XᵀX with a lower end that may be negative.
  private func signed(_ matrix: MatrixTerm) throws -> Enclosure {
    let difference = BoundExpression<Spectral>.sum(over: Self.l, λmin(.gram(matrix)) - λmax(.gram(matrix)))
    return try Enclosure(
      .gram(matrix), from: difference, to: λmax(.gram(matrix)), attained: false,
      by: Derivation(.gram) { _ throws(RuleFailure) in try Enclosure.gram(matrix) })
  }

  @Test func shiftsNeedALayer() throws {
    for matrix in [Self.p, Self.q, .symbol(.branch(.first)), .symbol(.dataFactor), Self.layer * Self.layer] {
      #expect(throws: RuleFailure.self) { try Enclosure.shift(matrix) }
      #expect(throws: RuleFailure.self) { try Enclosure.alignedShift(matrix) }
    }
    #expect(try Enclosure.shift(Self.layer).subject == .gram(Self.layer))
    #expect(try Enclosure.shift(Self.layer.transposed).subject == .gram(Self.layer.transposed))
  }

  /// Only the aligned shift is an equality, and only it assumes anything.
  @Test func alignmentIsAnAssumption() throws {
    let aligned = try Enclosure.alignedShift(Self.layer)
    #expect(aligned.isAttained && aligned.assumptions == [.ranks(.property(.alignedBranches))])
    #expect(!aligned.assumptions[0].failureIsVacuous)
    let general = try Enclosure.shift(Self.layer)
    #expect(!general.isAttained && general.assumptions.isEmpty)
    let chain = try aligned.alongChain(Self.p)
    #expect(!chain.isAttained && chain.assumptions == aligned.assumptions)
  }

  /// Rows with P_l, columns with Q_l: exchanged they'd be false for rectangular layers.
  @Test func chainsNeedTheirSide() throws {
    let (rows, columns) = (try Enclosure.shift(Self.layer), try Enclosure.shift(Self.layer.transposed))
    _ = try rows.alongChain(Self.p)
    _ = try columns.alongChain(Self.q.transposed)
    #expect(throws: RuleFailure.self) { try columns.alongChain(Self.p) }
    #expect(throws: RuleFailure.self) { try rows.alongChain(Self.q.transposed) }
    #expect(throws: RuleFailure.self) { try rows.alongChain(Self.q) }
    // One layer's enclosure says nothing of the others.
    #expect(throws: RuleFailure.self) { try Enclosure.shift(.symbol(.weight(.first))).alongChain(Self.p) }
    #expect(throws: RuleFailure.self) { try signed(Self.layer).alongChain(Self.p) }
  }

  @Test func schurRulesNeedTheirFactors() throws {
    let moment = try Enclosure.gram(Self.x.transposed)
    let (weights, samples) = (try Enclosure.gram(Self.h), try Enclosure.gram(Self.masked))
    _ = try LoewnerBounds.schurMonotone(moment, samples: samples, over: Self.j)
    _ = try LoewnerBounds.schurProduct(weights, over: Self.j)
    _ = try LoewnerBounds.schurEnvelope(moment, weights: weights, samples: samples, over: Self.j, upperCorner: .left)
    // XXᵀ has the nonzero eigenvalues of XᵀX, but not the zeros.
    let other = try Enclosure.gram(Self.x)
    #expect(throws: RuleFailure.self) { try LoewnerBounds.schurMonotone(other, samples: samples, over: Self.j) }
    #expect(throws: RuleFailure.self) {
      try LoewnerBounds.schurEnvelope(other, weights: weights, samples: samples, over: Self.j, upperCorner: .left)
    }
    // WWᵀ isn't WΔ_j²Wᵀ, and another variable isn't j.
    #expect(throws: RuleFailure.self) {
      try LoewnerBounds.schurMonotone(moment, samples: .gram(Self.w), over: Self.j)
    }
    #expect(throws: RuleFailure.self) {
      try LoewnerBounds.schurMonotone(moment, samples: samples, over: LayerVariable("i"))
    }
    #expect(throws: RuleFailure.self) { try LoewnerBounds.schurProduct(.gram(Self.w), over: Self.j) }
    #expect(throws: RuleFailure.self) {
      try LoewnerBounds.schurEnvelope(moment, weights: samples, samples: samples, over: Self.j, upperCorner: .left)
    }
  }

  /// a·c_j is a lower end only for a, c_j ≥ 0.
  @Test func schurRulesNeedNonnegativeEnds() throws {
    let moment = try Enclosure.gram(Self.x.transposed)
    let (weights, samples) = (try Enclosure.gram(Self.h), try Enclosure.gram(Self.masked))
    let negativeMoment = try signed(Self.x.transposed)
    let negativeSamples = try signed(Self.masked)
    #expect(throws: RuleFailure.self) {
      try LoewnerBounds.schurMonotone(negativeMoment, samples: samples, over: Self.j)
    }
    #expect(throws: RuleFailure.self) {
      try LoewnerBounds.schurMonotone(moment, samples: negativeSamples, over: Self.j)
    }
    for corner in [KroneckerFactor.left, .right] {
      #expect(throws: RuleFailure.self) {
        try LoewnerBounds.schurEnvelope(
          negativeMoment, weights: weights, samples: samples, over: Self.j, upperCorner: corner)
      }
      #expect(throws: RuleFailure.self) {
        try LoewnerBounds.schurEnvelope(
          moment, weights: weights, samples: negativeSamples, over: Self.j, upperCorner: corner)
      }
    }
    #expect(throws: RuleFailure.self) { try signed(Self.w).masked(on: Self.j) }
  }

  @Test func diagonalScalingNeedsTheOutputWeights() throws {
    #expect(try Enclosure.gram(Self.w).masked(on: Self.j).subject == .gram(Self.masked))
    #expect(throws: RuleFailure.self) { try Enclosure.gram(Self.h).masked(on: Self.j) }
    #expect(throws: RuleFailure.self) { try Enclosure.gram(Self.w.transposed).masked(on: Self.j) }
  }

  @Test func sumsOfTwoNeedOneShape() throws {
    let hidden = try Enclosure.extremeEigenvalues(of: .hiddenLayerGram)
    _ = try hidden.adding(.extremeEigenvalues(of: .outputLayerGram))
    #expect(throws: RuleFailure.self) { try hidden.adding(.gram(Self.w)) }
    let order = try LoewnerBounds.schurProduct(.gram(Self.h), over: Self.j)
    #expect(throws: RuleFailure.self) { try order.adding(.gram(Self.w)) }
    #expect(throws: RuleFailure.self) { try order.adding(Self.h) }
  }

  @Test func sameSpectrumNeedsAGramMatrix() throws {
    let jacobian = MatrixTerm.symbol(.jacobian)
    let duality = try SameNonzeroSpectrum.gram(jacobian)
    #expect(duality.left == .gram(jacobian.transposed) && duality.right == .gram(jacobian))
    #expect(try duality.rewritingRight(by: .twoLayerJacobian).right == .twoLayerGram)
    // Only of the Jacobian is the Gram matrix known.
    #expect(throws: RuleFailure.self) { try SameNonzeroSpectrum.gram(Self.x).rewritingRight(by: .twoLayerJacobian) }
    #expect(throws: RuleFailure.self) { try SameNonzeroSpectrum.gram(Self.w * Self.x) }
  }

  /// A plan refuses the symbols of other families, so that none reaches an interpretation that doesn't know it.
  @Test func plansKnowTheirFamily() throws {
    let subject = MatrixTerm.twoLayerGram
    var linear = EvaluationPlan(subject: subject)
    var residual = EvaluationPlan(subject: subject, vocabulary: .residual)
    var relu = EvaluationPlan(subject: subject, vocabulary: .relu)
    let branch = σmax(.symbol(.branch(.first)))
    let data = σmax(Self.x)
    let layer = σmax(.symbol(.weight(.first)))
    let norms = BoundExpression.minimum(over: Self.j, in: .samples, norm(.symbol(.sample(.variable(Self.j)))).squared)
    _ = try residual.add(branch)
    _ = try relu.add(data)
    _ = try relu.add(norms)
    _ = try linear.add(layer)
    _ = try residual.add(layer)
    #expect(throws: RuleFailure.self) { try linear.add(branch) }
    #expect(throws: RuleFailure.self) { try linear.add(data) }
    #expect(throws: RuleFailure.self) { try linear.add(norms) }
    #expect(throws: RuleFailure.self) { try residual.add(data) }
    #expect(throws: RuleFailure.self) { try relu.add(branch) }
    #expect(throws: RuleFailure.self) { try relu.add(layer) }
    #expect(throws: RuleFailure.self) { try relu.add(σmax(.productAfter(.first))) }
    // Over samples without a sample in it, still samples.
    let constant = BoundExpression.maximum(over: Self.j, in: .samples, layer.squared)
    #expect(throws: RuleFailure.self) { try residual.add(constant) }
    let failure = #expect(throws: RuleFailure.self) { try linear.add(branch) }
    #expect(failure?.description == "evaluation: needs the symbols of the family, found W^1")
  }

  /// Vectors are chosen in pairs of two, and of convolutions none.
  @Test func plansKnowTheChosenVectors() throws {
    for vocabulary in [Vocabulary.linear, .residual, .relu, .batchnorm, .conv] {
      var plan = EvaluationPlan(subject: .twoLayerGram, vocabulary: vocabulary)
      for number in 0...3 {
        let (u, v) = (norm(.symbol(.outputVector(number))), norm(.symbol(.inputVector(number))))
        let isChosen = number == 1 || number == 2
        if isChosen, vocabulary != .conv {
          _ = try plan.add(u)
        } else {
          #expect(throws: RuleFailure.self) { try plan.add(u) }
        }
        if isChosen, vocabulary == .linear || vocabulary == .residual {
          _ = try plan.add(v)
        } else {
          #expect(throws: RuleFailure.self) { try plan.add(v) }
        }
      }
    }
  }

  @Test func shapesOfSchurProductsAreChecked() throws {
    #expect(try MatrixTerm.twoLayerGram.shape() == Shape(.times(.outputs, .samples), .times(.outputs, .samples)))
    #expect(try MatrixTerm.compressedGram(1).shape() == Shape(.samples, .samples))
    #expect(try Self.h.shape() == Shape(.times(.outputs, .samples), .hidden))
    #expect(throws: RuleFailure.self) { try MatrixTerm.schur(.gram(Self.x), .gram(Self.w)).shape() }
    #expect(throws: RuleFailure.self) { try MatrixTerm.add(Self.x, Self.w).shape() }
    #expect(throws: RuleFailure.self) { try MatrixTerm.columnwiseKronecker(Self.w, Self.x).shape() }
  }
}
