import Testing

@testable import DataFormats

@Suite struct GzipStreamTests {
  private static let content = Array("a,b\n1,2\n3,4\n".utf8)
  private static let file = Samples.gzip(content)

  private func content(_ bytes: [UInt8], upTo limit: Int = 1 << 30) throws -> [UInt8] {
    var stream = try GzipStream(file: "x.gz")
    try stream.read(bytes.span, upTo: limit)
    return stream.content
  }

  @Test func membersAreJoined() throws {
    let members = [1, 0, 5, 70_000, 1].map { Array(repeating: UInt8($0 % 7), count: $0) }
    #expect(try content(members.flatMap { Samples.gzip($0) }) == members.flatMap { $0 })
  }

  @Test func theHandmadeDeflateStreamsAreRight() throws {
    for repeats in [0, 1, 2, 7, 8, 1000] {
      let zeros = [UInt8](repeating: 0, count: 1 + 258 * repeats)
      #expect(try content(Samples.gzip(zeros, deflated: Samples.deflatedZeros(repeats: repeats))) == zeros)
    }
  }

  @Test func readingMayStopAndGoOn() throws {
    let all = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }
    let bytes = Samples.gzip(Array(all[..<99_999])) + Samples.gzip(Array(all[99_999...]))
    var stream = try GzipStream(file: "x.gz")
    for limit in [1, 2, 65_536, 99_998, 99_999, 100_000, 131_072, 199_999] {
      try stream.read(bytes.span, upTo: limit)
      #expect(stream.content == Array(all[..<limit]))
    }
    for _ in 0..<2 {
      try stream.read(bytes.span, upTo: .max)
      #expect(stream.content == all)
    }
  }

  @Test func wrongChecksAreRefused() {
    let crc = Samples.crc32(Self.content)
    for (file, reason) in [
      (Samples.gzip(Self.content, crc: crc ^ 1), "incorrect data check"),
      (Samples.gzip(Self.content, crc: crc ^ 1 << 31), "incorrect data check"),
      (Samples.gzip(Self.content, size: Self.content.count + 1), "incorrect length check"),
    ] {
      for bytes in [file, Self.file + file, file + Self.file] {
        let error = #expect(throws: DataFormatError.self) { try readTable(bytes, fileExtension: "csv") }
        #expect(error?.reason == "the compressed data is damaged (\(reason))")
      }
    }
  }

  @Test func everyTruncationIsRefused() {
    for file in [Self.file, Self.file + Self.file] {
      for count in 2..<file.count where count != Self.file.count {
        #expect(throws: DataFormatError.self, "\(count) bytes") { try content(Array(file.prefix(count))) }
      }
    }
  }

  @Test(arguments: [[0], [0, 0, 0], [0x1F], [0x1F, 0x8C], [0x1F, 0x8B], [0x1F, 0x8B, 8], [0x0A]] as [[UInt8]])
  func whatFollowsTheLastMemberIsRefused(garbage: [UInt8]) {
    let error = #expect(throws: DataFormatError.self) { try content(Self.file + garbage) }
    guard case .byte(let byte) = error?.place else {
      Issue.record("\(error?.description ?? "")")
      return
    }
    #expect((Self.file.count...Self.file.count + garbage.count).contains(byte))
  }

  @Test func headersThatBreakTheFormatAreRefused() {
    for (offset, value) in [(2, 7), (3, 0xE0)] as [(Int, UInt8)] {
      var bytes = Self.file
      bytes[offset] = value
      #expect(throws: DataFormatError.self) { try content(bytes) }
    }
  }

  @Test func whatIsCompressedTwiceIsRefused() {
    let archive = SampleArchive(.init("a.npy", Samples.npy(Samples.header("|u1", shape: "(1,)"), data: [3]))).bytes
    for inner in [Self.file, archive] {
      let error = #expect(throws: DataFormatError.self) { try readTable(Samples.gzip(inner), fileExtension: "csv") }
      #expect(error?.reason == "is compressed or an archive itself")
    }
  }

  @Test func noMoreIsDecompressedThanAskedFor() throws {
    let bomb = Samples.gzip([], deflated: Samples.deflatedZeros(repeats: 400_000))
    for limit in [1, 1000, 65_536, 100_000] {
      #expect(try content(bomb, upTo: limit).count == limit)
    }
  }

  /// 100 million bytes behind a header that declares few: refused although the end, with its wrong CRC, is never seen.
  @Test func aBombBehindASmallHeaderIsRefused() {
    let zeros = Samples.gzip([], deflated: Samples.deflatedZeros(repeats: 400_000))
    let headers = [
      Samples.idx(8, [2, 3], data: []), Samples.npy(Samples.header("<f4", shape: "(2, 3)"), data: []),
    ]
    for (header, size) in zip(headers, [6, 24]) {
      let error = #expect(throws: DataFormatError.self) { try readTable(Samples.gzip(header) + zeros) }
      #expect(error?.reason == "goes on after \(header.count + size) bytes")
      #expect(error?.place == .decompressed(.wholeFile))
    }
  }

  @Test func aBombWithoutAHeaderIsLimitedByTheMemory() throws {
    let text = Array(String(repeating: "1\n", count: 500_000).utf8)
    let bytes = Samples.gzip(text)
    let error = #expect(throws: DataFormatError.self) {
      try readTable(bytes, fileExtension: "csv", memory: 8 * text.count - 1)
    }
    #expect(error?.reason == "goes on after \(text.count - 1) bytes")
    #expect(try readTable(bytes, fileExtension: "csv", memory: 8 * text.count).rows == 500_000)
  }

  @Test func aHeaderThatDeclaresMoreThanTheMemoryIsRefused() throws {
    let idx = Samples.idx(8, [100, 10], data: Array(repeating: 7, count: 1000))
    let needed = idx.count + 8000
    #expect(try readTable(Samples.gzip(idx), memory: needed).rows == 100)
    #expect(try readTable(idx, memory: needed).rows == 100)
    for bytes in [Samples.gzip(idx), idx] {
      let error = #expect(throws: DataFormatError.self) { try readTable(bytes, memory: needed - 1) }
      #expect(error?.reason.hasPrefix("its header declares \(idx.count) bytes with 1000 numbers") == true)
    }
    for shape in [[1 << 31, 1 << 31], [1 << 31, 1 << 29], [1 << 31, 1 << 31, 4]] {
      #expect(throws: DataFormatError.self) {
        try readTable(Samples.gzip(Samples.idx(8, shape, data: [])), memory: .max)
      }
    }
  }

  @Test func aHeaderThatDeclaresMoreThanFollowsIsRefused() {
    let error = #expect(throws: DataFormatError.self) {
      try readTable(Samples.gzip(Samples.idx(8, [100, 100], data: [1, 2, 3])))
    }
    #expect(error?.place == .decompressed(.header(byte: 4)))
    #expect(error?.reason == "shape (100, 100) × 1 bytes needs 10000 bytes of data, 3 are present")
  }
}
