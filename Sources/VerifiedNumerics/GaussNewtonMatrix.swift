import LinearAlgebra

/// M_G with ‖Ĝ − M_G‖₂ ≤ ρ, for the scaled Ĝ: lower blocks only, the rest is 0.
struct GaussNewtonMatrix {
  /// The lower triangle of M_G, column after column.
  let midpoint: [Double]
  /// ρ.
  let radius: Double
  let order: Int
}

extension VerifiedArithmetic {
  /// M_G = fl Σ_l A_l ⊗ B_l and ρ = Σ_l ‖|A_l|‖(‖R_B‖ + g‖|B_l|‖) + ‖R_A‖(‖|B_l|‖ + ‖R_B‖), g = γ_{L+1}, since
  /// ‖X ⊗ Y‖₂ = ‖X‖₂‖Y‖₂.
  ///
  /// - Complexity: O(L(kd)²) for M_G, O(L(k² + d²)) for ρ: no radius matrix of order kd.
  func gaussNewtonMatrix(_ factors: GaussNewtonFactors) throws(NoInformation) -> GaussNewtonMatrix {
    let (k, d, order) = (factors.outputs, factors.inputs, factors.order)
    guard order <= Rounding.largestDimension else { throw .outOfRange }
    var sum = Matrix.zero(rows: order, columns: order)
    let rounding = part(.formingRounding, Rounding.gamma(factors.terms.count + 1))
    var radius = 0.0
    for term in factors.terms {
      let a = try gram(term.left)
      let b = try gram(term.right, transposed: true)
      sum.addLowerKronecker(a.middle, b.middle)
      let aNorm = NormBounds.nonnegative(a.midpoint, order: k)
      let bNorm = NormBounds.nonnegative(b.midpoint, order: d)
      let aRadius = a.radius.map { NormBounds.nonnegative($0, order: k) } ?? 0
      let bRadius = b.radius.map { NormBounds.nonnegative($0, order: d) } ?? 0
      radius +=
        aNorm * (part(.formingRightRadius, bRadius) + rounding * bNorm)
        + part(.formingLeftRadius, aRadius) * (bNorm + bRadius)
    }
    let count = factors.terms.count
    radius = Rounding.upperBound(
      radius, roundings: 4 * count + 8, underflow: Double(2 * count * order) * Rounding.slack)
    guard radius < .infinity, Rounding.areGuarded(sum.elements) else { throw .outOfRange }
    return GaussNewtonMatrix(midpoint: sum.elements, radius: radius, order: order)
  }

  /// An enclosure of the Rayleigh quotient Σ_l ‖Q_lXᵀP_l‖_F²/‖x‖² of the scaled Ĝ at x ≠ 0, x the columns of a d×k matrix
  /// one after the other: at least λ_min and at most λ_max. Squares are never subtracted, so tiny values keep their digits.
  ///
  /// - Complexity: O(L) products of d×k with the factors; Ĝ isn't formed.
  func rayleighQuotient(_ factors: GaussNewtonFactors, at x: [Double]) throws(NoInformation) -> Interval {
    let (k, d) = (factors.outputs, factors.inputs)
    precondition(x.count == k * d, "shapes don't fit")
    let vector = try IntervalMatrix(rows: d, columns: k, midpoint: x, radius: nil)
    var numerator = Interval(0)
    for term in factors.terms {
      let cheaperOnTheLeft =
        term.right.rows * k * (d + term.left.columns) <= d * term.left.columns * (k + term.right.rows)
      let image =
        cheaperOnTheLeft
        ? try product(try product(term.right, vector), term.left)
        : try product(term.right, try product(vector, term.left))
      numerator = numerator + sumOfSquares(image)
    }
    let denominator = sumOfSquares(vector)
    guard denominator.lower > 0 else { throw .outOfRange }
    return numerator / denominator
  }

  /// ‖M‖_F² of an interval matrix.
  public func sumOfSquares(_ matrix: IntervalMatrix) -> Interval {
    var (low, high) = (matrix.midpoint, matrix.midpoint)
    for position in low.indices {
      let (middle, spread) = (abs(matrix.midpoint[position]), part(.squareRadius, matrix.radius?[position] ?? 0))
      let (inner, outer) = spread == 0 ? (middle, middle) : ((middle - spread).nextDown, (middle + spread).nextUp)
      low[position] = inner > 0 ? inner * inner : 0
      high[position] = outer * outer
    }
    let roundings = Rounding.halvings(low.count) + 1
    let underflow = Double(low.count) * Rounding.slack
    return Interval(
      Rounding.lowerBound(Rounding.treeSum(low), roundings: roundings, underflow: underflow),
      Rounding.upperBound(Rounding.treeSum(high), roundings: roundings, underflow: underflow))
  }
}
