import Testing

@testable import BoundKernel

/// A plan refuses indices of what the family doesn't have, and of one kind in place of another: evaluated as layers they would
/// be the first two samples or units.
@Suite struct PlannedIndexTests {
  let l = LayerVariable("l")
  let j = LayerVariable("j")
  let sample = MatrixTerm.symbol(.sample(.variable(LayerVariable("j"))))
  let unit = norm(.symbol(.deviation(.variable(LayerVariable("j"))))).squared
  let relu = EvaluationPlan(subject: .twoLayerGram, vocabulary: .relu)
  let batchNorm = EvaluationPlan(
    subject: .batchNormGaussNewton(LayerVariable("i")), vocabulary: .batchnorm)
  let linear = EvaluationPlan(subject: .gram(.symbol(.dataFactor)))

  private func refusal<Kind>(
    _ plan: EvaluationPlan, _ expression: BoundExpression<Kind>, at variable: LayerVariable? = nil,
    of kind: IndexKind = .layer
  ) -> String? {
    var plan = plan
    do throws(RuleFailure) {
      _ = try plan.add(expression, at: variable, of: kind)
      return nil
    } catch { return "\(error)" }
  }

  @Test func familiesWithoutLayersHaveNoFoldsOverThem() {
    let squaredNorm = norm(sample).squared
    #expect(refusal(relu, .minimum(over: j, in: .samples, squaredNorm)) == nil)
    for range in [LayerRange.all, .allButFirst, .before(.last), .except(.first)] {
      #expect(refusal(relu, .sum(over: j, in: range, squaredNorm)) != nil, "\(range)")
      #expect(refusal(batchNorm, .maximum(over: j, in: range, unit)) != nil, "\(range)")
      // Nor of what depends on no layer.
      #expect(refusal(relu, .sum(over: l, in: range, σmax(.symbol(.inputData)).squared)) != nil, "\(range)")
    }
    #expect(
      refusal(relu, .sum(over: j, squaredNorm))
        == "evaluation: needs the indices of the family, found j, the number of a layer")
    #expect(refusal(relu, λmax(.sum(j, .gram(sample)))) != nil)
    #expect(refusal(batchNorm, λmax(.sum(j, .gram(.symbol(.outputColumn(.variable(j))))))) != nil)
    #expect(refusal(batchNorm, λmax(.unitSum(j, .gram(.symbol(.outputColumn(.variable(j))))))) == nil)
  }

  @Test func freeVariablesHaveAKind() {
    #expect(refusal(relu, norm(sample), at: j, of: .sample) == nil)
    #expect(refusal(relu, norm(sample), at: j) != nil)
    #expect(refusal(batchNorm, unit, at: j, of: .unit) == nil)
    #expect(refusal(batchNorm, unit, at: j) != nil)
    #expect(refusal(batchNorm, unit, at: j, of: .sample) != nil)
    #expect(refusal(linear, σmax(.productAfter(.variable(l))), at: l) == nil)
    #expect(refusal(linear, σmax(.productAfter(.variable(l))), at: l, of: .unit) != nil)
  }

  @Test func samplesAndUnitsHaveNoFirstAndLast() {
    for index in [LayerIndex.first, .last, .preceding(.variable(j))] {
      let norms = norm(.symbol(.sample(index))).squared
      #expect(refusal(relu, .minimum(over: j, in: .samples, norms)) != nil, "\(index)")
      #expect(refusal(batchNorm, λmax(.unitSum(j, .gram(.symbol(.outputColumn(index)))))) != nil, "\(index)")
    }
    #expect(
      refusal(relu, norm(.symbol(.sample(.last))))
        == "evaluation: needs a variable for a sample, found the index L")
  }

  @Test func dimensionsAreThoseOfTheFamily() {
    #expect(refusal(relu, .dimension(.samples)) == nil)
    #expect(refusal(linear, .dimension(.samples)) != nil)
    #expect(refusal(batchNorm, .dimension(.width(.first))) != nil)
    #expect(refusal(batchNorm, .dimension(.hidden)) == nil)
    #expect(refusal(linear, .dimension(.kernel(.first))) != nil)
    #expect(refusal(batchNorm, rank(.productAfter(.first))) != nil)
  }
}
