/// A file to which every trial is appended as soon as it's done, so that nothing finished is ever lost: a header, then a
/// JSON line a trial, in the order in which they end.
///
/// One process has it at a time. A line that a killed process left half-written is removed when the journal is resumed.
public final class Journal: Sendable {
  private let header: JournalHeader
  private let file: JournalFile

  /// Opens a journal for a check: a new one, or, resuming, one of the same check.
  ///
  /// - Throws: `JournalError` when the file can't be written, another process has it, it's there already and isn't to be
  ///   resumed, or it belongs to another check: the difference is named.
  public init(_ path: String, for header: JournalHeader, resuming: Bool) throws(JournalError) {
    self.header = header
    file = try JournalFile(path, header: header, resuming: resuming) { (reader) throws(JournalError) in
      guard let recorded = try reader.header() else { return false }
      if let difference = header.difference(from: recorded) {
        throw JournalError(path, "is the journal of another check: \(difference)")
      }
      if header.shard != recorded.shard {
        throw JournalError(path, "is the journal of shard \(recorded.shard), not \(header.shard)")
      }
      return true
    }
  }

  /// Hands over the trials that are in it, and puts what follows behind the last whole line.
  func recorded(into results: inout [SeriesResult]) throws(JournalError) -> [TrialSet] {
    try file.read { (reader) throws(JournalError) in
      guard try reader.header() != nil else { throw JournalError(reader.path, "has lost its header") }
      return try reader.records(header) { results[$0].record($1) }
    }
  }

  /// Appends a trial.
  func write(_ trial: TrialRecord, series: Int) throws(JournalError) {
    try file.append(JournalRecord(trial, series: series))
  }
}

extension CheckResult {
  /// Sums up the journals of all shards of a check: what the check itself would have found.
  ///
  /// - Parameters:
  ///   - header: that of the check, whatever its shard.
  ///   - observe: told of every trial and the position of its series, in the order of the lines.
  /// - Throws: `JournalError` when a journal is of another check, or a shard or a trial is missing or there twice.
  /// - Complexity: O(size of the journals); memory for a line, a bit for each trial, and the distributions.
  public init(
    _ check: Check, _ header: JournalHeader, merging paths: [String],
    observing observe: (_ series: Int, _ trial: TrialRecord) -> Void = { _, _ in }
  ) throws {
    var results = try check.series().map { SeriesResult($0, .whole) }
    var files: [Int: String] = [:]
    var count = 0
    for path in paths {
      var reader = try JournalReader(path: path)
      guard let recorded = try reader.header() else { throw JournalError(path, "has no header") }
      if let difference = header.difference(from: recorded) {
        throw JournalError(path, "is the journal of another check: \(difference)")
      }
      let shard = recorded.shard
      if count == 0 { count = shard.count }
      guard shard.count == count else {
        throw JournalError(path, "holds shard \(shard), where \(paths[0]) is one of \(count)")
      }
      if let other = files.updateValue(path, forKey: shard.index) {
        throw JournalError(path, "holds shard \(shard), which \(other) holds too")
      }
      let before = results.map(\.finished)
      _ = try reader.records(recorded) {
        results[$0].record($1)
        observe($0, $1)
      }
      for (position, series) in header.series.enumerated() {
        let (found, all) = (results[position].finished - before[position], shard.size(of: series.trials))
        guard found == all else {
          throw JournalError(path, "holds \(found) of the \(all) trials of \(series.name): finish it with --resume")
        }
      }
    }
    if let missing = (0..<count).first(where: { files[$0] == nil }) {
      throw JournalError(paths[0], "is one of \(count) shards, of which \(missing)/\(count) isn't given")
    }
    self.init(check: check, series: results)
  }
}

extension JournalHeader {
  /// The header of a journal.
  ///
  /// - Throws: `JournalError` when the file is none.
  public init(readingFrom path: String) throws(JournalError) {
    var reader = try JournalReader(path: path)
    guard let header = try reader.header() else { throw JournalError(path, "has no header") }
    self = header
  }
}
