import LinearAlgebra
import Testing
@testable import VerifiedNumerics

@Suite("V2, V5, V7: certificates next to ball arithmetic") struct GoldenEnclosureTests {
  private let arithmetic: VerifiedArithmetic

  init() throws { arithmetic = try .onBLAS() }

  @Test func goldenInstancesAreThere() {
    #expect(GoldenInstances.all.instances.count == 45)
    #expect(GoldenInstances.all.matrices.count >= 20)
  }

  /// The last shift at which Cholesky still succeeds lies beyond λ_min; what is claimed mustn't.
  @Test(arguments: GoldenInstances.all.matrices) func theLastShift(_ golden: GoldenInstances.SymmetricMatrix) throws {
    let matrix = try golden.matrix
    var workspace = Workspace()
    func certificate(_ shift: Double) -> SemidefiniteCertificate? {
      arithmetic.semidefiniteCertificate(
        lowerTriangle: matrix.elements, order: matrix.rows, shift: shift, &workspace)
    }
    let largest = golden.largest.interval.upper
    var (low, high) = (golden.smallest.interval.lower - 1e-11 * largest, golden.smallest.interval.upper + largest)
    try #require(certificate(low) != nil && certificate(high) == nil)
    while low.nextUp < high, high - low > 1e-20 * largest {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if certificate(middle) != nil { low = middle } else { high = middle }
    }
    let last = try #require(certificate(low))
    #expect(last.smallestEigenvalue <= golden.smallest.interval.upper)
    #expect(last.smallestEigenvalue >= golden.smallest.interval.lower - 1e-12 * largest)
  }

  @Test(arguments: GoldenInstances.all.matrices) func wholeSpectra(_ golden: GoldenInstances.SymmetricMatrix) throws {
    let matrix = try golden.matrix
    var workspace = Workspace()
    let enclosures = try EigenvalueEnclosures(ofSymmetric: IntervalMatrix(matrix), arithmetic, &workspace)
    #expect(enclosures.values.count == matrix.rows)
    #expect(enclosures.smallest.overlaps(golden.smallest.interval))
    #expect(enclosures.largest.overlaps(golden.largest.interval))
    #expect(enclosures.smallest.width <= 1e-12 * golden.largest.interval.upper)
    let singular = try SingularValueEnclosures(of: IntervalMatrix(matrix), arithmetic, &workspace)
    #expect(singular.smallest.overlaps(golden.smallest.interval))
    #expect(singular.largest.overlaps(golden.largest.interval))
    // A perturbation widens, and an interval matrix encloses the spectra of all matrices within.
    let perturbed = try EigenvalueEnclosures(
      ofSymmetric: IntervalMatrix(matrix), perturbation: 0.25, arithmetic, &workspace)
    #expect(perturbed.smallest.width >= 0.5)
  }

  /// Both tiers, and every special form: the exact λ₁, λ_r and κ lie within.
  @Test(arguments: GoldenInstances.all.instances, [false, true])
  func enclosesWhatBallsProve(_ golden: GoldenInstances.Instance, refined: Bool) throws {
    var workspace = Workspace()
    let factors = try golden.factors(arithmetic)
    let found = try ConditionNumberEnclosure(factors, arithmetic, &workspace) {
      golden.rank...golden.rank
    } isEnough: { _ in
      !refined
    }
    #expect(found.value.overlaps(golden.kappa.interval))
    // 4^E λ there is 4^e λ here.
    let shift = 2 * (golden.exponent - found.exponent)
    #expect(found.largest.overlaps(golden.largest.interval.scaled(byPowerOfTwo: shift)))
    #expect(found.smallest.overlaps(golden.smallest.interval.scaled(byPowerOfTwo: shift)))
    #expect(found.positiveEigenvalues <= golden.rank && golden.rank <= factors.maximalRank)
    #expect(found.largest.relativeWidth < 1e-11)
    // The narrower the better conditioned.
    let κ = golden.kappa.interval.upper
    if κ < 1e2 { #expect(found.value.relativeWidth < 1e-11) }
    if κ < 1e10 { #expect(found.value.relativeWidth < 1e-4) }
    if refined, found.route == .preconditioned, κ < 1e16 { #expect(found.value.relativeWidth < 1e-3) }
  }

  /// Without a known rank nothing false is claimed.
  @Test(arguments: GoldenInstances.all.instances) func assumesNoRank(_ golden: GoldenInstances.Instance) throws {
    var workspace = Workspace()
    let found = try ConditionNumberEnclosure(try golden.factors(arithmetic), arithmetic, &workspace)
    #expect(found.value.overlaps(golden.kappa.interval))
    #expect(found.positiveEigenvalues <= golden.rank)
    if golden.rank < found.maximalRank { #expect(found.value.upper == .infinity && found.cause != nil) }
  }

  @Test(arguments: GoldenInstances.all.instances) func singularValues(_ golden: GoldenInstances.Instance) throws {
    var workspace = Workspace()
    for (weight, known) in zip(try golden.layers, golden.singularValues) {
      let scaled = try ScaledMatrix(weight, arithmetic)
      let found = try SingularValueEnclosures(of: scaled.matrix, arithmetic, &workspace)
      guard let known else {
        #expect(found.smallest.lower == 0)
        continue
      }
      let shift = known.exponent - scaled.exponent
      #expect(found.largest.overlaps(known.largest.interval.scaled(byPowerOfTwo: shift)))
      #expect(found.smallest.overlaps(known.smallest.interval.scaled(byPowerOfTwo: shift)))
      #expect(found.smallest.width <= 1e-13 * found.largest.upper)
    }
  }

  /// Planted truths and falsehoods about κ as balls know it: never a wrong verdict, and almost always one.
  @Test(arguments: [1e-2, 1e-6]) func plantedBounds(_ distance: Double) throws {
    var workspace = Workspace()
    var (decided, all) = (0, 0)
    for golden in GoldenInstances.all.instances {
      let κ = golden.kappa.interval
      let (true_, false_) = (Interval((1 + distance) * κ.upper), Interval((1 - distance) * κ.lower))
      let found = try ConditionNumberEnclosure(try golden.factors(arithmetic), arithmetic, &workspace) {
        golden.rank...golden.rank
      } isEnough: { value in
        value.isSurelyAtMost(true_) && false_.isSurelyLess(than: value)
      }.value
      #expect(!true_.isSurelyLess(than: found), "\(golden.name): a true bound refuted")
      #expect(!found.isSurelyAtMost(false_) || false_.lower < 1, "\(golden.name): a false bound proved")
      all += 2
      decided += (found.isSurelyAtMost(true_) ? 1 : 0) + (false_.isSurelyLess(than: found) ? 1 : 0)
      // κ = itself is decided at no precision.
      let itself = Interval(κ.lower, κ.upper)
      #expect(!itself.isSurelyLess(than: found) && !found.isSurelyAtMost(Interval(κ.lower.nextDown)))
    }
    #expect(decided * 10 >= all * 8, "\(decided) of \(all)")
  }

  /// Two proofs that contradict each other grant nothing.
  @Test func contradictionsAreRefused() {
    #expect(throws: NoInformation.contradiction("λ_min")) { try Interval(proving: "λ_min", from: 2, to: 1) }
    #expect(throws: NoInformation.contradiction("λ_min")) { try Interval(proving: "λ_min", from: .nan, to: 1) }
  }
}

/// What isn't worked out one by one is enclosed all the same.
@Suite struct EigenvalueSpectrumTests {
  @Test func enclosuresOfTheEndsHoldWhatLiesBetween() throws {
    let arithmetic = try VerifiedArithmetic.onBLAS()
    var workspace = Workspace()
    let entry = { (i: Int, j: Int) in Double((i * 7 + j * 5 + i * j * 3) % 11) - 4.5 }
    let factors = try GaussNewtonFactors(
      weights: [Matrix(rows: 6, columns: 3, entry), Matrix(rows: 4, columns: 6, entry)],
      dataFactor: Matrix(rows: 3, columns: 3) { $0 == $1 ? 3 : entry($0, $1) / 16 }, arithmetic)
    let all = try EigenvalueSpectrum(factors, extremesOnly: false, arithmetic, &workspace).values
    let ends = try EigenvalueSpectrum(factors, extremesOnly: true, arithmetic, &workspace).values
    #expect(all.count == 12 && ends.count == 12)
    // The enclosures one by one are narrow, and far from the largest.
    #expect(all[5].upper < all[11].lower)
    for (whole, one) in zip(ends, all) { #expect(whole.overlaps(one)) }
    for position in 1..<11 {
      #expect(ends[position].lower <= all[position].lower && all[position].upper <= ends[position].upper)
    }
  }
}

extension Interval {
  /// 2^e times the interval; the golden numbers are far from the ends of the range.
  fileprivate func scaled(byPowerOfTwo exponent: Int) -> Interval {
    let power = Double(sign: .plus, exponent: exponent, significand: 1)
    return Interval(lower * power, upper * power)
  }
}
