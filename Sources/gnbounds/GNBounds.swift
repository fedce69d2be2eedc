import Foundation

/// The command line: one file a subcommand, no mathematics.
@main
struct GNBounds {
  static let version = "0.1.0"

  private static let commands: [any Command.Type] = [
    ListCommand.self, ShowCommand.self, CheckCommand.self, MergeCommand.self, ReportCommand.self, FiguresCommand.self,
    ReplayCommand.self,
    ProveCommand.self, BenchCommand.self,
  ]

  static func main() async {
    var status = ExitStatus.usage
    do {
      status = try await run(Array(CommandLine.arguments.dropFirst()))
    } catch let error as UsageError {
      Output.complain("gnbounds: \(error.description)")
    } catch {
      Output.complain("gnbounds: \(error)")
    }
    if fflush(nil) != 0 {
      Output.complain("gnbounds: standard output can't be written")
      status = .usage
    }
    exit(status.code)
  }

  private static func run(_ arguments: [String]) async throws -> ExitStatus {
    guard let name = arguments.first else {
      Output.print([help])
      return .usage
    }
    switch name {
    case "--help", "-h", "help":
      Output.print([help])
      return .success
    case "--version":
      Output.print(["gnbounds \(version)"])
      return .success
    default: break
    }
    guard let command = commands.first(where: { $0.name == name }) else {
      throw UsageError("unknown command '\(name)'" + Suggestion.sentence(for: name, among: commands.map { $0.name }))
    }
    let parsed = try ParsedArguments(Array(arguments.dropFirst()), for: command.options, of: name)
    if parsed.wantsHelp {
      Output.print([command.help])
      return .success
    }
    return try await command.init(parsed).run()
  }

  private static var help: String {
    let width = commands.map { $0.name.count }.max() ?? 0
    let list = commands.map {
      "  " + $0.name + String(repeating: " ", count: width + 2 - $0.name.count) + $0.summary
    }
    return """
      gnbounds checks the theory of how well conditioned the Gauss-Newton matrix of a neural network is.

      Usage: gnbounds COMMAND [OPTIONS]

      \(list.joined(separator: "\n"))

      gnbounds COMMAND --help tells the options of a command; gnbounds --version the version.
      Exit status: 0 no theorem violated, 1 a theorem violated or a claim not refuted, 2 wrong usage or bad input,
      3 nothing decided, 128 + N ended by signal N.
      """
  }
}
