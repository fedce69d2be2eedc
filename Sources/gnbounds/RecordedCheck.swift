import Verification

/// The check that a journal is of.
enum RecordedCheck {
  /// What the journal's header says was run, checked again as a command is: a journal is a file like any other.
  ///
  /// - Returns: the check, and the header that a journal of it has today.
  static func configuration(
    of path: String
  ) throws -> (configuration: CheckConfiguration, header: JournalHeader) {
    let recorded = try JournalHeader(readingFrom: path)
    do {
      guard recorded.arguments.first == CheckCommand.name else {
        throw UsageError("its arguments aren't those of check")
      }
      let configuration = try CheckConfiguration(
        ParsedArguments(
          Array(recorded.arguments.dropFirst()), for: CheckConfiguration.specifications, of: CheckCommand.name))
      return (configuration, try configuration.header())
    } catch let error as UsageError { throw UsageError("\(path): \(error.description)") }
  }
}
