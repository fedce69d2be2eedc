import Foundation
import Testing

/// Files that grow a thousandfold when they're read, in a process that may have 2 GiB of address space.
@Suite("Decompression bombs")
struct BombTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws {
    tool = try Tool()
    folder = try TemporaryFolder()
  }

  private func read(_ name: String) throws -> Tool.Run {
    try tool.shell("ulimit -v 2000000 && gnbounds check --trials 5 --data \(name)", in: folder.location)
  }

  /// 6 GB of zeros, or of "0,0" lines, as 600 gzip members of 10 MB.
  @Test(
    "gzip without end is refused, whatever the format", arguments: ["x.csv.gz", "x.npy.gz", "x.idx.gz", "x.bin.gz"])
  func gzip(name: String) throws {
    let content = name.hasPrefix("x.csv") ? "yes 0,0" : "cat /dev/zero"
    _ = try tool.shell(
      "\(content) | head -c 10000000 | gzip -1 > one; for i in $(seq 600); do cat one; done > \(name)",
      in: folder.location)
    let run = try read(name)
    #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)")
    #expect(run.errors.hasPrefix("gnbounds: \(name)"), "\(run.errors)")
  }

  /// A header that promises 4 GB, and the zeros behind it.
  @Test("an array larger than the address space is refused or fits, never crashes")
  func declared() throws {
    let header = NPY.file(shape: "(500000000,)", []).prefix(128)
    try folder.write("head", Data(header))
    _ = try tool.shell(
      "(cat head; head -c 100000000 /dev/zero) | gzip -1 > x.npy.gz", in: folder.location)
    let run = try read("x.npy.gz")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("gnbounds: x.npy.gz"), "\(run.errors)")
  }
}
