/// Why a certificate says nothing.
public enum NoInformation: Error, Hashable, Sendable {
  /// An entry is NaN, infinite or above 2¹⁵⁰ in magnitude after scaling, or a dimension above 2²⁰.
  case outOfRange
  /// Shapes that don't fit.
  case shapes(rows: Int, columns: Int, found: Int)
  /// No weights at all.
  case noWeights
  /// λ_r wasn't separated from 0 for all ranks that aren't ruled out.
  case rank(lower: Int, upper: Int, order: Int)
  /// A decomposition that certificates start from didn't succeed.
  case decomposition(String)
  /// The preconditioned matrix is too far from the identity: the condition number is too large for float64.
  case preconditioner(defect: Double)
  /// Computed singular or eigenvectors are too far from orthonormal.
  case orthogonality(defect: Double)
  /// Ĝ = 0 has no κ.
  case vanishing
  /// Two enclosures of one value have nothing in common: an assumption is false, or there's a fault in the program.
  case contradiction(String)
}

extension NoInformation: CustomStringConvertible {
  /// The cause in words.
  public var description: String {
    switch self {
    case .outOfRange: "an entry isn't finite or is above 2^150 in magnitude, or a dimension is above 2^20"
    case .shapes(let rows, let columns, let found): "a \(rows)×\(columns) matrix can't multiply one of \(found) rows"
    case .noWeights: "a network needs at least one layer"
    case .rank(let lower, let upper, let order):
      "the smallest nonzero eigenvalue can't be told from 0 (rank \(lower) to \(upper) of \(order))"
    case .decomposition(let routine): "\(routine) didn't succeed"
    case .preconditioner(let defect):
      "the preconditioned matrix differs from the identity by up to \(defect), not below 1"
    case .orthogonality(let defect): "the computed vectors differ from orthonormal ones by up to \(defect), not below 1"
    case .vanishing: "G = 0"
    case .contradiction(let value): "two enclosures of \(value) have nothing in common: nothing is believed"
    }
  }
}
