import DataFormats
import Testing

@Suite struct NumericTableTests {
  @Test func keepsWhatItIsGiven() throws {
    let table = try NumericTable(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6], columnNames: ["a", "b", "c"])
    #expect(table.rows == 2 && table.columns == 3)
    #expect(table.elements == [1, 2, 3, 4, 5, 6])
    #expect(table.columnNames == ["a", "b", "c"])
    #expect(table.sampleShape == [3])
    let images = try NumericTable(rows: 1, columns: 6, elements: [1, 2, 3, 4, 5, 6], sampleShape: [1, 2, 3])
    #expect(images.sampleShape == [1, 2, 3])
  }

  @Test(arguments: [[], [5], [2, 2], [-2, -3], [0, 6], [6, 0], [1 << 32, 1 << 32, 6], [.max, 2]])
  func aSamplesShapeHasAsManyElementsAsThereAreColumns(shape: [Int]) {
    #expect(throws: NumericTableError.sampleShape(columns: 6, found: shape)) {
      try NumericTable(rows: 1, columns: 6, elements: [1, 2, 3, 4, 5, 6], sampleShape: shape)
    }
  }

  @Test func refusesWhatBreaksItsInvariants() {
    func refuses(
      _ rows: Int, _ columns: Int, _ elements: [Double], _ names: [String]? = nil, as error: NumericTableError
    ) {
      #expect(throws: error) {
        try NumericTable(rows: rows, columns: columns, elements: elements, columnNames: names)
      }
    }
    refuses(0, 1, [], as: .noSamples)
    refuses(-1, -1, [1], as: .noSamples)
    refuses(1, 0, [], as: .noFeatures)
    refuses(2, 2, [1, 2, 3], as: .elementCount(rows: 2, columns: 2, found: 3))
    refuses(.max, 2, [], as: .elementCount(rows: .max, columns: 2, found: 0))
    refuses(1, 2, [1, 2], ["a"], as: .nameCount(columns: 2, found: 1))
    refuses(2, 2, [1, 2, .nan, 4], as: .notFinite(value: "nan", row: 2, column: 1))
    refuses(2, 3, [1, 2, 3, 4, 5, -.infinity], as: .notFinite(value: "-inf", row: 2, column: 3))
  }
}
