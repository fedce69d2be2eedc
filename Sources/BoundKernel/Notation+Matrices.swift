// How matrix terms are printed.

extension Notation {
  func term(_ matrix: MatrixTerm) -> Printed {
    if let name = abbreviated(matrix) { return Printed(string: name, binding: .atom) }
    switch matrix {
    case .symbol(let symbol): return Printed(string: print(symbol), binding: .atom)
    case .productAfter(let layer): return Printed(string: subscripted("P", layer), binding: .atom)
    case .productBefore(let layer): return Printed(string: subscripted("Q", layer), binding: .atom)
    case .identity: return Printed(string: "I", binding: .atom)
    case .product(let a, let b):
      return Printed(string: "\(factor(a)) \(factor(b))", binding: .product)
    case .transpose(let a): return Printed(string: transposed(a), binding: .atom)
    case .gram(.transpose(let a)): return Printed(string: "\(transposed(a)) \(factor(a, of: .atom))", binding: .product)
    case .gram(let a): return Printed(string: "\(factor(a)) \(transposed(a))", binding: .product)
    case .kronecker(let a, let b):
      return Printed(string: "\(factor(a)) \(style == .text ? "⊗" : "\\otimes") \(factor(b))", binding: .product)
    case .kroneckerSum(let a, let b):
      let cross = style == .text ? "⊗" : "\\otimes"
      return Printed(string: "\(factor(a)) \(cross) I + I \(cross) \(factor(b))", binding: .sum)
    case .sum(let variable, let body):
      return Printed(
        string: operatorSign("Σ", "\\sum", variable, .all) + " " + parenthesized(term(body), below: .product),
        binding: .sum)
    case .scaled(let c, let a):
      let dot = style == .text ? "·" : "\\, "
      return Printed(string: parenthesized(node(c.node), below: .product) + dot + factor(a), binding: .product)
    case .shifted(let a, let c):
      let shift = parenthesized(node(c.node), below: .product)
      return Printed(string: "\(term(a).string) \(minus) \(shift) I", binding: .sum)
    case .add(let a, let b): return Printed(string: "\(term(a).string) + \(term(b).string)", binding: .sum)
    case .schur(let a, let b):
      let circle = style == .text ? "∘" : "\\circ"
      return Printed(string: "\(factor(a)) \(circle) \(factor(b))", binding: .product)
    case .columnwiseKronecker(let a, let b):
      let star = style == .text ? "⊙" : "\\odot"
      return Printed(string: "\(factor(a)) \(star) \(factor(b))", binding: .product)
    case .diagonal(let variable, let entry):
      let name = style == .text ? "diag_\(variable.name)" : "\\mathrm{diag}_{\(variable.name)}"
      return Printed(string: "\(name)(\(node(entry.node).string))", binding: .atom)
    case .unitSum(let variable, let body):
      let l = variable.name
      return Printed(
        string: (style == .text ? "Σ_\(l) " : "\\sum_{\(l)=1}^{m} ") + parenthesized(term(body), below: .product),
        binding: .sum)
    case .unitDiagonal(let variable, let entry):
      let name = style == .text ? "diag_\(variable.name)" : "\\mathrm{diag}_{\(variable.name)}"
      return Printed(string: "\(name)(\(node(entry.node).string))", binding: .atom)
    case .congruence(.transpose(let c), let m):
      return Printed(string: "\(factor(c)) \(factor(m, of: .atom)) \(transposed(c))", binding: .product)
    case .congruence(let c, let m):
      return Printed(string: "\(transposed(c)) \(factor(m, of: .atom)) \(factor(c, of: .atom))", binding: .product)
    }
  }

  var minus: String { style == .text ? "−" : "-" }

  private func factor(_ matrix: MatrixTerm, of binding: Binding = .product) -> String {
    let printed = term(matrix)
    switch matrix {
    case .kronecker, .schur, .columnwiseKronecker:
      if printed.binding == .product { return parenthesized(printed, below: .atom) }
    default: break
    }
    return parenthesized(printed, below: binding)
  }

  private func transposed(_ matrix: MatrixTerm) -> String {
    parenthesized(term(matrix), below: .atom) + transposeMark
  }

  private func superscripted(_ name: String, _ layer: LayerIndex) -> String {
    let printed = index(layer)
    return style == .text && printed.count == 1 ? "\(name)^\(printed)" : "\(name)^{\(printed)}"
  }

  private func print(_ symbol: MatrixSymbol) -> String {
    switch symbol {
    case .weight(let layer): return superscripted(layerName, layer)
    case .branch(let layer): return superscripted("W", layer)
    case .skip(let layer): return subscripted("E", layer)
    case .strength(let layer): return subscripted(style == .text ? "β" : "\\beta", layer)
    case .hiddenWeights: return "V"
    case .outputWeights: return "W"
    case .slope: return style == .text ? "α" : "\\alpha"
    case .inputData: return "X"
    case .sample(let sample): return subscripted("x", sample)
    case .activations: return "D"
    case .activationPattern(let sample): return subscripted(style == .text ? "Δ" : "\\Delta", sample)
    case .features: return style == .text ? "Φ" : "\\Phi"
    case .jacobian: return "J"
    case .outputColumn(let unit): return subscripted("w", unit)
    case .deviation(let unit): return subscripted("s", unit)
    case .normalizedUnit(let unit): return subscripted("u", unit)
    case .unitProjector(let unit): return subscripted(style == .text ? "Π" : "\\Pi", unit)
    case .normalizedWeights: return "U"
    case .kernelMap(let layer): return subscripted("C", layer)
    case .kernelMaps: return "C"
    case .flippedKernelMaps: return style == .text ? "C′" : "C'"
    case .periodicWindows: return "Y"
    case .ones: return style == .text ? "1" : "\\mathbf 1"
    case .dataFactor: return "S"
    case .outputVector(let number): return "u_\(number)"
    case .inputVector(let number): return "v_\(number)"
    }
  }

  private func abbreviated(_ matrix: MatrixTerm) -> String? {
    for abbreviation in abbreviations {
      let name = style == .text ? abbreviation.text : abbreviation.latex
      if !abbreviation.isLayered {
        if abbreviation.term(.first) == matrix { return name }
      } else if let layer = matrix.layers.first(where: { abbreviation.term($0) == matrix }) {
        return subscripted(name, layer)
      }
    }
    return nil
  }
}

extension MatrixTerm {
  /// The layer indices that occur in the term.
  var layers: Set<LayerIndex> {
    switch self {
    case .symbol(let symbol): symbol.index.map { [$0] } ?? []
    case .productAfter(let index), .productBefore(let index): [index]
    case .identity, .diagonal, .unitDiagonal: []
    case .product(let a, let b), .kronecker(let a, let b), .kroneckerSum(let a, let b), .congruence(let a, let b),
      .add(let a, let b), .schur(let a, let b), .columnwiseKronecker(let a, let b):
      a.layers.union(b.layers)
    case .transpose(let a), .gram(let a), .sum(_, let a), .unitSum(_, let a), .scaled(_, let a), .shifted(let a, _):
      a.layers
    }
  }
}
