import Foundation
public import LinearAlgebra
public import Networks
import RandomStreams

/// The inputs of the experiments: as they are, and whitened.
public struct ExperimentData: Sendable {
  /// The second moment as it is, reduced to the data's range.
  let raw: InputMoment
  /// The same, whitened: Σ = I on the range.
  let white: InputMoment
  /// The covariance: the second moment of the centred data.
  let centered: InputMoment
  /// The same, whitened.
  let centeredWhite: InputMoment
  /// The samples, whitened.
  let samples: SampleData
  /// What is known of the data, for people.
  public let description: String

  /// Data whose samples are the rows of a matrix.
  ///
  /// - Throws: `InputMomentError` when they have no second moment to work with.
  public init(samples matrix: Matrix, description: String) throws(InputMomentError) {
    var workspace = Workspace()
    raw = try InputMoment(samples: matrix, InputPreparation(), &workspace)
    white = try InputMoment(samples: matrix, InputPreparation(whitened: true), &workspace)
    centered = try InputMoment(samples: matrix, InputPreparation(centered: true), &workspace)
    centeredWhite = try InputMoment(samples: matrix, InputPreparation(centered: true, whitened: true), &workspace)
    samples = try SampleData(samples: matrix, InputPreparation(whitened: true), &workspace)
    self.description = description
  }

  /// 2,000 synthetic images: random sums of cosines cos(πi(a+½)/e)·cos(πj(b+½)/e) with amplitudes 1/(1+i²+j²), whose spectrum
  /// falls as that of natural images does.
  ///
  /// - Throws: `InputMomentError`, not for these.
  public static func synthetic(edge: Int, seed: UInt64) throws(InputMomentError) -> ExperimentData {
    var stream = RandomStream(domain: "figures/synthetic", seed: seed, index: 0)
    let count = 2_000
    let order = edge * edge
    let basis = Matrix(rows: order, columns: order) { wave, pixel in
      let (i, j, a, b) = (wave / edge, wave % edge, pixel / edge, pixel % edge)
      let amplitude = 1 / Double(1 + i * i + j * j)
      return amplitude * cos(.pi * Double(i) * (Double(a) + 0.5) / Double(edge))
        * cos(.pi * Double(j) * (Double(b) + 0.5) / Double(edge))
    }
    let draws = Matrix(rows: count, columns: order) { _, _ in stream.normal() }
    return try ExperimentData(
      samples: draws * basis,
      description: "\(ReportNumber.count(count)) synthetic \(edge)×\(edge) images, sums of random cosines")
  }
}
