import BoundKernel
import Theorems

/// How the kernel's terms and expressions are written in Coq: a fold of the same trees as evaluation and printing.
struct CoqNotation {
  let theorem: String
  /// What layer variables run over: the layers of N, or the samples.
  let indices: String
  /// The numbers that the theorem quantifies over.
  var atoms: [Atom] = []
  /// Numbers that only one step quantifies over.
  var local: [Atom: String] = [:]

  init(theorem: String, indices: String) {
    self.theorem = theorem
    self.indices = indices
  }

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
    case .sum(let l, let body): return .large("\\sum", "\(l.name) : \(indices)", try term(body))
    case .scaled(let c, let a): return .infix(try expression(c.node), "*:", try term(a), .product)
    case .shifted(let a, let c): return .infix(try term(a), "-", .atom("\(try expression(c.node).argument)%:M"), .sum)
    case .congruence(let c, let middle): return .apply("congruence", try term(c), try term(middle))
    case .compressedGram(1), .compressedGram(2):
      let number = matrix == .compressedGram(1) ? 1 : 2
      return CoqTerm("compressed W D Phi X u_\(number)", .application)
    case .compressedUnits(1, over: BatchNormTerms.i), .compressedUnits(2, over: BatchNormTerms.i):
      let number = matrix == .compressedUnits(1, over: BatchNormTerms.i) ? 1 : 2
      return CoqTerm("compressed_units S V W s u_\(number)", .application)
    case .unitSum(let i, let body): return .large("\\sum", "\(i.name) < m", try term(body))
    case .unitDiagonal(let i, let entry):
      return CoqTerm("diag_mx (\\row_(\(i.name) < m) \(try expression(entry.node).argument))", .application)
    case .add(let a, let b): return .infix(try term(a), "+", try term(b), .sum)
    case .schur(let a, let b): return .apply("schur", try term(a), try term(b))
    case .columnwiseKronecker(let a, let b): return .apply("columnwise", try term(a), try term(b))
    case .diagonal(let j, let entry):
      return CoqTerm("diag_mx (\\row_(\(j.name) < n) \(try expression(entry.node).argument))", .application)
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
    case .branch(let layer): return .apply("branch Net", try index(layer, of: .symbol(symbol)))
    case .skip(let layer): return .apply("skip Net", try index(layer, of: .symbol(symbol)))
    case .strength(let layer): return .apply("strength Net", try index(layer, of: .symbol(symbol)))
    default: return try twoLayerSymbol(symbol)
    }
  }

  private func twoLayerSymbol(_ symbol: MatrixSymbol) throws(FormalizationError) -> CoqTerm {
    switch symbol {
    case .slope: return .atom("alpha")
    case .hiddenWeights: return .atom("V")
    case .normalizedWeights: return .atom("U")
    case .deviation(let unit): return .apply("s", try index(unit, of: .symbol(symbol)))
    case .outputColumn(let unit): return CoqTerm("col \(try index(unit, of: .symbol(symbol)).argument) W", .application)
    case .normalizedUnit(let unit): return .apply("normalized_unit S V s", try index(unit, of: .symbol(symbol)))
    case .unitProjector(let unit): return .apply("unit_projector S V s", try index(unit, of: .symbol(symbol)))
    case .outputWeights: return .atom("W")
    case .inputData: return .atom("X")
    case .sample(let sample): return CoqTerm("col \(try index(sample, of: .symbol(symbol)).argument) X", .application)
    case .activations: return .atom("D")
    case .activationPattern(let sample): return .apply("pattern D", try index(sample, of: .symbol(symbol)))
    case .features: return .atom("Phi")
    case .jacobian: return .atom("J")
    case .ones: return .atom("(ones R k)")
    case .kernelMap(let layer): return .apply("kernel_map", try index(layer, of: .symbol(symbol)))
    case .kernelMaps: return CoqTerm("kernel_maps Net", .application)
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
    case .integer(0), .integer(1): return .atom(node == .integer(0) ? "0" : "1")
    case .integer(let value): return .atom("\(value)%:R")
    case .square(.functional(.norm, .symbol(let number))) where number.isNumber:
      return CoqTerm("\(try symbol(number).factor) ^+ 2", .application)
    case .square(.functional(.norm, let vector)): return .apply("sqn", try term(vector))
    case .functional(.norm, let number): return .atom("`|\(try term(number).string)|")
    case .square(.functional(let functional, let matrix)): return try number(Atom(functional, matrix))
    case .functional(let functional, let matrix)
    where functional == .smallestEigenvalue || functional == .largestEigenvalue:
      return try number(Atom(functional, matrix))
    case .functional(let functional, let matrix): return try number(Atom(functional, matrix, isRoot: true))
    case .square(let a): return CoqTerm("\(try expression(a).factor) ^+ 2", .application)
    case .add(let a, let b): return .infix(try expression(a), "+", try expression(b), .sum)
    case .subtract(let a, let b): return .infix(try expression(a), "-", try expression(b), .sum)
    case .multiply(let a, let b): return .infix(try expression(a), "*", try expression(b), .product)
    case .divide(let a, let b): return .infix(try expression(a), "/", try expression(b), .product)
    case .sum(let l, let range, let body):
      return .large("\\sum", try binder(l, range, in: node), try expression(body))
    case .product(let l, let range, let body):
      return .large("\\prod", try binder(l, range, in: node), try expression(body))
    case .maximum(let j, .samples, let body): return try extremum("maximum", j, body)
    case .minimum(let j, .samples, let body): return try extremum("minimum", j, body)
    case .smaller(.guarded(let a, let x), .guarded(let b, let y)): return try guardedMinimum((a, x), (b, y))
    case .maximum(let l, let range, let body):
      return .large("\\big[Num.max/0]", try binder(l, range, in: node), try expression(body))
    case .larger(let a, let b): return .apply("Num.max", try expression(a), try expression(b))
    case .smaller(let a, let b): return .apply("Num.min", try expression(a), try expression(b))
    default: throw .term(theorem: theorem, found: "\(node)")
    }
  }

  private func extremum(
    _ name: String, _ sample: LayerVariable, _ body: ExpressionNode
  ) throws(FormalizationError) -> CoqTerm {
    CoqTerm("\(name) (fun \(sample.name) : 'I_n => \(try expression(body).string))", .application)
  }

  private func binder(
    _ variable: LayerVariable, _ range: LayerRange, in node: ExpressionNode
  ) throws(FormalizationError) -> String {
    let name = variable.name
    switch range {
    case .all: return "\(name) : \(indices)"
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

extension MatrixSymbol {
  fileprivate var isNumber: Bool {
    switch self {
    case .slope, .strength, .deviation: true
    default: false
    }
  }
}

extension Atom {
  /// Whether both are one number with another letter for the layer.
  func isVariant(of other: Atom) -> Bool {
    self == other || (functional == other.functional && name != nil && name == other.name)
  }
}
