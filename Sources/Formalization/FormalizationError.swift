/// Why a statement can't be exported to Coq.
public enum FormalizationError: Error, Hashable, Sendable {
  /// A conjecture or a negative control has no derivation.
  case claim(String)
  /// A rule of the derivation has no lemma, or none for the form in which it's used.
  case rule(theorem: String, rule: String)
  /// A term or an expression that the Coq definitions don't have.
  case term(theorem: String, found: String)
}

extension FormalizationError: CustomStringConvertible {
  /// The theorem and what is missing.
  public var description: String {
    switch self {
    case .claim(let theorem): "\(theorem): a claim has no derivation, and only a derivation can be exported"
    case .rule(let theorem, let rule): "\(theorem): the rule '\(rule)' has no lemma in Proofs for this use"
    case .term(let theorem, let found): "\(theorem): '\(found)' has no counterpart in Proofs"
    }
  }
}
