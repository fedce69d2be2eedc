import Theorems

/// Words of a family.
enum FamilyText {
  /// What its networks are called.
  static func name(_ family: NetworkFamily) -> String {
    switch family {
    case .linear: "deep linear"
    case .residual: "residual linear"
    case .relu: "two-layer (leaky) ReLU"
    case .batchnorm: "batch-normalised"
    case .conv: "linear convolutional"
    }
  }

  /// The name of the matrix with the nonzero spectrum of G whose order an instance has.
  static func reducedMatrix(of family: NetworkFamily) -> String { family == .relu ? "K" : "Ĝ" }

  /// The name of a weight matrix, counted from 0.
  static func weight(_ index: Int, of family: NetworkFamily) -> String {
    switch family {
    case .relu, .batchnorm: index == 0 ? "V" : "W"
    case .linear, .residual: "W^\(index + 1)"
    case .conv: "w^\(index + 1)"
    }
  }
}
