public import LinearAlgebra

/// What κ(G) may cost.
public struct SpectrumBudget: Sendable, Hashable {
  /// The dense route isn't taken beyond this memory.
  public var denseBytes: Int
  /// Nor beyond this time, as the cost model has it, where the matrix-free route didn't converge.
  public var denseSeconds: Double
  /// The matrix-free route stops at this error bound relative to the eigenvalue.
  public var tolerance: Double
  /// The matrix-free route gives up an eigenvalue after so many applications of the operator.
  public var applications: Int

  /// A budget; by default 2 GiB, a minute, 10⁻¹⁰ and 400.
  public init(
    denseBytes: Int = 2 << 30, denseSeconds: Double = 60, tolerance: Double = 1e-10, applications: Int = 400
  ) {
    self.denseBytes = denseBytes
    self.denseSeconds = denseSeconds
    self.tolerance = tolerance
    self.applications = applications
  }

  /// No dense route.
  static let noDense = SpectrumBudget(denseBytes: 0)
}

/// λ₁ and λ_r of Ĝ without the eigenvalues between them: all that κ(G) takes.
public struct ExtremeSpectrum: Sendable, Hashable {
  /// λ₁; nil when it's undecided.
  public let largest: ExtremeEigenvalue?
  /// λ_r, the smallest nonzero eigenvalue; nil when it's undecided, or for G = 0.
  public let smallestNonzero: ExtremeEigenvalue?
  /// The analytic rank r.
  public let rank: Int
  /// How they were computed.
  public let route: SpectrumRoute

  /// Whether both eigenvalues are known.
  public var isDecided: Bool { rank > 0 && largest != nil && smallestNonzero != nil }

  /// κ(G) = λ₁/λ_r; nil for G = 0, NaN when it's undecided: an iteration didn't converge and no other route was in the
  /// budget. An eigenvalue that is positive by its rank but comes out as none gives +∞, undecided too.
  public var conditionNumber: Double? {
    guard rank > 0 else { return nil }
    guard let largest, let smallestNonzero else { return .nan }
    return smallestNonzero.value > 0 ? largest.value / smallestNonzero.value : .infinity
  }

  /// What the iterations' error bounds allow κ to be off by, relative to it and rounding apart.
  public var relativeErrorBound: Double {
    guard let largest, let smallestNonzero else { return .infinity }
    return largest.errorBound / abs(largest.value) + smallestNonzero.errorBound / abs(smallestNonzero.value)
  }

  /// The extremes of a full spectrum.
  public init(_ spectrum: GaussNewtonSpectrum) {
    largest = .computed(spectrum.largest)
    smallestNonzero = spectrum.smallestNonzero.map { .computed($0) }
    rank = spectrum.rank
    route = spectrum.route
  }

  private init(_ smallest: Double, _ largest: Double, _ rank: Int, _ route: SpectrumRoute) {
    self.largest = .computed(largest)
    smallestNonzero = .computed(smallest)
    self.rank = rank
    self.route = route
  }

  private init(undecided rank: Int, _ route: SpectrumRoute) {
    (largest, smallestNonzero) = (nil, nil)
    self.rank = rank
    self.route = route
  }

  /// The extreme eigenvalues of an instance, by the route that `SpectrumCost` finds cheapest or by a given one.
  ///
  /// - Parameters:
  ///   - products: the partial products, when they're there already; else they're formed where the route needs them.
  ///   - route: a route of its own choice; one that doesn't apply to the instance is replaced by the cheapest.
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  /// - Complexity: that of the route, see `SpectrumCost`. The matrix-free one takes O(d² + k² + 40kd) memory besides the
  ///   products.
  public init(
    _ instance: LinearInstance, _ workspace: inout Workspace, products: PartialProducts? = nil,
    route: SpectrumRoute? = nil, budget: SpectrumBudget = SpectrumBudget()
  ) throws(MatrixError) {
    let cost = SpectrumCost(instance)
    let chosen = route.flatMap { cost.seconds(for: $0) == nil ? nil : $0 } ?? cost.cheapest(within: budget)
    let rank = instance.rank
    switch chosen {
    case nil, .toeplitz: self.init(undecided: rank, .dense)
    case .singleLayer:
      let factor = instance.data.factor
      let values = instance.data.isIsotropic ? [factor[0, 0]] : try workspace.singularValues(of: factor)
      self.init(values[values.count - 1] * values[values.count - 1], values[0] * values[0], rank, .singleLayer)
    case .closed: self = try Self.closed(instance, &workspace)
    case .split: self = try Self.split(instance, products, &workspace)
    case .dense:
      let sum = KroneckerSum(instance, products ?? PartialProducts(instance))
      self.init(try GaussNewtonSpectrum(sum, rank: rank, &workspace))
    case .matrixFree:
      let sum = KroneckerSum(instance, products ?? PartialProducts(instance))
      self = try Self.matrixFree(sum, instance, budget, &workspace)
      if !isDecided, cost.denseFits(budget) {
        self.init(try GaussNewtonSpectrum(sum, rank: rank, &workspace))
      }
    }
  }

  // MARK: Two layers

  /// c(a_i + b_j) with the squared singular values a of W², b of W¹: of a zero sum both are zero.
  private static func closed(
    _ instance: LinearInstance, _ workspace: inout Workspace
  ) throws(MatrixError) -> ExtremeSpectrum {
    let (weights, ranks) = (instance.network.weights, instance.ranks)
    let c = instance.data.factor[0, 0] * instance.data.factor[0, 0]
    let a = try Ends(weights[1], rank: ranks.after[1], order: instance.network.outputs, &workspace)
    let b = try Ends(weights[0], rank: ranks.before[2], order: instance.network.inputs, &workspace)
    var smallest: [Double] = []
    if let least = a.smallestNonzero { smallest.append(least + b.smallest) }
    if let least = b.smallestNonzero { smallest.append(a.smallest + least) }
    guard let least = smallest.min() else { return ExtremeSpectrum(undecided: 0, .closed) }
    return ExtremeSpectrum(c * least, c * (a.largest + b.largest), instance.rank, .closed)
  }

  /// a ↦ aB_1 + B_2 is increasing, as B_1 ⪰ 0: λ₁ is at the largest a_i, λ_r at the smallest, and at the smallest nonzero
  /// one if a zero leaves nothing but B_2.
  private static func split(
    _ instance: LinearInstance, _ products: PartialProducts?, _ workspace: inout Workspace
  ) throws(MatrixError) -> ExtremeSpectrum {
    let (weights, ranks, d) = (instance.network.weights, instance.ranks, instance.network.inputs)
    let a = try Ends(weights[1], rank: ranks.after[1], order: instance.network.outputs, &workspace)
    let moment = instance.data.factor.transposedGram()
    let hidden = (products?.beforeWithData[1] ?? weights[0] * instance.data.factor).transposedGram()
    func values(_ a: Double) throws(MatrixError) -> [Double] {
      var block = hidden
      block.add(a, moment)
      return try workspace.eigenvalues(ofSymmetric: block)
    }
    var smallest: [Double] = []
    // The block at a = 0 has the rank of W¹ and matters only next to nonzero a, or alone.
    let hiddenRank = ranks.before[2]
    if let least = a.smallestNonzero { smallest.append(try values(least)[0]) }
    if a.smallest == 0, hiddenRank > 0 { smallest.append(try values(0)[d - hiddenRank]) }
    guard let least = smallest.min() else { return ExtremeSpectrum(undecided: 0, .split) }
    return ExtremeSpectrum(least, try values(a.largest)[d - 1], instance.rank, .split)
  }

  /// The ends of the squared singular values of a matrix of known rank, zeros up to the given order included.
  private struct Ends {
    let smallest: Double
    let smallestNonzero: Double?
    let largest: Double

    init(_ matrix: Matrix, rank: Int, order: Int, _ workspace: inout Workspace) throws(MatrixError) {
      guard rank > 0 else {
        (smallest, smallestNonzero, largest) = (0, nil, 0)
        return
      }
      let squares = try Self.squares(matrix, rank, &workspace)
      let least = squares[squares.count - rank]
      (smallest, smallestNonzero, largest) = (rank < order ? 0 : least, least, squares[squares.count - 1])
    }

    /// Ascending. A long matrix's Gram matrix is quicker than its singular values, and as good while squaring leaves ten
    /// digits of the smallest.
    private static func squares(
      _ matrix: Matrix, _ rank: Int, _ workspace: inout Workspace
    ) throws(MatrixError) -> [Double] {
      if max(matrix.rows, matrix.columns) >= 2 * min(matrix.rows, matrix.columns) {
        let gram = matrix.rows < matrix.columns ? matrix.gram() : matrix.transposedGram()
        let values = try workspace.eigenvalues(ofSymmetric: gram)
        if values[values.count - rank] >= 1e-4 * values[values.count - 1] { return values }
      }
      return try workspace.singularValues(of: matrix).reversed().map { $0 * $0 }
    }
  }

  // MARK: Any depth

  /// Both ends by Davidson's method in the coupled basis; undecided where it doesn't converge, or where the smallest
  /// eigenvalue isn't proved to be it.
  private static func matrixFree(
    _ sum: KroneckerSum, _ instance: LinearInstance, _ budget: SpectrumBudget, _ workspace: inout Workspace
  ) throws(MatrixError) -> ExtremeSpectrum {
    let operation = try CoupledBasis(sum, instance.ranks, &workspace)
    var limits = DavidsonIteration.Limits()
    limits.tolerance = budget.tolerance
    limits.applications = budget.applications
    var top = DavidsonIteration(operation, .largest, limits)
    guard let largest = try top.searched(rounding: 0, &workspace) else {
      return ExtremeSpectrum(undecided: instance.rank, .matrixFree)
    }
    // What rounding does to an eigenvalue: the comparison isn't trusted beyond.
    let rounding = Double(instance.roundings) * (Double.ulpOfOne / 2) * largest.value
    var bottom = DavidsonIteration(operation, .smallest, limits)
    let smallest = try bottom.provedSmallest(above: operation.lowest, rounding: rounding, &workspace)
    return ExtremeSpectrum(largest, smallest, instance.rank)
  }

  private init(_ largest: ExtremeEigenvalue, _ smallest: ExtremeEigenvalue?, _ rank: Int) {
    self.largest = largest
    smallestNonzero = smallest
    self.rank = rank
    route = .matrixFree
  }
}

extension ExtremeEigenvalue {
  /// Of a spectrum that was computed as a whole.
  static func computed(_ value: Double) -> ExtremeEigenvalue {
    ExtremeEigenvalue(value: value, errorBound: 0, evidence: .complete, applications: 0)
  }
}
