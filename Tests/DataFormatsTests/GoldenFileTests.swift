import DataFormats
import Foundation
import Testing

/// Files written by NumPy, with what NumPy reads from them; see `Golden/make_golden.py` for their origin.
@Suite struct GoldenFileTests {
  private struct Expectation: Decodable, Sendable {
    var rows: Int?
    var columns: Int?
    var bits: [String]?
    var refused: String?
  }

  private struct Expectations: Decodable {
    var numpy: String
    var files: [String: Expectation]
  }

  private let folder: URL
  private let expectations: [String: Expectation]

  init() throws {
    folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let json = try Data(contentsOf: folder.appending(path: "expected.json"))
    expectations = try JSONDecoder().decode(Expectations.self, from: json).files
  }

  @Test func everyFileHasAnExpectation() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let tables = names.filter { $0.hasSuffix(".npy") || $0.hasSuffix(".csv") }
    #expect(Set(tables) == Set(expectations.keys))
    #expect(tables.count > 40)
  }

  @Test func everyFileIsReadAsNumPyReadsIt() throws {
    for (name, expectation) in expectations where expectation.refused == nil {
      let table = try DataFile.readTable(atPath: folder.appending(path: name).path)
      #expect(table.rows == expectation.rows, "\(name)")
      #expect(table.columns == expectation.columns, "\(name)")
      #expect(table.elements.map(\.bitPattern) == expectation.bits?.map { UInt64($0, radix: 16) }, "\(name)")
    }
  }

  @Test func everyArrayThatIsNoTableOfNumbersIsRefusedByName() throws {
    for (name, expectation) in expectations {
      guard let reason = expectation.refused else { continue }
      let error = #expect(throws: DataFormatError.self, "\(name)") {
        try DataFile.readTable(atPath: folder.appending(path: name).path)
      }
      #expect(error?.description.contains(reason) == true, "\(name): \(error?.description ?? "accepted")")
    }
  }

  @Test func namesOfColumnsAreRead() throws {
    let table = try DataFile.readTable(atPath: folder.appending(path: "savetxt.csv").path)
    #expect(table.columnNames == ["a", "b", "c", "d", "e"])
  }
}
