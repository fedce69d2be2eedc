import BoundKernel

/// How the kernel's terms and expressions are written in Coq: a fold of the same trees as evaluation and printing.
struct CoqNotation {
  let theorem: String
  /// The numbers that the theorem quantifies over.
  var atoms: [Atom] = []
  /// Numbers that only one step quantifies over.
  var local: [Atom: String] = [:]

  private func missing(_ matrix: MatrixTerm) -> FormalizationError {
    .term(theorem: theorem, found: Notation.text.print(matrix))
  }

  // MARK: Matrices

  func term(_ matrix: MatrixTerm) throws(FormalizationError) -> CoqTerm {
    switch matrix {
    case .symbol(let symbol): return try self.symbol(symbol)
    case .productAfter(let layer): return .apply("after", try index(layer, of: matrix))
    case .productBefore(let layer): return .apply("before", try index(layer, of: matrix))
    case .identity(.outputs): return .atom("(1%:M : 'M[R]_k)")
    case .identity(.inputs): return .atom("(1%:M : 'M[R]_d)")
    case .product(let a, let b): return .infix(try term(a), "*m", try term(b), .product)
    case .transpose(let a): return .atom("\(try term(a).argument)^T")
    case .gram(let a): return .apply("gram", try term(a))
    case .kronecker(let a, let b): return .apply("kron", try term(a), try term(b))
    case .kroneckerSum(let a, let b): return .apply("kron_sum", try term(a), try term(b))
    case .sum(let l, let body): return .large("\\sum", "\(l.name) : layers N", try term(body))
    case .scaled(let c, let a): return .infix(try expression(c.node), "*:", try term(a), .product)
    case .shifted(let a, let c): return .infix(try term(a), "-", .atom("\(try expression(c.node).argument)%:M"), .sum)
    case .congruence(let c, let middle): return .apply("congruence", try term(c), try term(middle))
    case .add(let a, let b): return .infix(try term(a), "+", try term(b), .sum)
    default: throw missing(matrix)
    }
  }

  private func symbol(_ symbol: MatrixSymbol) throws(FormalizationError) -> CoqTerm {
    switch symbol {
    case .weight(.first): return .atom("W_first")
    case .weight(.last): return .atom("W_last")
    case .weight(let layer): return .apply("weight", try index(layer, of: .symbol(symbol)))
    case .dataFactor: return .atom("S")
    case .outputVector(let number): return .atom("u_\(number)")
    case .inputVector(let number): return .atom("v_\(number)")
    default: throw missing(.symbol(symbol))
    }
  }

  private func index(_ layer: LayerIndex, of matrix: MatrixTerm) throws(FormalizationError) -> CoqTerm {
    switch layer {
    case .variable(let variable): return .atom(variable.name)
    case .first: return .atom("first")
    case .last: return .atom("last")
    case .preceding: throw missing(matrix)
    @unknown default: throw missing(matrix)
    }
  }

  // MARK: Expressions

  func expression(_ node: ExpressionNode) throws(FormalizationError) -> CoqTerm {
    switch node {
    case .integer(0): return .atom("0")
    case .integer(let value): return .atom("\(value)%:R")
    case .square(.functional(.norm, let vector)): return .apply("sqn", try term(vector))
    case .square(.functional(let functional, let matrix)): return try number(Atom(functional, matrix))
    case .functional(let functional, let matrix)
    where functional == .smallestEigenvalue || functional == .largestEigenvalue:
      return try number(Atom(functional, matrix))
    case .add(let a, let b): return .infix(try expression(a), "+", try expression(b), .sum)
    case .subtract(let a, let b): return .infix(try expression(a), "-", try expression(b), .sum)
    case .multiply(let a, let b): return .infix(try expression(a), "*", try expression(b), .product)
    case .divide(let a, let b): return .infix(try expression(a), "/", try expression(b), .product)
    case .sum(let l, let range, let body):
      return .large("\\sum", try binder(l, range, in: node), try expression(body))
    case .product(let l, let range, let body):
      return .large("\\prod", try binder(l, range, in: node), try expression(body))
    case .maximum(let l, let range, let body):
      return .large("\\big[Num.max/0]", try binder(l, range, in: node), try expression(body))
    case .larger(let a, let b): return .apply("Num.max", try expression(a), try expression(b))
    case .smaller(let a, let b): return .apply("Num.min", try expression(a), try expression(b))
    default: throw .term(theorem: theorem, found: "\(node)")
    }
  }

  private func binder(
    _ variable: LayerVariable, _ range: LayerRange, in node: ExpressionNode
  ) throws(FormalizationError) -> String {
    let name = variable.name
    switch range {
    case .all: return "\(name) : layers N"
    case .after(.variable(let bound)): return "\(name) : layers N | behind \(name) \(bound.name)"
    case .before(.variable(let bound)): return "\(name) : layers N | behind \(bound.name) \(name)"
    case .except(.variable(let bound)): return "\(name) : layers N | \(name) != \(bound.name)"
    default: throw .term(theorem: theorem, found: "\(node)")
    }
  }

  /// The number of an atom: its name applied to the layer it depends on.
  func number(_ atom: Atom) throws(FormalizationError) -> CoqTerm {
    if let name = local[atom] { return .atom(name) }
    guard let known = atoms.first(where: { $0.isVariant(of: atom) }), let name = known.name else {
      throw missing(atom.matrix)
    }
    guard let variable = atom.matrix.freeVariables.first else { return .atom(name) }
    return .apply(name, .atom(variable.name))
  }

  /// The hypothesis about an atom, applied to the layer it depends on.
  func hypothesis(_ atom: Atom) -> CoqTerm? {
    guard let known = atoms.first(where: { $0.isVariant(of: atom) }), let name = known.name else { return nil }
    guard let variable = atom.matrix.freeVariables.first else { return .atom("\(name)_ends") }
    return .apply("\(name)_ends", .atom(variable.name))
  }
}

extension Atom {
  /// Whether both are one number with another letter for the layer.
  func isVariant(of other: Atom) -> Bool {
    self == other || (functional == other.functional && name != nil && name == other.name)
  }
}
