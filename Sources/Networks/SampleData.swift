public import LinearAlgebra

/// Real samples for families whose κ depends on every sample, not only on a second moment.
public struct SampleData: Sendable, Hashable {
  /// A row a sample.
  public let samples: Matrix

  /// Samples in the rows of a matrix, prepared as asked for: whitened samples are coordinates in which their own second
  /// moment is I on the data's range.
  ///
  /// - Throws: `InputMomentError` when the data are zero, constant where they're centred, or too large or small; or a direction
  ///   of the range is lost in rounding where they're whitened.
  public init(
    samples matrix: Matrix, _ preparation: InputPreparation, _ workspace: inout Workspace
  ) throws(InputMomentError) {
    // The moment has every reason to refuse data.
    let moment = try InputMoment(samples: matrix, preparation, &workspace)
    var prepared = preparation.applied(to: matrix)
    if preparation.whitened {
      do {
        let left = try workspace.singularValueDecomposition(of: prepared).left
        prepared =
          Double(matrix.rows).squareRoot() * left.submatrix(rows: 0..<matrix.rows, columns: 0..<moment.rank)
      } catch { throw .matrix(error) }
    }
    samples = prepared
  }

  /// d, the number of features.
  public var features: Int { samples.columns }
  /// The number of samples.
  public var count: Int { samples.rows }

  /// X, d×n: the samples of the given rows as columns.
  func columns(_ rows: [Int]) -> Matrix {
    Matrix(rows: features, columns: rows.count) { samples[rows[$1], $0] }
  }
}
