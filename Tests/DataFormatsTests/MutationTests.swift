import Foundation
import TestSupport
import Testing

@testable import DataFormats

/// Damaged files: each is either refused with an error, or read as a table that keeps its invariants; none crashes.
///
/// Every input follows from its number alone, so a failure is replayed by that number.
@Suite struct MutationTests {
  private static let count = 24_000
  /// What a compressed file and its table may take.
  private static let memory = 1 << 20

  private static let npySeeds: [[UInt8]] =
    [("<f8", 8), (">f8", 8), ("<f4", 4), (">f2", 2), ("<i8", 8), (">u8", 8), ("|u1", 1), ("|b1", 1)]
    .flatMap { (type, width) in
      ["(2, 3)", "(6,)", "(1, 2, 3)"].flatMap { shape in
        ["False", "True"].map { order in
          Samples.npy(
            Samples.header(type, shape: shape, fortranOrder: order), data: (0..<6 * width).map { UInt8($0 & 1) },
            version: shape == "(6,)" ? 2 : 1)
        }
      }
    }

  private static let csvSeeds: [[UInt8]] = [
    "a,b,c\n1,2.5,-3e4\n4,5,6\n", "1,2\r\n3,4\r\n\r\n", "\u{FEFF}\"x\",\"y\"\"z\"\r\n\"1\", 2\r\n",
    "0.125\n123456789012345678901\n",
    "1e308,1e-320\r2,3\r", "1, 2 ,\t3\n", "y2019,.y\n1,2\n",
  ].map { Array($0.utf8) }

  private static let headerPieces = [
    "(", ")", ",", ":", "{", "}", "'", "\"", "[", "]", "\\", "-", "0", "9", "18446744073709551616",
    "4611686018427387904",
    "True", "None", "descr", "shape", "<f8", ">i2", "|O", "L", " ", "\n", "(0,)", "()",
  ].map { Array($0.utf8) }

  private static let textPieces = [
    ",", "\n", "\r", "\r\n", "\"", "\"\"", "nan", "-inf", "1e999", "0x1p3", "e", "E+", ".", "-", " ", "\t", "\0", "é",
    ";",
    "\u{FEFF}", "00000000000000000000", "1e-400",
  ].map { Array($0.utf8) }

  private static let idxSeeds: [[UInt8]] =
    [(8, 1), (9, 1), (11, 2), (12, 4), (13, 4), (14, 8)].flatMap { (type, width) in
      [[6], [2, 3], [1, 2, 3], [3, 1, 2, 1]].map { shape in
        Samples.idx(UInt8(type), shape, data: (0..<6 * width).map { UInt8($0) })
      }
    }

  private static let cifarSeeds: [[UInt8]] = [
    Array(repeating: 7, count: 3073), [9] + (0..<3072).map { UInt8(truncatingIfNeeded: $0) },
  ]

  private static func golden(_ names: [String]) throws -> [[UInt8]] {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    return try names.map { Array(try Data(contentsOf: folder.appending(path: $0))) }
  }

  private static func gzipSeeds() throws -> [[UInt8]] {
    let zeros = Samples.gzip(
      Array(repeating: 0, count: 517), deflated: Samples.deflatedZeros(repeats: 2))
    return try golden([
      "images-idx3-ubyte.gz", "members.idx.gz", "named.idx.gz", "axes-3.npy.gz", "table.csv.gz", "gzipped-table.csv",
    ]) + [Samples.gzip(csvSeeds[0]), Samples.gzip(idxSeeds[0]), Samples.gzip(Samples.idx(8, [517], data: [])) + zeros]
  }

  private static func npzSeeds() throws -> [[UInt8]] {
    var archives = [
      SampleArchive(.init("x.npy", npySeeds[0])),
      SampleArchive(.init("a", [1]), .init("x.npy", npySeeds[7]).deflated()),
    ]
    archives[1].hasZip64End = true
    archives[1].comment = [1, 2, 3]
    return try archives.map(\.bytes)
      + golden(["savez-one.npz", "savez-compressed-one.npz", "deflated-piped.npz", "zip64-end.npz", "comment.npz"])
  }

  private static let binaryPieces: [[UInt8]] = [
    [0], [255], [0, 0, 8, 1], [0, 0, 0, 1], [255, 255, 255, 255], [0x1F, 0x8B], [0x1F, 0x8B, 8, 0],
    [1, 0, 0, 255, 255],
    [128, 0, 0, 0], [3, 0],
  ]

  private static let archivePieces =
    binaryPieces + [
      [0x50, 0x4B, 1, 2], [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 6, 6], [0x50, 0x4B, 6, 7],
      [1, 0, 16, 0],
      [1, 0, 8, 0], Array(repeating: 255, count: 8), [255, 255], [8, 0], word(1), Array(".npy".utf8),
    ]

  private static func mutated(
    _ seeds: [[UInt8]], pieces: [[UInt8]], number: Int
  ) -> [UInt8] {
    var random = SplitMix64(seed: UInt64(number))
    var bytes = seeds[number % seeds.count]
    for _ in 0...Int.random(in: 0..<4, using: &random) {
      let position = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, position + Int.random(in: 0..<8, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0 where position < bytes.count: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(position...)
      case 3: bytes.removeSubrange(position..<end)
      case 4: bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 5:
        let other = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        bytes = Array(bytes[..<position]) + other[min(position, other.count)...]
      default: bytes.replaceSubrange(position..<end, with: pieces.randomElement(using: &random) ?? [])
      }
    }
    return bytes
  }

  private func run(
    _ seeds: [[UInt8]], pieces: [[UInt8]],
    parse: (Span<UInt8>, String) throws(DataFormatError) -> NumericTable
  ) -> Int {
    var accepted = 0
    for number in 0..<Self.count {
      let bytes = Self.mutated(seeds, pieces: pieces, number: number)
      do {
        let table = try parse(bytes.span, "damaged")
        accepted += 1
        let holds =
          table.rows > 0 && table.columns > 0 && table.elements.count == table.rows * table.columns
          && table.elements.allSatisfy(\.isFinite) && table.columnNames.map { $0.count == table.columns } ?? true
          && table.sampleShape.reduce(1, *) == table.columns
          && table.elements.count <= max(bytes.count, Self.memory / 8)
        if !holds { Issue.record("number \(number): a table breaks its invariants") }
      } catch {
        if !error.description.hasPrefix("damaged: ") || error.reason.isEmpty {
          Issue.record("number \(number): \(error)")
        }
      }
    }
    return accepted
  }

  @Test func damagedNPYFiles() {
    let accepted = run(Self.npySeeds, pieces: Self.headerPieces, parse: NPYFile.parse)
    #expect((100...Self.count / 2).contains(accepted), "\(accepted) accepted: the mutations test too little")
  }

  @Test func damagedCSVFiles() {
    let accepted = run(Self.csvSeeds, pieces: Self.textPieces, parse: CSVFile.parse)
    #expect((100...Self.count / 2).contains(accepted), "\(accepted) accepted: the mutations test too little")
  }

  @Test func damagedIDXFiles() {
    let accepted = run(Self.idxSeeds, pieces: Self.binaryPieces, parse: IDXFile.parse)
    #expect((100...Self.count / 2).contains(accepted), "\(accepted) accepted: the mutations test too little")
  }

  @Test func damagedCIFAR10Files() {
    let accepted = run(Self.cifarSeeds, pieces: Self.binaryPieces, parse: CIFAR10File.parse)
    #expect((100...Self.count / 2).contains(accepted), "\(accepted) accepted: the mutations test too little")
  }

  @Test func damagedGzipFiles() throws {
    let seeds = try Self.gzipSeeds()
    let accepted = run(seeds, pieces: Self.binaryPieces + seeds) { bytes, file throws(DataFormatError) in
      try TableReader(file: file, fileExtensions: ["csv", ""], member: nil, memory: Self.memory).table(bytes)
    }
    #expect((100...Self.count / 2).contains(accepted), "\(accepted) accepted: the mutations test too little")
  }

  @Test func damagedNPZFiles() throws {
    let accepted = run(try Self.npzSeeds(), pieces: Self.archivePieces) { bytes, file throws(DataFormatError) in
      try NPZFile.parse(bytes, member: nil, file: file, memory: Self.memory)
    }
    #expect((100...Self.count / 2).contains(accepted), "\(accepted) accepted: the mutations test too little")
  }

  @Test func damagedDeflateStreamsNeverExceedTheirLimit() throws {
    let seeds = try Self.gzipSeeds().map { Array($0.dropFirst(10)) } + [Samples.deflatedZeros(repeats: 50)]
    let limit = 10_000
    var finished = 0
    for number in 0..<Self.count {
      let bytes = Self.mutated(seeds, pieces: Self.binaryPieces, number: number)
      var content: [UInt8] = []
      var inflater = try Inflater(.none)
      do {
        try inflater.inflate(bytes.span, into: &content, upTo: limit)
      } catch {
        continue
      }
      finished += 1
      if content.count > limit || content.count > Inflater.largestRatio * bytes.count || inflater.position > bytes.count
      {
        Issue.record("number \(number): \(content.count) bytes of \(bytes.count)")
      }
    }
    #expect((100..<Self.count).contains(finished))
  }

  /// The container, its checks right, changes nothing in what is read of a damaged content.
  @Test func damagedContentOfSoundContainersIsReadAsOutsideOfThem() {
    for number in 0..<Self.count {
      let npy = Self.mutated(Self.npySeeds, pieces: Self.headerPieces, number: number)
      let expected = try? NPYFile.parse(npy.span, file: "damaged")
      let member = SampleArchive.Member("x.npy", npy)
      let archive = SampleArchive(number.isMultiple(of: 2) ? member : member.deflated()).bytes
      let compressed = Samples.gzip(npy)
      let found = [
        try? NPZFile.parse(archive.span, file: "damaged"), try? readTable(compressed, fileExtension: "npy"),
      ]
      if found.contains(where: { $0 != expected }) { Issue.record("number \(number)") }
    }
  }

  @Test func theUndamagedFilesAreAccepted() throws {
    for seed in Self.npySeeds { _ = try NPYFile.parse(seed.span, file: "seed") }
    for seed in Self.csvSeeds { _ = try CSVFile.parse(seed.span, file: "seed") }
    for seed in Self.idxSeeds { _ = try IDXFile.parse(seed.span, file: "seed") }
    for seed in Self.cifarSeeds { _ = try CIFAR10File.parse(seed.span, file: "seed") }
    for seed in try Self.gzipSeeds() { _ = try readTable(seed, fileExtension: "csv", memory: Self.memory) }
    for seed in try Self.npzSeeds() { _ = try NPZFile.parse(seed.span, file: "seed") }
  }
}
