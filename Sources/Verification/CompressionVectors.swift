import LinearAlgebra
import Networks

/// The directions of `relu.lower` and `batchnorm.lower`: u₁ near the top of the spectrum, u₂ near the bottom.
///
/// Any directions give a true bound. The extreme left singular vectors of W are improved by alternating: z is an extreme
/// eigenvector of the compression to u, u one of the k×k matrix of the quadratic form u ↦ (u ⊗ z)ᵀ M (u ⊗ z). No step makes
/// it worse.
struct CompressionVectors {
  let top: Matrix
  let bottom: Matrix

  private static let sweeps = 2

  /// One output has one direction.
  private static let single = CompressionVectors(top: .identity(1), bottom: .identity(1))

  private init(top: Matrix, bottom: Matrix) { (self.top, self.bottom) = (top, bottom) }

  private init(
    _ weights: Matrix, _ workspace: inout Workspace, compressed: (_ u: Matrix) -> Matrix,
    form: (_ z: Matrix) -> Matrix
  ) throws(MatrixError) {
    let outputs = weights.rows
    let (values, vectors) = try workspace.eigenvectors(ofSymmetric: weights.gram())
    func improve(_ start: Matrix, top: Bool) throws(MatrixError) -> Matrix {
      var u = start
      for _ in 0..<Self.sweeps {
        let compressed = compressed(u)
        let z = try workspace.eigenvectors(ofSymmetric: compressed).vectors.column(top ? compressed.rows - 1 : 0)
        u = try workspace.eigenvectors(ofSymmetric: form(z)).vectors.column(top ? outputs - 1 : 0)
      }
      return u
    }
    top = try improve(vectors.column(values.count - 1), top: true)
    bottom = try improve(vectors.column(0), top: false)
  }

  /// Σ_i c_i w_iw_iᵀ: the form up to a multiple of I, which moves no eigenvector.
  private static func form(_ weights: Matrix, _ lengths: [Double]) -> Matrix {
    Matrix(rows: weights.rows, columns: weights.columns) { weights[$0, $1] * lengths[$1] }.gram()
  }
}

extension CompressionVectors {
  /// Of nK.
  init(_ instance: ReLUInstance, _ workspace: inout Workspace) throws(MatrixError) {
    guard instance.network.outputs > 1 else {
      self = .single
      return
    }
    let (activations, output) = (instance.activations, instance.network.output)
    let moment = instance.data.transposedGram()
    let features = instance.features.transposedGram()
    try self.init(output, &workspace) { u in
      let weights = u.transposed * output
      let scaled = Matrix(rows: instance.samples, columns: instance.network.width) {
        activations[$1, $0] * weights[0, $1]
      }
      let gram = scaled.gram()
      return Matrix(rows: gram.rows, columns: gram.rows) { moment[$0, $1] * gram[$0, $1] + features[$0, $1] }
    } form: { z in
      let masked = Matrix(rows: instance.samples, columns: instance.network.width) {
        activations[$1, $0] * z[$0, 0]
      }
      let images = instance.data * masked
      return Self.form(output, (0..<images.columns).map { images.column($0).frobeniusNorm })
    }
  }

  /// Of the Ĝ of a network with batch normalisation.
  init(_ instance: BatchNormInstance, _ workspace: inout Workspace) throws(MatrixError) {
    guard instance.network.outputs > 1 else {
      self = .single
      return
    }
    let output = instance.network.output
    let moments = (0..<instance.network.width).map(instance.normalizedMoment)
    let own = instance.units.transposedGram()
    try self.init(output, &workspace) { u in
      let weights = u.transposed * output
      var sum = own
      for (unit, moment) in moments.enumerated() { sum.add(weights[0, unit] * weights[0, unit], moment) }
      return sum
    } form: { z in
      Self.form(output, moments.map { Matrix.dot(z, $0 * z).squareRoot() })
    }
  }
}
