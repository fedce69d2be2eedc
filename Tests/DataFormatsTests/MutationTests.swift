import Foundation
import Testing

@testable import DataFormats

/// Damaged files: each is either refused with an error, or read as a table that keeps its invariants; none crashes.
///
/// Every input follows from its number alone, so a failure is replayed by that number.
@Suite struct MutationTests {
  private static let count = 24_000

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
    "1e308,1e-320\r2,3\r", "1, 2 ,\t3\n", "2019,y\n1,2\n",
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

  private static func mutated(
    _ seeds: [[UInt8]], pieces: [[UInt8]], number: Int
  ) -> [UInt8] {
    var random = SplitMix64(state: UInt64(number))
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
          && table.elements.count <= bytes.count
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

  @Test func theUndamagedFilesAreAccepted() throws {
    for seed in Self.npySeeds { _ = try NPYFile.parse(seed.span, file: "seed") }
    for seed in Self.csvSeeds { _ = try CSVFile.parse(seed.span, file: "seed") }
  }
}
