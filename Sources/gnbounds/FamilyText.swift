import BoundKernel
import Theorems

/// Words and symbols of a family.
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

  /// The name of a weight matrix, counted from 0.
  static func weight(_ index: Int, of family: NetworkFamily) -> String {
    switch family {
    case .relu, .batchnorm: index == 0 ? "V" : "W"
    case .linear, .residual: "W^\(index + 1)"
    case .conv: "w^\(index + 1)"
    }
  }

  /// What the symbols in formulas mean, besides the abbreviations.
  static func symbols(_ family: NetworkFamily, _ style: Notation.Style) -> [String] {
    switch (family, style) {
    case (.linear, .text): ["P_l = W^L ⋯ W^{l+1}", "Q_l = W^{l−1} ⋯ W^1"]
    case (.linear, .latex): ["P_l = W^L \\cdots W^{l+1}", "Q_l = W^{l-1} \\cdots W^1"]
    case (.residual, .text): ["V^l = W^l + β_l E", "P_l = V^L ⋯ V^{l+1}", "Q_l = V^{l−1} ⋯ V^1"]
    case (.residual, .latex): ["V^l = W^l + \\beta_l E", "P_l = V^L \\cdots V^{l+1}", "Q_l = V^{l-1} \\cdots V^1"]
    case (.relu, .text): ["D_ij = φ'(v_iᵀx_j)", "Δ_j = diag(D_1j, …, D_mj)", "Φ = D ∘ (VX)"]
    case (.relu, .latex):
      [
        "D_{ij} = \\varphi'(v_i^\\top x_j)", "\\Delta_j = \\mathrm{diag}(D_{1j}, \\dots, D_{mj})",
        "\\Phi = D \\circ (VX)",
      ]
    case (.batchnorm, .text): ["s_i = ‖Sᵀ v_i‖", "u_i = Sᵀ v_i / s_i", "Π_i = I − u_i u_iᵀ", "U = (u_1 … u_m)ᵀ"]
    case (.batchnorm, .latex):
      [
        "s_i = \\lVert S^\\top v_i \\rVert", "u_i = S^\\top v_i / s_i", "\\Pi_i = I - u_i u_i^\\top",
        "U = (u_1 \\dots u_m)^\\top",
      ]
    case (.conv, .text):
      ["E = w^L * ⋯ * w^1", "C_l: kernel l ↦ E", "C = [C_1 ⋯ C_L]", "M_0: autocorrelation of the padded inputs"]
    case (.conv, .latex):
      [
        "E = w^L * \\cdots * w^1", "C_l\\colon w^l \\mapsto E", "C = [C_1 \\cdots C_L]",
        "M_0\\text{: autocorrelation of the padded inputs}",
      ]
    }
  }
}
