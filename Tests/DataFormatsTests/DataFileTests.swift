@testable import DataFormats
import Foundation
import Testing

@Suite final class DataFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "DataFileTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  private func path(_ name: String, content: [UInt8]) throws -> String {
    let location = folder.appending(path: name)
    try Data(content).write(to: location)
    return location.path
  }

  private func fault(_ path: String) -> DataFormatError? {
    let error = #expect(throws: DataFormatError.self) { try DataFile.readTable(atPath: path) }
    #expect(error?.file == path)
    return error
  }

  @Test func theContentDecidesBeforeTheExtension() throws {
    let npy = Samples.npy(Samples.header("|u1", shape: "(2, 1)"), data: [3, 4])
    for name in ["a.npy", "a.csv", "a", "a.dat"] {
      #expect(try DataFile.readTable(atPath: path(name, content: npy)).elements == [3, 4])
    }
    for name in ["a.csv", "a.CSV", "ä b.Csv"] {
      #expect(try DataFile.readTable(atPath: path(name, content: Array("3\n4\n".utf8))).elements == [3, 4])
    }
    let link = folder.appending(path: "link.csv")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.appending(path: "a.csv"))
    #expect(try DataFile.readTable(atPath: link.path).elements == [3, 4])
  }

  @Test func aFormatNotUnderstoodIsAnErrorThatNamesThoseThatAre() throws {
    for name in ["a.txt", "a", "a.csv.bak"] {
      #expect(
        fault(try path(name, content: Array("1,2\n".utf8)))?.expected
          == "NPY (.npy) or IDX (.idx) or CIFAR-10 (.bin) or CSV (.csv) or NPZ (.npz)")
    }
    #expect(fault(try path("text.npy", content: Array("1,2\n".utf8)))?.reason == "not an NPY file")
    #expect(fault(try path("text.idx", content: Array("1,2\n".utf8)))?.reason == "not an IDX file")
    #expect(fault(try path("text.npz", content: Array("1,2\n".utf8)))?.reason == "no end of a ZIP archive here")
  }

  @Test func theExtensionInsideAGzipFileCounts() throws {
    let content = Samples.gzip(Array("3\n4\n".utf8))
    for name in ["a.csv.gz", "a.CSV.GZ", "a.csv.gzip", "a.csv"] {
      #expect(try DataFile.readTable(atPath: path(name, content: content)).elements == [3, 4])
    }
    for name in ["a.gz", "csv.gz", "a.csv.z", "a"] {
      #expect(fault(try path(name, content: content))?.place == .decompressed(.wholeFile))
    }
  }

  @Test func aMemberOfWhatIsNoArchiveIsAnError() throws {
    for (name, content) in [("a.csv", Array("1\n".utf8)), ("a.csv.gz", Samples.gzip(Array("1\n".utf8)))] {
      let path = try path(name, content: content)
      let error = #expect(throws: DataFormatError.self) { try DataFile.readTable(atPath: path, member: "x") }
      #expect(error?.reason == "is no archive of arrays to choose from: leave --array out")
    }
  }

  @Test func whatIsNoReadableFileIsAnError() throws {
    #expect(fault(folder.appending(path: "missing.csv").path)?.reason == "no such file")
    #expect(fault(folder.appending(path: "missing/missing.csv").path)?.reason == "no such file")
    #expect(fault(folder.path)?.reason == "is a directory")
    #expect(fault(try path("empty.csv", content: []))?.reason == "is empty")
    #expect(fault("")?.reason == "not the path of a file")
    #expect(fault("a\0.csv")?.reason == "not the path of a file")
    #expect(fault("/dev/zero")?.reason == "is a pipe, device or other special file")
    let link = folder.appending(path: "dangling.csv")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.appending(path: "missing.csv"))
    #expect(fault(link.path)?.reason == "is a symbolic link that leads to no file")
  }

  #if os(Linux)
    /// Reading it fails whatever the user's rights.
    @Test func aFileThatCannotBeReadIsAnError() {
      #expect(fault("/proc/self/mem")?.reason.hasPrefix("can't be read (") == true)
    }
  #endif

  @Test func aFileLargerThanTheMemoryIsAnError() throws {
    let path = try path("sparse.csv", content: [0x31])
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.truncate(atOffset: ProcessInfo.processInfo.physicalMemory + 1)
    try handle.close()
    #expect(fault(path)?.reason.contains("bytes of memory that are left") == true)
  }
}

@Suite("Available memory")
struct AvailableMemoryTests {
  private static func limits(_ value: String) -> String {
    """
    Limit                     Soft Limit           Hard Limit           Units
    Max file size             unlimited            unlimited            bytes
    Max address space         \(value)           unlimited            bytes
    """
  }

  @Test("is what is left of a limited address space, never more than the machine has")
  func bytes() {
    let status = "Name:\tgnbounds\nVmPeak:\t 900 kB\nVmSize:\t   1000 kB\n"
    let left = { (limit: String) in
      AvailableMemory.bytes(physical: 5_000_000, limits: Self.limits(limit), status: status)
    }
    #expect(left("unlimited") == 5_000_000)
    #expect(left("2048000") == 1_024_000)
    #expect(left("1000") == 0)
    #expect(left("99999999999") == 5_000_000)
    #expect(AvailableMemory.bytes(physical: 7, limits: "", status: "") == 7)
    #expect(AvailableMemory.bytes > 0)
  }
}
