import LinearAlgebra
import RandomStreams

/// Davidson's method for an extreme eigenvalue in the coupled basis: Rayleigh-Ritz on a growing basis, expanded by the
/// residual divided by diagonal − θ, with Olsen's correction. [Davidson 1975; Olsen, Jørgensen, Simons 1990]
///
/// θ is never inside the diagonal's range, since the start holds the diagonal's extreme coordinate vector, so the
/// preconditioner is definite and can't pull towards inner eigenvalues.
struct DavidsonIteration {
  /// Where to stop.
  struct Limits: Sendable {
    /// The error bound relative to the eigenvalue.
    var tolerance = 1e-10
    /// Applications of the operator.
    var applications = 400
    /// Vectors kept before a restart.
    var capacity = 40
    /// Ritz vectors kept at a restart.
    var kept = 14
  }

  private struct Pair {
    var value: Double
    var vector: Matrix
    var residual: Matrix
    var norm: Double
  }

  private let limits: Limits
  private let sign: Double
  private var operation: CoupledBasis
  private var basis: ColumnBasis
  private var images: ColumnBasis
  private var projection: [[Double]] = []
  private var stream: RandomStream
  private(set) var applications = 0

  /// A search at one end; the random start is the same for equal orders.
  init(_ operation: CoupledBasis, _ end: SpectrumEnd, _ limits: Limits) {
    self.operation = operation
    self.limits = limits
    sign = end == .smallest ? 1 : -1
    let order = operation.inputs * operation.outputs
    basis = ColumnBasis(height: order, capacity: min(order, limits.capacity))
    images = basis
    stream = RandomStream(domain: "Davidson", seed: UInt64(order), index: end == .smallest ? 0 : 1)
  }

  /// The smallest eigenvalue, proved to be it; nil when the limits were reached first or there's no proof.
  ///
  /// With λ_{p+1}(M) ≥ ρ, p orthonormal vectors whose residuals ‖R‖ keep their Ritz values' intervals below ρ have the p
  /// smallest eigenvalues in them, each within ‖R‖ [Kahan 1967], and none is left out.
  ///
  /// - Parameters:
  ///   - lowest: the i-th is at most the i-th smallest eigenvalue.
  ///   - rounding: the size of rounding errors in eigenvalues, by which `lowest` isn't trusted.
  mutating func provedSmallest(
    above lowest: [Double], rounding: Double, _ workspace: inout Workspace
  ) throws(MatrixError) -> ExtremeEigenvalue? {
    guard expand(by: coordinateVector()) else { return nil }
    // A step that can't expand the basis applies nothing: steps are limited, too.
    for _ in 0..<(2 * limits.applications) {
      let (values, vectors) = try workspace.eigenvectors(ofSymmetric: projected)
      let first = pair(0, values, vectors)
      let threshold = limits.tolerance * abs(first.value)
      if basis.count == basis.height { return result(first, bound: first.norm, .complete) }
      if let least = lowest.first, first.value - least <= threshold {
        return result(first, bound: max(0, first.value - least), .comparison)
      }
      if applications >= limits.applications { return nil }
      guard let count = (1..<max(lowest.count, 1)).first(where: { lowest[$0] > first.value + rounding }) else {
        // A smaller Ritz value may still come to lie below.
        if first.norm <= threshold { return nil }
        grow(first, values, vectors)
        continue
      }
      guard values.count >= count else {
        restartIfFull(values, vectors)
        stir(first.value)
        continue
      }
      let pairs = (0..<count).map { $0 == 0 ? first : pair($0, values, vectors) }
      let norm = pairs.reduce(0) { $0 + $1.norm * $1.norm }.squareRoot()
      if pairs[count - 1].value + norm + rounding < lowest[count] {
        let next = count == 1 ? lowest[1] : pairs[1].value - norm
        let gap = next - first.value - rounding
        let bound = gap > first.norm ? min(first.norm, first.norm * first.norm / gap) : norm
        if bound <= threshold { return result(first, bound: bound, .comparison) }
        grow(first, values, vectors)
      } else if let worst = pairs.max(by: { $0.norm < $1.norm }), worst.norm > threshold {
        grow(worst, values, vectors)
      } else {
        return nil
      }
    }
    return nil
  }

  /// The extreme eigenvalue by convergence, and by a second search from a random start that came to the next one; nil when
  /// the limits were reached first.
  mutating func searched(
    rounding: Double, _ workspace: inout Workspace
  ) throws(MatrixError) -> ExtremeEigenvalue? {
    guard expand(by: coordinateVector()) else { return nil }
    var valueWhenStirred: Double?
    for _ in 0..<(2 * limits.applications) {
      let (values, vectors) = try workspace.eigenvectors(ofSymmetric: projected)
      let first = pair(0, values, vectors)
      let threshold = limits.tolerance * abs(first.value)
      if basis.count == basis.height { return result(first, bound: first.norm, .complete) }
      if applications >= limits.applications { return nil }
      if let value = valueWhenStirred, sign * (value - first.value) > threshold + rounding { valueWhenStirred = nil }
      guard valueWhenStirred != nil else {
        if first.norm <= 1e-5 * abs(first.value) + rounding {
          valueWhenStirred = first.value
          restartIfFull(values, vectors)
          stir(first.value)
        } else {
          grow(first, values, vectors)
        }
        continue
      }
      let next = pair(1, values, vectors)
      let separation = sign * (next.value - first.value) - next.norm
      if separation > first.norm {
        let bound = min(first.norm, first.norm * first.norm / separation)
        if bound <= threshold { return result(first, bound: bound, .independentStart) }
        grow(first, values, vectors)
      } else if first.norm <= threshold, next.norm <= threshold {
        return result(first, bound: first.norm, .independentStart)
      } else {
        grow(first.norm > next.norm ? first : next, values, vectors)
      }
    }
    return nil
  }

  private func result(_ pair: Pair, bound: Double, _ evidence: ExtremeEvidence) -> ExtremeEigenvalue {
    ExtremeEigenvalue(value: pair.value, errorBound: bound, evidence: evidence, applications: applications)
  }

  // MARK: Rayleigh-Ritz

  private var projected: Matrix {
    Matrix(rows: basis.count, columns: basis.count) { i, j in i >= j ? projection[i][j] : projection[j][i] }
  }

  private func position(_ number: Int, _ count: Int) -> Int { sign > 0 ? number : count - 1 - number }

  private func pair(_ number: Int, _ values: [Double], _ vectors: Matrix) -> Pair {
    let column = position(min(number, values.count - 1), values.count)
    let coefficients = vectors.column(column).elements
    var vector = Matrix.zero(rows: operation.inputs, columns: operation.outputs)
    basis.add(1, coefficients, to: &vector)
    var residual = Matrix.zero(rows: operation.inputs, columns: operation.outputs)
    images.add(1, coefficients, to: &residual)
    residual.add(-values[column], vector)
    return Pair(value: values[column], vector: vector, residual: residual, norm: residual.frobeniusNorm)
  }

  // MARK: Expansion

  /// Adds a direction to the basis; `false` when it lies in it already.
  private mutating func expand(by direction: Matrix) -> Bool {
    var vector = direction
    guard basis.orthonormalize(&vector) else { return false }
    var image = Matrix.zero(rows: operation.inputs, columns: operation.outputs)
    operation.apply(vector, into: &image)
    applications += 1
    basis.append(vector)
    projection.append(basis.coefficients(of: image))
    images.append(image)
    return true
  }

  private mutating func grow(_ pair: Pair, _ values: [Double], _ vectors: Matrix) {
    restartIfFull(values, vectors)
    if !expand(by: correction(pair)) { stir(pair.value) }
  }

  /// Adds a random direction, filtered by the preconditioner.
  private mutating func stir(_ value: Double) {
    for _ in 0..<3 {
      let random = Matrix(rows: operation.inputs, columns: operation.outputs) { _, _ in stream.normal() }
      if expand(by: preconditioned(random, value)) { return }
    }
  }

  private mutating func restartIfFull(_ values: [Double], _ vectors: Matrix) {
    guard basis.count == basis.capacity else { return }
    let count = values.count
    let kept = (0..<min(limits.kept, count - 1)).map { position($0, count) }
    let rotation = Matrix(rows: count, columns: kept.count) { i, j in vectors[i, kept[j]] }
    basis.rotate(by: rotation)
    images.rotate(by: rotation)
    projection = kept.enumerated().map { row, column in
      Array(repeating: 0, count: row) + [values[column]]
    }
  }

  private func coordinateVector() -> Matrix {
    let diagonal = operation.diagonal.elements
    let extreme = diagonal.indices.min { sign * diagonal[$0] < sign * diagonal[$1] } ?? 0
    var vector = Matrix.zero(rows: operation.inputs, columns: operation.outputs)
    vector[extreme % operation.inputs, extreme / operation.inputs] = 1
    return vector
  }

  private func preconditioned(_ r: Matrix, _ value: Double) -> Matrix {
    // A thousandth keeps coordinates whose diagonal entry is θ from drowning all others.
    r.divided(
      by: operation.diagonal, minus: value, times: sign,
      atLeast: max(1e-3 * abs(value), .ulpOfOne * operation.diagonal.maximumMagnitude))
  }

  /// −K⁻¹r + εK⁻¹x with K = diagonal − θ and ε such that it's orthogonal to x.
  private func correction(_ pair: Pair) -> Matrix {
    var step = preconditioned(pair.residual, pair.value)
    let along = preconditioned(pair.vector, pair.value)
    let denominator = Matrix.dot(pair.vector, along)
    if denominator > 0 { step.add(-Matrix.dot(pair.vector, step) / denominator, along) }
    return step
  }
}
