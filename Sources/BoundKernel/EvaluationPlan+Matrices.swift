// The compilation of matrix terms.

extension EvaluationPlan {
  mutating func matrix(_ term: MatrixTerm, _ scope: Scope?) throws(RuleFailure) -> Int {
    let open = scope.map { term.contains($0.variable) } ?? false
    switch term {
    case .productAfter, .productBefore:
      try require(vocabulary.hasLayers, "the symbols of the family", Notation.text.print(term))
    case .schur, .columnwiseKronecker, .diagonal:
      try require(vocabulary.hasSamples, "the operations of the family", Notation.text.print(term))
    case .unitSum, .unitDiagonal:
      try require(vocabulary.hasUnits, "the operations of the family", Notation.text.print(term))
    default: break
    }
    switch term {
    case .symbol(let symbol): return try self.symbol(symbol, scope, open)
    case .productAfter(let index): return insert(.layered(.productAfter, try reference(index, scope)), open: open)
    case .productBefore(let index): return insert(.layered(.productBefore, try reference(index, scope)), open: open)
    case .identity(let dimension): return insert(.identity(try sizes(dimension, scope)), open: open)
    case .product(let a, let b):
      let left = try matrix(a, scope)
      return insert(.product(left, try matrix(b, scope)), open: open)
    case .transpose(let a): return insert(.transpose(try matrix(a, scope)), open: open)
    case .gram(let a): return insert(.gram(try matrix(a, scope)), open: open)
    case .kronecker(let a, let b):
      let left = try matrix(a, scope)
      return insert(.kronecker(left, try matrix(b, scope)), open: open)
    case .kroneckerSum(let a, let b):
      let (m, n) = (try a.shape().rows, try b.shape().rows)
      let left = try matrix(.kronecker(a, .identity(n)), scope)
      return insert(.sumOfTwo(left, try matrix(.kronecker(.identity(m), b), scope)), open: open)
    case .sum(let bound, let body):
      let (coefficient, body) = try summand(body, try self.scope(binding: bound, .layer))
      return insert(.sum(coefficient: coefficient, body), open: open)
    case .scaled(let coefficient, let a):
      let factor = try scalar(coefficient.node, scope)
      return insert(.scaled(factor, try matrix(a, scope)), open: open)
    case .shifted(let a, let shift):
      let identity = try matrix(.identity(try a.shape().rows), scope)
      let by = try scalar(shift.node, scope)
      return insert(.shifted(try matrix(a, scope), by: by, identity: identity), open: open)
    case .congruence(let factor, let middle):
      return try matrix((factor.transposed * middle) * factor, scope)
    case .add(let a, let b):
      let left = try matrix(a, scope)
      return insert(.sumOfTwo(left, try matrix(b, scope)), open: open)
    case .schur(let a, let b):
      let left = try matrix(a, scope)
      return insert(.schur(left, try matrix(b, scope)), open: open)
    case .columnwiseKronecker(let a, let b):
      let left = try matrix(a, scope)
      return insert(.columnwiseKronecker(left, try matrix(b, scope)), open: open)
    case .diagonal(let bound, let entry):
      return insert(.diagonal(try scalar(entry.node, try self.scope(binding: bound, .sample))), open: open)
    case .unitSum(let bound, let body):
      let (coefficient, body) = try summand(body, try self.scope(binding: bound, .unit))
      return insert(.unitSum(coefficient: coefficient, body), open: open)
    case .unitDiagonal(let bound, let entry):
      return insert(.unitDiagonal(try scalar(entry.node, try self.scope(binding: bound, .unit))), open: open)
    }
  }

  /// The coefficient of a summand, nil for 1, and its matrix.
  private mutating func summand(_ body: MatrixTerm, _ scope: Scope) throws(RuleFailure) -> (coefficient: Int?, Int) {
    guard case .scaled(let coefficient, let matrix) = body else { return (nil, try self.matrix(body, scope)) }
    let factor = try scalar(coefficient.node, scope)
    return (factor, try self.matrix(matrix, scope))
  }

  func require(_ condition: Bool, _ needs: String, _ found: String) throws(RuleFailure) {
    guard condition else { throw .form(rule: "evaluation", needs: needs, found: found) }
  }

  private mutating func symbol(
    _ symbol: MatrixSymbol, _ scope: Scope?, _ open: Bool
  ) throws(RuleFailure) -> Int {
    try require(
      vocabulary.contains(symbol), "the symbols of the family", Notation.text.print(MatrixTerm.symbol(symbol)))
    var index = LayerReference(base: .first, offset: 0)
    if let named = symbol.index { index = try reference(named, scope, of: symbol.indexKind) }
    let family: FamilySymbol
    switch symbol {
    case .weight: return insert(.layered(.weight, index), open: open)
    case .dataFactor: return insert(.dataFactor, open: false)
    case .outputVector(let number): return insert(.outputVector(number), open: false)
    case .inputVector(let number): return insert(.inputVector(number), open: false)
    case .branch: family = .branch
    case .skip: family = .skip
    case .strength: family = .strength
    case .hiddenWeights: family = .hiddenWeights
    case .outputWeights: family = .outputWeights
    case .slope: family = .slope
    case .inputData: family = .inputData
    case .sample: family = .sample
    case .activations: family = .activations
    case .activationPattern: family = .activationPattern
    case .features: family = .features
    case .jacobian: family = .jacobian
    case .ones: family = .ones
    case .outputColumn: family = .outputColumn
    case .deviation: family = .deviation
    case .normalizedUnit: family = .normalizedUnit
    case .unitProjector: family = .unitProjector
    case .normalizedWeights: family = .normalizedWeights
    case .kernelMap: family = .kernelMap
    case .kernelMaps: family = .kernelMaps
    case .flippedKernelMaps: family = .flippedKernelMaps
    case .periodicWindows: family = .periodicWindows
    }
    return insert(.family(family, index), open: open)
  }
}
