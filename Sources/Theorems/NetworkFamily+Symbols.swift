public import BoundKernel

/// Symbols of formulas, and what they stand for.
struct SymbolDefinition: Sendable {
  /// How formulas have them, in text and in LaTeX.
  let marks: (text: [String], latex: [String])
  /// What they stand for, in text and in LaTeX.
  let meaning: (text: String, latex: String)

  init(_ text: String, _ meaning: String, latex: [String], _ latexMeaning: String) {
    marks = ([text], latex)
    self.meaning = (meaning, latexMeaning)
  }

  /// Symbols that are the same in both.
  init(_ marks: String..., meaning: String, _ latexMeaning: String) {
    self.marks = (marks, marks)
    self.meaning = (meaning, latexMeaning)
  }

  func meaning(_ style: Notation.Style) -> String { style == .text ? meaning.text : meaning.latex }

  /// Whether formulas have one of the symbols.
  func occur(in printed: String, _ style: Notation.Style) -> Bool {
    (style == .text ? marks.text : marks.latex).contains { Self.occurs($0, in: printed) }
  }

  /// Whether a mark stands by itself: not inside a longer name, nor before an index that makes it another symbol.
  private static func occurs(_ mark: String, in printed: String) -> Bool {
    printed.ranges(of: mark).contains { range in
      if let first = mark.first, first.isLetter, range.lowerBound > printed.startIndex {
        let before = printed[printed.index(before: range.lowerBound)]
        if isPartOfName(before) { return false }
      }
      if let last = mark.last, last.isLetter, range.upperBound < printed.endIndex {
        let after = printed[range.upperBound]
        if isPartOfName(after) || after == "_" || after == "′" || after == "'" { return false }
      }
      return true
    }
  }

  /// Letters, but no ᵀ behind a matrix.
  private static func isPartOfName(_ character: Character) -> Bool {
    character.isLetter && character != "ᵀ"
  }
}

extension NetworkFamily {
  /// What the symbols of formulas about the family stand for, a definition each: of those that occur, or occur in another's
  /// definition.
  ///
  /// - Parameter printed: the formulas, in the family's notation.
  public func definitions(usedIn printed: String, _ style: Notation.Style) -> [String] {
    let abbreviations = notation(style).definitions(usedIn: printed)
    var text = ([printed] + abbreviations).joined(separator: "\n")
    var left = Array(symbols.enumerated())
    var used: [Int] = []
    while let place = left.firstIndex(where: { $0.element.occur(in: text, style) }) {
      let (number, symbol) = left.remove(at: place)
      used.append(number)
      text += "\n" + symbol.meaning(style)
    }
    return abbreviations + used.sorted().map { symbols[$0].meaning(style) }
  }

  /// All symbols but the notation's abbreviations, in the order in which they're explained.
  var symbols: [SymbolDefinition] {
    let own =
      switch self {
      case .linear: SymbolDefinition.layers("W") + SymbolDefinition.weights + SymbolDefinition.secondMoment
      case .residual: SymbolDefinition.layers("V") + SymbolDefinition.residual + SymbolDefinition.secondMoment
      case .relu: SymbolDefinition.relu
      case .batchnorm: SymbolDefinition.batchNorm
      case .conv: SymbolDefinition.convolution
      }
    return SymbolDefinition.subjects + own + SymbolDefinition.functionals
  }
}

extension SymbolDefinition {
  /// The matrix of which statements speak, and its condition number.
  fileprivate static let subjects: [SymbolDefinition] = [
    SymbolDefinition(
      "Ĝ", "Ĝ has the nonzero eigenvalues of the Gauss-Newton matrix G", latex: [#"\hat G"#],
      #"\hat G\text{ has the nonzero eigenvalues of the Gauss-Newton matrix } G"#),
    SymbolDefinition(
      "nK", meaning: "K has the nonzero eigenvalues of the Gauss-Newton matrix G",
      #"K\text{ has the nonzero eigenvalues of the Gauss-Newton matrix } G"#),
    SymbolDefinition(
      "κ(Ĝ)", "κ(Ĝ) = λ_max(Ĝ) / λ⁺_min(Ĝ)", latex: [#"\kappa(\hat G)"#],
      #"\kappa(\hat G) = \lambda_{\mathrm{max}}(\hat G) / \lambda^{+}_{\mathrm{min}}(\hat G)"#),
    SymbolDefinition(
      "κ(nK)", "κ(nK) = λ_max(nK) / λ⁺_min(nK)", latex: [#"\kappa(nK)"#],
      #"\kappa(nK) = \lambda_{\mathrm{max}}(nK) / \lambda^{+}_{\mathrm{min}}(nK)"#),
  ]

  /// Numbers that matrices have.
  fileprivate static let functionals: [SymbolDefinition] = [
    SymbolDefinition(
      "κ(Σ)", "κ(Σ) = λ_max(Σ) / λ_min(Σ)", latex: [#"\kappa(\Sigma)"#],
      #"\kappa(\Sigma) = \lambda_{\mathrm{max}}(\Sigma) / \lambda_{\mathrm{min}}(\Sigma)"#),
    SymbolDefinition(
      "κ(M_0)", "κ(M_0) = λ_max(M_0) / λ_min(M_0)", latex: [#"\kappa(M_0)"#],
      #"\kappa(M_0) = \lambda_{\mathrm{max}}(M_0) / \lambda_{\mathrm{min}}(M_0)"#),
    SymbolDefinition(
      "κ²(P_l", "κ(P_l) = σ_max(P_l) / σ_row(P_l)", latex: [#"\kappa^2(P_"#],
      #"\kappa(P_l) = \sigma_{\mathrm{max}}(P_l) / \sigma_{\mathrm{row}}(P_l)"#),
    SymbolDefinition(
      "κ²(Q_l", "κ(Q_l) = σ_max(Q_l) / σ_col(Q_l)", latex: [#"\kappa^2(Q_"#],
      #"\kappa(Q_l) = \sigma_{\mathrm{max}}(Q_l) / \sigma_{\mathrm{col}}(Q_l)"#),
    SymbolDefinition(
      "σ_row", "σ_row²(M) = λ_min(M Mᵀ): 0 where M has more rows than columns", latex: [#"\sigma_{\mathrm{row}}"#],
      #"\sigma_{\mathrm{row}}^2(M) = \lambda_{\mathrm{min}}(M M^{\mathsf T})\text{: 0 where } M\text{ has more rows than columns}"#
    ),
    SymbolDefinition(
      "σ_col", "σ_col²(M) = λ_min(Mᵀ M): 0 where M has more columns than rows", latex: [#"\sigma_{\mathrm{col}}"#],
      #"\sigma_{\mathrm{col}}^2(M) = \lambda_{\mathrm{min}}(M^{\mathsf T} M)\text{: 0 where } M\text{ has more columns than rows}"#
    ),
    SymbolDefinition(
      "σ_short", "σ_short(M): the smallest singular value of M's shorter side, √λ_min(M Mᵀ) or √λ_min(Mᵀ M)",
      latex: [#"\sigma_{\mathrm{short}}"#],
      #"\sigma_{\mathrm{short}}(M)\text{: the smallest singular value of the shorter side of } M"#),
    SymbolDefinition(
      "σ⁺", "σ⁺(M): the smallest nonzero singular value", latex: [#"\sigma^{+}"#],
      #"\sigma^{+}(M)\text{: the smallest nonzero singular value}"#),
    SymbolDefinition(
      "λ⁺_min", "λ⁺_min(M): the smallest nonzero eigenvalue", latex: [#"\lambda^{+}_{\mathrm{min}}"#],
      #"\lambda^{+}_{\mathrm{min}}(M)\text{: the smallest nonzero eigenvalue}"#),
    SymbolDefinition(
      "λ⁺(", "λ⁺(M): the nonzero eigenvalues", latex: [#"\lambda^{+}("#, #"\lambda^+("#],
      #"\lambda^{+}(M)\text{: the nonzero eigenvalues}"#),
  ]

  /// Of families with layers, by the letter of the layers' matrices.
  fileprivate static func layers(_ layer: String) -> [SymbolDefinition] {
    [
      SymbolDefinition(
        "P_", meaning: "P_l = \(layer)^L ⋯ \(layer)^{l+1}, P_L = I",
        #"P_l = \#(layer)^L \cdots \#(layer)^{l+1},\ P_L = I"#),
      SymbolDefinition(
        "Q_", meaning: "Q_l = \(layer)^{l−1} ⋯ \(layer)^1, Q_1 = I",
        #"Q_l = \#(layer)^{l-1} \cdots \#(layer)^1,\ Q_1 = I"#),
      SymbolDefinition("p_", meaning: "p_l = rank P_l, p_0 = 0", #"p_l = \mathrm{rank}\, P_l,\ p_0 = 0"#),
      SymbolDefinition("q_", meaning: "q_l = rank Q_l", #"q_l = \mathrm{rank}\, Q_l"#),
      SymbolDefinition(
        "τ", "τ(M) = σ_p(M), the p-th largest singular value, p = max(d, k) or M's shorter side where that is smaller",
        latex: [#"\tau"#],
        #"\tau(M) = \sigma_p(M)\text{, the } p\text{-th largest singular value, } p = \max(d, k)\text{ or the shorter side where that is smaller}"#
      ),
      SymbolDefinition(
        "u_", meaning: "u_1, u_2 ∈ ℝ^k and v_1, v_2 ∈ ℝ^d: any vectors that the assumptions admit",
        #"u_1, u_2 \in \mathbb R^k,\ v_1, v_2 \in \mathbb R^d\text{: any vectors that the assumptions admit}"#
      ),
    ]
  }

  /// What the layers of a network without skip connections are made of.
  fileprivate static let weights: [SymbolDefinition] = [
    SymbolDefinition(
      "W^", meaning: "W^l: the m_l×m_{l−1} weights of layer l = 1, …, L, from m_0 = d inputs to m_L = k outputs",
      #"W^l\text{: the } m_l \times m_{l-1}\text{ weights of layer } l = 1, \dots, L\text{, from } m_0 = d\text{ inputs to } m_L = k\text{ outputs}"#
    )
  ]

  fileprivate static let residual: [SymbolDefinition] = [
    SymbolDefinition("V^", meaning: "V^l = W^l + β_l E_l", #"V^l = W^l + \beta_l E_l"#),
    SymbolDefinition(
      "W^", meaning: "W^l: the m_l×m_{l−1} branch of layer l = 1, …, L, from m_0 = d inputs to m_L = k outputs",
      #"W^l\text{: the } m_l \times m_{l-1}\text{ branch of layer } l = 1, \dots, L\text{, from } m_0 = d\text{ inputs to } m_L = k\text{ outputs}"#
    ),
    SymbolDefinition(
      "β_", "β_l: the strength of the skip connection of layer l", latex: [#"\beta_"#],
      #"\beta_l\text{: the strength of the skip connection of layer } l"#),
    SymbolDefinition(
      "E_", meaning: "E_l: ones on the diagonal, zeros elsewhere; m_l×m_{l−1}",
      #"E_l\text{: ones on the diagonal, zeros elsewhere; } m_l \times m_{l-1}"#),
  ]

  fileprivate static let secondMoment: [SymbolDefinition] = [
    SymbolDefinition(
      "S", meaning: "S: a d×d factor of the second moment of the data X, S Sᵀ = X Xᵀ / n",
      #"S\text{: a } d \times d\text{ factor of the second moment of the data } X,\ S S^{\mathsf T} = X X^{\mathsf T} / n"#
    )
  ]

  fileprivate static let relu: [SymbolDefinition] = [
    SymbolDefinition(
      "D", meaning: "D_ij = φ'(v_iᵀ x_j) ∈ {α, 1}, m×n, for the rows v_i of V",
      #"D_{ij} = \varphi'(v_i^{\mathsf T} x_j) \in \{\alpha, 1\}\text{, } m \times n\text{, for the rows } v_i\text{ of } V"#
    ),
    SymbolDefinition(
      "Δ_", "Δ_j = diag(D_1j, …, D_mj)", latex: [#"\Delta_"#], #"\Delta_j = \mathrm{diag}(D_{1j}, \dots, D_{mj})"#),
    SymbolDefinition("Φ", "Φ = D ∘ (V X)", latex: [#"\Phi"#], #"\Phi = D \circ (V X)"#),
    SymbolDefinition(
      "J", meaning: "J: the kn×p Jacobian of the outputs on all samples by the p parameters",
      #"J\text{: the } kn \times p\text{ Jacobian of the outputs on all samples by the } p\text{ parameters}"#),
    SymbolDefinition(
      "V", "W", meaning: "V: m×d, W: k×m, the weights of x ↦ W φ(V x) with the leaky ReLU φ of slope α ∈ [0, 1]",
      #"V\text{: } m \times d,\ W\text{: } k \times m\text{, the weights of } x \mapsto W \varphi(V x)\text{ with the leaky ReLU } \varphi\text{ of slope } \alpha \in [0, 1]"#
    ),
    SymbolDefinition(
      "X", meaning: "X = (x_1 … x_n): the samples, d×n", #"X = (x_1 \dots x_n)\text{: the samples, } d \times n"#),
    SymbolDefinition("u_", meaning: "u_1, u_2 ∈ ℝ^k: any vectors", #"u_1, u_2 \in \mathbb R^k\text{: any vectors}"#),
    SymbolDefinition(
      "1 1ᵀ", "1 = (1, …, 1)ᵀ ∈ ℝ^k", latex: [#"\mathbf 1"#], #"\mathbf 1 = (1, \dots, 1)^{\mathsf T} \in \mathbb R^k"#),
    SymbolDefinition(
      "∘", "A ∘ B: the entrywise product", latex: [#"\circ"#], #"A \circ B\text{: the entrywise product}"#),
    SymbolDefinition(
      "⊙", "A ⊙ B: its columns are a_i ⊗ b_i, the Kronecker products of those of A and B", latex: [#"\odot"#],
      #"A \odot B\text{: its columns are } a_i \otimes b_i\text{, the Kronecker products of those of } A\text{ and } B"#
    ),
  ]

  fileprivate static let batchNorm: [SymbolDefinition] = [
    SymbolDefinition(
      "s_", meaning: "s_i = ‖Sᵀ v_i‖, the standard deviation of hidden unit i",
      #"s_i = \lVert S^{\mathsf T} v_i \rVert\text{, the standard deviation of hidden unit } i"#
    ),
    SymbolDefinition("Π_", "Π_i = I − u_i u_iᵀ", latex: [#"\Pi_"#], #"\Pi_i = I - u_i u_i^{\mathsf T}"#),
    SymbolDefinition(
      "U", meaning: "U = (u_1 … u_m)ᵀ for the unit vectors u_i = Sᵀ v_i / s_i",
      #"U = (u_1 \dots u_m)^{\mathsf T}\text{ for the unit vectors } u_i = S^{\mathsf T} v_i / s_i"#),
    SymbolDefinition(
      "T_", meaning: "u_1, u_2 in T_1, T_2 and ‖u_1‖, ‖u_2‖: any vectors of ℝ^k, not rows of U",
      #"u_1, u_2\text{ in } T_1, T_2\text{ and } \lVert u_1 \rVert, \lVert u_2 \rVert\text{: any vectors of } \mathbb R^k\text{, not rows of } U"#
    ),
    SymbolDefinition(
      "V", "v_", meaning: "V: m×d with rows v_iᵀ, W: k×m with columns w_i, the weights of W·BN(V x)",
      #"V\text{: } m \times d\text{ with rows } v_i^{\mathsf T},\ W\text{: } k \times m\text{ with columns } w_i\text{, the weights of } W\, \mathrm{BN}(V x)"#
    ),
    SymbolDefinition(
      "S", meaning: "S: a d×d factor of the covariance of the data, S Sᵀ",
      #"S\text{: a } d \times d\text{ factor of the covariance of the data, } S S^{\mathsf T}"#
    ),
  ]

  fileprivate static let convolution: [SymbolDefinition] = [
    SymbolDefinition(
      "C_",
      meaning:
        "C_l vec(H) = vec(w^L * ⋯ * w^{l+1} * H * w^{l−1} * ⋯ * w^1): from the kernel of layer l to the end-to-end kernel",
      #"C_l\, \mathrm{vec}(H) = \mathrm{vec}(w^L * \cdots * w^{l+1} * H * w^{l-1} * \cdots * w^1)\text{: from the kernel of layer } l\text{ to the end-to-end kernel}"#
    ),
    SymbolDefinition("C", meaning: "C = [C_1 ⋯ C_L]", #"C = [C_1 \cdots C_L]"#),
    SymbolDefinition(
      "C′", "C′: C with the kernel of layer 1 flipped along every axis", latex: ["C'"],
      #"C'\text{: } C\text{ with the kernel of layer 1 flipped along every axis}"#),
    SymbolDefinition(
      "P_", meaning: "P_l and Q_l: the layers behind and before layer l as matrices that map images",
      #"P_l\text{ and } Q_l\text{: the layers behind and before layer } l\text{ as matrices that map images}"#),
    SymbolDefinition(
      "|r_", "|r_l|: the number of taps of the kernel of layer l", latex: [#"\lvert r_"#],
      #"\lvert r_l \rvert\text{: the number of taps of the kernel of layer } l"#),
    SymbolDefinition(
      "w^", meaning: "w^l: the kernel of layer l = 1, …, L, from c_{l−1} to c_l channels, with full zero padding",
      #"w^l\text{: the kernel of layer } l = 1, \dots, L\text{, from } c_{l-1}\text{ to } c_l\text{ channels, with full zero padding}"#
    ),
    SymbolDefinition(
      "Y", meaning: "Y: the windows of the inputs continued periodically, a row a window",
      #"Y\text{: the windows of the inputs continued periodically, a row a window}"#),
    SymbolDefinition(
      "S",
      meaning:
        "S: a factor of the data's autocorrelation, (S Sᵀ)[(c, p), (c′, p′)] = (1/n) Σ_x Σ_t x_c(t − p) x_c′(t − p′) over the n images x padded with zeros",
      #"S\text{: a factor of the autocorrelation of the } n\text{ images } x\text{ padded with zeros,}\ (S S^{\mathsf T})[(c, p), (c', p')] = \frac1n \sum_x \sum_t x_c(t - p)\, x_{c'}(t - p')"#
    ),
  ]
}
