/// The judgements of a derivation, premises before conclusions, each once.
public struct DerivationSteps: Sendable {
  /// A step.
  public struct Entry: Sendable {
    /// The rule.
    public let rule: Rule
    /// What it concludes, printed.
    public let statement: String
    /// The numbers of the steps it concludes from; from 1.
    public let premises: [Int]
  }

  /// The steps in order.
  public private(set) var entries: [Entry] = []
  private var known: [Key: Int] = [:]

  /// What makes two steps one: the same conclusion from other premises is another step.
  private struct Key: Hashable {
    let rule: Rule
    let statement: String
    let premises: [Int]
  }

  /// The steps that lead to a judgement; none for a claim, which has no judgement.
  public init(_ judgement: (any Judgement)?, notation: Notation) {
    if let judgement { _ = add(judgement, notation) }
  }

  private mutating func add(_ judgement: any Judgement, _ notation: Notation) -> Int {
    var premises: [Int] = []
    for premise in judgement.derivation.premises { premises.append(add(premise, notation)) }
    let statement = judgement.statement(in: notation)
    let key = Key(rule: judgement.derivation.rule, statement: statement, premises: premises)
    if let number = known[key] { return number }
    entries.append(Entry(rule: judgement.derivation.rule, statement: statement, premises: premises))
    known[key] = entries.count
    return entries.count
  }
}
