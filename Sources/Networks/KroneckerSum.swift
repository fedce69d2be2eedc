public import LinearAlgebra

/// Ĝ = Σ_l A_l ⊗ B_l by its factors, A_l = P_lP_lᵀ (k×k) and B_l = (Q_lS)ᵀ(Q_lS) (d×d): never the kd×kd matrix.
///
/// A vector z of length kd is the d×k matrix Z with z as its columns, so that (A ⊗ B)z is BZA.
public struct KroneckerSum: Sendable {
  /// A symmetric factor.
  public enum Factor: Sendable {
    /// cI.
    case multiple(Double)
    /// Any other.
    case matrix(Matrix)
  }

  /// k.
  public let outputs: Int
  /// d.
  public let inputs: Int
  /// A_l, l = 1 … L.
  public let left: [Factor]
  /// B_l, l = 1 … L.
  public let right: [Factor]

  /// A sum of as many left as right factors, k×k and d×d.
  public init(outputs: Int, inputs: Int, left: [Factor], right: [Factor]) {
    precondition(left.count == right.count && !left.isEmpty, "as many left factors as right ones are needed")
    precondition(left.allSatisfy { $0.fits(outputs) } && right.allSatisfy { $0.fits(inputs) }, "shapes don't fit")
    self.outputs = outputs
    self.inputs = inputs
    self.left = left
    self.right = right
  }

  /// Ĝ of an instance. [SBH21, ZSL24]
  ///
  /// - Complexity: O(L) Gram matrices of P_l and Q_lS, none for identities.
  public init(_ instance: LinearInstance, _ products: PartialProducts) {
    let scale = instance.data.factor[0, 0]
    let isotropic: Factor? = instance.data.isIsotropic ? .multiple(scale * scale) : nil
    self.init(
      outputs: instance.network.outputs, inputs: instance.network.inputs,
      left: products.after.map { $0.map { .matrix($0.gram()) } ?? .multiple(1) },
      right: products.beforeWithData.enumerated().map { layer, product in
        if layer == 0, let isotropic { return isotropic }
        return product.map { .matrix($0.transposedGram()) } ?? .multiple(1)
      })
  }

  /// kd.
  public var order: Int { inputs * outputs }
  /// L.
  public var depth: Int { left.count }

  /// Σ_l c_l B_l.
  public func rightCombination(_ coefficients: [Double]) -> Matrix { Self.combine(right, inputs, coefficients) }
  /// Σ_l c_l A_l.
  public func leftCombination(_ coefficients: [Double]) -> Matrix { Self.combine(left, outputs, coefficients) }

  static func combine(_ factors: [Factor], _ order: Int, _ coefficients: [Double]) -> Matrix {
    var sum = Matrix.zero(rows: order, columns: order)
    for (factor, c) in zip(factors, coefficients) where c != 0 {
      switch factor {
      case .multiple(let multiple): for i in 0..<order { sum[i, i] += c * multiple }
      case .matrix(let matrix): sum.add(c, matrix)
      }
    }
    return sum
  }

  /// image ← Σ_l B_l Z A_l, with a d×k scratch matrix.
  ///
  /// - Complexity: 2Ldk(d + k) operations, less where factors are multiples of I.
  public func apply(_ z: Matrix, into image: inout Matrix, scratch: inout Matrix) {
    image.scale(by: 0)
    for layer in 0..<depth {
      switch (left[layer], right[layer]) {
      case (.multiple(let a), .multiple(let b)): image.add(a * b, z)
      case (.matrix(let a), .multiple(let b)): image.accumulate(z, a, times: b, keep: 1)
      case (.multiple(let a), .matrix(let b)): image.accumulate(b, z, times: a, keep: 1)
      case (.matrix(let a), .matrix(let b)):
        scratch.accumulate(z, a, keep: 0)
        image.accumulate(b, scratch, keep: 1)
      }
    }
  }

  /// Ĝ itself, its lower blocks: what lies above the diagonal blocks is 0.
  public var matrix: Matrix {
    var sum = Matrix.zero(rows: order, columns: order)
    for (a, b) in zip(left, right) { sum.addLowerKronecker(a.matrix(outputs), b.matrix(inputs)) }
    return sum
  }
}

extension KroneckerSum.Factor {
  func fits(_ order: Int) -> Bool {
    switch self {
    case .multiple: true
    case .matrix(let matrix): matrix.rows == order && matrix.columns == order
    }
  }

  /// The factor as a matrix.
  public func matrix(_ order: Int) -> Matrix {
    switch self {
    case .multiple(let c): c * .identity(order)
    case .matrix(let matrix): matrix
    }
  }

  /// VᵀFV for an orthogonal V.
  func rotated(by v: Matrix) -> KroneckerSum.Factor {
    guard case .matrix(let matrix) = self else { return self }
    var result = Matrix.zero(rows: v.columns, columns: v.columns)
    result.accumulate(v, transposed: true, matrix * v, keep: 0)
    return .matrix(result)
  }

  /// The diagonal.
  func diagonal(_ order: Int) -> [Double] {
    switch self {
    case .multiple(let c): Array(repeating: c, count: order)
    case .matrix(let matrix): (0..<order).map { matrix[$0, $0] }
    }
  }

  /// xᵀFx for a unit vector x.
  func form(_ x: Matrix) -> Double {
    switch self {
    case .multiple(let c): c
    case .matrix(let matrix): Matrix.dot(x, matrix * x)
    }
  }

  /// The largest and the smallest eigenvalue.
  func extremes(_ workspace: inout Workspace) throws(MatrixError) -> (smallest: Double, largest: Double) {
    switch self {
    case .multiple(let c): return (c, c)
    case .matrix(let matrix):
      let values = try workspace.eigenvalues(ofSymmetric: matrix)
      return (values[0], values[values.count - 1])
    }
  }
}
