import DataFormats
import Formalization
import Foundation
import Theorems

/// A theorem as a Coq file.
struct ProveCommand: Command {
  static let name = "prove"
  static let summary = "Export a theorem and its derivation as a Coq proof"
  static let usage = "THEOREM [OPTIONS]"
  static let options: [OptionSpecification] = [
    .value("--output", "FILE", "write to a file in place of standard output"),
    .flag("--page", "the Markdown page about the proof in place of the proof"),
  ]

  private let text: String
  private let output: String?

  init(_ arguments: ParsedArguments) throws {
    let theorem = try TheoremArgument.only(arguments, of: Self.name)
    output = try arguments.single("--output")
    do {
      text = arguments.has("--page") ? try ProofPage(of: theorem).text : try CoqProof(of: theorem).text
    } catch {
      throw UsageError("\(error)")
    }
  }

  func run() async throws -> ExitStatus {
    guard let output else {
      Output.print([text.hasSuffix("\n") ? String(text.dropLast()) : text])
      return .success
    }
    do {
      try text.write(toFile: output, atomically: true, encoding: .utf8)
    } catch {
      throw UsageError("\(output): \(FileFault(writing: error, atPath: output))")
    }
    return .success
  }
}
