import Verification

/// The journals of all shards of a check as one result.
struct MergeCommand: Command {
  static let name = "merge"
  static let summary = "Sum up the journals of all shards of a check: the result of the whole check"
  static let usage = "JOURNAL... [OPTIONS]"
  static let options = CheckOutput.specifications

  private let paths: [String]
  private let output: CheckOutput

  init(_ arguments: ParsedArguments) throws {
    paths = arguments.positionals
    output = try CheckOutput(arguments)
    if paths.isEmpty { throw UsageError("merge needs the journals of all shards: gnbounds merge A.jsonl B.jsonl") }
  }

  func run() async throws -> ExitStatus {
    let (configuration, header) = try RecordedCheck.configuration(of: paths[0])
    let result = try CheckResult(configuration.check, header, merging: paths)
    let findings = try result.refutations(maximum: output.showsRefutations ? .max : 0)
    try output.show(result, findings, configuration)
    return ExitStatus(result.conclusion)
  }
}
