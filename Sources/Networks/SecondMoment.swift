public import LinearAlgebra

/// The second moment Σ = SSᵀ of the inputs, by a nonsingular d×d factor S: no square root is ever taken.
public struct SecondMoment: Sendable, Hashable {
  /// What is known of Σ without computing.
  public enum Form: Sendable, Hashable {
    /// S = I exactly.
    case whitened
    /// S = √c I exactly.
    case isotropic
    /// Anything else.
    case general
  }

  /// S.
  public let factor: Matrix
  /// What is known of Σ.
  public let form: Form

  /// Σ = I.
  public static func whitened(_ inputs: Int) -> SecondMoment {
    SecondMoment(factor: .identity(inputs), form: .whitened)
  }

  /// The second moment with factor S, nonsingular: certified by its exact rank.
  ///
  /// - Throws: `NetworkError` when S isn't square or is singular.
  public init(factor: Matrix) throws(NetworkError) {
    guard factor.rows == factor.columns else {
      throw .dataFactorShape(rows: factor.rows, columns: factor.columns, inputs: factor.rows)
    }
    let rank = ExactRank.rank(of: factor)
    guard rank == factor.rows else { throw .singularDataFactor(rank: rank, inputs: factor.rows) }
    self.init(trusted: factor)
  }

  /// A factor that is nonsingular by construction.
  init(trusted factor: Matrix) {
    let scale = factor[0, 0]
    let isMultiple = (0..<factor.columns).allSatisfy { j in
      (0..<factor.rows).allSatisfy { i in factor[i, j] == (i == j ? scale : 0) }
    }
    self.init(factor: factor, form: !isMultiple ? .general : scale == 1 ? .whitened : .isotropic)
  }

  private init(factor: Matrix, form: Form) {
    self.factor = factor
    self.form = form
  }

  /// d.
  public var inputs: Int { factor.rows }
  /// Whether Σ = cI exactly.
  public var isIsotropic: Bool { form != .general }
  /// Σ = SSᵀ, rounded once.
  public var covariance: Matrix { factor.gram() }
}
