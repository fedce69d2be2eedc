import LinearAlgebra
import Networks

/// The directions of `relu.lower`: u₁ near the top of K's spectrum, u₂ near the bottom.
///
/// Any directions give a true bound. The extreme left singular vectors of W are improved by alternating: z is an extreme
/// eigenvector of K_u, u one of the k×k matrix of the quadratic form u ↦ (u ⊗ z)ᵀ nK (u ⊗ z). No step makes it worse.
struct CompressionVectors {
  let top: Matrix
  let bottom: Matrix

  private static let sweeps = 2

  init(_ instance: ReLUInstance, _ workspace: inout Workspace) throws(MatrixError) {
    let outputs = instance.network.outputs
    guard outputs > 1 else {
      (top, bottom) = (.identity(1), .identity(1))
      return
    }
    let (values, vectors) = try workspace.eigenvectors(ofSymmetric: instance.network.output.gram())
    let moment = instance.data.transposedGram()
    let features = instance.features.transposedGram()
    func improve(_ start: Matrix, top: Bool) throws(MatrixError) -> Matrix {
      var u = start
      for _ in 0..<Self.sweeps {
        let compressed = Self.compressed(instance, u, moment, features)
        let z = try workspace.eigenvectors(ofSymmetric: compressed).vectors.column(top ? compressed.rows - 1 : 0)
        let form = Self.form(instance, z)
        u = try workspace.eigenvectors(ofSymmetric: form).vectors.column(top ? outputs - 1 : 0)
      }
      return u
    }
    top = try improve(vectors.column(values.count - 1), top: true)
    bottom = try improve(vectors.column(0), top: false)
  }

  /// K_u for a unit vector u.
  private static func compressed(
    _ instance: ReLUInstance, _ u: Matrix, _ moment: Matrix, _ features: Matrix
  ) -> Matrix {
    let weights = u.transposed * instance.network.output
    let activations = instance.activations
    let scaled = Matrix(rows: instance.samples, columns: instance.network.width) {
      activations[$1, $0] * weights[0, $1]
    }
    let gram = scaled.gram()
    return Matrix(rows: gram.rows, columns: gram.rows) { moment[$0, $1] * gram[$0, $1] + features[$0, $1] }
  }

  /// Σ_i w_iw_iᵀ‖XD_iz‖² + ‖Φz‖² I; the last term moves no eigenvector.
  private static func form(_ instance: ReLUInstance, _ z: Matrix) -> Matrix {
    let activations = instance.activations
    let masked = Matrix(rows: instance.samples, columns: instance.network.width) { activations[$1, $0] * z[$0, 0] }
    let images = instance.data * masked
    let lengths = (0..<images.columns).map { images.column($0).frobeniusNorm }
    let output = instance.network.output
    return Matrix(rows: output.rows, columns: output.columns) { output[$0, $1] * lengths[$1] }.gram()
  }
}
