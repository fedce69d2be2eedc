public import LinearAlgebra

/// How a spectrum was computed.
public enum SpectrumRoute: String, Sendable, Hashable, Codable, CaseIterable {
  /// L = 1: G is I ⊗ Σ.
  case singleLayer = "single layer"
  /// L = 2 and Σ = cI: the eigenvalues are c(a_i + b_j).
  case closed
  /// L = 2: the eigenvalues are those of a_iB_1 + B_2 for the eigenvalues a_i of P_1P_1ᵀ.
  case split
  /// All eigenvalues of the kd×kd matrix Ĝ.
  case dense
  /// λ₁ and λ_kd only, from products with the factors of Ĝ = Σ_l A_l ⊗ B_l.
  case matrixFree = "matrix-free"
}

/// The eigenvalues of Ĝ, the kd×kd matrix with the nonzero spectrum of the Gauss-Newton matrix.
public struct GaussNewtonSpectrum: Sendable, Hashable {
  /// In ascending order, kd of them.
  public let eigenvalues: [Double]
  /// The analytic rank r.
  public let rank: Int
  /// How they were computed.
  public let route: SpectrumRoute

  /// λ₁.
  public var largest: Double { eigenvalues[eigenvalues.count - 1] }
  /// λ_r, the smallest nonzero eigenvalue; nil for G = 0.
  public var smallestNonzero: Double? { rank > 0 ? eigenvalues[eigenvalues.count - rank] : nil }
  /// The largest computed value of an eigenvalue that is exactly 0; nil for a nonsingular Ĝ.
  public var largestNull: Double? { rank < eigenvalues.count ? eigenvalues[eigenvalues.count - rank - 1] : nil }

  /// κ(G) = λ₁/λ_r; nil for G = 0. An eigenvalue that is positive by its rank but comes out as none gives +∞: undecided.
  public var conditionNumber: Double? {
    smallestNonzero.map { $0 > 0 ? largest / $0 : .infinity }
  }

  /// The spectrum of an instance by the cheapest exact route: closed or split form at L = 2, dense otherwise.
  ///
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  /// - Complexity: O((kd)³) dense, O(k³ + kd³) split, O(k³ + d³ + kd log kd) closed.
  public init(
    _ instance: LinearInstance, _ products: PartialProducts, _ workspace: inout Workspace
  ) throws(MatrixError) {
    rank = instance.rank
    let outputs = instance.network.outputs
    switch instance.network.depth {
    case 1:
      let moment = try workspace.singularValues(of: instance.data.factor).reversed().map { $0 * $0 }
      eigenvalues = moment.flatMap { Array(repeating: $0, count: outputs) }
      route = .singleLayer
    case 2:
      (eigenvalues, route) = try Self.twoLayers(instance, &workspace)
    default:
      eigenvalues = try workspace.eigenvalues(ofSymmetric: Self.matrix(instance, products))
      route = .dense
    }
  }

  /// The spectrum of Ĝ by the dense route.
  init(_ sum: KroneckerSum, rank: Int, _ workspace: inout Workspace) throws(MatrixError) {
    self.rank = rank
    eigenvalues = try workspace.eigenvalues(ofSymmetric: sum.matrix)
    route = .dense
  }

  private static func twoLayers(
    _ instance: LinearInstance, _ workspace: inout Workspace
  ) throws(MatrixError) -> ([Double], SpectrumRoute) {
    let (first, second, data) = (instance.network.weights[0], instance.network.weights[1], instance.data)
    let outputValues = try squaredSingularValues(of: second, order: second.rows, &workspace)
    if data.isIsotropic {
      let c = data.factor[0, 0] * data.factor[0, 0]
      let inputValues = try squaredSingularValues(of: first, order: first.columns, &workspace)
      return (outputValues.flatMap { a in inputValues.map { c * (a + $0) } }.sorted(), .closed)
    }
    let (moment, hidden) = (data.factor.transposedGram(), (first * data.factor).transposedGram())
    var all: [Double] = []
    for a in outputValues {
      var block = hidden
      block.add(a, moment)
      all += try workspace.eigenvalues(ofSymmetric: block)
    }
    return (all.sorted(), .split)
  }

  /// The eigenvalues of AAᵀ or AᵀA of the given order, zeros included.
  private static func squaredSingularValues(
    of matrix: Matrix, order: Int, _ workspace: inout Workspace
  ) throws(MatrixError) -> [Double] {
    let squares = try workspace.singularValues(of: matrix).prefix(order).map { $0 * $0 }
    return squares + Array(repeating: 0, count: order - squares.count)
  }

  /// Ĝ = Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS), its lower blocks only. [SBH21, ZSL24]
  ///
  /// What lies above the diagonal blocks is 0: decompositions of symmetric matrices don't read it.
  public static func matrix(_ instance: LinearInstance, _ products: PartialProducts) -> Matrix {
    KroneckerSum(instance, products).matrix
  }
}
