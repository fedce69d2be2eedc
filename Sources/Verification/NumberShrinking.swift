import LinearAlgebra

/// How the numbers of an instance are made easier to read.
enum NumberShrinking {
  private static let roundings: [Double] = [1, 2, 4, 10, 100]

  /// Everything at once, then one layer, the data or the scalars at a time, to whole numbers, halves, quarters, tenths,
  /// hundredths.
  static func rounderNumbers(_ instance: InstanceValues) -> [InstanceValues] {
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
      let all = instance.changed {
        $0.weights = $0.weights.map(roundMatrix)
        data(&$0)
        scalars(&$0)
      }
      return [all] + instance.mapLayers { [roundMatrix($0)] } + [instance.changed(data), instance.changed(scalars)]
    }
  }

  /// Single entries to 0, ±1, or fewer digits; an entry of a symmetric matrix with its mirror image too.
  static func simplerEntries(_ instance: InstanceValues) -> [InstanceValues] {
    var candidates = instance.mapLayers(changedEntries)
    if let factor = instance.dataFactor, factor.whiteness > 0 {
      candidates += changedEntries(factor).map { smaller in instance.changed { $0.dataFactor = smaller } }
    }
    if let data = instance.data {
      candidates += changedEntries(data).map { smaller in instance.changed { $0.data = smaller } }
    }
    for layer in (instance.strengths ?? []).indices {
      candidates += simpler(instance.strengths?[layer] ?? 0).map { value in
        instance.changed { $0.strengths?[layer] = value }
      }
    }
    if let strengths = instance.strengths, let first = strengths.first, Set(strengths).count == 1 {
      candidates += simpler(first).map { value in
        instance.changed { $0.strengths = strengths.map { _ in value } }
      }
    }
    if let slope = instance.slope {
      candidates += simpler(slope).map { value in instance.changed { $0.slope = value } }
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
