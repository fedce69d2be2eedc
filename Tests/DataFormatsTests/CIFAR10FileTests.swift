import Testing

@testable import DataFormats

@Suite struct CIFAR10FileTests {
  private static let images: [[UInt8]] = (0..<2).map { record in
    (0..<3072).map { UInt8(truncatingIfNeeded: $0 / 7 + record) }
  }
  private static let records: [UInt8] = [0] + images[0] + [9] + images[1]

  @Test func recordsArePlanesAfterALabel() throws {
    let table = try readTable(Self.records, fileExtension: "bin")
    #expect(table.rows == 2 && table.sampleShape == [3, 32, 32])
    #expect(table.elements == Self.images.joined().map(Double.init))
  }

  @Test(arguments: [0, 1, 3072, 3074, 6145, 6147])
  func sizesThatAreNoWholeRecordsAreRefused(count: Int) {
    let bytes = Array((Self.records + Self.records).prefix(count))
    let error = #expect(throws: DataFormatError.self) { try CIFAR10File.parse(bytes.span, file: "x.bin") }
    #expect(error?.reason == "\(count) bytes are not a whole number of CIFAR-10 records")
  }

  @Test func labelsAreChecked() {
    var bytes = Self.records
    bytes[3073] = 10
    let error = #expect(throws: DataFormatError.self) { try readTable(bytes, fileExtension: "bin") }
    #expect(error?.place == .byte(3073))
  }

  @Test func strongSignaturesDecideBeforeTheExtension() throws {
    let npy = Samples.npy(Samples.header("|u1", shape: "(2, 1)"), data: [3, 4])
    #expect(try readTable(npy, fileExtension: "bin").elements == [3, 4])
    #expect(try readTable(Samples.gzip(Self.records), fileExtension: "bin").rows == 2)
    let idx = Samples.idx(8, [2, 1], data: [3, 4])
    #expect(try readTable(idx, fileExtension: "data").elements == [3, 4])
    let error = #expect(throws: DataFormatError.self) { try readTable(idx, fileExtension: "bin") }
    #expect(error?.expected?.contains("a file of another format needs another extension") == true)
  }
}
