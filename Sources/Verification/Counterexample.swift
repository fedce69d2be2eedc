public import Foundation
import LinearAlgebra
public import Networks

/// An instance by value, to be kept in a file: seeds rot when generators change.
///
/// Numbers are hexadecimal float64 (`0x1.8p+1`), so that every bit survives; decimal numbers are read too.
public struct Counterexample: Sendable, Hashable, Codable {
  /// What the file is.
  public let schema: String
  /// The theorem or claim that it refutes.
  public let theorem: String
  /// W^1 … W^L, each a list of rows.
  public let weights: [[[String]]]
  /// S, a list of rows, with Σ = SSᵀ.
  public let dataFactor: [[String]]
  /// κ(G) where it was found, for the reader.
  public let conditionNumber: Double
  /// The bound there, for the reader.
  public let bound: Double

  static let schema = "gnbounds.counterexample/1"

  /// An instance that refutes a theorem.
  public init(_ instance: LinearInstance, refuting theorem: String, conditionNumber: Double, bound: Double) {
    schema = Self.schema
    self.theorem = theorem
    weights = instance.network.weights.map(Self.hexadecimal)
    dataFactor = Self.hexadecimal(instance.data.factor)
    self.conditionNumber = conditionNumber
    self.bound = bound
  }

  private static func hexadecimal(_ matrix: Matrix) -> [[String]] {
    matrix.rowLists.map { $0.map { String(format: "%a", $0) } }
  }

  /// The instance, its ranks computed exactly.
  ///
  /// - Throws: `CounterexampleError` that names the matrix at fault.
  public func instance() throws(CounterexampleError) -> LinearInstance {
    var layers: [Matrix] = []
    for (index, rows) in weights.enumerated() { layers.append(try Self.matrix(rows, "weights.\(index + 1)")) }
    let factor = try Self.matrix(dataFactor, "dataFactor")
    let (network, data): (LinearNetwork, SecondMoment)
    do { network = try LinearNetwork(weights: layers) } catch {
      throw CounterexampleError(place: "weights", reason: error.description)
    }
    do {
      data = try SecondMoment(factor: factor)
      return try LinearInstance(network: network, data: data)
    } catch { throw CounterexampleError(place: "dataFactor", reason: error.description) }
  }

  private static func matrix(_ rows: [[String]], _ place: String) throws(CounterexampleError) -> Matrix {
    var numbers: [[Double]] = []
    for (i, row) in rows.enumerated() {
      var line: [Double] = []
      for (j, text) in row.enumerated() {
        guard let number = Double(text) else {
          throw CounterexampleError(place: place, reason: "row \(i + 1), column \(j + 1): '\(text)' is not a number")
        }
        line.append(number)
      }
      numbers.append(line)
    }
    do { return try Matrix(numbers) } catch { throw CounterexampleError(place: place, reason: error.description) }
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
        place: "file", reason: "not a counterexample written by gnbounds: \(decodingReason(error))")
    }
    guard read.schema == Self.schema else {
      throw CounterexampleError(place: "schema", reason: "'\(read.schema)' where '\(Self.schema)' is understood")
    }
    self = read
  }
}

/// What is wrong with a file of a counterexample.
public struct CounterexampleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which part.
  public let place: String
  /// What is wrong with it.
  public let reason: String

  /// Place and reason.
  public var description: String { "\(place): \(reason)" }
}
