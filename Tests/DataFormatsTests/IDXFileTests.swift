import Testing

@testable import DataFormats

@Suite struct IDXFileTests {
  private func parse(_ bytes: [UInt8]) throws(DataFormatError) -> NumericTable {
    try IDXFile.parse(bytes.span, file: "x.idx")
  }

  @Test func theFirstAxisCountsSamples() throws {
    let data = (0..<24).map { UInt8($0) }
    for (shape, sampleShape) in [([24], [1]), ([4, 6], [6]), ([2, 3, 4], [3, 4]), ([1, 2, 3, 4], [2, 3, 4])] {
      let table = try parse(Samples.idx(8, shape, data: data))
      #expect(table.rows == shape[0] && table.sampleShape == sampleShape)
      #expect(table.elements == data.map(Double.init))
    }
  }

  @Test(
    arguments: [
      (0x08, [0xFE], 254), (0x09, [0xFE], -2), (0x0B, [0xFF, 0x01], -255), (0x0C, [0x80, 0, 0, 1], -2_147_483_647),
      (0x0D, [0x3F, 0xC0, 0, 0], 1.5), (0x0E, [0x3F, 0xF8, 0, 0, 0, 0, 0, 0], 1.5),
    ] as [(UInt8, [UInt8], Double)])
  func everyTypeHasItsMostSignificantByteFirst(type: UInt8, data: [UInt8], value: Double) throws {
    #expect(try parse(Samples.idx(type, [1], data: data)).elements == [value])
  }

  @Test(arguments: [
    (Samples.idx(0x0A, [1], data: [1]), 2, "an unknown element type, 10"),
    (Samples.idx(0x0F, [1], data: [1]), 2, "an unknown element type, 15"),
    (Samples.idx(0, [1], data: [1]), 2, "an unknown element type, 0"),
    ([1, 0, 8, 1, 0, 0, 0, 1, 7], 0, "not an IDX file"),
    ([0, 1, 8, 1, 0, 0, 0, 1, 7], 0, "not an IDX file"),
    ([0, 0, 8], 3, "the file ends here"),
    ([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0], 11, "the file ends here"),
    ([0, 0, 8, 255], 4, "the file ends here"),
    (Samples.idx(8, [], data: [1]), 4, "shape () is a single number"),
    (Samples.idx(8, [0], data: []), 4, "has no samples"),
    (Samples.idx(8, [0, 3], data: []), 4, "has no samples"),
    (Samples.idx(8, [3, 0], data: []), 4, "has no features"),
    (Samples.idx(8, [3, 2], data: Array(repeating: 0, count: 5)), 4, "needs 6 bytes of data, 5 are present"),
    (Samples.idx(8, [3, 2], data: Array(repeating: 0, count: 7)), 4, "needs 6 bytes of data, 7 are present"),
    (Samples.idx(14, [2, 1], data: Array(repeating: 0, count: 15)), 4, "needs 16 bytes of data, 15 are present"),
    // The product is 2^64, which wraps around to 0.
    (Samples.idx(8, [1 << 31, 1 << 31, 4], data: []), 4, "needs more than 9223372036854775807 bytes"),
    (Samples.idx(14, [1 << 30, 1 << 30], data: []), 4, "needs more than 9223372036854775807 bytes"),
    (Samples.idx(8, Array(repeating: 0xFFFF_FFFF, count: 255), data: []), 4, "needs more than"),
  ])
  func wrongHeadersAreRefusedWithTheirByte(bytes: [UInt8], byte: Int, reason: String) {
    let error = #expect(throws: DataFormatError.self) { try parse(bytes) }
    #expect(error?.place == .header(byte: byte) && error?.file == "x.idx", "\(error?.description ?? "")")
    #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func everyTruncationIsRefused() {
    let bytes = Samples.idx(11, [2, 3], data: Array(repeating: 1, count: 12))
    for count in bytes.indices {
      #expect(throws: DataFormatError.self, "\(count) bytes") { try parse(Array(bytes.prefix(count))) }
    }
  }

  @Test func valuesThatAreNotFiniteAreRefusedWithTheirEntry() {
    let error = #expect(throws: DataFormatError.self) {
      try parse(Samples.idx(13, [2, 1], data: [0, 0, 0, 0, 0x7F, 0xC0, 0, 0]))
    }
    #expect(error?.place == .entry(row: 2, column: 1))
  }
}
