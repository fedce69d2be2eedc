import Foundation
import LinearAlgebra
import Testing
@testable import VerifiedNumerics

/// What ball arithmetic proved of networks and matrices: `Golden/make_golden.py`.
struct GoldenInstances: Decodable {
  /// Two neighbouring numbers, or a few more, around a value.
  struct Ends: Decodable {
    let interval: Interval

    init(from decoder: any Decoder) throws {
      let texts = try decoder.singleValueContainer().decode([String].self)
      let ends = texts.compactMap { Double($0) }
      interval = Interval(ends[0], ends[1])
    }
  }

  struct SingularValues: Decodable {
    /// Both are divided by 2^exponent.
    let exponent: Int
    let largest: Ends
    let smallest: Ends
  }

  struct Instance: Decodable, CustomTestStringConvertible {
    let name: String
    let weights: [[[String]]]
    let dataFactor: [[String]]?
    let rank: Int
    /// λ₁ and λ_r are divided by 4^exponent.
    let exponent: Int
    let smallest: Ends
    let largest: Ends
    let kappa: Ends
    /// nil where σ_min = 0.
    let singularValues: [SingularValues?]

    var testDescription: String { name }
    var layers: [Matrix] { get throws { try weights.map(GoldenInstances.matrix) } }
    var factor: Matrix? { get throws { try dataFactor.map(GoldenInstances.matrix) } }

    func factors(_ arithmetic: VerifiedArithmetic) throws -> GaussNewtonFactors {
      try GaussNewtonFactors(weights: layers, dataFactor: factor, arithmetic)
    }
  }

  struct SymmetricMatrix: Decodable, CustomTestStringConvertible {
    let name: String
    let rows: [[String]]
    let smallest: Ends
    let largest: Ends

    var testDescription: String { name }
    var matrix: Matrix { get throws { try GoldenInstances.matrix(rows) } }
  }

  let instances: [Instance]
  let matrices: [SymmetricMatrix]

  static let all: GoldenInstances = {
    guard let url = Bundle.module.url(forResource: "Golden/golden", withExtension: "json"),
      let golden = try? JSONDecoder().decode(GoldenInstances.self, from: Data(contentsOf: url))
    else { return GoldenInstances(instances: [], matrices: []) }
    return golden
  }()

  private init(instances: [Instance], matrices: [SymmetricMatrix]) {
    self.instances = instances
    self.matrices = matrices
  }

  static func matrix(_ rows: [[String]]) throws -> Matrix {
    try Matrix(rows.map { row in try row.map { try #require(Double($0)) } })
  }
}
