import Foundation
public import LinearAlgebra
import Networks
import RandomStreams

/// The inputs of the experiments: as they are, and whitened.
public struct ExperimentData: Sendable {
  /// How many images convolutional networks see.
  static let imageCount = 200

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
  /// Some of the samples as they are, as images where the number of features is a square, as signals otherwise.
  let images: ImageBatch
  /// What is known of the data, for people.
  public let description: String

  /// Data whose samples are the rows of a matrix.
  ///
  /// - Throws: `InputMomentError` when they have no second moment to work with, `NetworkError` when they aren't images.
  public init(samples matrix: Matrix, description: String) throws {
    var workspace = Workspace()
    raw = try InputMoment(samples: matrix, InputPreparation(), &workspace)
    white = try InputMoment(samples: matrix, InputPreparation(whitened: true), &workspace)
    centered = try InputMoment(samples: matrix, InputPreparation(centered: true), &workspace)
    centeredWhite = try InputMoment(samples: matrix, InputPreparation(centered: true, whitened: true), &workspace)
    samples = try SampleData(samples: matrix, InputPreparation(whitened: true), &workspace)
    let count = min(Self.imageCount, matrix.rows)
    let edge = Int(Double(matrix.columns).squareRoot())
    let isSquare = edge * edge == matrix.columns
    let chosen = Matrix(rows: matrix.columns, columns: count) { matrix[$1 * (matrix.rows / count), $0] }
    images = try ImageBatch(
      samples: chosen, channels: 1, height: isSquare ? edge : 1, width: isSquare ? edge : matrix.columns)
    self.description = description
  }

  /// 2,000 synthetic images: random sums of cosines cos(πi(a+½)/e)·cos(πj(b+½)/e) with amplitudes 1/(1+i²+j²), whose spectrum
  /// falls as that of natural images does.
  ///
  /// - Throws: as `init(samples:description:)`, not for these.
  public static func synthetic(edge: Int, seed: UInt64) throws -> ExperimentData {
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
      description: "\(CountText.text(count)) synthetic \(edge)×\(edge) images, sums of random cosines")
  }
}
