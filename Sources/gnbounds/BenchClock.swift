import Foundation
import LinearAlgebra
import Networks
import RandomStreams

/// Times of repeated work, and memory.
///
/// Work on one thread is measured in the process's processor time: what else the machine does isn't counted.
enum BenchClock {
  /// The time of work, which is repeated until the clock's microseconds tell it.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = processorTime
    var (elapsed, count) = (0.0, 0.0)
    while elapsed < 1e-4 {
      try body()
      count += 1
      elapsed = processorTime - start
    }
    return elapsed / count
  }

  private static var processorTime: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  static func median(_ samples: [Double]) -> Double { samples.sorted()[samples.count / 2] }

  /// Medians of several kinds of work that take turns, so that a slow moment of the machine hits all alike.
  static func medians(_ repetitions: Int, _ works: [() throws -> Void]) throws -> [Double] {
    var samples: [[Double]] = Array(repeating: [], count: works.count)
    for _ in 0..<repetitions {
      for (kind, work) in works.enumerated() { samples[kind].append(try seconds(work)) }
    }
    return samples.map(median)
  }

  /// Peak resident memory in MiB since the last reset, from the system; nil where it doesn't tell.
  static var peakMemory: Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = Double(line.split(whereSeparator: \.isWhitespace)[1])
    else { return nil }
    return kibibytes / 1024
  }

  /// Starts a new peak at what is resident now, where the system lets a process do so (proc(5), clear_refs).
  static func resetPeakMemory() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    try? file.write(contentsOf: Data("5".utf8))
    try? file.close()
  }
}

/// A network to measure: Kaiming-normal weights, one hidden width.
struct BenchNetwork: Encodable {
  var inputs: Int
  var outputs: Int
  var depth: Int
  var width: Int
  var data = SyntheticData.whitened

  var label: String {
    "d=\(inputs) k=\(outputs) L=\(depth) m=\(width)" + (data == .whitened ? "" : " \(data.rawValue)")
  }
  var order: Int { inputs * outputs }

  func instance(_ workspace: inout Workspace) throws -> LinearInstance {
    let ensemble = LinearEnsemble(
      depth: depth...depth, width: width...width, inputs: inputs...inputs, outputs: outputs...outputs,
      initializations: [.kaimingNormal], structures: [.plain], widthShapes: [.constant], data: [data])
    var stream = RandomStream(domain: "bench", seed: 1, index: 0)
    guard let draw = try ensemble.draw(&stream, &workspace) else { throw UsageError("\(label): no network drawn") }
    return draw.instance
  }
}
