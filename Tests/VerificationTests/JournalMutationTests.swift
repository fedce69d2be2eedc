import Foundation
import RandomStreams
import Testing
import Theorems
import Verification

/// 3,000 mutated journals, read as a merge reads them.
@Suite("Mutated journals")
struct JournalMutationTests {
  private static let count = 3_000

  private static func check() throws -> Check { Check([try .linearWeyl(), try .linearLower()], trials: 20, seed: 1) }

  /// Bits, bytes, digits, copies and cuts.
  private static func mutated(_ bytes: [UInt8], _ stream: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<stream.integer(in: 1...3) {
      let place = stream.integer(in: 0...(bytes.count - 1))
      let end = min(bytes.count, place + stream.integer(in: 1...40))
      switch stream.integer(in: 0...5) {
      case 0: bytes[place] ^= 1 << UInt8(stream.integer(in: 0...7))
      case 1: bytes[place] = UInt8(stream.integer(in: 0...255))
      case 2: bytes[place] = UInt8(ascii: "0") + UInt8(stream.integer(in: 0...9))
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: stream.integer(in: 0...(bytes.count - 1)))
      default: bytes.removeSubrange(max(1, place)...)
      }
      if bytes.isEmpty { bytes = [0] }
    }
    return bytes
  }

  @Test("are refused by file and reason, or summed up; nothing crashes")
  func survive() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gnbounds-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("a.jsonl").path
    let check = try Self.check()
    let header = try JournalHeader(check, version: "1", arguments: ["check", "--trials", "20"], data: nil)
    _ = try await check.run(journal: try Journal(path, for: header, resuming: false))
    let seed = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(try CheckResult(check, header, merging: [path]).isComplete)
    var (accepted, refused) = (0, 0)
    for number in 0..<Self.count {
      var stream = RandomStream(domain: "JournalMutationTests", seed: 1, index: UInt64(number))
      try Data(Self.mutated(seed, &stream)).write(to: URL(fileURLWithPath: path))
      do {
        let result = try CheckResult(check, header, merging: [path])
        #expect(result.isComplete)
        accepted += 1
      } catch let error as JournalError {
        #expect(error.file == path && !error.reason.isEmpty)
        refused += 1
      }
    }
    // Both happen often, or the mutations test too little.
    #expect(accepted > 100 && refused > 1_000, "\(accepted) accepted, \(refused) refused")
  }
}
