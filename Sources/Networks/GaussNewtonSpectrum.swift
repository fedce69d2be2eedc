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
  /// Two convolutional layers: all eigenvalues of Ĝ, formed from small Toeplitz matrices.
  case toeplitz
  /// λ₁ and λ_kd only, from products with the factors of Ĝ = Σ_l A_l ⊗ B_l.
  case matrixFree = "matrix-free"
}

/// The spectrum of the matrix of a family that has the nonzero spectrum of the Gauss-Newton matrix: Ĝ of order kd, or the
/// Gram matrix K of order kn. All of it or its ends.
public struct GaussNewtonSpectrum: Sendable, Hashable {
  /// λ₁.
  public let largest: Double
  /// λ_r, the smallest nonzero eigenvalue; nil for G = 0.
  public let smallestNonzero: Double?
  /// The largest computed value of an eigenvalue that is exactly 0; nil for a nonsingular matrix.
  public let largestNull: Double?
  /// In ascending order; nil when only the ends were computed.
  public let eigenvalues: [Double]?
  /// The rank r.
  public let rank: Int
  /// How it was computed.
  public let route: SpectrumRoute
  /// What the error bounds of iterations allow κ to be off by, relative to it and rounding apart.
  public let relativeErrorBound: Double

  /// κ(G) = λ₁/λ_r; nil for G = 0. An eigenvalue that is positive by its rank but comes out as none gives +∞: undecided.
  public var conditionNumber: Double? {
    smallestNonzero.map { $0 > 0 ? largest / $0 : .infinity }
  }

  /// The number of eigenvalues above a positive limit; nil where the ends don't tell.
  public func count(above limit: Double) -> Int? {
    if let eigenvalues { return eigenvalues.count { $0 > limit } }
    guard largestNull == nil, let smallestNonzero else { return nil }
    return smallestNonzero * (1 - relativeErrorBound) > limit ? rank : nil
  }

  /// A whole spectrum, in ascending order, at least one eigenvalue.
  init(_ eigenvalues: [Double], rank: Int, route: SpectrumRoute) {
    self.eigenvalues = eigenvalues
    self.rank = rank
    self.route = route
    largest = eigenvalues[eigenvalues.count - 1]
    smallestNonzero = rank > 0 ? eigenvalues[eigenvalues.count - rank] : nil
    largestNull = rank < eigenvalues.count ? eigenvalues[eigenvalues.count - rank - 1] : nil
    relativeErrorBound = 0
  }

  /// The ends of the spectrum of a nonsingular matrix; nil where they're undecided.
  private init?(endsOf extremes: ExtremeSpectrum) {
    guard let top = extremes.largest, let bottom = extremes.smallestNonzero else { return nil }
    (largest, smallestNonzero, largestNull, eigenvalues) = (top.value, bottom.value, nil, nil)
    (rank, route, relativeErrorBound) = (extremes.rank, extremes.route, extremes.relativeErrorBound)
  }

  /// The spectrum of an instance: in closed or split form at L = 2, else its ends where `SpectrumCost` finds that
  /// clearly cheaper, else by the dense route.
  ///
  /// - Throws: `MatrixError` when an entry overflows, LAPACK doesn't converge, or the dense route is the only one and
  ///   beyond `SpectrumBudget`.
  /// - Complexity: O((kd)³) dense, O(k³ + kd³) split, O(k³ + d³ + kd log kd) closed; matrix-free see `SpectrumCost`.
  public init(
    _ instance: LinearInstance, _ products: PartialProducts, _ workspace: inout Workspace
  ) throws(MatrixError) {
    let outputs = instance.network.outputs
    switch instance.network.depth {
    case 1:
      let moment = try workspace.singularValues(of: instance.data.factor).reversed().map { $0 * $0 }
      self.init(moment.flatMap { Array(repeating: $0, count: outputs) }, rank: instance.rank, route: .singleLayer)
    case 2:
      let (eigenvalues, route) = try Self.twoLayers(instance, &workspace)
      self.init(eigenvalues, rank: instance.rank, route: route)
    default:
      let cost = SpectrumCost(instance)
      if cost.prefersMatrixFree,
        let ends = Self(
          endsOf: try ExtremeSpectrum(instance, &workspace, products: products, route: .matrixFree, budget: .noDense))
      {
        self = ends
        return
      }
      guard cost.denseFits(SpectrumBudget()) else {
        throw .tooLarge(rows: cost.order, columns: cost.order, megabytes: cost.denseBytes / 0x1p20)
      }
      self.init(
        try workspace.eigenvalues(ofSymmetric: Self.matrix(instance, products)), rank: instance.rank, route: .dense)
    }
  }

  /// The spectrum of Ĝ by the dense route.
  init(_ sum: KroneckerSum, rank: Int, _ workspace: inout Workspace) throws(MatrixError) {
    self.init(try workspace.eigenvalues(ofSymmetric: sum.matrix), rank: rank, route: .dense)
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
