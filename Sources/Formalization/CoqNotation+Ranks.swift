import BoundKernel

// Ranks and dimensions are natural numbers in Coq.
extension CoqNotation {
  /// A relation of ranks; between natural numbers the order is decided, so it guards a number too.
  func condition(_ condition: RankCondition) throws(FormalizationError) -> String {
    switch condition {
    case .positive(let a): return "(0 < \(try rank(a.node).string))%N"
    case .less(let a, let b): return "(\(try rank(a.node).string) < \(try rank(b.node).string))%N"
    case .equal(let a, let b): return "\(try rank(a.node).string) = (\(try rank(b.node).string))%N"
    case .property: throw .term(theorem: theorem, found: "\(condition)")
    @unknown default: throw .term(theorem: theorem, found: "\(condition)")
    }
  }

  /// A rank, a dimension or an expression of them, in natural numbers.
  func rank(_ node: ExpressionNode) throws(FormalizationError) -> CoqTerm {
    switch node {
    case .integer(let value): return .atom("\(value)")
    case .dimension(let dimension): return try self.dimension(dimension)
    case .functional(.rank, .productAfter(.preceding(.variable(let l)))):
      return CoqTerm("rank_of (1%:M : 'M[R]_k) (preceding \(l.name))", .application)
    case .functional(.rank, let matrix): return CoqTerm("\\rank \(try ring(matrix))", .application)
    case .add(let a, let b): return .infix(try rank(a), "+", try rank(b), .sum)
    case .subtract(let a, let b): return .infix(try rank(a), "-", try rank(b), .sum)
    case .multiply(let a, let b): return .infix(try rank(a), "*", try rank(b), .product)
    case .sum(let l, .all, let body): return .large("\\sum", "\(l.name) : \(indices)", try rank(body))
    default: throw .term(theorem: theorem, found: "\(node)")
    }
  }

  /// Behind \rank, + and \sum would be those of row spaces.
  private func ring(_ matrix: MatrixTerm) throws(FormalizationError) -> String {
    switch matrix {
    case .sum, .add, .congruence: "(\(try term(matrix).string))%R"
    default: try term(matrix).argument
    }
  }

  private func dimension(_ dimension: Dimension) throws(FormalizationError) -> CoqTerm {
    switch dimension {
    case .inputs: return .atom("d")
    case .outputs: return .atom("k")
    case .samples: return .atom("n")
    case .kernel(.variable(let l)): return CoqTerm("kernel_size \(l.name)", .application)
    case .times(let a, let b): return .infix(try self.dimension(a), "*", try self.dimension(b), .product)
    default: throw .term(theorem: theorem, found: "\(dimension)")
    }
  }

  /// min{x if c, y if c′}, in which what isn't there is left out.
  func guardedMinimum(
    _ a: ([RankCondition], ExpressionNode), _ b: ([RankCondition], ExpressionNode)
  ) throws(FormalizationError) -> CoqTerm {
    .apply(
      "guarded_min", try all(a.0), try expression(a.1), try all(b.0), try expression(b.1))
  }

  private func all(_ conditions: [RankCondition]) throws(FormalizationError) -> CoqTerm {
    var texts: [String] = []
    for condition in conditions { texts.append(try self.condition(condition)) }
    return texts.count == 1 ? .atom(texts[0]) : CoqTerm(texts.joined(separator: " && "), .sum)
  }
}
