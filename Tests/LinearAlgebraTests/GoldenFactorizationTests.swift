import Foundation
import LinearAlgebra
import Testing

/// What mpmath found to 60 digits: `Golden/make_factorizations.py`.
@Suite struct GoldenFactorizationTests {
  struct Golden: Decodable {
    struct Spectrum: Decodable {
      let name: String
      let rows: [[Double]]
      let values: [Double]
    }
    struct Factor: Decodable {
      let name: String
      let rows: [[Double]]
      let factor: [[Double]]
    }
    let eigenvalues: [Spectrum]
    let cholesky: [Factor]
    let triangular: [Factor]
  }

  private let golden: Golden

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/factorizations", withExtension: "json"))
    golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
  }

  @Test func eigenvalues() throws {
    #expect(golden.eigenvalues.count == 4)
    var workspace = Workspace()
    for known in golden.eigenvalues {
      let a = try Matrix(known.rows)
      let norm = known.values.reduce(0) { max($0, abs($1)) }
      let bound = Double(a.rows) * .ulpOfOne * norm
      #expect(distance(try workspace.eigenvalues(ofSymmetric: a), known.values) <= bound, "\(known.name)")
      #expect(distance(try workspace.eigenvectors(ofSymmetric: a).values, known.values) <= bound, "\(known.name)")
      let magnitudes = known.values.map(abs).sorted(by: >)
      #expect(distance(try workspace.singularValues(of: a), magnitudes) <= bound, "\(known.name)")
    }
  }

  /// The error of a factor grows with the condition of the matrix (Higham 2002, §10.3 and §19.9).
  @Test func factors() throws {
    #expect(golden.cholesky.count == 3 && golden.triangular.count == 2)
    var workspace = Workspace()
    for known in golden.cholesky + golden.triangular {
      let (a, factor) = (try Matrix(known.rows), try Matrix(known.factor))
      let values = try workspace.singularValues(of: a)
      let bound = 4 * .ulpOfOne * values[0] / (values.last ?? 0) * factor.frobeniusNorm
      if golden.cholesky.contains(where: { $0.rows == known.rows }) {
        #expect(distance(try workspace.cholesky(of: a), factor) <= bound, "\(known.name)")
      } else {
        #expect(distance(try workspace.qr(of: a).triangular, factor) <= bound, "\(known.name)")
      }
    }
  }
}
