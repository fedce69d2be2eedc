import LinearAlgebra

/// Proven enclosures of eigenvalues of the scaled Ĝ, by special forms for L ≤ 2.
struct EigenvalueSpectrum {
  /// In ascending order; those that vanish by the rank are enclosed like the others.
  let values: [Interval]
  let route: CertificateRoute

  /// - Parameter extremesOnly: lets what lies between the smallest and the largest be enclosed by the hull of these, where that
  ///   saves work.
  init(
    _ factors: GaussNewtonFactors, extremesOnly: Bool, _ arithmetic: VerifiedArithmetic, _ workspace: inout Workspace
  ) throws(NoInformation) {
    let terms = factors.terms
    switch terms.count {
    case 1:
      // P_1 = cI, c a power of two.
      let scale = terms[0].left[0, 0].squared
      let moment = try Self.squares(terms[0].right, order: factors.inputs, arithmetic, &workspace).map { scale * $0 }
      values = moment.flatMap { Array(repeating: $0, count: factors.outputs) }
      route = .singleLayer
    case 2:
      let isFull = factors.maximalRank == factors.order
      (values, route) = try Self.twoLayers(factors, extremesOnly: extremesOnly && isFull, arithmetic, &workspace)
    default:
      let matrix = try arithmetic.gaussNewtonMatrix(factors)
      let full = try IntervalMatrix(
        rows: matrix.order, columns: matrix.order, midpoint: matrix.midpoint, radius: nil
      ).mirrored()
      values = try EigenvalueEnclosures(
        ofSymmetric: full, perturbation: matrix.radius, arithmetic, &workspace
      ).values.map(\.clippedToNonnegative)
      route = .residual
    }
  }

  /// Ĝ = A ⊗ B_1 + c²I ⊗ B_2 ≅ ⊕_i (a_iB_1 + c²B_2), and a_iB_1 + c²B_2 = FᵀF for F = (√a_iQ_1; cQ_2).
  private static func twoLayers(
    _ factors: GaussNewtonFactors, extremesOnly: Bool, _ arithmetic: VerifiedArithmetic, _ workspace: inout Workspace
  ) throws(NoInformation) -> (values: [Interval], route: CertificateRoute) {
    let (first, second, scale) = (factors.terms[0], factors.terms[1].right, factors.terms[1].left[0, 0])
    let outputValues = try singularValues(first.left, order: factors.outputs, arithmetic, &workspace)
    if let data = first.right.scalarMultipleOfIdentity {
      let hidden = try squares(second, order: factors.inputs, arithmetic, &workspace).map { scale.squared * $0 }
      let moment = data.squared
      return (
        Interval.sorted(outputValues.flatMap { a in hidden.map { moment * a.squared + $0 } }), .closed
      )
    }
    let scaledSecond = try second.scaled(by: scale)
    // Monotone in a_i since B_1 ⪰ 0.
    let chosen =
      extremesOnly && outputValues.count > 2 ? [outputValues[0], outputValues[outputValues.count - 1]] : outputValues
    var all: [Interval] = []
    for a in chosen {
      let stack = try first.right.scaled(by: a).stacked(over: scaledSecond)
      all += try squares(stack, order: factors.inputs, arithmetic, &workspace)
    }
    all = Interval.sorted(all)
    if chosen.count < outputValues.count, let largest = all.last {
      let between = Interval(all[0].lower, largest.upper)
      all = [all[0]] + Array(repeating: between, count: factors.order - 2) + [largest]
    }
    return (all, .split)
  }

  /// The singular values of a matrix in ascending order, filled with the zeros that its shape leaves.
  private static func singularValues(
    _ matrix: IntervalMatrix, order: Int, _ arithmetic: VerifiedArithmetic, _ workspace: inout Workspace
  ) throws(NoInformation) -> [Interval] {
    let values = try SingularValueEnclosures(of: matrix, arithmetic, &workspace).values.reversed()
    return Array(repeating: Interval(0), count: max(0, order - values.count)) + values.suffix(order)
  }

  private static func squares(
    _ matrix: IntervalMatrix, order: Int, _ arithmetic: VerifiedArithmetic, _ workspace: inout Workspace
  ) throws(NoInformation) -> [Interval] {
    try singularValues(matrix, order: order, arithmetic, &workspace).map(\.squared)
  }
}

extension Interval {
  /// What remains for a value known to be at least 0.
  var clippedToNonnegative: Interval { upper >= 0 ? Interval(max(0, lower), upper) : .nonnegative }
}

extension IntervalMatrix {
  /// c where the matrix is exactly cI.
  var scalarMultipleOfIdentity: Interval? {
    guard rows == columns, radius == nil else { return nil }
    let c = midpoint[0]
    for j in 0..<columns {
      for i in 0..<rows where midpoint[i + j * rows] != (i == j ? c : 0) { return nil }
    }
    return Interval(c)
  }
}
