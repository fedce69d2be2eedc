/// An inference rule: what it says and why it's sound. Rules are applied by methods of the judgements they conclude.
public struct Rule: Hashable, Sendable {
  /// The rule's name in derivations.
  public let name: String
  /// Premises ⟹ conclusion.
  public let schema: String
  /// What must hold for the rule to apply: of the form of the premises, which is checked when it's applied; of what the
  /// symbols stand for, which their definitions say; or of the instance, which the conclusion then assumes.
  public let sideConditions: String?
  /// Where it comes from.
  public let source: String
  /// The lemmas in `Proofs/` that prove it, in one form or another of its use; none where it isn't proved there.
  public let lemmas: [String]

  init(_ name: String, schema: String, sideConditions: String? = nil, source: String, lemmas: [String] = []) {
    self.name = name
    self.schema = schema
    self.sideConditions = sideConditions
    self.source = source
    self.lemmas = lemmas
  }
}

/// Why a rule couldn't be applied.
public enum RuleFailure: Error, Hashable, Sendable {
  /// Two matrices don't fit together.
  case shapes(rule: String, Shape, Shape)
  /// A matrix that must be square isn't.
  case notSquare(Shape)
  /// A premise doesn't have the form that the rule needs.
  case form(rule: String, needs: String, found: String)
  /// An end that must be nonnegative isn't by its form.
  case sign(rule: String, found: String)
}

extension RuleFailure: CustomStringConvertible {
  /// The rule, what it needs and what it met.
  public var description: String {
    switch self {
    case .shapes(let rule, let a, let b): "\(rule): shapes \(a) and \(b) don't fit"
    case .notSquare(let shape): "a square matrix is needed where \(shape) stands"
    case .form(let rule, let needs, let found): "\(rule): needs \(needs), found \(found)"
    case .sign(let rule, let found): "\(rule): \(found) isn't nonnegative by its form"
    }
  }
}

/// Something proved. Only rules make judgements: none has a public initialiser, so whoever holds one holds its
/// derivation too.
public protocol Judgement: Sendable {
  /// How it was derived.
  var derivation: Derivation { get }
  /// What it rests on.
  var assumptions: [Assumption] { get }
  /// What it says, in a notation.
  func statement(in notation: Notation) -> String
  /// The sharpest judgement about the same matrix, with nothing bounded: the matrix's own extreme eigenvalues.
  func exact() -> (any Judgement)?
}

extension Judgement {
  /// Most judgements have no sharper form.
  public func exact() -> (any Judgement)? { nil }
}

/// One step of a proof: the rule and the judgements it was applied to.
public struct Derivation: Sendable {
  /// The rule.
  public let rule: Rule
  /// What it was applied to.
  public let premises: [any Judgement]
  /// The same rule applied to other premises: how intermediate judgements are made for the slack of each step.
  let reapply: @Sendable ([any Judgement]) throws(RuleFailure) -> any Judgement

  init(
    _ rule: Rule, _ premises: [any Judgement] = [],
    reapply: @escaping @Sendable ([any Judgement]) throws(RuleFailure) -> any Judgement
  ) {
    self.rule = rule
    self.premises = premises
    self.reapply = reapply
  }
}

extension Derivation {
  /// The premise at a position, of the type that the rule takes.
  static func premise<J: Judgement>(_ premises: [any Judgement], _ index: Int, of rule: Rule) throws(RuleFailure) -> J {
    guard premises.indices.contains(index), let judgement = premises[index] as? J else {
      throw .form(rule: rule.name, needs: "\(J.self) as premise \(index + 1)", found: "\(premises.count) premises")
    }
    return judgement
  }
}
