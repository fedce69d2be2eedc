import RandomStreams
import Testing

@Suite struct Philox4x64Tests {
  /// Counter, key and output of the lines "philox4x64 10" of Random123's file kat_vectors.
  static let known: [(Philox4x64.Words, Philox4x64.Key, Philox4x64.Words)] = [
    (
      (0, 0, 0, 0), (0, 0),
      (0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b)
    ),
    (
      (.max, .max, .max, .max), (.max, .max),
      (0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0)
    ),
    (
      (0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89),
      (0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c),
      (0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5, 0x57bd_43b5_e52b_7fe6)
    ),
  ]

  @Test(arguments: known.indices) func blocksAreThePublishedOnes(line: Int) {
    let (counter, key, output) = Self.known[line]
    #expect(Philox4x64.block(counter: counter, key: key) == output)
  }

  @Test func blocksAreNumPys() {
    let rows = GoldenPhilox4x64.blocks
    for row in stride(from: 0, to: rows.count, by: 3) {
      let (counter, key, output) = (rows[row], rows[row + 1], rows[row + 2])
      let block = Philox4x64.block(counter: words(counter), key: (key[0], key[1]))
      #expect(block == words(output), "block \(row / 3)")
    }
    #expect(rows.count == 36)
  }

  @Test func counterCarriesAsNumPys() {
    let rows = GoldenPhilox4x64.carries
    for row in stride(from: 0, to: rows.count, by: 2) {
      var generator = Philox4x64(key: (1, 2), counter: words(rows[row]))
      #expect(rows[row + 1].map { _ in generator.next() } == rows[row + 1], "carry \(row / 2)")
    }
    #expect(rows.count == 8)
  }

  @Test func wordsAreTheBlocksOfCountersFromZero() {
    var generator = Philox4x64(key: (3, 4))
    for counter in 0..<5 {
      let drawn = (generator.next(), generator.next(), generator.next(), generator.next())
      #expect(drawn == Philox4x64.block(counter: (UInt64(counter), 0, 0, 0), key: (3, 4)))
    }
  }

  private func words(_ row: [UInt64]) -> Philox4x64.Words { (row[0], row[1], row[2], row[3]) }
}
