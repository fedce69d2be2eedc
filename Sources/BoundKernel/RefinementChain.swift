/// One step of a refinement chain.
public struct Refinement: Sendable {
  /// The rules applied at this step: those of one level of the derivation.
  public let rules: [Rule]
  /// The bound after the step; it's never smaller than before.
  public let bound: BoundExpression<Ratio>
}

extension ConditionBound {
  /// κ = b₀ ≤ b₁ ≤ … ≤ b_m: the bound with the outermost levels of the derivation applied and the matrices' own extreme
  /// eigenvalues in place of what lies deeper. b_i/b_{i−1} is the slack of step i: where a sharper rule would pay.
  ///
  /// - Throws: what a rule throws on an intermediate judgement; none does for a derivation that went through.
  public func refinementChain() throws(RuleFailure) -> [Refinement] {
    var outer: [ConditionBound] = [self]
    while let premise = outer[outer.count - 1].derivation.premises.first as? ConditionBound { outer.append(premise) }
    let quotient = outer[outer.count - 1]
    guard let enclosure = quotient.derivation.premises.first else {
      return [Refinement(rules: [quotient.derivation.rule], bound: quotient.bound)]
    }
    var steps: [Refinement] = []
    for level in 0...enclosure.depth {
      let truncated = try quotient.derivation.reapply([try enclosure.truncated(below: level)])
      guard let bound = truncated as? ConditionBound else { break }
      let rules = level == 0 ? [quotient.derivation.rule] : enclosure.rules(atLevel: level - 1)
      if level == 0 || bound.bound != steps[steps.count - 1].bound {
        steps.append(Refinement(rules: rules, bound: bound.bound))
      }
    }
    for bound in outer.dropLast().reversed() {
      steps.append(Refinement(rules: [bound.derivation.rule], bound: bound.bound))
    }
    return steps
  }
}

extension Judgement {
  /// The same judgement with the premises below `levels` levels of rules replaced by exact ones.
  fileprivate func truncated(below levels: Int) throws(RuleFailure) -> any Judgement {
    if levels == 0 { return exact() ?? self }
    if derivation.premises.isEmpty { return self }
    var premises: [any Judgement] = []
    for premise in derivation.premises { premises.append(try premise.truncated(below: levels - 1)) }
    return try derivation.reapply(premises)
  }

  /// The number of levels of rules below which nothing can be made exact.
  fileprivate var depth: Int {
    guard exact() != nil else { return 0 }
    return 1 + (derivation.premises.map(\.depth).max() ?? 0)
  }

  fileprivate func rules(atLevel level: Int) -> [Rule] {
    if level == 0 { return exact() == nil ? [] : [derivation.rule] }
    var rules: [Rule] = []
    for premise in derivation.premises {
      for rule in premise.rules(atLevel: level - 1) where !rules.contains(rule) { rules.append(rule) }
    }
    return rules
  }
}
