import BoundKernel
import Theorems

/// What a generated theorem says about its family: the variables it begins with, and how a bound for the small matrix becomes
/// one for the Gauss-Newton matrix.
struct CoqSetting {
  /// The variables and definitions of the network.
  let network: [String]
  /// The data, where they're brought in only when the Gauss-Newton matrix is.
  let data: [String]
  /// The files beside the common ones that it's built on.
  let files: [String]
  /// What free layer variables run over.
  let indices: String

  init(_ judgement: any Judgement, of theorem: Theorem) {
    switch theorem.family {
    case .linear: self.init(linear: judgement)
    case .residual: self.init(residual: judgement)
    case .relu: self.init(twoLayer: judgement)
    case .batchnorm: self.init(batchNorm: judgement)
    case .conv: self.init(convolutional: judgement)
    }
  }

  private static let dimensions = "Variables (R : realFieldType) (d k : nat) (S : 'M[R]_d)."
  private static let layeredData = [
    "(* n samples X with XXᵀ/n = Σ = SSᵀ *)", "Variables (n : nat) (X : 'M[R]_(d, n)).",
    "Hypothesis second_moment : n%:R^-1 *: gram X = gram S.",
  ]
  private static let productVectors = "Variables (u_1 u_2 : 'cV[R]_k) (v_1 v_2 : 'cV[R]_d)."
  private static let layers = "layers N"

  private init(linear judgement: any Judgement) {
    var lines = [Self.dimensions]
    var files = ["Network", "NetworkRules"]
    if judgement.assumptions.contains(.depth(2)) {
      lines += [
        "", "(* x ↦ W² W¹ x *)", "Variables (m : nat) (W_first : 'M[R]_(m, d)) (W_last : 'M[R]_(k, m)).",
        "Let N := Layer (Layer (Input R d) W_first) W_last.",
      ]
    } else if judgement.uses(.flags) {
      lines += [
        "", "(* x ↦ W^L ⋯ W^1 x, a last layer W behind a network *)",
        "Variables (m : nat) (before_last : network R d m) (W : 'M[R]_(k, m)).", "Let N := Layer before_last W.",
        "Let first : layers N := first_layer before_last W.", "Let last : layers N := None.",
      ]
      files += ["FlagRules", "FlagNetwork"]
    } else {
      lines += ["", "(* x ↦ W^L ⋯ W^1 x *)", "Variable N : network R d k."]
    }
    if judgement is LowerConditionBound { lines.append(Self.productVectors) }
    if judgement is RankIdentity { files.append("FlagRank") }
    (network, data, self.files, indices) = (lines, Self.layeredData, files, Self.layers)
  }

  private init(residual judgement: any Judgement) {
    var lines = [
      Self.dimensions, "", "(* x ↦ V^L ⋯ V^1 x, V^l = W^l + β_lE_l, trained in the W^l *)",
      "Variable Net : residual R d k.", "Let N := plain Net.",
    ]
    var files = ["Network", "NetworkRules", "Residual"]
    if judgement.uses(.shift) || judgement.uses(.alignedShift) { files.append("ResidualRules") }
    if judgement.uses(.shift) {
      lines += ["", "(* σ_max(E_l) ≤ 1 *)", "Hypothesis skip_ends : forall l, above_sigma_max (skip Net l) 1."]
    }
    (network, data, self.files, indices) = (lines, Self.layeredData, files, Self.layers)
  }

  private init(batchNorm judgement: any Judgement) {
    var lines = [
      "Variables (R : realFieldType) (d m k : nat).", "",
      "(* x ↦ W BN(Vx) for inputs of covariance SSᵀ; s_i is the standard deviation of unit i *)",
      "Variables (S : 'M[R]_d) (V : 'M[R]_(m, d)) (W : 'M[R]_(k, m)) (s : 'I_m -> R).",
      "Hypothesis deviations : forall i, 0 < s i /\\ s i ^+ 2 = sqn (row i V *m S).",
      "Let U := normalized_weights S V s.",
    ]
    if judgement is LowerConditionBound { lines.append("Variables (u_1 u_2 : 'cV[R]_k).") }
    data = [
      "(* n samples X; centred over the batch, they have the covariance SSᵀ *)",
      "Variables (n : nat) (X : 'M[R]_(d, n)).",
      "Hypothesis covariance : n%:R^-1 *: gram (centered X) = gram S.",
    ]
    (network, indices) = (lines, "'I_m")
    files = [
      "FlagRules", "Network", "NetworkRules", "FlagNetwork", "FlagRank", "ResidualRules", "SchurRules", "SpectrumRules",
      "BatchNormRules", "BatchNorm",
    ]
  }

  private init(convolutional judgement: any Judgement) {
    let lines = [
      "Variables (R : realFieldType) (c k : nat).", "",
      "(* Kernels w^l from c to k channels, with full zero padding; E = w^L * ⋯ * w^1 *)",
      "Variable Net : convolution R c k.", "Let N := plain Net.", "",
      "(* The data's autocorrelation is M_0 = SSᵀ, Sigma in names. *)",
      "Let d := (c * (height Net * width Net))%N.", "Variable S : 'M[R]_d.",
    ]
    var files = ["FlagRules", "Network", "FlagRank", "SchurRules", "SpectrumRules", "Convolution", "ConvolutionRules"]
    if judgement is RankIdentity { files.append("ConvolutionRank") }
    data = [
      "(* n images X of c channels and a×b positions, of autocorrelation M_0 *)",
      "Variables (n a b : nat) (X : 'M[R]_(c * (a * b), n)).",
      "Hypothesis second_moment : autocorrelation X Net = gram S.",
    ]
    (network, self.files, indices) = (lines, files, Self.layers)
  }

  private init(twoLayer judgement: any Judgement) {
    var lines = [
      "Variables (R : realFieldType) (d n m k : nat).", "",
      "(* x ↦ W φ(Vx) on the samples X, φ(z) = z for z > 0, αz otherwise *)",
      "Variables (alpha : R) (X : 'M[R]_(d, n)) (V : 'M[R]_(m, d)) (W : 'M[R]_(k, m)).",
      "Hypothesis slope_ends : 0 <= alpha <= 1.", "Let D := slopes alpha X V.", "Let Phi := features alpha X V.",
      "Let J := two_layer_jacobian alpha X V W.", "Let G := two_layer_gauss_newton alpha X V W.",
    ]
    if judgement is LowerConditionBound { lines.append("Variables (u_1 u_2 : 'cV[R]_k).") }
    (network, data) = (lines, [])
    (files, indices) = (["FlagRules", "SchurRules", "SpectrumRules", "TwoLayer"], "'I_n")
  }
}

extension Judgement {
  /// Whether a rule occurs in the derivation.
  func uses(_ rule: Rule) -> Bool {
    derivation.rule == rule || derivation.premises.contains { $0.uses(rule) }
  }
}
