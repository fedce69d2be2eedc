import LinearAlgebra

/// How the matrices of an instance are made simpler: whiter data, lower ranks, simpler singular values and vectors.
enum MatrixShrinking {
  static func simplerData(_ instance: InstanceValues) -> [InstanceValues] {
    var candidates: [InstanceValues] = []
    var workspace = Workspace()
    if let factor = instance.dataFactor, factor.whiteness > 0 {
      candidates.append(instance.changed { $0.dataFactor = .identity(factor.rows) })
      if let values = try? workspace.singularValues(of: factor) {
        candidates += [values, values.map { max(1, $0.rounded()) }].map { diagonal in
          instance.changed { $0.dataFactor = .diagonal(diagonal) }
        }
      }
    }
    if let data = instance.data {
      candidates.append(
        instance.changed { $0.data = .rectangularIdentity(rows: data.rows, columns: data.columns) })
    }
    return candidates
  }

  static func lowerRank(_ instance: InstanceValues) -> [InstanceValues] {
    instance.mapLayers { matrix in
      decomposed(matrix) { left, values, right in
        guard values.count > 1 else { return [] }
        return [(left, values.dropLast() + [0], right)]
      }
    }
  }

  static func simplerSingularValues(_ instance: InstanceValues) -> [InstanceValues] {
    instance.mapLayers { matrix in
      decomposed(matrix) { left, values, right in
        [(left, values.map { _ in 1 }, right), (left, values.map { $0.rounded() }, right)]
      }
    }
  }

  static func identityFactors(_ instance: InstanceValues) -> [InstanceValues] {
    instance.mapLayers { matrix in
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
}
