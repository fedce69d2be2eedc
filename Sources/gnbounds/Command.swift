import Foundation

/// How a command ends.
enum ExitStatus {
  /// No theorem violated; every control refuted.
  case success
  /// A theorem violated, or a claim that had to fall survived.
  case violated
  /// Wrong usage or bad input.
  case usage
  /// Nothing decided.
  case undecided
  /// Ended by a signal before it was done.
  case interrupted(Int32)

  /// The number for the shell.
  var code: Int32 {
    switch self {
    case .success: 0
    case .violated: 1
    case .usage: 2
    case .undecided: 3
    case .interrupted(let signal): 128 + signal
    }
  }
}

/// Wrong usage or bad input, with the sentence for the user.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// An option of a command.
struct OptionSpecification {
  let name: String
  /// What stands for the value in the help; nil for a flag.
  let placeholder: String?
  let help: String

  static func flag(_ name: String, _ help: String) -> OptionSpecification {
    OptionSpecification(name: name, placeholder: nil, help: help)
  }

  static func value(_ name: String, _ placeholder: String, _ help: String) -> OptionSpecification {
    OptionSpecification(name: name, placeholder: placeholder, help: help)
  }
}

/// A subcommand.
protocol Command: Sendable {
  static var name: String { get }
  static var summary: String { get }
  /// What stands behind the name in the usage line.
  static var usage: String { get }
  static var options: [OptionSpecification] { get }
  /// What the help says below the options.
  static var notes: [String] { get }
  /// Checks the arguments before anything runs.
  init(_ arguments: ParsedArguments) throws
  func run() async throws -> ExitStatus
}

extension Command {
  static var notes: [String] { [] }

  static var help: String {
    var lines = ["\(summary)", "", "Usage: gnbounds \(name) \(usage)", "", "Options:"]
    let all = options + [.flag("--help", "show this text")]
    let heads = all.map { "  " + $0.name + ($0.placeholder.map { " " + $0 } ?? "") }
    let width = min(34, heads.map(\.count).max() ?? 0)
    for (head, option) in zip(heads, all) {
      lines.append(
        head.count > width
          ? head + "\n" + String(repeating: " ", count: width + 2) + option.help
          : head + String(repeating: " ", count: width + 2 - head.count) + option.help)
    }
    return (lines + (notes.isEmpty ? [] : [""] + notes)).joined(separator: "\n")
  }
}

/// The arguments behind a subcommand's name, checked against its options.
struct ParsedArguments {
  private(set) var positionals: [String] = []
  private var values: [String: [String]] = [:]
  private(set) var wantsHelp = false

  init(_ arguments: [String], for options: [OptionSpecification], of command: String) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--help" || argument == "-h" {
        wantsHelp = true
        continue
      }
      guard Self.isOption(argument) else {
        positionals.append(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = options.first(where: { $0.name == parts[0] }) else {
        throw UsageError(
          "\(command): unknown option '\(parts[0])'"
            + Suggestion.sentence(for: parts[0], among: options.map(\.name)))
      }
      switch (option.placeholder, parts.count > 1 ? parts[1] : nil) {
      case (nil, nil): values[option.name, default: []].append("")
      case (nil, .some): throw UsageError("\(command): \(option.name) takes no value")
      case (.some(let placeholder), let attached):
        // A value that looks like an option is a forgotten one, unless it's meant: --journal=--odd.
        guard let value = attached ?? rest.popFirst(), !value.isEmpty, attached != nil || !Self.isOption(value) else {
          throw UsageError("\(command): \(option.name) needs a value: \(option.name) \(placeholder)")
        }
        values[option.name, default: []].append(value)
      }
    }
  }

  /// Whether an argument is meant for an option, rightly or not: `--trials`, `-trials`, but not `-5`.
  private static func isOption(_ argument: String) -> Bool {
    guard argument.first == "-", let next = argument.dropFirst().first else { return false }
    return next == "-" || next.isLetter
  }

  func has(_ flag: String) -> Bool { values[flag] != nil }

  /// The values of a repeatable option; commas separate too. Given without a value in it, the option is refused.
  func list(_ option: String) throws(UsageError) -> [String] {
    guard let given = values[option] else { return [] }
    let names = given.flatMap { $0.split(separator: ",").map { String($0) } }
    if names.isEmpty { throw UsageError("\(option) needs a name") }
    return names
  }

  /// An option with its values as one, as it can be given again.
  func restated(_ option: String) -> [String] {
    let given = (values[option] ?? []).filter { !$0.isEmpty }
    return [option] + (given.isEmpty ? [] : [given.joined(separator: ",")])
  }

  /// The value of an option that is given at most once.
  func single(_ option: String) throws(UsageError) -> String? {
    let given = values[option] ?? []
    if given.count > 1 { throw UsageError("\(option) is given \(given.count) times; it's taken once") }
    return given.first
  }

  func integer(_ option: String, atLeast lowest: Int, default standard: Int) throws(UsageError) -> Int {
    guard let text = try single(option) else { return standard }
    let highest = option == "--trials" ? 1 << 40 : Int.max
    guard let number = Int(text), (lowest...highest).contains(number) else {
      throw UsageError("\(option) \(text): a whole number from \(lowest) to \(highest) is needed")
    }
    return number
  }

  func seed() throws(UsageError) -> UInt64 {
    guard let text = try single("--seed") else { return 1 }
    guard let seed = UInt64(text) else {
      throw UsageError("--seed \(text): a whole number from 0 to \(UInt64.max) is needed")
    }
    return seed
  }

  /// No size is larger.
  static let largestSize = 1 << 20

  /// A range written `4` or `2...6`.
  func range(_ option: String, default standard: ClosedRange<Int>) throws(UsageError) -> ClosedRange<Int> {
    guard let text = try single(option) else { return standard }
    let ends = text.components(separatedBy: "...").map { Int($0) }
    guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1], low >= 1, high >= low,
      high <= Self.largestSize
    else {
      throw UsageError(
        "\(option) \(text): a number from 1 to \(Self.largestSize), or a range such as 2...6, is needed")
    }
    return low...high
  }

  /// Names of kinds, each once: they are drawn with equal probability.
  func choices<Kind: RawRepresentable & CaseIterable>(
    _ option: String, default standard: [Kind]
  ) throws(UsageError) -> [Kind] where Kind.RawValue == String {
    let given = try list(option)
    if given.isEmpty { return standard }
    var chosen: [Kind] = []
    for name in given {
      guard let choice = Kind(rawValue: name) else {
        throw UsageError(
          "\(option) \(name): unknown name" + Suggestion.sentence(for: name, among: Kind.allCases.map(\.rawValue)))
      }
      guard !chosen.contains(where: { $0.rawValue == name }) else {
        throw UsageError("\(option) \(given.joined(separator: ",")): \(name) is named twice")
      }
      chosen.append(choice)
    }
    return chosen
  }
}
