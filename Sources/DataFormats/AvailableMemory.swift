import Foundation

/// The memory that this process may still take.
enum AvailableMemory {
  /// The machine's memory, or what is left of the address space where that is limited (`ulimit -v`).
  static var bytes: Int {
    let physical = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    guard let limits = try? String(contentsOfFile: "/proc/self/limits", encoding: .utf8),
      let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    else { return physical }
    return bytes(physical: physical, limits: limits, status: status)
  }

  /// The same from the system's texts: a limit in bytes, or `unlimited`; the size in use in kB.
  static func bytes(physical: Int, limits: String, status: String) -> Int {
    guard let limit = number(behind: "Max address space", in: limits),
      let used = number(behind: "VmSize:", in: status)
    else { return physical }
    return max(0, min(physical, limit - 1024 * used))
  }

  private static func number(behind name: String, in text: String) -> Int? {
    text.split(separator: "\n").first { $0.hasPrefix(name) }
      .flatMap { $0.dropFirst(name.count).split(whereSeparator: \.isWhitespace).first }
      .flatMap { Int($0) }
  }
}
