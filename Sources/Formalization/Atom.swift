import BoundKernel
import Theorems

/// A number that a generated theorem quantifies over: a singular value, squared or not, or an eigenvalue, given by its
/// defining inequalities.
struct Atom: Hashable, Sendable {
  let functional: Functional
  let matrix: MatrixTerm
  /// Whether it's a singular value itself, not its square.
  let isRoot: Bool

  init(_ functional: Functional, _ matrix: MatrixTerm, isRoot: Bool = false) {
    self.functional = functional
    self.matrix = matrix
    self.isRoot = isRoot
  }

  /// The atoms of an expression, those inside the matrix of another first.
  static func all(in node: ExpressionNode) -> [Atom] {
    switch node {
    case .functional(.norm, _), .functional(.rank, _), .square(.functional(.norm, _)): []
    case .square(.functional(let functional, let matrix)): all(in: matrix) + [Atom(functional, matrix)]
    case .functional(let functional, let matrix):
      all(in: matrix) + [Atom(functional, matrix, isRoot: functional.isSingular)]
    case .square(let a), .guarded(_, let a): all(in: a)
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b),
      .larger(let a, let b), .smaller(let a, let b):
      all(in: a) + all(in: b)
    case .sum(_, _, let body), .product(_, _, let body), .maximum(_, _, let body), .minimum(_, _, let body):
      all(in: body)
    case .integer, .dimension: []
    @unknown default: []
    }
  }

  private static func all(in matrix: MatrixTerm) -> [Atom] {
    switch matrix {
    case .scaled(let c, let a), .shifted(let a, let c): all(in: c.node) + all(in: a)
    case .diagonal(_, let entry): all(in: entry.node)
    case .unitDiagonal(_, let entry): all(in: entry.node)
    case .sum(_, let a), .unitSum(_, let a), .gram(let a), .transpose(let a): all(in: a)
    case .kronecker(let a, let b), .kroneckerSum(let a, let b), .add(let a, let b), .product(let a, let b),
      .congruence(let a, let b), .schur(let a, let b), .columnwiseKronecker(let a, let b):
      all(in: a) + all(in: b)
    default: []
    }
  }

  /// Its name in Coq, after the functional and the matrix; nil where the definitions have no such number.
  var name: String? {
    guard let prefix, let stem = Self.stem(matrix) else { return nil }
    return isRoot ? "sigma_\(prefix)_\(stem)" : "\(prefix)_\(stem)"
  }

  private var prefix: String? {
    switch functional {
    case .largestSingularValue: "max"
    case .rowSingularValue: "row"
    case .columnSingularValue: "col"
    case .smallestPositiveSingularValue: "positive"
    case .smallestEigenvalue: "lambda_min"
    case .largestEigenvalue: "lambda_max"
    default: nil
    }
  }

  private static func stem(_ matrix: MatrixTerm) -> String? {
    switch matrix {
    case .compressedGram(1): "K_1"
    case .compressedGram(2): "K_2"
    case .compressedUnits(1, over: BatchNormTerms.i): "T_1"
    case .compressedUnits(2, over: BatchNormTerms.i): "T_2"
    case .weightedActivations(.symbol(.outputWeights)): "H"
    case .product(.symbol(.outputWeights), .symbol(.activationPattern)): "WDelta"
    case .product(.symbol(.outputWeights), .unitDiagonal(_, let entry)): stem(ofEntry: entry.node).map { "W_" + $0 }
    case .product(let a, .symbol(.dataFactor)): stem(a).map { $0 + "S" }
    case .productAfter(.variable): "P"
    case .productBefore(.variable): "Q"
    case .productAfter(.first): "P_first"
    case .productBefore(.last): "Q_last"
    case .symbol(let symbol): stem(symbol)
    case .gram(.symbol(.dataFactor)): "Sigma"
    case .gram(.productAfter(.variable)): "A"
    case .gram(.transpose(.product(.productBefore(.variable), .symbol(.dataFactor)))): "B"
    case .sum(_, .scaled(let factor, let body)):
      if case .square(.functional(let functional, let inner)) = factor.node, let body = stem(body) {
        Atom(functional, inner).name.map { "\($0)_\(body)" }
      } else {
        nil
      }
    case .add(.diagonal(_, let entry), .gram(.transpose(.symbol(.features)))): stem(ofEntry: entry.node)
    default: nil
    }
  }

  private static func stem(_ symbol: MatrixSymbol) -> String? {
    switch symbol {
    case .weight(.variable): "W"
    case .weight(.first): "W_first"
    case .weight(.last): "W_last"
    case .branch(.variable): "branch"
    case .skip(.variable): "skip"
    case .inputData: "X"
    case .outputWeights: "W"
    case .features: "Phi"
    case .jacobian: "J"
    case .dataFactor: "S"
    case .normalizedWeights: "U"
    case .kernelMap(.variable): "C"
    case .kernelMaps: "maps"
    default: nil
    }
  }

  /// A diagonal matrix is named after the numbers in its entries.
  private static func stem(ofEntry node: ExpressionNode) -> String? {
    var names: [String] = []
    for atom in all(in: node) {
      guard let name = atom.name else { return nil }
      if !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? nil : names.joined(separator: "_")
  }

  /// What the number is to its matrix, in Coq.
  func predicate(attained: Bool) -> String? {
    switch (functional, attained, isRoot) {
    case (.largestSingularValue, false, false): "above_sigma_max"
    case (.rowSingularValue, false, false): "below_sigma_row"
    case (.columnSingularValue, false, false): "below_sigma_col"
    case (.smallestPositiveSingularValue, false, false): "below_sigma_positive"
    case (.smallestEigenvalue, false, _): "below_lambda_min"
    case (.largestEigenvalue, false, _): "above_lambda_max"
    case (.largestSingularValue, false, true): "at_least_sigma_max"
    case (.rowSingularValue, false, true): "at_most_sigma_row"
    case (.columnSingularValue, false, true): "at_most_sigma_col"
    case (.largestSingularValue, true, false): "is_sigma_max"
    case (.rowSingularValue, true, false): "is_sigma_row"
    case (.columnSingularValue, true, false): "is_sigma_col"
    case (.smallestPositiveSingularValue, true, false): "is_sigma_positive"
    case (.smallestEigenvalue, true, _): "is_lambda_min"
    case (.largestEigenvalue, true, _): "is_lambda_max"
    default: nil
    }
  }
}

extension Functional {
  fileprivate var isSingular: Bool {
    switch self {
    case .largestSingularValue, .rowSingularValue, .columnSingularValue, .smallestPositiveSingularValue: true
    default: false
    }
  }
}
