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
      instance.weights.count, instance.widths.reduce(0, +) + samples, form(instance.dataFactor),
      numbers.count { $0 != 0 }, numbers.reduce(0) { $0 + cost($1) },
    ]
  }

  /// White before isotropic before other data.
  private static func form(_ factor: Matrix?) -> Int {
    guard let factor else { return 0 }
    if factor == .identity(factor.rows) { return 0 }
    return factor == factor[0, 0] * .identity(factor.rows) ? 1 : 2
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
      ShrinkPass("pixels", ConvolutionShrinking.smallerImages), ShrinkPass("depth", fewerLayers),
      ShrinkPass("order", lowerOrder), ShrinkPass("widths", narrower),
      ShrinkPass("inputs", fewerInputs), ShrinkPass("outputs", fewerOutputs), ShrinkPass("samples", fewerSamples),
      ShrinkPass("data", simplerData), ShrinkPass("rank", lowerRank),
      ShrinkPass("singular values", simplerSingularValues), ShrinkPass("identity factors", identityFactors),
      ShrinkPass("round numbers", rounderNumbers), ShrinkPass("entries", simplerEntries),
    ]
  }

  private static func changed(
    _ instance: InstanceValues, _ change: (inout InstanceValues) -> Void
  ) -> InstanceValues {
    var result = instance
    change(&result)
    return result
  }

  // MARK: Sizes

  private static func fewerLayers(_ instance: InstanceValues) -> [InstanceValues] {
    guard [.linear, .residual].contains(instance.family) else { return [] }
    let weights = instance.weights
    return weights.indices.flatMap { layer -> [InstanceValues] in
      var candidates: [InstanceValues] = []
      var left = weights
      left.remove(at: layer)
      if left.last?.rows == weights.last?.rows, left.first?.columns == weights.first?.columns,
        zip(left, left.dropFirst()).allSatisfy({ $0.rows == $1.columns })
      {
        candidates.append(
          changed(instance) {
            $0.weights = left
            $0.strengths?.remove(at: layer)
          })
      }
      if instance.family == .linear, layer + 1 < weights.count {
        candidates.append(
          changed(instance) {
            $0.weights.replaceSubrange(layer...(layer + 1), with: [weights[layer + 1] * weights[layer]])
          })
      }
      return candidates
    }
  }

  /// One coordinate less in every layer at once: square layers stay square.
  private static func lowerOrder(_ instance: InstanceValues) -> [InstanceValues] {
    let order = instance.widths[0]
    guard order > 1, instance.basis == nil, instance.extents == nil, Set(instance.widths).count == 1 else { return [] }
    return (0..<order).flatMap { coordinate in
      without(input: coordinate, instance).map { candidate in
        changed(candidate) { values in
          values.weights = instance.weights.map { without(column: coordinate, without(row: coordinate, $0)) }
        }
      }
    }
  }

  private static func narrower(_ instance: InstanceValues) -> [InstanceValues] {
    guard instance.extents == nil else { return [] }
    let weights = instance.weights
    return weights.indices.dropLast().flatMap { layer -> [InstanceValues] in
      guard weights[layer].rows > 1 else { return [] }
      return (0..<weights[layer].rows).map { unit in
        changed(instance) {
          $0.weights[layer] = without(row: unit, weights[layer])
          $0.weights[layer + 1] = without(column: unit, weights[layer + 1])
        }
      }
    }
  }

  private static func fewerInputs(_ instance: InstanceValues) -> [InstanceValues] {
    guard instance.widths[0] > 1, instance.basis == nil, instance.extents == nil else { return [] }
    return (0..<instance.widths[0]).flatMap { without(input: $0, instance) }
  }

  /// The first layer and the data without an input: the second moment of the remaining ones. None where that's singular.
  private static func without(input: Int, _ instance: InstanceValues) -> [InstanceValues] {
    var result = instance
    result.weights[0] = without(column: input, instance.weights[0])
    if let data = instance.data { result.data = without(row: input, data) }
    if let factor = instance.dataFactor {
      let inputs = factor.rows
      if factor == .identity(inputs) {
        result.dataFactor = .identity(inputs - 1)
      } else {
        var workspace = Workspace()
        guard let smaller = try? workspace.cholesky(of: without(row: input, factor).gram()) else { return [] }
        result.dataFactor = smaller
      }
    }
    return [result]
  }

  private static func fewerOutputs(_ instance: InstanceValues) -> [InstanceValues] {
    let last = instance.weights.count - 1
    let rows = instance.weights[last].rows
    guard rows > 1 else { return [] }
    return (0..<rows).map { output in
      changed(instance) { $0.weights[last] = without(row: output, instance.weights[last]) }
    }
  }

  private static func fewerSamples(_ instance: InstanceValues) -> [InstanceValues] {
    guard let data = instance.data, data.columns > 1 else { return [] }
    return (0..<data.columns).map { sample in
      changed(instance) { $0.data = without(column: sample, data) }
    }
  }

  private static func without(row: Int, _ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows - 1, columns: matrix.columns) { matrix[$0 < row ? $0 : $0 + 1, $1] }
  }

  private static func without(column: Int, _ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns - 1) { matrix[$0, $1 < column ? $1 : $1 + 1] }
  }

  // MARK: Simpler matrices

  private static func simplerData(_ instance: InstanceValues) -> [InstanceValues] {
    var candidates: [InstanceValues] = []
    var workspace = Workspace()
    if let factor = instance.dataFactor, form(factor) > 0 {
      candidates.append(changed(instance) { $0.dataFactor = .identity(factor.rows) })
      if let values = try? workspace.singularValues(of: factor) {
        candidates += [values, values.map { max(1, $0.rounded()) }].map { diagonal in
          changed(instance) { $0.dataFactor = .diagonal(diagonal) }
        }
      }
    }
    if let data = instance.data {
      candidates.append(
        changed(instance) { $0.data = .rectangularIdentity(rows: data.rows, columns: data.columns) })
    }
    return candidates
  }

  private static func mapLayers(
    _ instance: InstanceValues, _ simpler: (Matrix) -> [Matrix]
  ) -> [InstanceValues] {
    instance.weights.indices.flatMap { layer in
      simpler(instance.weights[layer]).map { replacement in changed(instance) { $0.weights[layer] = replacement } }
    }
  }

  private static func lowerRank(_ instance: InstanceValues) -> [InstanceValues] {
    mapLayers(instance) { matrix in
      decomposed(matrix) { left, values, right in
        guard values.count > 1 else { return [] }
        return [(left, values.dropLast() + [0], right)]
      }
    }
  }

  private static func simplerSingularValues(_ instance: InstanceValues) -> [InstanceValues] {
    mapLayers(instance) { matrix in
      decomposed(matrix) { left, values, right in
        [(left, values.map { _ in 1 }, right), (left, values.map { $0.rounded() }, right)]
      }
    }
  }

  private static func identityFactors(_ instance: InstanceValues) -> [InstanceValues] {
    mapLayers(instance) { matrix in
      [.rectangularIdentity(rows: matrix.rows, columns: matrix.columns)]
        + decomposed(matrix) { left, values, right in
          let (a, b) = (
            Matrix.rectangularIdentity(rows: left.rows, columns: left.columns),
            Matrix.rectangularIdentity(rows: right.rows, columns: right.columns)
          )
          return [(a, values.map { $0.rounded() }, b), (a, values, b), (a, values, right), (left, values, b)]
        }
    }
  }

  private static func decomposed(
    _ matrix: Matrix,
    _ change: (_ left: Matrix, _ values: [Double], _ right: Matrix) -> [(Matrix, [Double], Matrix)]
  ) -> [Matrix] {
    var workspace = Workspace()
    guard let (left, values, right) = try? workspace.singularValueDecomposition(of: matrix) else { return [] }
    return change(left, values, right).map { $0 * .diagonal($1) * $2.transposed }
  }

  // MARK: Simpler numbers

  private static let roundings: [Double] = [1, 2, 4, 10, 100]

  /// Everything at once, then one layer, the data or the scalars at a time, to whole numbers, halves, quarters, tenths,
  /// hundredths.
  private static func rounderNumbers(_ instance: InstanceValues) -> [InstanceValues] {
    roundings.flatMap { unit -> [InstanceValues] in
      let round = { (number: Double) in (number * unit).rounded() / unit }
      let roundMatrix = { (matrix: Matrix) in
        Matrix(rows: matrix.rows, columns: matrix.columns) { round(matrix[$0, $1]) }
      }
      let data = { (values: inout InstanceValues) in
        values.dataFactor = values.dataFactor.map(roundMatrix)
        values.data = values.data.map(roundMatrix)
      }
      let scalars = { (values: inout InstanceValues) in
        values.strengths = values.strengths?.map(round)
        values.slope = values.slope.map(round)
      }
      let all = changed(instance) {
        $0.weights = $0.weights.map(roundMatrix)
        data(&$0)
        scalars(&$0)
      }
      return [all] + mapLayers(instance) { [roundMatrix($0)] } + [changed(instance, data), changed(instance, scalars)]
    }
  }

  /// Single entries to 0, ±1, or fewer digits; an entry of a symmetric matrix with its mirror image too.
  private static func simplerEntries(_ instance: InstanceValues) -> [InstanceValues] {
    var candidates = mapLayers(instance, changedEntries)
    if let factor = instance.dataFactor, form(factor) > 0 {
      candidates += changedEntries(factor).map { smaller in changed(instance) { $0.dataFactor = smaller } }
    }
    if let data = instance.data {
      candidates += changedEntries(data).map { smaller in changed(instance) { $0.data = smaller } }
    }
    for layer in (instance.strengths ?? []).indices {
      candidates += simpler(instance.strengths?[layer] ?? 0).map { value in
        changed(instance) { $0.strengths?[layer] = value }
      }
    }
    if let strengths = instance.strengths, let first = strengths.first, Set(strengths).count == 1 {
      candidates += simpler(first).map { value in
        changed(instance) { $0.strengths = strengths.map { _ in value } }
      }
    }
    if let slope = instance.slope {
      candidates += simpler(slope).map { value in changed(instance) { $0.slope = value } }
    }
    return candidates
  }

  private static func simpler(_ x: Double) -> [Double] {
    x == 0 ? [] : [0, 1, -1, x.rounded(), (2 * x).rounded() / 2, (10 * x).rounded() / 10].filter { $0 != x }
  }

  private static func changedEntries(_ matrix: Matrix) -> [Matrix] {
    let isSymmetric = matrix.rows == matrix.columns && matrix == matrix.transposed
    return (0..<matrix.columns).flatMap { j in
      (0..<matrix.rows).flatMap { i in
        simpler(matrix[i, j]).flatMap { value -> [Matrix] in
          var changed = matrix
          changed[i, j] = value
          guard isSymmetric, i != j else { return [changed] }
          var mirrored = changed
          mirrored[j, i] = value
          return [changed, mirrored]
        }
      }
    }
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
