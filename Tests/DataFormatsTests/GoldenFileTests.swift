import DataFormats
import Foundation
import Testing

/// Files written by NumPy and Python, with what these read from them; see `Golden/make_golden.py` and
/// `Golden/make_containers.py` for their origin.
@Suite struct GoldenFileTests {
  private struct Expectation: Decodable, Sendable {
    /// The file's name, where it is not the expectation's own, as a file may be read in several ways.
    var file: String?
    var member: String?
    var rows: Int?
    var columns: Int?
    var sampleShape: [Int]?
    var bits: [String]?
    var bytes: String?
    var refused: String?
  }

  private struct Expectations: Decodable {
    var numpy: String
    var files: [String: Expectation]
  }

  private let folder: URL
  private let expectations: [String: Expectation]

  init() throws {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    self.folder = folder
    expectations = try ["expected.json", "expected-containers.json"].reduce(into: [:]) { all, name in
      let json = try Data(contentsOf: folder.appending(path: name))
      all.merge(try JSONDecoder().decode(Expectations.self, from: json).files) { first, _ in first }
    }
  }

  private func read(_ name: String, _ expectation: Expectation) throws -> NumericTable {
    let path = folder.appending(path: expectation.file ?? name).path
    return try DataFile.readTable(atPath: path, member: expectation.member)
  }

  @Test func everyFileHasAnExpectation() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let tables = names.filter { !$0.hasSuffix(".py") && !$0.hasSuffix(".json") }
    #expect(Set(tables) == Set(expectations.map { $0.value.file ?? $0.key }))
    #expect(tables.count > 90)
  }

  @Test func everyFileIsReadAsItsWriterReadsIt() throws {
    for (name, expectation) in expectations where expectation.refused == nil {
      let table = try read(name, expectation)
      #expect(table.rows == expectation.rows, "\(name)")
      #expect(table.columns == expectation.columns, "\(name)")
      if let shape = expectation.sampleShape { #expect(table.sampleShape == shape, "\(name)") }
      if let digits = expectation.bytes {
        let bytes = table.elements.map { Int($0) < 16 ? "0" + String(Int($0), radix: 16) : String(Int($0), radix: 16) }
        #expect(bytes.joined() == digits, "\(name)")
      } else {
        #expect(table.elements.map(\.bitPattern) == expectation.bits?.map { UInt64($0, radix: 16) }, "\(name)")
      }
    }
  }

  @Test func everyFileThatIsNoTableOfNumbersIsRefusedByName() throws {
    for (name, expectation) in expectations {
      guard let reason = expectation.refused else { continue }
      let error = #expect(throws: DataFormatError.self, "\(name)") { try read(name, expectation) }
      #expect(error?.description.contains(reason) == true, "\(name): \(error?.description ?? "accepted")")
    }
  }

  /// Larger than the part that is decompressed to find the header.
  @Test func largeCompressedArraysAreReadWhole() throws {
    let images = try DataFile.readTable(atPath: folder.appending(path: "large.idx.gz").path)
    #expect(images.rows == 1 && images.elements == (0..<300_000).map { Double($0 / 1000 % 251) })
    let zeros = try DataFile.readTable(atPath: folder.appending(path: "savez-zeros.npz").path)
    #expect(zeros.sampleShape == [90_000] && zeros.elements == Array(repeating: 0, count: 180_000))
  }

  @Test func namesOfColumnsAreRead() throws {
    let table = try DataFile.readTable(atPath: folder.appending(path: "savetxt.csv").path)
    #expect(table.columnNames == ["a", "b", "c", "d", "e"])
  }
}
