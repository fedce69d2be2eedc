import BoundKernel
import Theorems

/// What a generated theorem quantifies over and supposes: the network, the numbers with their defining inequalities, the
/// assumptions.
struct CoqContext {
  let notation: CoqNotation
  let setting: CoqSetting
  let assumptionNames: [Assumption: String]
  let lines: [String]

  init(_ judgement: any Judgement, of theorem: Theorem, attained: Bool) throws(FormalizationError) {
    let setting = CoqSetting(judgement, of: theorem)
    var notation = CoqNotation(theorem: theorem.identifier, indices: setting.indices)
    for atom in Self.atoms(judgement) where !notation.atoms.contains(where: { $0.isVariant(of: atom) }) {
      notation.atoms.append(atom)
    }
    var lines = setting.network
    let needsSigns = judgement.uses(.convexAtMostMaximum)
    for atom in notation.atoms {
      lines += try Self.lines(for: atom, notation, attained: attained, sign: needsSigns)
    }
    var names: [Assumption: String] = [:]
    for assumption in judgement.assumptions {
      let written = try Self.hypothesis(assumption, after: names, notation)
      guard let written else { continue }
      names[assumption] = written.name
      lines += [
        "", "(* \(theorem.family.notation(.text).print(assumption)) *)",
        "Hypothesis \(written.name) : \(written.statement).",
      ]
    }
    self.notation = notation
    self.setting = setting
    self.lines = lines
    assumptionNames = names
  }

  /// The numbers of the statement: of the bound and of the enclosure it is a quotient of, and of the assumptions.
  private static func atoms(_ judgement: any Judgement) -> [Atom] {
    var nodes: [ExpressionNode] = []
    switch judgement {
    case let bound as ConditionBound:
      if let enclosure = bound.enclosure { nodes += [enclosure.lower.node, enclosure.upper.node] }
      if let enclosure = bound.positiveEnclosure {
        nodes += [enclosure.lower.node, enclosure.upper.node]
        // What gives the upper end has a lower end of its own.
        for enclosure in enclosure.sources { nodes += [enclosure.lower.node, enclosure.upper.node] }
      }
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
    return nodes.flatMap { Atom.all(in: $0) }
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
      "", "Variable \(name) : \(notation.indices) -> R.",
      "Hypothesis \(name)_ends : forall \(variable), \(predicate) \(matrix) (\(name) \(variable)).",
    ]
  }

  private static func hypothesis(
    _ assumption: Assumption, after names: [Assumption: String], _ notation: CoqNotation
  ) throws(FormalizationError) -> (name: String, statement: String)? {
    let numbered = { (stem: String) in "\(stem)_\(names.values.count { $0.hasPrefix(stem + "_") } + 1)" }
    switch assumption {
    case .positive(let expression):
      return (numbered("positive"), "0 < \(try notation.expression(expression.node).parenthesized(below: .product))")
    case .positiveAtEveryLayer(let variable, let expression):
      let value = try notation.expression(expression.node).parenthesized(below: .product)
      return (numbered("positive"), "forall \(variable.name) : \(notation.indices), 0 < \(value)")
    case .isotropicData:
      let moment = MatrixTerm.gram(.symbol(.dataFactor))
      let value = try notation.number(Atom(.largestEigenvalue, moment)).argument
      return ("isotropic", "gram S = \(value)%:M")
    case .productVectorInRange(let number, let matrix):
      let range = try notation.term(matrix).argument
      return ("in_range_\(number)", "exists y, mxvec (u_\(number) *m v_\(number)^T) = y *m \(range)")
    case .ranks(.property(.alignedBranches)):
      return ("aligned_branches", "forall l, aligned (branch Net l) (skip Net l) (strength Net l)")
    case .ranks(.property(.coprimeKernels)): return ("coprime", "coprime_kernels Net")
    case .ranks(let condition): return (numbered("rank"), try notation.condition(condition))
    case .depth(2): return nil
    default: throw .term(theorem: notation.theorem, found: Notation.text.print(assumption))
    }
  }
}
