import Testing

@testable import BoundKernel

/// Rules refuse premises that they aren't sound for.
@Suite struct RuleSideConditionTests {
  static let l = LayerVariable("l")
  static let p = MatrixTerm.productAfter(.variable(l))
  static let q = MatrixTerm.productBefore(.variable(l))
  static let s = MatrixTerm.symbol(.dataFactor)

  /// An enclosure whose lower end is a difference: it may be negative.
  private func signed() throws -> Enclosure {
    let layer = try LoewnerBounds.mcCormick(.gram(Self.p), .gram(Self.q.transposed), upperCorner: .left)
    return try Enclosure.monotonicity(layer.sum(over: Self.l).rewritingEnds(by: .sumInsideKroneckerSum))
      .kroneckerSumSpectrum()
  }

  @Test func kroneckerAndCongruenceNeedNonnegativeEnds() throws {
    let signed = try signed()
    #expect(throws: RuleFailure.self) { try signed.kronecker(.gram(Self.s)) }
    #expect(throws: RuleFailure.self) { try Enclosure.gram(Self.s).kronecker(signed) }
    #expect(throws: RuleFailure.self) { try signed.congruence(byDataFactor: Self.s) }
  }

  @Test func intersectionNeedsOneMatrix() throws {
    #expect(throws: RuleFailure.self) { try Enclosure.gram(Self.p).intersection(.gram(Self.q)) }
    let same = try Enclosure.gram(Self.p).intersection(.extremeEigenvalues(of: .gram(Self.p)))
    #expect(same.subject == .gram(Self.p))
  }

  @Test func monotoneKroneckerNeedsASemidefiniteFactor() throws {
    let difference = MatrixTerm.shifted(.gram(Self.s), by: σmax(Self.s).squared)
    #expect(throws: RuleFailure.self) { try LoewnerBounds.kroneckerMonotone(Enclosure.gram(Self.p), difference) }
    #expect(throws: RuleFailure.self) {
      try LoewnerBounds.kroneckerMonotone(Self.s * Self.s, Enclosure.gram(Self.p))
    }
    _ = try LoewnerBounds.kroneckerMonotone(Enclosure.gram(Self.p), .gram(Self.s))
  }

  @Test func submultiplicativityNeedsAChain() {
    #expect(throws: RuleFailure.self) { try Enclosure.submultiplicative(Self.s, over: LayerVariable("i")) }
    #expect(throws: RuleFailure.self) { try Enclosure.submultiplicative(Self.q, over: LayerVariable("i")) }
  }

  @Test func algebraNeedsItsForm() throws {
    let plain = ConditionBound.quotient(try Enclosure.gram(Self.s))
    #expect(throws: RuleFailure.self) { try plain.factored() }
    #expect(throws: RuleFailure.self) { try plain.mediant() }
    #expect(throws: RuleFailure.self) { try plain.convexAtMostMaximum() }
  }

  /// Of quotients that may all be negative the largest isn't the maximum of them and 0, which Coq has.
  @Test func convexCombinationsNeedNonnegativeMembers() throws {
    func combination(_ upper: BoundExpression<Spectral>) throws -> ConditionBound {
      let enclosure = try Enclosure(
        .gram(Self.s), from: λmin(.gram(Self.s)) * .sum(over: Self.l, σrow(Self.p).squared),
        to: λmax(.gram(Self.s)) * .sum(over: Self.l, upper), attained: false,
        by: Derivation(.gram) { _ throws(RuleFailure) in try Enclosure.gram(Self.s) })
      return try ConditionBound.quotient(enclosure).factored().mediant()
    }
    let (largest, smallest) = (σmax(Self.p).squared, σrow(Self.p).squared)
    _ = try combination(largest).convexAtMostMaximum()
    #expect(throws: RuleFailure.self) { try combination(largest - smallest).convexAtMostMaximum() }
  }

  @Test func equalityNeedsAttainedEnds() throws {
    let sum = try Enclosure.gram(Self.p).kronecker(.gram(Self.q.transposed)).weylSum(over: Self.l)
    #expect(throws: RuleFailure.self) { try Attained.quotient(sum) }
    let intersected = try Enclosure.gram(Self.s).intersection(.gram(Self.s))
    #expect(throws: RuleFailure.self) { try Attained.quotient(intersected) }
    _ = try Attained.quotient(try Enclosure.gram(Self.s))
  }

  @Test func congruenceKeepsAttainmentOnIsotropicDataOnly() throws {
    let inner = try Enclosure.gram(Self.s.transposed)
    let kronecker = try Enclosure.extremeEigenvalues(of: .identity(.outputs)).kronecker(inner)
    #expect(kronecker.isAttained)
    #expect(try !kronecker.congruence(byDataFactor: Self.s).isAttained)
    let isotropic = try kronecker.isotropicCongruence(byDataFactor: Self.s)
    #expect(isotropic.isAttained)
    #expect(isotropic.assumptions == [.isotropicData])
    let intersected = try kronecker.intersection(kronecker)
    #expect(throws: RuleFailure.self) { try intersected.isotropicCongruence(byDataFactor: Self.s) }
  }

  @Test func flagsAndRayleighNeedTheGaussNewtonForm() throws {
    #expect(throws: RuleFailure.self) { try LowerConditionBound.rayleigh(.gram(Self.s)) }
    #expect(throws: RuleFailure.self) { try RankIdentity.flags(.gram(Self.s)) }
    #expect(throws: RuleFailure.self) { try PositiveEnclosure.flags(.gram(Self.s), from: .left) }
    // Without the data factor the flags of theory (viii) aren't what the rule says.
    let bare = MatrixTerm.sum(Self.l, .kronecker(.gram(Self.p), .gram(Self.q.transposed)))
    #expect(throws: RuleFailure.self) { try RankIdentity.flags(bare) }
    // Products that aren't P_l, Q_l of the same layer have other ranks.
    let other = MatrixTerm.sum(
      Self.l, .kronecker(.gram(.productAfter(.first)), .gram((Self.q * Self.s).transposed)))
    #expect(throws: RuleFailure.self) { try RankIdentity.flags(other) }
  }

  /// λ_min of what LAPACK would read one triangle of isn't that of the matrix.
  @Test func onlySymmetricMatricesAreEnclosed() throws {
    #expect(throws: RuleFailure.self) { try Enclosure.extremeEigenvalues(of: Self.s) }
    let product = MatrixTerm.product(.gram(Self.s), .gram(Self.s))
    #expect(throws: RuleFailure.self) { try Enclosure.extremeEigenvalues(of: product) }
    #expect(throws: RuleFailure.self) { try Claim(Self.s, .upper, λmax(.gram(Self.s)) / λmin(.gram(Self.s))) }
    var plan = EvaluationPlan(subject: .gram(Self.s))
    #expect(throws: RuleFailure.self) { try plan.add(λmax(product)) }
    #expect(throws: RuleFailure.self) { try plan.add(λpositive(.gram(Self.s.transposed))) }
  }

  /// Σ_l W^l(W^l)ᵀ adds matrices of different sizes.
  @Test func summandsHaveOneShape() throws {
    let layer = MatrixTerm.gram(.symbol(.weight(.variable(Self.l))))
    #expect(throws: RuleFailure.self) { try Enclosure.gram(.symbol(.weight(.variable(Self.l)))).weylSum(over: Self.l) }
    var plan = EvaluationPlan(subject: .gram(Self.s))
    #expect(throws: RuleFailure.self) { try plan.add(λmax(.sum(Self.l, layer))) }
  }

  /// With a vector in place of the square S the flags say something false.
  @Test func flagsNeedTheDataFactor() throws {
    let vector = MatrixTerm.symbol(.inputVector(1))
    let matrix = MatrixTerm.sum(Self.l, .kronecker(.gram(Self.p), .gram((Self.q * vector).transposed)))
    #expect(throws: RuleFailure.self) { try PositiveEnclosure.flags(.extremeEigenvalues(of: matrix), from: .left) }
  }

  @Test func shapesAreChecked() throws {
    #expect(throws: RuleFailure.self) { try (Self.p * Self.s).shape() }
    #expect(throws: RuleFailure.self) { try Enclosure.extremeEigenvalues(of: Self.p) }
    #expect(throws: RuleFailure.self) { try MatrixTerm.congruence(by: Self.p, of: .gram(Self.s)).shape() }
    #expect(try (Self.q * Self.s).shape() == Shape(.width(.preceding(.variable(Self.l))), .inputs))
    #expect(try MatrixTerm.symbol(.weight(.first)).shape().columns == .inputs)
    #expect(try MatrixTerm.symbol(.weight(.last)).shape().rows == .outputs)
  }

  @Test func lawsNeedTheirForm() throws {
    for law in [MatrixLaw.mixedProduct, .sumInsideKronecker, .sumInsideKroneckerSum, .twoLayers(Self.l)] {
      #expect(throws: RuleFailure.self) { try Enclosure.gram(Self.s).rewritten(by: law) }
    }
  }

  @Test func failuresNameTheRule() throws {
    let failure = #expect(throws: RuleFailure.self) { try RankIdentity.flags(.gram(Self.s)) }
    #expect(failure?.description == "flag rank: needs Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS), found Σ")
  }
}
