/// How tightly the outermost operation of a printed formula binds.
enum Binding: Int, Comparable {
  case sum, product, atom
  static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
}

struct Printed {
  var string: String
  var binding: Binding
}

extension Notation {
  var transposeMark: String { style == .text ? "ᵀ" : "^{\\mathsf T}" }

  func parenthesized(_ printed: Printed, below binding: Binding) -> String {
    guard printed.binding < binding else { return printed.string }
    return style == .text ? "(\(printed.string))" : "\\left(\(printed.string)\\right)"
  }

  // MARK: Indices

  func index(_ index: LayerIndex) -> String {
    switch index {
    case .variable(let variable): variable.name
    case .first: "1"
    case .last: "L"
    case .preceding(let next): self.index(next) + (style == .text ? "−1" : "-1")
    }
  }

  func subscripted(_ name: String, _ layer: LayerIndex) -> String {
    let printed = index(layer)
    if style == .latex { return "\(name)_{\(printed)}" }
    return printed.count == 1 ? "\(name)_\(printed)" : "\(name)_{\(printed)}"
  }

  func weightName(_ variable: LayerVariable) -> String {
    style == .text ? "γ_\(variable.name)" : "\\gamma_{\(variable.name)}"
  }

  func operatorSign(_ text: String, _ latex: String, _ variable: LayerVariable, _ range: LayerRange) -> String {
    let l = variable.name
    let lower: String? =
      switch range {
      case .all, .samples: nil
      case .allButFirst: style == .text ? "≥2" : " \\ge 2"
      case .before(let bound): "<" + index(bound)
      case .after(let bound): ">" + index(bound)
      case .except(let bound): (style == .text ? "≠" : " \\ne ") + index(bound)
      }
    switch (style, lower) {
    case (.text, nil): return "\(text)_\(l)"
    case (.text, .some(let condition)): return "\(text)_{\(l)\(condition)}"
    case (.latex, nil): return "\(latex)_{\(l)=1}^{\(range == .samples ? "n" : "L")}"
    case (.latex, .some(let condition)): return "\(latex)_{\(l)\(condition)}"
    }
  }

  // MARK: Expressions

  func node(_ node: ExpressionNode) -> Printed {
    if let condition = conditionNumber(node) { return condition }
    let dot = style == .text ? "·" : "\\, "
    switch node {
    case .integer(let value): return Printed(string: "\(value)", binding: .atom)
    case .dimension(let dimension): return Printed(string: print(dimension), binding: .atom)
    case .functional(let functional, let matrix):
      return Printed(string: apply(functional, to: matrix, power: ""), binding: .atom)
    case .square(.functional(let functional, let matrix)):
      return Printed(string: apply(functional, to: matrix, power: style == .text ? "²" : "^2"), binding: .atom)
    case .square(let a):
      return Printed(string: parenthesized(self.node(a), below: .atom) + (style == .text ? "²" : "^2"), binding: .atom)
    case .add(let a, let b):
      return Printed(string: "\(self.node(a).string) + \(self.node(b).string)", binding: .sum)
    case .subtract(let a, let b):
      return Printed(
        string: "\(self.node(a).string) \(minus) \(parenthesized(self.node(b), below: .product))", binding: .sum)
    case .multiply(.product(let i, .after(let bound), let a), .product(let j, .before(let other), let b))
    where i == j && a == b && bound == other:
      return self.node(.product(i, .except(bound), a))
    case .multiply(let a, let b) where a.isNormalizedWeight:
      guard case .divide(_, .sum(let variable, _, _)) = a else { return self.node(b) }
      return Printed(
        string: weightName(variable) + dot + parenthesized(self.node(b), below: .product), binding: .product)
    case .multiply(let a, .divide(let b, let c)) where conditionNumber(.divide(b, c)) == nil:
      let top = self.node(a).string + dot + parenthesized(self.node(b), below: .product)
      if style == .text {
        return Printed(string: "\(top) / \(parenthesized(self.node(c), below: .atom))", binding: .sum)
      }
      let fraction = self.node(.divide(b, c)).string
      return Printed(string: self.node(a).string + dot + fraction, binding: .product)
    case .multiply(let a, let b):
      let left = self.node(a)
      let leftString = left.binding == .sum ? parenthesized(left, below: .product) : left.string
      return Printed(string: leftString + dot + parenthesized(self.node(b), below: .product), binding: .product)
    case .divide(let a, let b):
      let (top, bottom) = (self.node(a), self.node(b))
      if style == .latex { return Printed(string: "\\frac{\(top.string)}{\(bottom.string)}", binding: .product) }
      return Printed(
        string: "\(parenthesized(top, below: .product)) / \(parenthesized(bottom, below: .atom))", binding: .sum)
    case .sum(let l, let range, let body): return large("Σ", "\\sum", l, range, body)
    case .product(let l, let range, let body): return large("Π", "\\prod", l, range, body)
    case .maximum(let l, let range, let body): return large("max", "\\max", l, range, body)
    case .minimum(let l, let range, let body): return large("min", "\\min", l, range, body)
    case .larger: return extreme("max", node.largerOperands)
    case .smaller: return extreme("min", node.smallerOperands)
    case .guarded(let conditions, let body):
      let condition = conditions.map(print).joined(separator: style == .text ? " and " : ",\\, ")
      return Printed(
        string: self.node(body).string + (style == .text ? " if " : "\\ \\text{if } ") + condition, binding: .sum)
    }
  }

  private func large(
    _ text: String, _ latex: String, _ l: LayerVariable, _ range: LayerRange, _ body: ExpressionNode
  ) -> Printed {
    let sign: String
    if style == .latex, text.count > 1, range == .all || range == .samples {
      sign = "\(latex)_{\(l.name)}"
    } else {
      sign = operatorSign(text, latex, l, range)
    }
    let isProduct = text == "Π"
    return Printed(
      string: sign + " " + parenthesized(node(body), below: isProduct ? .atom : .product),
      binding: isProduct ? .product : .sum)
  }

  /// Of several numbers, however they're nested.
  private func extreme(_ name: String, _ values: [ExpressionNode]) -> Printed {
    let printed = values.map { node($0).string }
    return style == .text
      ? Printed(string: "\(name){\(printed.joined(separator: ", "))}", binding: .atom)
      : Printed(
        string: "\\\(name)\\left\\{\(printed.joined(separator: ",\\ "))\\right\\}", binding: .atom)
  }

  private func print(_ dimension: Dimension) -> String {
    switch dimension {
    case .inputs: "d"
    case .outputs: "k"
    case .hidden: "m"
    case .samples: "n"
    case .parameters: "p"
    case .one: "1"
    case .width(let layer): subscripted("m", layer)
    case .kernel(let layer):
      style == .text ? "|\(subscripted("r", layer))|" : "\\lvert \(subscripted("r", layer)) \\rvert"
    case .times(let a, let b): print(a) + print(b)
    }
  }

  private func apply(_ functional: Functional, to matrix: MatrixTerm, power: String) -> String {
    let argument = term(matrix).string
    let text = style == .text
    let sigma = text ? "σ" : "\\sigma"
    let lambda = text ? "λ" : "\\lambda"
    func named(_ symbol: String, _ below: String) -> String {
      text ? "\(symbol)_\(below)\(power)(\(argument))" : "\(symbol)_{\\mathrm{\(below)}}\(power)(\(argument))"
    }
    switch functional {
    case .largestSingularValue: return named(sigma, "max")
    case .rowSingularValue: return named(sigma, "row")
    case .columnSingularValue: return named(sigma, "col")
    case .shortSideSingularValue: return named(sigma, "short")
    case .smallestPositiveSingularValue:
      return text ? "σ⁺\(power)(\(argument))" : "(\\sigma^{+})\(power)(\(argument))"
    case .restrictedSingularValue: return text ? "τ\(power)(\(argument))" : "\\tau\(power)(\(argument))"
    case .norm where matrix.isNonnegativeNumber: return argument + power
    case .norm where (try? matrix.shape()) == Shape(.one, .one):
      return text ? "|\(argument)|\(power)" : "\\lvert \(argument) \\rvert\(power)"
    case .norm: return text ? "‖\(argument)‖\(power)" : "\\lVert \(argument) \\rVert\(power)"
    case .smallestEigenvalue: return named(lambda, "min")
    case .largestEigenvalue: return named(lambda, "max")
    case .smallestPositiveEigenvalue:
      return text ? "λ⁺_min\(power)(\(argument))" : "\\lambda^{+}_{\\mathrm{min}}\(power)(\(argument))"
    case .rank:
      switch matrix {
      case .productAfter(let layer): return subscripted("p", layer)
      case .productBefore(let layer): return subscripted("q", layer)
      default: return text ? "rank(\(argument))" : "\\mathrm{rank}(\(argument))"
      }
    }
  }

  /// κ(Σ), κ²(P_l), and products of them, where a quotient has that form.
  private func conditionNumber(_ node: ExpressionNode) -> Printed? {
    guard case .divide(let top, let bottom) = node else { return nil }
    let kappa = style == .text ? "κ" : "\\kappa"
    switch (top, bottom) {
    case (.functional(.largestEigenvalue, let a), .functional(.smallestEigenvalue, let b)) where a == b:
      return Printed(string: "\(kappa)(\(term(a).string))", binding: .atom)
    case (.square(.functional(.largestSingularValue, let a)), .square(.functional(let functional, let b)))
    where a == b && [.rowSingularValue, .columnSingularValue].contains(functional):
      return Printed(string: "\(kappa)\(style == .text ? "²" : "^2")(\(term(a).string))", binding: .atom)
    case (.multiply(let a, let b), .multiply(let c, let e)):
      guard let left = conditionNumber(.divide(a, c)), let right = conditionNumber(.divide(b, e)) else { return nil }
      return Printed(string: left.string + (style == .text ? "·" : "\\, ") + right.string, binding: .product)
    default: return nil
    }
  }
}

extension MatrixTerm {
  /// Slopes and standard deviations are numbers that aren't negative.
  fileprivate var isNonnegativeNumber: Bool {
    switch self {
    case .symbol(.slope), .symbol(.deviation): true
    default: false
    }
  }
}

extension ExpressionNode {
  fileprivate var largerOperands: [ExpressionNode] {
    if case .larger(let a, let b) = self { a.largerOperands + b.largerOperands } else { [self] }
  }

  fileprivate var smallerOperands: [ExpressionNode] {
    if case .smaller(let a, let b) = self { a.smallerOperands + b.smallerOperands } else { [self] }
  }
}
