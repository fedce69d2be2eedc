import BoundKernel
import LinearAlgebra
import Networks
import VerifiedNumerics

/// What the kernel's symbols mean on a linear or residual network, in intervals that enclose the exact values for the given
/// weights and data factor.
///
/// A class, since it owns a workspace that can't be copied; used by one task.
final class RigorousMeasurements: IntervalMatrixStore, Interpretation {
  let layers: RigorousLayers
  private var named: [NamedMatrix: MatrixHandle] = [:]
  private var parts: [FamilyMatrix: MatrixHandle] = [:]
  private var vectors: [NamedMatrix: IntervalMatrix]?
  private var rankByName: [NamedMatrix: Int] = [:]
  private var ranks: (after: [Int], before: [Int])?
  /// Whether a property was denied only since it couldn't be proved.
  private(set) var hasUnprovenProperty = false
  private var isAligned: Bool?
  /// Its own, since ranks may be asked for while κ is being enclosed.
  private var spectrumWorkspace = Workspace()

  init(_ layers: RigorousLayers, _ arithmetic: VerifiedArithmetic) {
    self.layers = layers
    super.init(arithmetic)
  }

  private var linear: LinearInstance { layers.linear }

  /// κ(Ĝ), by a route that decides what is asked for.
  func conditionNumber(isEnough: (Interval) -> Bool) throws(UndecidedCause) -> ConditionNumberEnclosure {
    try UndecidedCause.certifying { () throws(NoInformation) in
      try ConditionNumberEnclosure(
        layers.factors(arithmetic), arithmetic, &spectrumWorkspace, ranks: { provenRankBounds }, isEnough: isEnough)
    }
  }

  // MARK: Properties

  /// Whether the instance is as a theorem assumes; exact, signs of expressions and ranks apart.
  func satisfies(_ assumption: Assumption) -> Bool {
    switch assumption {
    // Where Ĝ isn't proved nonsingular, u₂ is taken from the range of P_1.
    case .productVectorInRange: true
    default: linear.satisfies(assumption)
    }
  }

  /// Whether the instance is proved to have a property.
  func has(_ property: InstanceProperty) -> Bool {
    switch property {
    case .commonStrength: return layers.residual?.hasCommonStrength ?? false
    case .alignedBranches:
      if let isAligned { return isAligned }
      guard let residual = layers.residual, residual.isSquareAndNonnegative, residual.hasSymmetricBranches else {
        isAligned = false
        return false
      }
      let result = residual.network.branches.allSatisfy(isPositiveSemidefinite)
      isAligned = result
      return result
    case .moreSamplesThanInputs, .coprimeKernels: return false
    }
  }

  /// As many positive eigenvalues as the rank leaves: the others are 0.
  private func isPositiveSemidefinite(_ branch: Matrix) -> Bool {
    let isDiagonal = (0..<branch.columns).allSatisfy { j in
      (0..<branch.rows).allSatisfy { $0 == j ? branch[j, j] >= 0 : branch[$0, j] == 0 }
    }
    if isDiagonal { return true }
    guard let matrix = try? IntervalMatrix(branch),
      let values = try? EigenvalueEnclosures(ofSymmetric: matrix, arithmetic, &workspace).values
    else {
      hasUnprovenProperty = true
      return false
    }
    if values[0].upper < 0 { return false }
    let positive = values.count(where: \.isPositive)
    if positive == values.count || ExactRank.provenRank(ofProduct: [branch]) == positive { return true }
    hasUnprovenProperty = true
    return false
  }

  // MARK: Symbols

  var depth: Int { layers.depth }

  /// Meaningful only once `requireProvenRanks` hasn't thrown.
  var rankOfSubject: Int { provenRankBounds.upperBound }

  func size(of dimension: NamedDimension) -> Int { dimension.size(in: linear.network) }

  /// - Throws: when the rank of some P_l or Q_l isn't proved.
  func requireProvenRanks() throws(UndecidedCause) { _ = try partialRanks() }

  private func partialRanks() throws(UndecidedCause) -> (after: [Int], before: [Int]) {
    if let ranks { return ranks }
    var (after, before) = ([0], [0])
    for layer in 1...depth {
      after.append(try rank(of: .productAfter(layer)))
      before.append(try rank(of: .productBefore(layer)))
    }
    ranks = (after, before)
    return (after, before)
  }

  /// r = Σ_l (p_l − p_{l−1}) q_l where it's proved, every rank where it isn't.
  private var provenRankBounds: ClosedRange<Int> {
    guard let (after, before) = try? partialRanks() else { return 0...linear.order }
    let rank = (1..<after.count).reduce(0) { $0 + (after[$1] - after[$1 - 1]) * before[$1] }
    return rank...rank
  }

  /// The rank that the widths allow, where a singular value proves it, or the one that exact arithmetic finds.
  override func rank(of name: NamedMatrix) throws(UndecidedCause) -> Int {
    if name == .productAfter(0) { return 0 }
    if let known = rankByName[name] { return known }
    let handle = try matrix(name)
    let allowed = maximalRank(of: handle)
    if allowed == 0 { return 0 }
    let rank: Int
    if (try? singularValue(allowed, of: handle))?.isPositive == true {
      rank = allowed
    } else {
      guard layers.areExact(arithmetic), let exact = ExactRank.provenRank(ofProduct: layers.factors(of: name)) else {
        throw .rank
      }
      rank = exact
    }
    rankByName[name] = rank
    return rank
  }

  private func requireLayer(_ name: NamedMatrix) throws(UndecidedCause) {
    switch name {
    case .weight(let layer), .productAfter(let layer), .productBefore(let layer):
      guard (1...depth).contains(layer) else { throw .uncovered }
    case .dataFactor, .outputVector, .inputVector: break
    }
  }

  override func isNonsingular(_ handle: MatrixHandle) -> Bool {
    if super.isNonsingular(handle) { return true }
    guard handle == named[.dataFactor] else { return false }
    return (try? rank(of: .dataFactor)) == linear.network.inputs
  }

  func matrix(_ name: NamedMatrix) throws(UndecidedCause) -> MatrixHandle {
    if let known = named[name] { return known }
    try requireLayer(name)
    let handle: MatrixHandle
    let widths = linear.network.widths
    switch name {
    case .weight(let layer):
      let matrix = try UndecidedCause.certifying { () throws(NoInformation) in try layers.layer(layer, arithmetic) }
      handle = insert(matrix, rankOf: name)
    case .productAfter(let layer) where layer == depth: handle = identity(order: linear.network.outputs)
    case .productAfter(let layer):
      // P_l = P_{l+1}W^{l+1}.
      let product = try self.product(matrix(.productAfter(layer + 1)), matrix(.weight(layer + 1)))
      handle = insert(
        try matrix(product), maximalRank: widths[layer...].min(), rankOf: name)
    case .productBefore(1): handle = identity(order: linear.network.inputs)
    case .productBefore(let layer):
      // Q_l = W^{l−1}Q_{l−1}.
      let product = try self.product(matrix(.weight(layer - 1)), matrix(.productBefore(layer - 1)))
      handle = insert(
        try matrix(product), maximalRank: widths[...(layer - 1)].min(), rankOf: name)
    case .dataFactor:
      if let factor = layers.dataFactor {
        handle = insert(
          try UndecidedCause.certifying { () throws(NoInformation) in try IntervalMatrix(factor) }, rankOf: name)
      } else {
        handle = identity(order: linear.network.inputs)
      }
    case .outputVector, .inputVector:
      guard let vector = try chosenVectors()[name] else { throw .uncovered }
      handle = insert(vector, maximalRank: 1)
    }
    named[name] = handle
    return handle
  }

  func matrix(_ name: FamilyMatrix) throws(UndecidedCause) -> MatrixHandle? {
    if let known = parts[name] { return known }
    guard let residual = layers.residual else { return nil }
    let matrix: IntervalMatrix
    switch name {
    case .branch(let layer):
      try requireLayer(.weight(layer))
      matrix = try UndecidedCause.certifying { () throws(NoInformation) in
        let branch = try IntervalMatrix(residual.network.branches[layer - 1])
        guard layer == 1, let basis = residual.basis else { return branch }
        return try arithmetic.product(branch, IntervalMatrix(basis))
      }
    case .skip(let layer):
      try requireLayer(.weight(layer))
      // That no singular value of EU exceeds 1 is true of an exactly orthonormal U only.
      if layer == 1, residual.basis != nil { throw .assumption }
      matrix = try UndecidedCause.certifying { () throws(NoInformation) in try IntervalMatrix(residual.skip(layer)) }
    case .strength(let layer):
      try requireLayer(.weight(layer))
      let strength = residual.strength(layer)
      matrix = try UndecidedCause.certifying { () throws(NoInformation) in
        try IntervalMatrix(Matrix(rows: 1, columns: 1) { _, _ in strength })
      }
    default: return nil
    }
    let handle = insert(matrix)
    parts[name] = handle
    return handle
  }

  /// The vectors of `linear.lower`, chosen in float64 and then exact. Where the widths leave Ĝ singular, u₂ = P_1z lies in the
  /// range of P_1, which a rounded vector doesn't: z is exact.
  private func chosenVectors() throws(UndecidedCause) -> [NamedMatrix: IntervalMatrix] {
    if let vectors { return vectors }
    let chosen: RayleighVectors
    var preimage: Matrix?
    let products = PartialProducts(linear)
    do {
      chosen = try RayleighVectors(linear, products, &workspace)
      if PartialRanks.generic(linear.network).gaussNewton < linear.order, let first = products.after[0] {
        preimage = try Self.preimage(of: chosen.output(2), under: first, &workspace)
      }
    } catch { throw .decomposition }
    var result: [NamedMatrix: IntervalMatrix] = [:]
    for number in 1...2 {
      let (u, v) = (chosen.output(number), chosen.input(number))
      result[.outputVector(number)] = try UndecidedCause.certifying { () throws(NoInformation) in try IntervalMatrix(u)
      }
      result[.inputVector(number)] = try UndecidedCause.certifying { () throws(NoInformation) in try IntervalMatrix(v) }
    }
    if let preimage {
      let first = try matrix(matrix(.productAfter(1)))
      result[.outputVector(2)] = try UndecidedCause.certifying { () throws(NoInformation) in
        try arithmetic.product(first, IntervalMatrix(preimage))
      }
    }
    vectors = result
    return result
  }

  /// z with Pz near u, by the singular values that stand out of rounding.
  private static func preimage(
    of u: Matrix, under p: Matrix, _ workspace: inout Workspace
  ) throws(MatrixError) -> Matrix {
    let (left, values, right) = try workspace.singularValueDecomposition(of: p)
    let noise = Double(max(p.rows, p.columns)) * .ulpOfOne * values[0]
    let coordinates = left.transposed * u
    return right
      * Matrix(rows: values.count, columns: 1) { i, _ in values[i] > noise ? coordinates[i, 0] / values[i] : 0 }
  }

  override func value(of functional: Functional, at handle: MatrixHandle) throws(UndecidedCause) -> Interval {
    guard functional == .restrictedSingularValue else { return try super.value(of: functional, at: handle) }
    let (rows, columns) = shape(of: handle)
    return try singularValue(min(rows, columns, max(linear.network.inputs, linear.network.outputs)), of: handle)
  }
}
