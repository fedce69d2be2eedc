import LinearAlgebra
import Theorems

/// How an instance is made smaller: fewer layers, units, inputs, outputs, samples.
enum SizeShrinking {
  static func fewerLayers(_ instance: InstanceValues) -> [InstanceValues] {
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
          instance.changed {
            $0.weights = left
            $0.strengths?.remove(at: layer)
          })
      }
      if instance.family == .linear, layer + 1 < weights.count {
        candidates.append(
          instance.changed {
            $0.weights.replaceSubrange(layer...(layer + 1), with: [weights[layer + 1] * weights[layer]])
          })
      }
      return candidates
    }
  }

  /// One coordinate less in every layer at once: square layers stay square.
  static func lowerOrder(_ instance: InstanceValues) -> [InstanceValues] {
    let order = instance.widths[0]
    guard order > 1, instance.basis == nil, instance.extents == nil, Set(instance.widths).count == 1 else { return [] }
    return (0..<order).flatMap { coordinate in
      without(input: coordinate, instance).map { candidate in
        candidate.changed { values in
          values.weights = instance.weights.map { without(column: coordinate, without(row: coordinate, $0)) }
        }
      }
    }
  }

  static func narrower(_ instance: InstanceValues) -> [InstanceValues] {
    guard instance.extents == nil else { return [] }
    let weights = instance.weights
    return weights.indices.dropLast().flatMap { layer -> [InstanceValues] in
      guard weights[layer].rows > 1 else { return [] }
      return (0..<weights[layer].rows).map { unit in
        instance.changed {
          $0.weights[layer] = without(row: unit, weights[layer])
          $0.weights[layer + 1] = without(column: unit, weights[layer + 1])
        }
      }
    }
  }

  static func fewerInputs(_ instance: InstanceValues) -> [InstanceValues] {
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

  static func fewerOutputs(_ instance: InstanceValues) -> [InstanceValues] {
    let last = instance.weights.count - 1
    let rows = instance.weights[last].rows
    guard rows > 1 else { return [] }
    return (0..<rows).map { output in
      instance.changed { $0.weights[last] = without(row: output, instance.weights[last]) }
    }
  }

  static func fewerSamples(_ instance: InstanceValues) -> [InstanceValues] {
    guard let data = instance.data, data.columns > 1 else { return [] }
    return (0..<data.columns).map { sample in
      instance.changed { $0.data = without(column: sample, data) }
    }
  }

  private static func without(row: Int, _ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows - 1, columns: matrix.columns) { matrix[$0 < row ? $0 : $0 + 1, $1] }
  }

  private static func without(column: Int, _ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns - 1) { matrix[$0, $1 < column ? $1 : $1 + 1] }
  }
}
