/// The number of rows or columns of a matrix term.
public indirect enum Dimension: Hashable, Sendable {
  /// d = m_0, the number of inputs after reduction to the data's range.
  case inputs
  /// k = m_L, the number of outputs.
  case outputs
  /// m_l, the width behind layer l.
  case width(LayerIndex)
  /// 1, for column vectors.
  case one
  /// A product, as a Kronecker product has it.
  case times(Dimension, Dimension)

  var normalized: Dimension {
    switch self {
    case .width(.last): .outputs
    case .width(.preceding(.first)): .inputs
    case .times(let left, let right): .times(left.normalized, right.normalized)
    default: self
    }
  }
}

/// A matrix given to the kernel by name; its value comes from the interpretation.
public enum MatrixSymbol: Hashable, Sendable {
  /// W^l, the m_l×m_{l−1} weights of layer l.
  case weight(LayerIndex)
  /// S, the d×d factor of the data's second moment Σ = SSᵀ.
  case dataFactor
  /// u_j ∈ ℝ^k, a vector chosen for a Rayleigh quotient.
  case outputVector(Int)
  /// v_j ∈ ℝ^d, a vector chosen for a Rayleigh quotient.
  case inputVector(Int)
}

/// A matrix as a term: what the theorems speak about. Terms evaluate to numbers through an `Interpretation` and print
/// through a `Notation`.
public indirect enum MatrixTerm: Hashable, Sendable {
  /// A matrix by name.
  case symbol(MatrixSymbol)
  /// P_l = W^L ⋯ W^{l+1}, k×m_l; P_L = I.
  case productAfter(LayerIndex)
  /// Q_l = W^{l−1} ⋯ W^1, m_{l−1}×d; Q_1 = I.
  case productBefore(LayerIndex)
  /// The identity of a given order.
  case identity(Dimension)
  /// AB.
  case product(MatrixTerm, MatrixTerm)
  /// Aᵀ.
  case transpose(MatrixTerm)
  /// The Gram matrix AAᵀ.
  case gram(MatrixTerm)
  /// A ⊗ B.
  case kronecker(MatrixTerm, MatrixTerm)
  /// A ⊗ I + I ⊗ B.
  case kroneckerSum(MatrixTerm, MatrixTerm)
  /// The sum over layers of a body in which the variable is free.
  case sum(LayerVariable, MatrixTerm)
  /// cA.
  case scaled(BoundExpression<Spectral>, MatrixTerm)
  /// A − cI.
  case shifted(MatrixTerm, by: BoundExpression<Spectral>)
  /// The congruence CᵀMC.
  case congruence(by: MatrixTerm, of: MatrixTerm)

  /// Aᵀ; transposing twice gives the term back.
  public var transposed: MatrixTerm {
    if case .transpose(let inner) = self { inner } else { .transpose(self) }
  }

  /// AB.
  public static func * (left: MatrixTerm, right: MatrixTerm) -> MatrixTerm { .product(left, right) }
}

/// The number of rows and columns of a matrix term.
public struct Shape: Hashable, Sendable {
  /// The number of rows.
  public let rows: Dimension
  /// The number of columns.
  public let columns: Dimension

  init(_ rows: Dimension, _ columns: Dimension) {
    self.rows = rows.normalized
    self.columns = columns.normalized
  }

  var transposed: Shape { Shape(columns, rows) }
}

extension MatrixTerm {
  /// The shape, or a failure that names the two shapes that don't fit.
  public func shape() throws(RuleFailure) -> Shape {
    switch self {
    case .symbol(let symbol): return symbol.shape
    case .productAfter(let index): return Shape(.outputs, .width(index))
    case .productBefore(let index): return Shape(.width(.preceding(index)), .inputs)
    case .identity(let dimension): return Shape(dimension, dimension)
    case .product(let left, let right):
      let (a, b) = (try left.shape(), try right.shape())
      guard a.columns == b.rows else { throw .shapes(rule: "product", a, b) }
      return Shape(a.rows, b.columns)
    case .transpose(let term): return try term.shape().transposed
    case .gram(let term):
      let rows = try term.shape().rows
      return Shape(rows, rows)
    case .kronecker(let left, let right):
      let (a, b) = (try left.shape(), try right.shape())
      return Shape(.times(a.rows, b.rows), .times(a.columns, b.columns))
    case .kroneckerSum(let left, let right):
      let (a, b) = (try left.squareShape(), try right.squareShape())
      return Shape(.times(a.rows, b.rows), .times(a.rows, b.rows))
    case .sum(let variable, let body):
      let shape = try body.shape()
      guard !shape.rows.contains(variable), !shape.columns.contains(variable) else {
        throw .form(rule: "sum", needs: "summands of one shape", found: "\(shape)")
      }
      return shape
    case .scaled(_, let term): return try term.shape()
    case .shifted(let term, _): return try term.squareShape()
    case .congruence(let factor, let middle):
      let (c, m) = (try factor.shape(), try middle.squareShape())
      guard c.rows == m.rows else { throw .shapes(rule: "congruence", c, m) }
      return Shape(c.columns, c.columns)
    }
  }

  private func squareShape() throws(RuleFailure) -> Shape {
    let shape = try shape()
    guard shape.rows == shape.columns else { throw .notSquare(shape) }
    return shape
  }

  /// Whether the term is positive semidefinite by its form alone: Gram matrices, and what keeps them so.
  public var isManifestlyPositiveSemidefinite: Bool {
    switch self {
    case .gram, .identity: true
    case .kronecker(let a, let b), .kroneckerSum(let a, let b):
      a.isManifestlyPositiveSemidefinite && b.isManifestlyPositiveSemidefinite
    case .sum(_, let body): body.isManifestlyPositiveSemidefinite
    case .scaled(let factor, let term): factor.isManifestlyNonnegative && term.isManifestlyPositiveSemidefinite
    case .congruence(_, let middle): middle.isManifestlyPositiveSemidefinite
    case .symbol, .productAfter, .productBefore, .product, .transpose, .shifted: false
    }
  }

  /// Whether the term is symmetric by its form alone.
  public var isManifestlySymmetric: Bool {
    switch self {
    case .gram, .identity: true
    case .kronecker(let a, let b), .kroneckerSum(let a, let b): a.isManifestlySymmetric && b.isManifestlySymmetric
    case .sum(_, let inner), .scaled(_, let inner), .shifted(let inner, _), .congruence(_, let inner):
      inner.isManifestlySymmetric
    case .symbol, .productAfter, .productBefore, .product, .transpose: false
    }
  }

  /// Whether the layer variable occurs free.
  func contains(_ variable: LayerVariable) -> Bool {
    switch self {
    case .symbol(.weight(let index)), .productAfter(let index), .productBefore(let index): index.variable == variable
    case .symbol, .identity: false
    case .product(let a, let b), .kronecker(let a, let b), .kroneckerSum(let a, let b), .congruence(let a, let b):
      a.contains(variable) || b.contains(variable)
    case .transpose(let a), .gram(let a): a.contains(variable)
    case .sum(let bound, let body): bound != variable && body.contains(variable)
    case .scaled(let factor, let a), .shifted(let a, let factor):
      factor.node.contains(variable) || a.contains(variable)
    }
  }
}

extension MatrixSymbol {
  var shape: Shape {
    switch self {
    case .weight(let index): Shape(.width(index), .width(.preceding(index)))
    case .dataFactor: Shape(.inputs, .inputs)
    case .outputVector: Shape(.outputs, .one)
    case .inputVector: Shape(.inputs, .one)
    }
  }
}
