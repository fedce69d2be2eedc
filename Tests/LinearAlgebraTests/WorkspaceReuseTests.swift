import LinearAlgebra
import Testing

/// A result depends on the matrix alone: not on what the workspace did before, nor on the task it runs in.
@Suite struct WorkspaceReuseTests {
  /// Shapes around the block sizes of LAPACK, where the scratch memory may decide between blocked and unblocked code.
  static let shapes: [(Int, Int)] = [
    (1, 1), (1, 8), (8, 1), (2, 3), (5, 5), (12, 7), (7, 12), (32, 32), (33, 33), (40, 34), (34, 40), (48, 48),
    (80, 33),
    (33, 80), (64, 64), (65, 65), (90, 90), (170, 140), (140, 170),
  ]

  /// Every number that any routine returns for the matrix or, if it's symmetric or wide, for its products.
  private static func results(_ a: Matrix, _ workspace: inout Workspace) throws -> [String: [UInt64]] {
    let gram = a.gram()
    let definite = gram + .identity(a.rows)
    let tall = a.rows >= a.columns ? a : a.transposed
    let (left, values, right) = try workspace.singularValueDecomposition(of: a)
    let (eigenvalues, vectors) = try workspace.eigenvectors(ofSymmetric: gram)
    let (orthogonal, triangular) = try workspace.qr(of: tall)
    let numbers: [String: [Double]] = [
      "singularValues": try workspace.singularValues(of: a),
      "singularValueDecomposition": left.elements + values + right.elements,
      "eigenvalues": try workspace.eigenvalues(ofSymmetric: gram),
      "eigenvectors": eigenvalues + vectors.elements,
      "qr": orthogonal.elements + triangular.elements,
      "triangularFactor": try workspace.triangularFactor(of: tall).elements,
      "cholesky": try workspace.cholesky(of: definite).elements,
    ]
    return numbers.mapValues { $0.map(\.bitPattern) }
  }

  private static func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    var samples = Samples(UInt64(rows * 99 + columns))
    return samples.matrix(rows, columns)
  }

  /// The first routine that a fresh workspace serves gets the least scratch memory it'll ever have, so each is asked alone.
  private static func fresh(_ a: Matrix) throws -> [String: [UInt64]] {
    let gram = a.gram()
    let definite = gram + .identity(a.rows)
    let tall = a.rows >= a.columns ? a : a.transposed
    var numbers: [String: [Double]] = [:]
    do {
      var workspace = Workspace()
      numbers["singularValues"] = try workspace.singularValues(of: a)
    }
    do {
      var workspace = Workspace()
      let (left, values, right) = try workspace.singularValueDecomposition(of: a)
      numbers["singularValueDecomposition"] = left.elements + values + right.elements
    }
    do {
      var workspace = Workspace()
      numbers["eigenvalues"] = try workspace.eigenvalues(ofSymmetric: gram)
    }
    do {
      var workspace = Workspace()
      let (values, vectors) = try workspace.eigenvectors(ofSymmetric: gram)
      numbers["eigenvectors"] = values + vectors.elements
    }
    do {
      var workspace = Workspace()
      let (orthogonal, triangular) = try workspace.qr(of: tall)
      numbers["qr"] = orthogonal.elements + triangular.elements
    }
    do {
      var workspace = Workspace()
      numbers["triangularFactor"] = try workspace.triangularFactor(of: tall).elements
    }
    do {
      var workspace = Workspace()
      numbers["cholesky"] = try workspace.cholesky(of: definite).elements
    }
    return numbers.mapValues { $0.map(\.bitPattern) }
  }

  @Test(arguments: shapes) func otherSizesBeforeChangeNoBit(_ rows: Int, _ columns: Int) throws {
    let a = Self.matrix(rows, columns)
    let expected = try Self.fresh(a)
    for other in [(3, 2), (210, 190), (20, 90), (1, 1)] {
      var workspace = Workspace()
      _ = try Self.results(Self.matrix(other.0, other.1), &workspace)
      let found = try Self.results(a, &workspace)
      for (routine, bits) in expected { #expect(found[routine] == bits, "\(routine) after \(other.0)×\(other.1)") }
    }
  }

  @Test func tasksChangeNoBit() async throws {
    let matrices = Self.shapes.map { Self.matrix($0.0, $0.1) }
    var expected: [[String: [UInt64]]] = []
    var workspace = Workspace()
    for matrix in matrices { expected.append(try Self.results(matrix, &workspace)) }
    try await withThrowingTaskGroup(of: [[String: [UInt64]]].self) { group in
      for shift in 0..<6 {
        group.addTask {
          var own = Workspace()
          var found = Array(repeating: [String: [UInt64]](), count: matrices.count)
          // Each task in another order, so that different sizes run beside each other.
          for step in matrices.indices {
            let index = (step * 5 + shift * 3) % matrices.count
            found[index] = try Self.results(matrices[index], &own)
          }
          return found
        }
      }
      for try await found in group { #expect(found == expected) }
    }
  }
}
