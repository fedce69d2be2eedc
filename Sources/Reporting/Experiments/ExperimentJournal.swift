import Foundation
public import Verification

/// A file to which every measured cell is appended as soon as it's done: a header, then a JSON line a cell.
public final class ExperimentJournal: Sendable {
  /// What decides the numbers: the first line.
  public struct Header: Sendable, Hashable, Codable {
    let schema: String
    let version: String
    let seed: UInt64
    let scale: ExperimentScale
    let data: String
    let linearAlgebra: String

    /// The header of a run; `data` is a digest.
    public init(version: String, seed: UInt64, scale: ExperimentScale, data: String, linearAlgebra: String) {
      schema = "gnbounds.figures/1"
      self.version = version
      self.seed = seed
      self.scale = scale
      self.data = data
      self.linearAlgebra = linearAlgebra
    }
  }

  private struct Record: Codable {
    let cell: String
    /// Null for what isn't finite.
    let values: [String: Double?]

    /// Why it tells nothing of a network of the experiments; nil where it does.
    func fault(among cells: Set<String>) -> String? {
      if !cells.contains(cell) { return "'\(cell)' is no network of the experiments" }
      if values.isEmpty { return "'\(cell)' has no values" }
      // Wherever bounds are compared with κ, it's told how many are violated.
      guard values["violations"] != nil || values["kappa"] != nil else { return nil }
      let count = (values["violations"] ?? nil) ?? .nan
      return count >= 0 && count == count.rounded() && count < 0x1p53
        ? nil : "'\(cell)': violations: a whole number from 0 is needed"
    }
  }

  private let file: JournalFile
  /// What was measured before, by the cells' identifiers.
  public let known: [String: [String: Double]]

  /// Begins a journal, or goes on with one of the same run.
  ///
  /// - Throws: `JournalError` when the file can't be written, another process has it, it's there already and isn't to be
  ///   resumed, is of another run, or is no journal; the line is named that is no record of a network of the experiments.
  public init(_ path: String, for header: Header, resuming: Bool) throws(JournalError) {
    file = try JournalFile(path, header: header, resuming: resuming) { (reader) throws(JournalError) in
      guard let line = try reader.nextLine() else { return false }
      try Self.check(line, header, path)
      return true
    }
    let cells = Set(
      Experiments.all.flatMap { experiment in experiment.cells(header.scale).map(experiment.identifier(of:)) })
    known = try file.read { (reader) throws(JournalError) in
      _ = try reader.nextLine()
      var known: [String: [String: Double]] = [:]
      while let line = try reader.nextLine() {
        let record: Record
        do { record = try JSONDecoder().decode(Record.self, from: line) } catch {
          throw JournalError(
            path, line: reader.line, "no record of a measured network: \(decodingReason(error, in: line))")
        }
        if let fault = record.fault(among: cells) { throw JournalError(path, line: reader.line, fault) }
        guard known.updateValue(record.values.mapValues { $0 ?? .nan }, forKey: record.cell) == nil else {
          throw JournalError(path, line: reader.line, "'\(record.cell)' is there twice")
        }
      }
      return known
    }
  }

  private static func check(_ line: Data, _ header: Header, _ path: String) throws(JournalError) {
    let recorded: Header
    do { recorded = try JSONDecoder().decode(Header.self, from: line) } catch {
      throw JournalError(path, line: 1, "no header of a journal of figures: \(decodingReason(error, in: line))")
    }
    let fields: [(String, String, String)] = [
      ("schema", recorded.schema, header.schema), ("gnbounds", recorded.version, header.version),
      ("--seed", "\(recorded.seed)", "\(header.seed)"), ("scale", recorded.scale.rawValue, header.scale.rawValue),
      ("the data's digest", recorded.data, header.data),
      ("linear algebra", recorded.linearAlgebra, header.linearAlgebra),
    ]
    for (name, there, here) in fields where there != here {
      throw JournalError(path, "is the journal of another run: \(name): \(there) there, \(here) here")
    }
  }

  /// Appends a cell.
  ///
  /// - Throws: `JournalError` when the file can't be written.
  public func write(_ identifier: String, _ values: [String: Double]) throws(JournalError) {
    try file.append(Record(cell: identifier, values: values.mapValues { $0.isFinite ? $0 : nil }))
  }
}
