import BoundKernel

extension Theorem {
  /// A negative control: a false upper bound on κ of the family's matrix, refuted on the ensemble it names.
  static func control(
    _ name: String, _ summary: String, on ensemble: FamilyEnsemble, assuming assumptions: [Assumption],
    _ bound: BoundExpression<Ratio>
  ) throws(TheoremError) -> Theorem {
    let identifier = "control." + name
    let claim = try derive(identifier) { () throws(RuleFailure) in
      try Claim(ensemble.family.subject, .upper, bound, assuming: assumptions)
    }
    return try Theorem(identifier, .control, summary: summary, source: "false on purpose", claim: claim, on: ensemble)
  }

  /// The same as a quotient of false ends, the lower one positive.
  static func control(
    _ name: String, _ summary: String, on ensemble: FamilyEnsemble, assuming assumptions: [Assumption] = [],
    _ numerator: BoundExpression<Spectral>, over denominator: BoundExpression<Spectral>
  ) throws(TheoremError) -> Theorem {
    try control(
      name, summary, on: ensemble, assuming: assumptions + [.positive(denominator)], numerator / denominator)
  }
}
