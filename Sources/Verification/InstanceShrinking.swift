public import Falsification
import LinearAlgebra
public import Networks
public import Theorems

/// How a linear instance that refutes a claim is made simple enough to print: depth → widths, inputs, outputs → data →
/// rank → simple singular values → identity factors → round numbers.
public enum LinearShrinking {
  /// Shrinks an instance on which a theorem or claim is violated; ranks are exact all the way. Cancelled, it stops where
  /// it is.
  ///
  /// - Throws: `TheoremError` when the theorem can't be evaluated.
  public static func minimize(
    _ instance: LinearInstance, violating theorem: Theorem
  ) throws(TheoremError) -> Shrinker<LinearInstance>.Result {
    let plan = try TheoremPlan([theorem])
    return Shrinker(passes, complexity: complexity).minimize(instance) { candidate in
      !Task.isCancelled && isViolated(plan, candidate)
    }
  }

  static func isViolated(_ plan: TheoremPlan, _ instance: LinearInstance) -> Bool {
    let judged = try? plan.judge(LinearMeasurements(instance))
    return judged?.outcomes.first?.verdict == .violated
  }

  private static func complexity(_ instance: LinearInstance) -> [Int] {
    let matrices = instance.network.weights + [instance.data.factor]
    let nonzero = matrices.reduce(0) { $0 + $1.elements.count { $0 != 0 } }
    let digits = matrices.reduce(0) { $0 + $1.elements.reduce(0) { $0 + cost($1) } }
    let form =
      switch instance.data.form {
      case .whitened: 0
      case .isotropic: 1
      case .general: 2
      }
    return [instance.network.depth, instance.network.widths.reduce(0, +), form, nonzero, digits]
  }

  /// 0 before 1 before −1 before other whole numbers before decimals, by the length of what is printed.
  private static func cost(_ x: Double) -> Int {
    if x == 0 { return 0 }
    if x == 1 { return 1 }
    let length = "\(abs(x))".utf8.count
    return length + (x < 0 ? 1 : 0) + (x == x.rounded() ? 0 : 3)
  }

  private static var passes: [ShrinkPass<LinearInstance>] {
    [
      ShrinkPass("depth", fewerLayers), ShrinkPass("widths", narrower), ShrinkPass("inputs", fewerInputs),
      ShrinkPass("outputs", fewerOutputs), ShrinkPass("data", simplerData), ShrinkPass("rank", lowerRank),
      ShrinkPass("singular values", simplerSingularValues), ShrinkPass("identity factors", identityFactors),
      ShrinkPass("round numbers", rounderNumbers), ShrinkPass("entries", simplerEntries),
    ]
  }

  private static func instance(_ weights: [Matrix], _ data: SecondMoment) -> LinearInstance? {
    guard let network = try? LinearNetwork(weights: weights) else { return nil }
    return try? LinearInstance(network: network, data: data)
  }

  // MARK: Passes

  private static func fewerLayers(_ instance: LinearInstance) -> [LinearInstance] {
    let weights = instance.network.weights
    return weights.indices.flatMap { layer -> [LinearInstance?] in
      var left = weights
      left.remove(at: layer)
      var merged = weights
      if layer + 1 < weights.count {
        merged.replaceSubrange(layer...(layer + 1), with: [weights[layer + 1] * weights[layer]])
      }
      return [
        left.isEmpty || left.last?.rows != weights.last?.rows || left[0].columns != weights[0].columns
          ? nil : self.instance(left, instance.data),
        layer + 1 < weights.count ? self.instance(merged, instance.data) : nil,
      ]
    }.compactMap(\.self)
  }

  private static func narrower(_ instance: LinearInstance) -> [LinearInstance] {
    let weights = instance.network.weights
    return weights.indices.dropLast().flatMap { layer -> [LinearInstance] in
      guard weights[layer].rows > 1 else { return [] }
      return (0..<weights[layer].rows).compactMap { unit in
        var smaller = weights
        smaller[layer] = without(row: unit, weights[layer])
        smaller[layer + 1] = without(column: unit, weights[layer + 1])
        return self.instance(smaller, instance.data)
      }
    }
  }

  private static func fewerInputs(_ instance: LinearInstance) -> [LinearInstance] {
    let inputs = instance.network.inputs
    guard inputs > 1 else { return [] }
    return (0..<inputs).compactMap { input in
      var weights = instance.network.weights
      weights[0] = without(column: input, weights[0])
      // The second moment of the remaining inputs.
      let rest = without(row: input, instance.data.factor)
      var workspace = Workspace()
      let data: SecondMoment? =
        instance.data.form == .whitened
        ? .whitened(inputs - 1)
        : (try? workspace.cholesky(of: rest.gram())).flatMap { try? SecondMoment(factor: $0) }
      return data.flatMap { self.instance(weights, $0) }
    }
  }

  private static func fewerOutputs(_ instance: LinearInstance) -> [LinearInstance] {
    let weights = instance.network.weights
    let last = weights.count - 1
    guard weights[last].rows > 1 else { return [] }
    return (0..<weights[last].rows).compactMap { output in
      var smaller = weights
      smaller[last] = without(row: output, weights[last])
      return self.instance(smaller, instance.data)
    }
  }

  private static func simplerData(_ instance: LinearInstance) -> [LinearInstance] {
    guard instance.data.form != .whitened else { return [] }
    let order = instance.data.inputs
    var workspace = Workspace()
    var candidates: [SecondMoment] = [.whitened(order)]
    if let values = try? workspace.singularValues(of: instance.data.factor) {
      candidates += [values, values.map { max(1, $0.rounded()) }].compactMap {
        try? SecondMoment(factor: .diagonal($0))
      }
    }
    return candidates.compactMap { self.instance(instance.network.weights, $0) }
  }

  private static func mapLayers(
    _ instance: LinearInstance, _ simpler: (Matrix) -> [Matrix]
  ) -> [LinearInstance] {
    let weights = instance.network.weights
    return weights.indices.flatMap { layer in
      simpler(weights[layer]).compactMap { replacement in
        var changed = weights
        changed[layer] = replacement
        return self.instance(changed, instance.data)
      }
    }
  }

  private static func lowerRank(_ instance: LinearInstance) -> [LinearInstance] {
    mapLayers(instance) { matrix in
      decomposed(matrix) { left, values, right in
        guard values.count > 1 else { return [] }
        return [(left, values.dropLast() + [0], right)]
      }
    }
  }

  private static func simplerSingularValues(_ instance: LinearInstance) -> [LinearInstance] {
    mapLayers(instance) { matrix in
      decomposed(matrix) { left, values, right in
        [(left, values.map { _ in 1 }, right), (left, values.map { $0.rounded() }, right)]
      }
    }
  }

  private static func identityFactors(_ instance: LinearInstance) -> [LinearInstance] {
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

  private static let roundings: [Double] = [1, 2, 4, 10, 100]

  /// All matrices at once, then one layer or the data at a time, to whole numbers, halves, quarters, tenths, hundredths.
  private static func rounderNumbers(_ instance: LinearInstance) -> [LinearInstance] {
    let round = { (matrix: Matrix, unit: Double) in
      Matrix(rows: matrix.rows, columns: matrix.columns) { (matrix[$0, $1] * unit).rounded() / unit }
    }
    var candidates: [LinearInstance?] = []
    for unit in roundings {
      let data = try? SecondMoment(factor: round(instance.data.factor, unit))
      candidates.append(
        data.flatMap { self.instance(instance.network.weights.map { round($0, unit) }, $0) })
      candidates += mapLayers(instance) { [round($0, unit)] }
      candidates.append(data.flatMap { self.instance(instance.network.weights, $0) })
    }
    return candidates.compactMap(\.self)
  }

  /// Single entries to 0, ±1, or fewer digits.
  private static func simplerEntries(_ instance: LinearInstance) -> [LinearInstance] {
    let simpler = { (x: Double) -> [Double] in
      x == 0 ? [] : [0, 1, -1, x.rounded(), (2 * x).rounded() / 2, (10 * x).rounded() / 10].filter { $0 != x }
    }
    let layers = mapLayers(instance) { changedEntries($0, simpler) }
    let data = instance.data.form == .whitened ? [] : changedEntries(instance.data.factor, simpler)
    return layers
      + data.compactMap { factor in
        (try? SecondMoment(factor: factor)).flatMap { self.instance(instance.network.weights, $0) }
      }
  }

  private static func changedEntries(_ matrix: Matrix, _ simpler: (Double) -> [Double]) -> [Matrix] {
    (0..<matrix.columns).flatMap { j in
      (0..<matrix.rows).flatMap { i in
        simpler(matrix[i, j]).map { value in
          var changed = matrix
          changed[i, j] = value
          return changed
        }
      }
    }
  }

  private static func without(row: Int, _ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows - 1, columns: matrix.columns) { matrix[$0 < row ? $0 : $0 + 1, $1] }
  }

  private static func without(column: Int, _ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns - 1) { matrix[$0, $1 < column ? $1 : $1 + 1] }
  }
}
