import Foundation
import Reporting

/// Results go to standard output, what is said along the way to standard error.
enum Output {
  static func print(_ lines: [String]) { Swift.print(lines.joined(separator: "\n")) }

  static func complain(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// One JSON object with sorted keys.
  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// The line that runs this program with `arguments`.
  static func command(_ arguments: [String]) -> String {
    "gnbounds " + arguments.map(quoted).joined(separator: " ")
  }

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_./=,:+"))
    return word.unicodeScalars.allSatisfy(plain.contains) && !word.isEmpty
      ? word : "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}

/// A number in JSON, which has no infinity: null, with the reason beside.
struct JSONNumber: Encodable {
  let value: Double?

  init(_ value: Double?) { self.value = value.flatMap { $0.isFinite ? $0 : nil } }

  /// Why a number is null.
  static func reason(_ value: Double?) -> String? {
    guard let value else { return "not evaluated" }
    return value.isFinite ? nil : value.isNaN ? "not a number" : value > 0 ? "infinite" : "minus infinity"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

/// A bar on standard error, on a terminal only.
final class ProgressBar {
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  private let noun: String

  init(quiet: Bool, of noun: String = "trials") {
    isShown = !quiet && isatty(2) == 1
    self.noun = noun
  }

  func update(_ done: Int, _ total: Int) {
    guard isShown, ContinuousClock.now - last > .milliseconds(100) || done == total else { return }
    last = .now
    let filled = total > 0 ? 30 * done / total : 30
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    let line = "\r\(bar) \(CountText.text(done)) of \(CountText.text(total)) \(noun)"
    FileHandle.standardError.write(Data(line.utf8))
  }

  /// Clears the line and says how long it took.
  func finish() {
    guard isShown else { return }
    let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    Output.complain(String(format: "%.1f s", seconds))
  }
}
