import BoundKernel
import Theorems

/// What a generated theorem quantifies over and supposes: the network, the numbers with their defining inequalities, the
/// assumptions.
struct CoqContext {
  let notation: CoqNotation
  let assumptionNames: [Assumption: String]
  let lines: [String]

  init(_ judgement: any Judgement, of theorem: Theorem, attained: Bool) throws(FormalizationError) {
    let identifier = theorem.identifier
    let twoLayers = judgement.assumptions.contains(.depth(2))
    var notation = CoqNotation(theorem: identifier)
    for atom in Self.atoms(judgement) where !notation.atoms.contains(where: { $0.isVariant(of: atom) }) {
      notation.atoms.append(atom)
    }
    var lines = ["Variables (R : realFieldType) (d k : nat) (S : 'M[R]_d)."]
    lines += Self.network(twoLayers, theorem.family)
    if judgement is LowerConditionBound {
      lines.append("Variables (u_1 u_2 : 'cV[R]_k) (v_1 v_2 : 'cV[R]_d).")
    }
    let needsSigns = judgement.uses(.convexAtMostMaximum)
    for atom in notation.atoms {
      lines += try Self.lines(for: atom, notation, attained: attained, sign: needsSigns)
    }
    var names: [Assumption: String] = [:]
    for assumption in judgement.assumptions {
      let written = try Self.hypothesis(
        assumption, number: names.values.count { $0.hasPrefix("positive") } + 1, notation)
      guard let written else { continue }
      names[assumption] = written.name
      lines += [
        "", "(* \(theorem.family.notation(.text).print(assumption)) *)",
        "Hypothesis \(written.name) : \(written.statement).",
      ]
    }
    self.notation = notation
    self.lines = lines
    assumptionNames = names
  }

  private static func network(_ twoLayers: Bool, _ family: NetworkFamily) -> [String] {
    if twoLayers {
      return [
        "", "(* x ↦ W² W¹ x *)", "Variables (m : nat) (W_first : 'M[R]_(m, d)) (W_last : 'M[R]_(k, m)).",
        "Let N := Layer (Layer (Input R d) W_first) W_last.",
      ]
    }
    let letter = family == .residual ? "V" : "W"
    return ["", "(* x ↦ \(letter)^L ⋯ \(letter)^1 x *)", "Variable N : network R d k."]
  }

  /// The numbers of the statement: of the bound and of the enclosure it is a quotient of, and of the assumptions.
  private static func atoms(_ judgement: any Judgement) -> [Atom] {
    var nodes: [ExpressionNode] = []
    switch judgement {
    case let bound as ConditionBound:
      if let enclosure = bound.enclosure { nodes += [enclosure.lower.node, enclosure.upper.node] }
      nodes.append(bound.bound.node)
    case let value as Attained: nodes.append(value.value.node)
    case let bound as LowerConditionBound: nodes.append(bound.bound.node)
    default: break
    }
    for assumption in judgement.assumptions {
      switch assumption {
      case .positive(let expression), .positiveAtEveryLayer(_, let expression): nodes.append(expression.node)
      default: break
      }
    }
    return nodes.flatMap { Atom.all(in: $0) }.filter { $0.functional != .norm }
  }

  private static func lines(
    for atom: Atom, _ notation: CoqNotation, attained: Bool, sign: Bool
  ) throws(FormalizationError) -> [String] {
    guard let name = atom.name, let predicate = atom.predicate(attained: attained) else {
      throw .term(theorem: notation.theorem, found: Notation.text.print(atom.matrix))
    }
    let matrix = try notation.term(atom.matrix).argument
    guard let variable = atom.matrix.freeVariables.first?.name else {
      var lines = ["", "Variable \(name) : R.", "Hypothesis \(name)_ends : \(predicate) \(matrix) \(name)."]
      if sign { lines.append("Hypothesis \(name)_ge0 : 0 <= \(name).") }
      return lines
    }
    return [
      "", "Variable \(name) : layers N -> R.",
      "Hypothesis \(name)_ends : forall \(variable), \(predicate) \(matrix) (\(name) \(variable)).",
    ]
  }

  private static func hypothesis(
    _ assumption: Assumption, number: Int, _ notation: CoqNotation
  ) throws(FormalizationError) -> (name: String, statement: String)? {
    switch assumption {
    case .positive(let expression):
      return ("positive_\(number)", "0 < \(try notation.expression(expression.node).parenthesized(below: .product))")
    case .positiveAtEveryLayer(let variable, let expression):
      let value = try notation.expression(expression.node).parenthesized(below: .product)
      return ("positive_\(number)", "forall \(variable.name) : layers N, 0 < \(value)")
    case .isotropicData:
      let moment = MatrixTerm.gram(.symbol(.dataFactor))
      let value = try notation.number(Atom(.largestEigenvalue, moment)).argument
      return ("isotropic", "gram S = \(value)%:M")
    case .productVectorInRange(let number, let matrix):
      let range = try notation.term(matrix).argument
      return ("in_range_\(number)", "exists y, mxvec (u_\(number) *m v_\(number)^T) = y *m \(range)")
    case .depth(2): return nil
    default: throw .term(theorem: notation.theorem, found: Notation.text.print(assumption))
    }
  }
}

extension Judgement {
  /// Whether a rule occurs in the derivation.
  func uses(_ rule: Rule) -> Bool {
    derivation.rule == rule || derivation.premises.contains { $0.uses(rule) }
  }
}
