/// A name that stands for a matrix term when it's printed, such as A_l for P_lP_lᵀ.
public struct Abbreviation: Sendable {
  let text: String
  let latex: String
  let isLayered: Bool
  let term: @Sendable (LayerIndex) -> MatrixTerm

  /// A name for a term that depends on a layer; the index is printed behind the name.
  public init(
    layered text: String, latex: String, _ term: @escaping @Sendable (LayerIndex) -> MatrixTerm
  ) {
    self.text = text
    self.latex = latex
    self.isLayered = true
    self.term = term
  }

  /// A name for a term.
  public init(_ text: String, latex: String, _ term: MatrixTerm) {
    self.text = text
    self.latex = latex
    self.isLayered = false
    self.term = { _ in term }
  }
}

/// How terms, expressions and judgements are printed: folds of the same trees as evaluation. Quotients that are condition
/// numbers are printed as κ, so that formulas look as they do in the paper.
public struct Notation: Sendable {
  /// The marks on paper.
  public enum Style: Sendable, Hashable {
    /// Unicode in one line.
    case text
    /// LaTeX for fenced math blocks.
    case latex
  }

  let style: Style
  let abbreviations: [Abbreviation]
  /// The letter of the layers' matrices.
  let layerName: String

  /// A notation in which the abbreviations, tried in order, stand for their terms; Σ stands for SSᵀ if none of them does.
  ///
  /// - Parameter layerName: the letter of the layers' matrices.
  public init(_ style: Style, abbreviations: [Abbreviation] = [], layerName: String = "W") {
    self.style = style
    self.layerName = layerName
    let moment = MatrixTerm.gram(.symbol(.dataFactor))
    let isNamed = abbreviations.contains { !$0.isLayered && $0.term(.first) == moment }
    self.abbreviations = isNamed ? abbreviations : abbreviations + [Abbreviation("Σ", latex: "\\Sigma", moment)]
  }

  /// One line of Unicode, no abbreviations but Σ.
  public static let text = Notation(.text)

  /// An expression.
  public func print<Kind>(_ expression: BoundExpression<Kind>) -> String { node(expression.node).string }

  /// A matrix term.
  public func print(_ matrix: MatrixTerm) -> String { term(matrix).string }

  /// The definitions of the abbreviations that occur in a text printed in this notation, or in each other's definitions.
  public func definitions(usedIn printed: String) -> [String] {
    var text = printed
    var used: [String] = []
    for abbreviation in abbreviations {
      let index = LayerIndex.variable(LayerVariable("l"))
      let stem = self.name(of: abbreviation)
      // Σ with an index is a sum.
      let isUsed =
        abbreviation.isLayered ? text.contains(stem + "_") : text.replacing(stem + "_", with: "").contains(stem)
      guard isUsed else { continue }
      let term = abbreviation.term(index)
      let plain = Notation(self, without: abbreviation)
      let name = abbreviation.isLayered ? subscripted(stem, index) : stem
      used.append("\(name) = \(plain.print(term))")
      text += plain.print(term)
    }
    return used
  }

  private init(_ notation: Notation, without left: Abbreviation) {
    style = notation.style
    layerName = notation.layerName
    abbreviations = notation.abbreviations.filter { $0.text != left.text }
  }

  private func name(of abbreviation: Abbreviation) -> String {
    style == .text ? abbreviation.text : abbreviation.latex
  }
}

// MARK: - Statements

extension Notation {
  func enclosure(_ low: BoundExpression<Spectral>, _ subject: MatrixTerm, _ high: BoundExpression<Spectral>) -> String {
    let le = style == .text ? " ⪯ " : " \\preceq "
    return "\(scaledIdentity(low))\(le)\(print(subject))\(le)\(scaledIdentity(high))"
  }

  func positiveEnclosure(
    _ low: BoundExpression<Spectral>, _ subject: MatrixTerm, _ high: BoundExpression<Spectral>
  ) -> String {
    let parts = style == .text ? ("λ⁺(", ") ∈ [", ", ", "]") : ("\\lambda^+(", ") \\in [", ",\\; ", "]")
    return parts.0 + print(subject) + parts.1 + print(low) + parts.2 + print(high) + parts.3
  }

  func order(_ low: MatrixTerm, _ subject: MatrixTerm, _ high: MatrixTerm) -> String {
    [low, subject, high].map(print).joined(separator: style == .text ? " ⪯ " : " \\preceq ")
  }

  /// κ(M) related to a bound, with the weights of a convex combination defined behind it.
  func condition(_ subject: MatrixTerm, _ relation: Relation, _ bound: BoundExpression<Ratio>) -> String {
    let sign =
      switch (relation, style) {
      case (.upper, .text): "≤"
      case (.upper, .latex): "\\le"
      case (.lower, .text): "≥"
      case (.lower, .latex): "\\ge"
      case (.equality, _): "="
      }
    let kappa = style == .text ? "κ" : "\\kappa"
    let statement = "\(kappa)(\(print(subject))) \(sign) \(print(bound))"
    guard let weight = bound.node.weight else { return statement }
    let (l, alpha) = (weight.variable.name, style == .text ? "α_" : "\\alpha_")
    let definition =
      style == .text
      ? "γ_\(l) = α_\(l) / Σ_i α_i" : "\\gamma_{\(l)} = \\frac{\\alpha_{\(l)}}{\\sum_i \\alpha_i}"
    return ([statement, definition, "\(alpha)\(l) = " + node(weight.definition).string])
      .joined(separator: style == .text ? ",  " : ",\\quad ")
  }

  func sameNonzeroSpectrum(_ left: MatrixTerm, _ right: MatrixTerm) -> String {
    let name = style == .text ? "λ⁺" : "\\lambda^{+}"
    return "\(name)(\(print(left))) = \(name)(\(print(right)))"
  }

  func rank(_ subject: MatrixTerm, _ value: BoundExpression<Rank>) -> String {
    style == .text
      ? "rank(\(print(subject))) = \(print(value))" : "\\mathrm{rank}(\(print(subject))) = \(print(value))"
  }

  private func scaledIdentity(_ factor: BoundExpression<Spectral>) -> String {
    parenthesized(node(factor.node), below: .product) + (style == .text ? " I" : "\\, I")
  }

  /// An assumption in words and formulas.
  public func print(_ assumption: Assumption) -> String {
    let positive = style == .text ? " > 0" : " > 0"
    switch assumption {
    case .positive(let expression): return print(expression) + positive
    case .positiveAtEveryLayer(let variable, let expression):
      return print(expression) + positive
        + (style == .text ? " for every \(variable.name)" : "\\ \\text{for every } \(variable.name)")
    case .depth(let depth): return "L = \(depth)"
    case .isotropicData: return style == .text ? "Σ = cI" : "\\Sigma = cI"
    case .ranks(let condition): return print(condition)
    case .productVectorInRange(let number, let matrix):
      return style == .text
        ? "u_\(number) ⊗ v_\(number) in the range of \(print(matrix))"
        : "u_\(number) \\otimes v_\(number) \\in \\mathrm{range}\\, \(print(matrix))"
    case .hiddenWidthsAtLeastOuter:
      return style == .text ? "every hidden width ≥ max(d, k)" : "m_l \\ge \\max(d, k)\\ \\text{for } 0 < l < L"
    }
  }

  func print(_ condition: RankCondition) -> String {
    switch condition {
    case .positive(let rank): "\(print(rank)) > 0"
    case .less(let a, let b): "\(print(a)) < \(print(b))"
    case .equal(let a, let b): "\(print(a)) = \(print(b))"
    case .property(.alignedBranches):
      style == .text
        ? "square layers, W^l symmetric positive semidefinite, β_l ≥ 0"
        : "\\text{square layers, } W^l \\succeq 0,\\ \\beta_l \\ge 0"
    case .property(.commonStrength):
      style == .text ? "β_l = β for every l" : "\\beta_l = \\beta\\ \\text{for every } l"
    case .property(.moreSamplesThanInputs): "n > d"
    case .property(.coprimeKernels):
      style == .text
        ? "one channel in every layer, kernels pairwise coprime"
        : "c_0 = \\dots = c_L = 1,\\ \\text{kernels pairwise coprime}"
    }
  }
}

extension ExpressionNode {
  /// The α_l of the convex combination in a bound with weights γ_l = α_l / Σ_i α_i.
  fileprivate var weight: (variable: LayerVariable, definition: ExpressionNode)? {
    switch self {
    case .sum(let variable, .all, .multiply(.divide(let α, .sum(_, .all, let total)), _)) where α == total:
      (variable, α)
    case .multiply(let a, let b): a.weight ?? b.weight
    default: nil
    }
  }

  var isNormalizedWeight: Bool {
    if case .divide(let a, .sum(_, .all, let b)) = self { a == b } else { false }
  }
}
