public import Foundation
import LinearAlgebra
import Networks
public import Theorems

/// An instance by value, to be kept in a file: seeds rot when generators change.
///
/// Numbers are hexadecimal float64 (`0x1.8p+1`), so that every bit survives; decimal numbers are read too.
public struct Counterexample: Sendable, Hashable, Codable {
  /// What the file is.
  public let schema: String
  /// The theorem or claim that it refutes.
  public let theorem: String
  /// The family.
  public let family: NetworkFamily
  /// See `InstanceValues`; each matrix is a list of rows.
  public let weights: [[[String]]]
  /// S, with Σ = SSᵀ.
  public let dataFactor: [[String]]?
  /// β_1 … β_L.
  public let strengths: [String]?
  /// The basis of the data's range.
  public let basis: [[String]]?
  /// α.
  public let slope: String?
  /// X.
  public let data: [[String]]?
  /// Height and width of each kernel of a convolutional network.
  public let kernels: [[Int]]?
  /// Height and width of its images.
  public let image: [Int]?
  /// κ(G) where it was found, for the reader.
  public let conditionNumber: Double
  /// The bound there, for the reader.
  public let bound: Double

  static let schema = "gnbounds.counterexample/2"

  /// An instance that refutes a theorem.
  public init(_ instance: InstanceValues, refuting theorem: String, conditionNumber: Double, bound: Double) {
    schema = Self.schema
    self.theorem = theorem
    family = instance.family
    weights = instance.weights.map(Self.hexadecimal)
    dataFactor = instance.dataFactor.map(Self.hexadecimal)
    strengths = instance.strengths?.map(Self.hexadecimal)
    basis = instance.basis.map(Self.hexadecimal)
    slope = instance.slope.map(Self.hexadecimal)
    data = instance.data.map(Self.hexadecimal)
    kernels = instance.extents?.kernels.map { [$0.height, $0.width] }
    image = instance.extents.map { [$0.image.height, $0.image.width] }
    self.conditionNumber = conditionNumber
    self.bound = bound
  }

  private static func hexadecimal(_ number: Double) -> String { String(format: "%a", number) }

  private static func hexadecimal(_ matrix: Matrix) -> [[String]] { matrix.rowLists.map { $0.map(hexadecimal) } }

  /// Measurements of the instance, its ranks computed exactly.
  ///
  /// - Throws: `CounterexampleError` that names the number or matrix at fault.
  public func measurements() throws(CounterexampleError) -> any InstanceMeasurements {
    var layers: [Matrix] = []
    for (index, rows) in weights.enumerated() { layers.append(try Self.matrix(rows, "weights.\(index + 1)")) }
    var values = InstanceValues(family, weights: layers)
    if let dataFactor { values.dataFactor = try Self.matrix(dataFactor, "dataFactor") }
    if let basis { values.basis = try Self.matrix(basis, "basis") }
    if let data { values.data = try Self.matrix(data, "data") }
    if let strengths { values.strengths = try Self.numbers(strengths, "strengths") }
    if let slope { values.slope = try Self.numbers([slope], "slope")[0] }
    if let kernels, let image {
      values.extents = ConvolutionExtents(
        kernels: try kernels.map { (pair) throws(CounterexampleError) in try Self.extent(pair, "kernels") },
        image: try Self.extent(image, "image"))
    }
    do { return try values.measurements() } catch {
      throw CounterexampleError(place: Self.place(error), reason: "\(error)")
    }
  }

  /// Which part of the file makes no instance.
  private static func place(_ error: any Error) -> String {
    if let missing = error as? MissingValue { return missing.name }
    return switch error as? NetworkError {
    case .dataFactorShape, .singularDataFactor: "dataFactor"
    case .dataShape, .imageShape, .dependentImages, .overflowingImages: "data"
    case .basis: "basis"
    case .kernelShape: "kernels"
    case .strength, .strengthCount: "strengths"
    case .slope: "slope"
    default: "weights"
    }
  }

  private static func extent(
    _ pair: [Int], _ place: String
  ) throws(CounterexampleError) -> ConvolutionExtents.Extent {
    guard pair.count == 2, pair.allSatisfy({ (1...1_000_000).contains($0) }) else {
      throw CounterexampleError(place: place, reason: "\(pair): a height and a width are needed, at least 1 each")
    }
    return ConvolutionExtents.Extent(height: pair[0], width: pair[1])
  }

  private static func numbers(
    _ texts: [String], _ place: String, entry: (Int) -> String = { "entry \($0)" }
  ) throws(CounterexampleError) -> [Double] {
    var numbers: [Double] = []
    for (index, text) in texts.enumerated() {
      guard let number = Double(text), number.isFinite else {
        throw CounterexampleError(place: place, reason: "\(entry(index + 1)): '\(text)' is not a finite number")
      }
      numbers.append(number)
    }
    return numbers
  }

  private static func matrix(_ rows: [[String]], _ place: String) throws(CounterexampleError) -> Matrix {
    var lines: [[Double]] = []
    for (index, row) in rows.enumerated() {
      lines.append(try numbers(row, place) { "row \(index + 1), column \($0)" })
    }
    do { return try Matrix(lines) } catch { throw CounterexampleError(place: place, reason: error.description) }
  }

  /// The file's content.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads a file's content.
  ///
  /// - Throws: `CounterexampleError` when it isn't such a file.
  public init(decoding data: Data) throws(CounterexampleError) {
    let read: Counterexample
    do { read = try JSONDecoder().decode(Counterexample.self, from: data) } catch {
      throw CounterexampleError(
        place: nil, reason: "not a counterexample written by gnbounds: \(decodingReason(error, in: data))")
    }
    guard read.schema == Self.schema else {
      throw CounterexampleError(place: "schema", reason: "'\(read.schema)' where '\(Self.schema)' is understood")
    }
    self = read
  }
}

/// What is wrong with a file of a counterexample.
public struct CounterexampleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which part; nil for the file as a whole.
  public let place: String?
  /// What is wrong with it.
  public let reason: String

  /// Place and reason.
  public var description: String { (place.map { "\($0): " } ?? "") + reason }
}
