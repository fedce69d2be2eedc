import BoundKernel

/// A number that a generated theorem quantifies over: a squared singular value or an eigenvalue, given by its defining
/// inequalities.
struct Atom: Hashable, Sendable {
  let functional: Functional
  let matrix: MatrixTerm

  /// The atoms of an expression, those inside the matrix of another first.
  static func all(in node: ExpressionNode) -> [Atom] {
    switch node {
    case .integer, .dimension: []
    case .functional(let functional, let matrix): all(in: matrix) + [Atom(functional, matrix)]
    case .square(let a), .guarded(_, let a): all(in: a)
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b),
      .larger(let a, let b), .smaller(let a, let b):
      all(in: a) + all(in: b)
    case .sum(_, _, let body), .product(_, _, let body), .maximum(_, _, let body), .minimum(_, _, let body):
      all(in: body)
    @unknown default: []
    }
  }

  private static func all(in matrix: MatrixTerm) -> [Atom] {
    switch matrix {
    case .scaled(let c, let a), .shifted(let a, let c): all(in: c.node) + all(in: a)
    case .sum(_, let a), .gram(let a), .transpose(let a): all(in: a)
    case .kronecker(let a, let b), .kroneckerSum(let a, let b), .add(let a, let b), .product(let a, let b),
      .congruence(let a, let b):
      all(in: a) + all(in: b)
    default: []
    }
  }

  init(_ functional: Functional, _ matrix: MatrixTerm) {
    self.functional = functional
    self.matrix = matrix
  }

  /// Its name in Coq, after the functional and the matrix; nil where the definitions have no such number.
  var name: String? {
    guard let prefix, let stem = Self.stem(matrix) else { return nil }
    return "\(prefix)_\(stem)"
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
    case .productAfter(.variable): "P"
    case .productBefore(.variable): "Q"
    case .productAfter(.first): "P_first"
    case .productBefore(.last): "Q_last"
    case .product(let a, .symbol(.dataFactor)): stem(a).map { $0 + "S" }
    case .symbol(.weight(.variable)): "W"
    case .symbol(.weight(.first)): "W_first"
    case .symbol(.weight(.last)): "W_last"
    case .gram(.symbol(.dataFactor)): "Sigma"
    case .gram(.productAfter(.variable)): "A"
    case .gram(.transpose(.product(.productBefore(.variable), .symbol(.dataFactor)))): "B"
    case .sum(_, .scaled(let factor, let body)):
      if case .square(.functional(let functional, let inner)) = factor.node, let body = stem(body) {
        Atom(functional, inner).name.map { "\($0)_\(body)" }
      } else {
        nil
      }
    default: nil
    }
  }

  /// What the number is to its matrix, in Coq.
  func predicate(attained: Bool) -> String? {
    switch (functional, attained) {
    case (.largestSingularValue, false): "above_sigma_max"
    case (.rowSingularValue, false): "below_sigma_row"
    case (.columnSingularValue, false): "below_sigma_col"
    case (.smallestPositiveSingularValue, false): "below_sigma_positive"
    case (.smallestEigenvalue, false): "below_lambda_min"
    case (.largestEigenvalue, false): "above_lambda_max"
    case (.largestSingularValue, true): "is_sigma_max"
    case (.rowSingularValue, true): "is_sigma_row"
    case (.columnSingularValue, true): "is_sigma_col"
    case (.smallestEigenvalue, true): "is_lambda_min"
    case (.largestEigenvalue, true): "is_lambda_max"
    default: nil
    }
  }
}
