import DataFormats
public import Foundation

/// Reads a journal line by line, in memory for one line.
public struct JournalReader {
  /// The file.
  public let path: String
  private let handle: FileHandle
  private let decoder = JSONDecoder()
  private var buffer = Data()
  /// The number of the last line that was read, from 1.
  public private(set) var line = 0
  private var isAtEnd = false
  /// The number of bytes up to the end of the last whole line that was read.
  private(set) var offset: UInt64 = 0

  /// A longer line is no journal's.
  private static let longestLine = 1 << 26
  private static let block = 1 << 20

  /// Reads from the beginning of an open file.
  init(_ handle: FileHandle, path: String) throws(JournalError) {
    self.path = path
    self.handle = handle
    do { try handle.seek(toOffset: 0) } catch { throw JournalError(path, FileFault(reading: error).description) }
  }

  /// Opens a file.
  init(path: String) throws(JournalError) {
    let handle: FileHandle
    do { try FileFault.requireRegularFile(atPath: path) } catch { throw JournalError(path, error.description) }
    do { handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)) } catch {
      throw JournalError(path, FileFault(reading: error).description)
    }
    try self.init(handle, path: path)
  }

  /// The next whole line without its end; nil at the end of the file, or before a torn last line.
  ///
  /// - Throws: `JournalError` when the file can't be read, or the line is too long for a journal's.
  public mutating func nextLine() throws(JournalError) -> Data? {
    var searched = 0
    while true {
      if let end = buffer[(buffer.startIndex + searched)...].firstIndex(of: UInt8(ascii: "\n")) {
        let content = buffer[..<end]
        buffer = buffer[(end + 1)...]
        line += 1
        offset += UInt64(content.count) + 1
        return content
      }
      searched = buffer.count
      guard !isAtEnd else { return nil }
      guard searched <= Self.longestLine else { throw JournalError(path, line: line + 1, "too long for a journal's") }
      do {
        guard let more = try handle.read(upToCount: Self.block), !more.isEmpty else {
          isAtEnd = true
          continue
        }
        buffer = Data(buffer) + more
      } catch { throw JournalError(path, FileFault(reading: error).description) }
    }
  }

  /// What stands behind the last whole line.
  var tornLine: Data { buffer }

  /// The header; nil when the file has no whole line.
  mutating func header() throws(JournalError) -> JournalHeader? {
    guard let content = try nextLine() else { return nil }
    let header: JournalHeader
    do { header = try decoder.decode(JournalHeader.self, from: content) } catch {
      throw JournalError(
        path, line: 1, "no header of a journal written by gnbounds: \(decodingReason(error, in: content))")
    }
    guard header.schema == JournalHeader.schema else {
      throw JournalError(path, line: 1, "schema '\(header.schema)' where '\(JournalHeader.schema)' is understood")
    }
    return header
  }

  /// Hands over every record behind the header, checked against it, and tells which trials they are.
  mutating func records(
    _ header: JournalHeader, _ consume: (_ series: Int, TrialRecord) -> Void
  ) throws(JournalError) -> [TrialSet] {
    var recorded = header.series.map { _ in TrialSet() }
    while let content = try nextLine() {
      let record: JournalRecord
      do { record = try decoder.decode(JournalRecord.self, from: content) } catch {
        throw JournalError(path, line: line, "no record of a trial: \(decodingReason(error, in: content))")
      }
      if let fault = Self.fault(record, header) { throw JournalError(path, line: line, fault) }
      guard recorded[record.series].insert(record.trial.index) else {
        throw JournalError(
          path, line: line, "trial \(record.trial.index) of \(header.series[record.series].name) is there twice")
      }
      consume(record.series, record.trial)
    }
    return recorded
  }

  private static func fault(_ record: JournalRecord, _ header: JournalHeader) -> String? {
    guard header.series.indices.contains(record.series) else {
      return "series \(record.series) where the header has \(header.series.count)"
    }
    let (series, trial) = (header.series[record.series], record.trial)
    guard (0..<series.trials).contains(trial.index) else {
      return "trial \(trial.index) of \(series.name), which has trials 0 to \(series.trials - 1)"
    }
    guard header.shard.contains(trial.index) else { return "trial \(trial.index) isn't of shard \(header.shard)" }
    let theorems = series.theorems.count
    let quantities = trial.failure == nil ? series.quantities?.count ?? 0 : 0
    let counts: [(name: String, count: Int, expected: Int)] = [
      ("verdicts", trial.verdicts.count, theorems), ("ratios", trial.ratios.count, theorems),
      ("labels", trial.labels.count, series.labels.count), ("quantities", trial.quantities.count, quantities),
      ("enclosures", trial.proven?.ratios.count ?? theorems, theorems),
      ("causes", trial.proven?.causes.count ?? theorems, theorems),
      ("causes", trial.causes.isEmpty ? theorems : trial.causes.count, theorems),
    ]
    for (name, count, expected) in counts where count != expected {
      return "\(count) \(name) where the header has \(expected)"
    }
    return nil
  }
}
