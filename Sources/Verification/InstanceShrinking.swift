public import Falsification
import LinearAlgebra
import Networks
public import Theorems

/// How an instance that refutes a claim is made simple enough to print: depth → widths, inputs, outputs, samples → data →
/// rank → simple singular values → identity factors → round numbers.
public enum InstanceShrinking {
  /// Shrinks an instance on which a theorem or claim is violated; ranks are exact all the way. Cancelled, it stops where
  /// it is.
  ///
  /// - Throws: `TheoremError` when the theorem can't be evaluated.
  public static func minimize(
    _ instance: InstanceValues, violating theorem: Theorem
  ) throws(TheoremError) -> Shrinker<InstanceValues>.Result {
    let plan = try TheoremPlan([theorem])
    return Shrinker(passes, complexity: complexity).minimize(instance) { candidate in
      !Task.isCancelled && plan.isViolated(by: candidate)
    }
  }

  private static func complexity(_ instance: InstanceValues) -> [Int] {
    let numbers =
      (instance.weights + [instance.dataFactor, instance.data, instance.basis].compactMap(\.self)).flatMap(\.elements)
      + (instance.strengths ?? []) + [instance.slope].compactMap(\.self)
    let samples = instance.data?.columns ?? 0
    return [
      instance.weights.count, instance.widths.reduce(0, +) + samples, instance.dataFactor?.whiteness ?? 0,
      numbers.count { $0 != 0 }, numbers.reduce(0) { $0 + cost($1) },
    ]
  }

  /// 0 before 1 before −1 before other whole numbers before decimals, by the length of what is printed.
  private static func cost(_ x: Double) -> Int {
    if x == 0 { return 0 }
    if x == 1 { return 1 }
    let length = "\(abs(x))".utf8.count
    return length + (x < 0 ? 1 : 0) + (x == x.rounded() ? 0 : 3)
  }

  private static var passes: [ShrinkPass<InstanceValues>] {
    [
      ShrinkPass("layers", ConvolutionShrinking.fewerLayers),
      ShrinkPass("channels", ConvolutionShrinking.fewerChannels),
      ShrinkPass("taps", ConvolutionShrinking.smallerKernels),
      ShrinkPass("pixels", ConvolutionShrinking.smallerImages), ShrinkPass("depth", SizeShrinking.fewerLayers),
      ShrinkPass("order", SizeShrinking.lowerOrder), ShrinkPass("widths", SizeShrinking.narrower),
      ShrinkPass("inputs", SizeShrinking.fewerInputs), ShrinkPass("outputs", SizeShrinking.fewerOutputs),
      ShrinkPass("samples", SizeShrinking.fewerSamples),
      ShrinkPass("data", MatrixShrinking.simplerData), ShrinkPass("rank", MatrixShrinking.lowerRank),
      ShrinkPass("singular values", MatrixShrinking.simplerSingularValues),
      ShrinkPass("identity factors", MatrixShrinking.identityFactors),
      ShrinkPass("round numbers", NumberShrinking.rounderNumbers),
      ShrinkPass("entries", NumberShrinking.simplerEntries),
    ]
  }
}

extension InstanceValues {
  /// The same values but for a change.
  func changed(_ change: (inout InstanceValues) -> Void) -> InstanceValues {
    var result = self
    change(&result)
    return result
  }

  /// The same values with one layer replaced by something simpler.
  func mapLayers(_ simpler: (Matrix) -> [Matrix]) -> [InstanceValues] {
    weights.indices.flatMap { layer in
      simpler(weights[layer]).map { replacement in changed { $0.weights[layer] = replacement } }
    }
  }
}

extension Matrix {
  /// Of a factor of a second moment: white before isotropic before others.
  var whiteness: Int {
    if self == .identity(rows) { return 0 }
    return self == self[0, 0] * .identity(rows) ? 1 : 2
  }
}

extension TheoremPlan {
  /// Whether the first theorem is violated on the instance of some values; values that make up none violate nothing.
  func isViolated(by values: InstanceValues) -> Bool {
    guard let measurements = try? values.measurements() else { return false }
    return isViolated(on: measurements)
  }

  /// Whether float64 finds the first theorem violated and, where the family has certificates, that's proved.
  private func isViolated(on measurements: some InstanceMeasurements) -> Bool {
    guard var outcomes = (try? judge(measurements))?.outcomes else { return false }
    _ = confirm(&outcomes, on: measurements.instance)
    return outcomes.first?.verdict == .violated
  }
}
