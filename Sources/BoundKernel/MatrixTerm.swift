/// The number of rows or columns of a matrix term.
public indirect enum Dimension: Hashable, Sendable {
  /// d = m_0, the number of inputs after reduction to the data's range.
  case inputs
  /// k = m_L, the number of outputs.
  case outputs
  /// m_l, the width behind layer l.
  case width(LayerIndex)
  /// m, the number of units of a two-layer network's hidden layer.
  case hidden
  /// n, the number of samples.
  case samples
  /// p, the number of parameters.
  case parameters
  /// c_lc_{l−1}|r_l|, the number of parameters of a convolutional layer.
  case kernel(LayerIndex)
  /// 1, for column vectors and numbers.
  case one
  /// A product, as a Kronecker product has it.
  case times(Dimension, Dimension)

  var normalized: Dimension {
    switch self {
    case .width(.last): .outputs
    case .width(.preceding(.first)): .inputs
    case .times(.one, let other), .times(let other, .one): other.normalized
    case .times(let left, let right): .times(left.normalized, right.normalized)
    default: self
    }
  }
}

/// A matrix given to the kernel by name; its value comes from the interpretation.
public enum MatrixSymbol: Hashable, Sendable {
  /// The m_l×m_{l−1} matrix of layer l: W^l, in a residual network V^l = W^l + β_lE_l.
  case weight(LayerIndex)
  /// S, the d×d factor of the data's second moment Σ = SSᵀ.
  case dataFactor
  /// u_j ∈ ℝ^k, a vector chosen for a Rayleigh quotient: near the top of the spectrum u_1, near the bottom u_2.
  case outputVector(Int)
  /// v_j ∈ ℝ^d, chosen with u_j.
  case inputVector(Int)
  /// W^l in a residual network, m_l×m_{l−1}.
  case branch(LayerIndex)
  /// E_l in a residual network, m_l×m_{l−1}: the rectangular identity, or for layer 1 on reduced data EU with orthonormal
  /// columns U. None of its singular values exceeds 1.
  case skip(LayerIndex)
  /// β_l in a residual network, a number.
  case strength(LayerIndex)
  /// V, the m×d weights of the hidden layer of a two-layer network.
  case hiddenWeights
  /// W, the k×m weights of its output layer.
  case outputWeights
  /// α ∈ [0, 1], the slope of its leaky ReLU, a number.
  case slope
  /// X, the d×n matrix of the samples.
  case inputData
  /// x_j, a sample: a column of X.
  case sample(LayerIndex)
  /// D, m×n: the derivatives D_ij = φ'(v_iᵀx_j) ∈ {α, 1}.
  case activations
  /// Δ_j, the m×m diagonal matrix of column j of D.
  case activationPattern(LayerIndex)
  /// Φ = D∘(VX), the m×n features.
  case features
  /// J, the kn×p Jacobian of all outputs.
  case jacobian
  /// 1 ∈ ℝ^k.
  case ones
  /// w_i, column i of the output weights W: what a hidden unit sends out.
  case outputColumn(LayerIndex)
  /// s_i = ‖Sᵀv_i‖ > 0, the standard deviation of hidden unit i over the batch, a number.
  case deviation(LayerIndex)
  /// u_i = Sᵀv_i/s_i ∈ ℝ^d, a unit vector.
  case normalizedUnit(LayerIndex)
  /// Π_i = I − u_iu_iᵀ, d×d.
  case unitProjector(LayerIndex)
  /// U, the m×d matrix of the rows u_iᵀ.
  case normalizedWeights
  /// C_l in a convolutional network: the matrix of the linear map from the kernel of layer l to the end-to-end kernel, the
  /// other kernels fixed. Rows by output channel, then as those of S.
  case kernelMap(LayerIndex)
  /// C = [C_1 ⋯ C_L].
  case kernelMaps
  /// C with the kernel of layer 1 flipped along every axis: for a negative control.
  case flippedKernelMaps
  /// The windows of the inputs continued periodically, a row a window: for a negative control.
  case periodicWindows
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
  /// A + B.
  case add(MatrixTerm, MatrixTerm)
  /// The Schur (entrywise) product A ∘ B.
  case schur(MatrixTerm, MatrixTerm)
  /// The columnwise Kronecker (Khatri-Rao) product: column i is a_i ⊗ b_i.
  case columnwiseKronecker(MatrixTerm, MatrixTerm)
  /// diag_j(e_j), n×n, for an expression in which the variable stands for a sample.
  case diagonal(LayerVariable, BoundExpression<Spectral>)
  /// The sum over hidden units of a body in which the variable is free.
  case unitSum(LayerVariable, MatrixTerm)
  /// diag_i(e_i), m×m, for an expression in which the variable stands for a hidden unit.
  case unitDiagonal(LayerVariable, BoundExpression<Singular>)

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
    case .sum(let variable, let body), .unitSum(let variable, let body):
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
    case .add(let left, let right): return try Self.sameShape(left, right, "sum of two")
    case .schur(let left, let right): return try Self.sameShape(left, right, "Schur product")
    case .columnwiseKronecker(let left, let right):
      let (a, b) = (try left.shape(), try right.shape())
      guard a.columns == b.columns else { throw .shapes(rule: "columnwise Kronecker product", a, b) }
      return Shape(.times(a.rows, b.rows), a.columns)
    case .diagonal: return Shape(.samples, .samples)
    case .unitDiagonal: return Shape(.hidden, .hidden)
    }
  }

  private static func sameShape(
    _ left: MatrixTerm, _ right: MatrixTerm, _ rule: String
  ) throws(RuleFailure) -> Shape {
    let (a, b) = (try left.shape(), try right.shape())
    guard a == b else { throw .shapes(rule: rule, a, b) }
    return a
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
    case .kronecker(let a, let b), .kroneckerSum(let a, let b), .add(let a, let b), .schur(let a, let b):
      a.isManifestlyPositiveSemidefinite && b.isManifestlyPositiveSemidefinite
    case .diagonal(_, let entry): entry.isManifestlyNonnegative
    case .unitDiagonal(_, let entry): entry.isManifestlyNonnegative
    case .sum(_, let body), .unitSum(_, let body): body.isManifestlyPositiveSemidefinite
    case .scaled(let factor, let term): factor.isManifestlyNonnegative && term.isManifestlyPositiveSemidefinite
    case .congruence(_, let middle): middle.isManifestlyPositiveSemidefinite
    case .symbol, .productAfter, .productBefore, .product, .transpose, .shifted, .columnwiseKronecker: false
    }
  }

  /// Whether the term is symmetric by its form alone.
  public var isManifestlySymmetric: Bool {
    switch self {
    case .gram, .identity, .diagonal, .unitDiagonal: true
    case .kronecker(let a, let b), .kroneckerSum(let a, let b), .add(let a, let b), .schur(let a, let b):
      a.isManifestlySymmetric && b.isManifestlySymmetric
    case .sum(_, let inner), .unitSum(_, let inner), .scaled(_, let inner), .shifted(let inner, _),
      .congruence(_, let inner):
      inner.isManifestlySymmetric
    case .symbol, .productAfter, .productBefore, .product, .transpose, .columnwiseKronecker: false
    }
  }
}

extension MatrixSymbol {
  /// The numbers j of the chosen vectors u_j and v_j.
  static let chosen = 1...2

  /// The layer, sample or hidden unit it belongs to.
  var index: LayerIndex? {
    switch self {
    case .weight(let index), .branch(let index), .skip(let index), .strength(let index), .sample(let index),
      .activationPattern(let index), .outputColumn(let index), .deviation(let index), .normalizedUnit(let index),
      .unitProjector(let index), .kernelMap(let index):
      index
    case .dataFactor, .outputVector, .inputVector, .hiddenWeights, .outputWeights, .slope, .inputData, .activations,
      .features, .jacobian, .ones, .normalizedWeights, .kernelMaps, .flippedKernelMaps, .periodicWindows:
      nil
    }
  }

  /// What its index is a number of.
  var indexKind: IndexKind {
    switch self {
    case .sample, .activationPattern: .sample
    case .outputColumn, .deviation, .normalizedUnit, .unitProjector: .unit
    case .weight, .branch, .skip, .strength, .kernelMap, .dataFactor, .outputVector, .inputVector, .hiddenWeights,
      .outputWeights, .slope, .inputData, .activations, .features, .jacobian, .ones, .normalizedWeights, .kernelMaps,
      .flippedKernelMaps, .periodicWindows:
      .layer
    }
  }

  var shape: Shape {
    switch self {
    case .weight(let index), .branch(let index), .skip(let index): Shape(.width(index), .width(.preceding(index)))
    case .strength, .slope, .deviation: Shape(.one, .one)
    case .hiddenWeights, .normalizedWeights: Shape(.hidden, .inputs)
    case .outputWeights: Shape(.outputs, .hidden)
    case .inputData: Shape(.inputs, .samples)
    case .sample: Shape(.inputs, .one)
    case .activations, .features: Shape(.hidden, .samples)
    case .activationPattern: Shape(.hidden, .hidden)
    case .jacobian: Shape(.times(.outputs, .samples), .parameters)
    case .ones, .outputColumn: Shape(.outputs, .one)
    case .normalizedUnit: Shape(.inputs, .one)
    case .unitProjector: Shape(.inputs, .inputs)
    case .kernelMap(let index): Shape(.times(.outputs, .inputs), .kernel(index))
    case .kernelMaps, .flippedKernelMaps: Shape(.times(.outputs, .inputs), .parameters)
    case .periodicWindows: Shape(.samples, .inputs)
    case .dataFactor: Shape(.inputs, .inputs)
    case .outputVector: Shape(.outputs, .one)
    case .inputVector: Shape(.inputs, .one)
    }
  }
}
