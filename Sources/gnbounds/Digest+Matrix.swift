import LinearAlgebra
import Verification

extension Digest {
  /// Of a matrix, its shape included.
  init(of matrix: Matrix) {
    self.init()
    add("\(matrix.rows)×\(matrix.columns)")
    add(matrix.elements)
  }
}
