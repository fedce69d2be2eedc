public import LinearAlgebra

/// What is done to real data before their second moment is taken.
public struct InputPreparation: Sendable, Hashable {
  /// Subtract the mean.
  public var centered: Bool
  /// Subtract the mean and divide every feature by its standard deviation.
  public var standardized: Bool
  /// Replace the data by what their own second moment makes of them: Σ = I on their range.
  public var whitened: Bool

  /// By default the data stay as they are.
  public init(centered: Bool = false, standardized: Bool = false, whitened: Bool = false) {
    self.centered = centered
    self.standardized = standardized
    self.whitened = whitened
  }
}

extension InputPreparation {
  /// The samples in the rows, centred or standardised as asked for; a constant feature becomes exactly 0. Whitening is left
  /// to whoever decomposes them.
  public func applied(to matrix: Matrix) -> Matrix {
    guard centered || standardized else { return matrix }
    let count = Double(matrix.rows)
    var prepared = matrix
    for j in 0..<matrix.columns {
      let column = matrix.column(j).elements
      let isConstant = column.allSatisfy { $0 == column[0] }
      let mean = column.reduce(0) { $0 + $1 / count }
      let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }).squareRoot()
      let scale = standardized && deviation > 0 ? deviation : 1
      for i in 0..<matrix.rows { prepared[i, j] = isConstant ? 0 : (column[i] - mean) / scale }
    }
    return prepared
  }
}

/// The second moment of a real data set, reduced to the data's range: with Σ = UΛUᵀ, U d×s, the network
/// with W^1U in place of W^1 on Λ has the same nonzero spectrum.
public struct InputMoment: Sendable, Hashable {
  /// Σ on the range, s×s.
  public let moment: SecondMoment
  /// An orthonormal basis U of the range, d×s: a first layer W^1 enters as W^1U. None after whitening, where the network
  /// takes the s white coordinates themselves.
  public let basis: Matrix?
  /// d, the number of features.
  public let features: Int
  /// n, the number of samples.
  public let samples: Int

  /// Larger values overflow in a second moment.
  static let largestValue = 1e150

  /// Data all below it underflow in a second moment.
  static let smallestValue = 1e-120

  /// s, the exact rank of the prepared data.
  public var rank: Int { moment.inputs }

  /// The moment of the samples in the rows of a matrix.
  ///
  /// The rank is computed exactly (see `ExactRank`), never from a tolerance: of the centred data it's
  /// rank [X 1] − 1, and dividing features by positive numbers doesn't change it.
  ///
  /// - Throws: `InputMomentError` when the data are constant, or a direction of the range is lost in rounding.
  /// - Complexity: O(nds) for the rank, O(nd²) for the moment.
  public init(
    samples matrix: Matrix, _ preparation: InputPreparation, _ workspace: inout Workspace
  ) throws(InputMomentError) {
    let centered = preparation.centered || preparation.standardized
    guard matrix.maximumMagnitude <= Self.largestValue else { throw .tooLarge(matrix.maximumMagnitude) }
    let largest = matrix.maximumMagnitude
    guard largest == 0 || largest >= Self.smallestValue else { throw .tooSmall(largest) }
    let rank = Self.rank(matrix, centered: centered)
    // Copies of one sample say nothing about a distribution, even where their second moment has rank 1.
    guard rank > 0, matrix.rows == 1 || !Self.isConstant(matrix) else {
      throw .constant(samples: matrix.rows, features: matrix.columns, isZero: matrix.maximumMagnitude == 0)
    }
    let prepared = preparation.applied(to: matrix)
    let (left, values): (Matrix, [Double])
    do {
      let compact =
        prepared.rows > prepared.columns ? try workspace.triangularFactor(of: prepared) : prepared
      let decomposition = try workspace.singularValueDecomposition(of: compact)
      (left, values) = (decomposition.right, decomposition.values)
    } catch { throw .matrix(error) }
    let noise = values[0] * Double(max(matrix.rows, matrix.columns)) * Double.ulpOfOne
    guard values[rank - 1] > noise else { throw .lostInRounding(rank: rank, value: values[rank - 1] / values[0]) }
    features = matrix.columns
    samples = matrix.rows
    if preparation.whitened {
      moment = .whitened(rank)
      basis = nil
    } else {
      let scale = Double(matrix.rows).squareRoot()
      moment = SecondMoment(trusted: .diagonal(values[..<rank].map { $0 / scale }))
      basis = left.submatrix(rows: 0..<features, columns: 0..<rank)
    }
  }

  private static func isConstant(_ matrix: Matrix) -> Bool {
    (0..<matrix.columns).allSatisfy { j in
      let column = matrix.column(j).elements
      return column.allSatisfy { $0 == column[0] }
    }
  }

  private static func rank(_ matrix: Matrix, centered: Bool) -> Int {
    guard centered else { return ExactRank.rank(of: matrix) }
    let ones = Matrix(rows: matrix.rows, columns: 1) { _, _ in 1 }
    return ExactRank.rank(ofColumns: [ones, matrix]) - 1
  }

}

/// Why data have no second moment to work with.
public enum InputMomentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Every sample is the same, or zero.
  case constant(samples: Int, features: Int, isZero: Bool)
  /// A direction that the data have exactly is smaller than rounding; its singular value relative to the largest.
  case lostInRounding(rank: Int, value: Double)
  /// The largest value, whose square underflows.
  case tooSmall(Double)
  /// A value whose square overflows.
  case tooLarge(Double)
  /// A matrix is at fault.
  case matrix(MatrixError)

  /// What is wrong and what would be right.
  public var description: String {
    switch self {
    case .constant(let samples, let features, let isZero):
      if isZero {
        "all \(samples) samples of \(features) features are zero: samples that differ are needed"
      } else if samples == 1 {
        "a single sample leaves nothing once it's centred: samples that differ are needed"
      } else {
        "all \(samples) samples of \(features) features are the same: samples that differ are needed"
      }
    case .lostInRounding(let rank, let value):
      "the data have rank \(rank), but singular value \(rank) is \(value) of the largest, which rounding hides: "
        + "leave out a feature that nearly depends on others, or standardize if their scales differ"
    case .tooSmall(let value):
      "the largest value is \(value), whose second moment underflows: scale the data to at least \(InputMoment.smallestValue)"
    case .tooLarge(let value):
      "the largest value is \(value), whose second moment overflows: scale the data to at most \(InputMoment.largestValue)"
    case .matrix(let error): error.description
    }
  }
}
