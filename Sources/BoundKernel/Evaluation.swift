/// The values of a plan's expressions on one instance.
public struct Evaluation<Model: Interpretation> {
  @usableFromInline let plan: EvaluationPlan
  /// What the symbols mean.
  public var model: Model
  @usableFromInline let stride: Int
  @usableFromInline var scalarValues: [Model.Number?]
  @usableFromInline var matrixValues: [Model.Value?]

  /// Nothing is evaluated yet.
  @inlinable public init(_ plan: EvaluationPlan, _ model: Model) {
    self.plan = plan
    self.model = model
    stride = max(model.depth, model.samples, model.units) + 1
    scalarValues = Array(repeating: nil, count: plan.scalars.count * stride)
    matrixValues = Array(repeating: nil, count: plan.matrices.count * stride)
  }

  /// The value of an expression, at a layer, sample or unit if a variable is free in it.
  @inlinable public mutating func value<Kind>(
    of expression: PlannedExpression<Kind>, atLayer layer: Int = 0
  ) throws(Model.Failure) -> Model.Number {
    try scalar(expression.id, layer)
  }

  /// The value of a matrix term, at a layer, sample or unit if a variable is free in it.
  @inlinable public mutating func matrix(
    _ term: PlannedMatrix, atLayer layer: Int = 0
  ) throws(Model.Failure) -> Model.Value {
    try matrix(term.id, layer)
  }

  /// Whether a condition holds.
  @inlinable public mutating func holds(_ condition: PlannedCondition) throws(Model.Failure) -> Bool {
    try holds(condition.comparison, 0)
  }

  /// The value of an expression in ranks and dimensions.
  @inlinable public mutating func rank(of expression: PlannedExpression<Rank>) throws(Model.Failure) -> Int {
    try integer(expression.id, 0)
  }

  @inlinable mutating func scalar(_ id: Int, _ layer: Int) throws(Model.Failure) -> Model.Number {
    let planned = plan.scalars[id]
    let slot = id * stride + (planned.isOpen ? layer : 0)
    if let known = scalarValues[slot] { return known }
    let value = try compute(planned.operation, id, layer)
    scalarValues[slot] = value
    return value
  }

  @inlinable mutating func compute(
    _ operation: EvaluationPlan.ScalarOperation, _ id: Int, _ layer: Int
  ) throws(Model.Failure) -> Model.Number {
    switch operation {
    case .functional(let functional, let matrix):
      return try model.value(of: functional, at: try self.matrix(matrix, layer))
    case .square(let a):
      let value = try scalar(a, layer)
      return value * value
    case .binary(let operation, let a, let b):
      let (left, right) = (try scalar(a, layer), try scalar(b, layer))
      switch operation {
      case .add: return left + right
      case .subtract: return left - right
      case .multiply: return left * right
      case .divide: return .quotient(left, right)
      case .larger: return .larger(left, right)
      case .smaller: return .smaller(left, right)
      }
    case .fold(let fold, let range, let body):
      return try self.fold(fold, range, layer) { (evaluation, index) throws(Model.Failure) in
        try evaluation.scalar(body, index)
      }
    case .guarded(let conditions, let body):
      for condition in conditions where !(try holds(condition, layer)) { return .infinity }
      return try scalar(body, layer)
    case .integer, .size, .rank, .rankOfSubject: return Model.Number(try integer(id, layer))
    }
  }

  @inlinable @inline(__always) mutating func fold<Member: FoldMember>(
    _ fold: EvaluationPlan.Fold, _ range: EvaluationPlan.PlannedRange, _ layer: Int,
    member: (_ evaluation: inout Evaluation, _ index: Int) throws(Model.Failure) -> Member
  ) throws(Model.Failure) -> Member {
    var result: Member?
    for index in 0..<count(range) where includes(range, index + 1, current: layer) {
      let value = try member(&self, index + 1)
      guard let sofar = result else {
        result = value
        continue
      }
      switch fold {
      case .sum: result = sofar + value
      case .product: result = sofar * value
      case .maximum: result = .larger(sofar, value)
      case .minimum: result = .smaller(sofar, value)
      }
    }
    return result ?? Member(fold == .product ? 1 : 0)
  }

  @inlinable func count(_ range: EvaluationPlan.PlannedRange) -> Int {
    range == .samples ? model.samples : model.depth
  }

  @inlinable func includes(_ range: EvaluationPlan.PlannedRange, _ index: Int, current: Int) -> Bool {
    switch range {
    case .all, .samples: true
    case .allButFirst: index > 1
    case .before(let bound): index < bound.resolve(current: current, depth: model.depth)
    case .after(let bound): index > bound.resolve(current: current, depth: model.depth)
    case .except(let bound): index != bound.resolve(current: current, depth: model.depth)
    }
  }

  @inlinable mutating func holds(
    _ condition: EvaluationPlan.Comparison, _ layer: Int
  ) throws(Model.Failure) -> Bool {
    switch condition {
    case .positive(let a): try integer(a, layer) > 0
    case .less(let a, let b): try integer(a, layer) < integer(b, layer)
    case .equal(let a, let b): try integer(a, layer) == integer(b, layer)
    case .property(let property): model.has(property)
    }
  }

  /// Ranks and dimensions, in whole numbers whatever the number type.
  @inlinable mutating func integer(_ id: Int, _ layer: Int) throws(Model.Failure) -> Int {
    switch plan.scalars[id].operation {
    case .integer(let value): return value
    case .size: return size(plan.scalars[id].operation, layer)
    case .rank(let symbol, let reference):
      return try model.rank(of: name(symbol, reference.resolve(current: layer, depth: model.depth)))
    case .rankOfSubject: return model.rankOfSubject
    case .binary(.add, let a, let b): return try integer(a, layer) + integer(b, layer)
    case .binary(.subtract, let a, let b): return try integer(a, layer) - integer(b, layer)
    case .binary(.multiply, let a, let b): return try integer(a, layer) * integer(b, layer)
    case .fold(let fold, let range, let body):
      return try self.fold(fold, range, layer) { (evaluation, index) throws(Model.Failure) in
        try evaluation.integer(body, index)
      }
    case .binary, .functional, .square, .guarded:
      preconditionFailure("the kernel's typing lets no such operation into a rank expression")
    }
  }

  @inlinable func name(_ symbol: EvaluationPlan.Symbol, _ layer: Int) -> NamedMatrix {
    switch symbol {
    case .weight: .weight(layer)
    case .productAfter: .productAfter(layer)
    case .productBefore: .productBefore(layer)
    }
  }

  @inlinable mutating func matrix(_ id: Int, _ layer: Int) throws(Model.Failure) -> Model.Value {
    let planned = plan.matrices[id]
    let slot = id * stride + (planned.isOpen ? layer : 0)
    if let known = matrixValues[slot] { return known }
    let value = try compute(planned.operation, layer)
    matrixValues[slot] = value
    return value
  }

  @inlinable mutating func compute(
    _ operation: EvaluationPlan.MatrixOperation, _ layer: Int
  ) throws(Model.Failure) -> Model.Value {
    switch operation {
    case .layered(let symbol, let reference):
      return try model.matrix(name(symbol, reference.resolve(current: layer, depth: model.depth)))
    case .family(let symbol, let reference):
      return known(try model.matrix(name(symbol, reference.resolve(current: layer, depth: model.depth))))
    case .dataFactor: return try model.matrix(.dataFactor)
    case .outputVector(let number): return try model.matrix(.outputVector(number))
    case .inputVector(let number): return try model.matrix(.inputVector(number))
    case .identity(let factors):
      var order = 1
      for factor in factors { order *= size(factor, layer) }
      return try model.identity(order: order)
    case .product(let a, let b): return try model.product(try matrix(a, layer), try matrix(b, layer))
    case .transpose(let a): return try model.transpose(try matrix(a, layer))
    case .gram(let a): return try model.gram(try matrix(a, layer))
    case .kronecker(let a, let b): return try model.kronecker(try matrix(a, layer), try matrix(b, layer))
    case .sum(let coefficient, let body): return try sum(coefficient, body, count: model.depth)
    case .unitSum(let coefficient, let body): return try sum(coefficient, body, count: model.units)
    case .scaled(let coefficient, let a):
      return try model.combination([(try scalar(coefficient, layer), try matrix(a, layer))])
    case .shifted(let a, let shift, let identity):
      let amount = Model.Number(0) - (try scalar(shift, layer))
      return try model.combination([(nil, try matrix(a, layer)), (amount, try matrix(identity, layer))])
    case .sumOfTwo(let a, let b):
      return try model.combination([(nil, try matrix(a, layer)), (nil, try matrix(b, layer))])
    case .schur(let a, let b): return known(try model.schur(try matrix(a, layer), try matrix(b, layer)))
    case .columnwiseKronecker(let a, let b):
      return known(try model.columnwiseKronecker(try matrix(a, layer), try matrix(b, layer)))
    case .diagonal(let entry):
      var entries: [Model.Number] = []
      entries.reserveCapacity(model.samples)
      for index in 0..<model.samples { entries.append(try scalar(entry, index + 1)) }
      return known(try model.diagonal(entries))
    case .unitDiagonal(let entry):
      var entries: [Model.Number] = []
      entries.reserveCapacity(model.units)
      for index in 0..<model.units { entries.append(try scalar(entry, index + 1)) }
      return known(try model.diagonal(entries))
    }
  }

  @inlinable mutating func sum(
    _ coefficient: Int?, _ body: Int, count: Int
  ) throws(Model.Failure) -> Model.Value {
    var terms: [(coefficient: Model.Number?, matrix: Model.Value)] = []
    terms.reserveCapacity(count)
    for index in 1...count {
      let factor: Model.Number? = if let coefficient { try scalar(coefficient, index) } else { nil }
      terms.append((factor, try matrix(body, index)))
    }
    return try model.combination(terms)
  }

  @inlinable func size(_ factor: EvaluationPlan.ScalarOperation, _ layer: Int) -> Int {
    guard case .size(let dimension, let reference) = factor else { return 1 }
    switch dimension {
    case .inputs: return model.size(of: .inputs)
    case .outputs: return model.size(of: .outputs)
    case .width: return model.size(of: .width(reference.resolve(current: layer, depth: model.depth)))
    case .samples: return model.samples
    case .kernel: return model.kernelSize(reference.resolve(current: layer, depth: model.depth))
    }
  }

  @inlinable func name(_ symbol: EvaluationPlan.FamilySymbol, _ index: Int) -> FamilyMatrix {
    switch symbol {
    case .branch: .branch(index)
    case .skip: .skip(index)
    case .strength: .strength(index)
    case .sample: .sample(index)
    case .activationPattern: .activationPattern(index)
    case .hiddenWeights: .hiddenWeights
    case .outputWeights: .outputWeights
    case .slope: .slope
    case .inputData: .inputData
    case .activations: .activations
    case .features: .features
    case .jacobian: .jacobian
    case .ones: .ones
    case .outputColumn: .outputColumn(index)
    case .deviation: .deviation(index)
    case .normalizedUnit: .normalizedUnit(index)
    case .unitProjector: .unitProjector(index)
    case .normalizedWeights: .normalizedWeights
    case .kernelMap: .kernelMap(index)
    case .kernelMaps: .kernelMaps
    case .flippedKernelMaps: .flippedKernelMaps
    case .periodicWindows: .periodicWindows
    }
  }

  /// What the plan's vocabulary lets into it, the family's interpretation knows.
  @inlinable func known(_ value: Model.Value?) -> Model.Value {
    guard let value else { preconditionFailure("the plan's vocabulary isn't that of the interpretation") }
    return value
  }
}
