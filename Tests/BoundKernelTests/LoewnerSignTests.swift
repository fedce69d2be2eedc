import Testing

@testable import BoundKernel

/// What the kernel takes for nonnegative or semidefinite by form alone really is.
@Suite struct LoewnerSignTests {
  let s = MatrixTerm.symbol(.dataFactor)

  @Test func differencesAreNotNonnegative() {
    let square = σmax(s).squared
    #expect(square.isManifestlyNonnegative)
    #expect((square * square + square).isManifestlyNonnegative)
    #expect(!(square - square).isManifestlyNonnegative)
    #expect(!((square - square) * square).isManifestlyNonnegative)
    #expect(BoundExpression.larger(square - square, square).isManifestlyNonnegative)
    #expect(!BoundExpression.smaller(square - square, square).isManifestlyNonnegative)
    #expect(!λmin(.shifted(.gram(s), by: square)).isManifestlyNonnegative)
    #expect(λmin(.gram(s)).isManifestlyNonnegative)
  }

  @Test func onlyGramsAndWhatKeepsThemAreSemidefinite() {
    let gram = MatrixTerm.gram(s)
    #expect(MatrixTerm.kronecker(gram, gram).isManifestlyPositiveSemidefinite)
    #expect(MatrixTerm.congruence(by: s, of: gram).isManifestlyPositiveSemidefinite)
    #expect(!MatrixTerm.shifted(gram, by: σmax(s).squared).isManifestlyPositiveSemidefinite)
    #expect(!s.isManifestlyPositiveSemidefinite)
    #expect(!(s * s).isManifestlyPositiveSemidefinite)
    let negative = MatrixTerm.scaled(σmax(s).squared - σmax(s).squared, gram)
    #expect(!negative.isManifestlyPositiveSemidefinite)
  }
}
