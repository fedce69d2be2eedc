import TestSupport
import Testing

@testable import DataFormats

@Suite struct CSVFileTests {
  /// Ways to write the table [[1, -2.5], [300, 4]] with columns a, b.
  @Test(arguments: [
    "a,b\n1,-2.5\n300,4\n", "a,b\n1,-2.5\n300,4", "a,b\r\n1,-2.5\r\n300,4\r\n", "a,b\r1,-2.5\r300,4\r",
    "\u{FEFF}a,b\n1,-2.5\n300,4\n", "a,b\n1,-2.5\n300,4\n\n \t\n\r\n", " a , b \n 1 ,\t-2.5 \n 3e2 , +4. \n",
    "\"a\",\"b\"\n\"1\",\"-2.5\"\n\"300\", \"4\" \n", "a,b\n1.0,-25E-1\n.3e+3,004\n",
  ])
  func tablesMayBeWrittenInManyWays(text: String) throws {
    let table = try NumericTable(rows: 2, columns: 2, elements: [1, -2.5, 300, 4], columnNames: ["a", "b"])
    #expect(try parseCSV(text) == table)
    let withoutHeader = String(text.drop { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }.dropFirst())
    #expect(try parseCSV(withoutHeader) == NumericTable(rows: 2, columns: 2, elements: table.elements))
  }

  @Test func namesMayBeQuoted() throws {
    let text = "\"a,b\",\"say \"\"c\"\"\",\" d\n\",Größe,x5\"\n1,2,3,4,5\n"
    #expect(try parseCSV(text).columnNames == ["a,b", "say \"c\"", " d\n", "Größe", "x5\""])
  }

  @Test(arguments: [
    ("x\n1\n", ["x"]), ("y2019,.y\n1,2\n", ["y2019", ".y"]), (",y\n1,2\n", ["", "y"]),
    // As MNIST is passed around.
    ("label,1x1,1x2\n5,0,255\n", ["label", "1x1", "1x2"]), ("1st,2nd,y\n1,2,3\n", ["1st", "2nd", "y"]),
    ("-.5x,y\n2,3\n", ["-.5x", "y"]),
  ])
  func aFirstLineWithWordsIsAHeader(text: String, names: [String]) throws {
    #expect(try parseCSV(text).columnNames == names)
  }

  @Test(
    arguments: [
      ("", .wholeFile, "no samples"), ("\n\n", .wholeFile, "no samples"), ("a,b\n", .wholeFile, "no samples"),
      ("1,2\n3\n", .line(2), "1 cell"), ("1,2\n3,4\n5,6,7,x,9\n", .line(3), "5 cells"),
      ("a,b\n1,2,3\n", .line(2), "3 cells"),
      ("\"a\nb\",c\n1,2\n3\n", .line(4), "1 cell"),
      ("1,2\n\n3,4\n", .line(2), "a blank line above a row"), ("\n1,2\n", .line(1), "a blank line above a row"),
      ("1,2\n3,4,\n", .line(2), "3 cells"), ("1,2\n3,\n", .cell(line: 2, column: 2), "an empty cell"),
      ("1,2\n,3\n", .cell(line: 2, column: 1), "an empty cell"),
      ("1,2\n\"\",3\n", .cell(line: 2, column: 1), "an empty cell"),
      ("1,2\n3,x\n", .cell(line: 2, column: 2), "\"x\" is not a number"),
      ("1,2\n3,0x1p3\n", .cell(line: 2, column: 2), "\"0x1p3\" is not a number"),
      ("1;2\n3;4\n", .cell(line: 1, column: 1), "\"1;2\" is not a number"),
      ("1,2\n3,nan\n", .cell(line: 2, column: 2), "\"nan\" is not finite"),
      ("1,2\r\n-Inf,3\r\n", .cell(line: 2, column: 1), "\"-Inf\" is not finite"),
      ("1,2\r-Infinity,3\r", .cell(line: 2, column: 1), "\"-Infinity\" is not finite"),
      ("1,2\n1e309,3\n", .cell(line: 2, column: 1), "\"1e309\" is too large for a 64-bit floating-point number"),
      // A damaged first sample is not taken for a header.
      ("1.5,nan\n2,3\n", .cell(line: 1, column: 2), "\"nan\" is not finite"),
      ("nan,nan\n2,3\n", .cell(line: 1, column: 1), "\"nan\" is not finite"),
      ("1,\n2,3\n", .cell(line: 1, column: 2), "an empty cell"),
      ("1.5,1.O\n2,3\n", .cell(line: 1, column: 2), "\"1.O\" is not a number"),
      ("1,x\n2,3\n", .cell(line: 1, column: 2), "\"x\" is not a number"),
      ("1.5.2,3\n2,3\n", .cell(line: 1, column: 1), "\"1.5.2\" is not a number"),
      ("1.5.2\n3\n", .cell(line: 1, column: 1), "\"1.5.2\" is not a number"),
      ("-.5x,1.O\n2,3\n", .cell(line: 1, column: 1), "\"-.5x\" is not a number"),
      ("label,1x1,2\n5,0,255\n", .cell(line: 1, column: 1), "\"label\" is not a number"),
      ("1x1,nan,y\n2,3,4\n", .cell(line: 1, column: 1), "\"1x1\" is not a number"),
      ("nan,x\n2,3\n", .cell(line: 1, column: 2), "\"x\" is not a number"),
      ("2019,y\n2,3\n", .cell(line: 1, column: 2), "\"y\" is not a number"),
      ("-1,NA\n2,3\n", .cell(line: 1, column: 2), "\"NA\" is not a number"),
      ("1,2\n3,\"4\n5,6\n", .cell(line: 2, column: 2), "this cell's quote is never closed"),
      ("1,2\n\"3\"4,5\n", .cell(line: 2, column: 1), "text after this cell's closing quote"),
      ("1,2\n3,4\0\n", .cell(line: 2, column: 2), "\"4\\0\" is not a number"),
    ] as [(String, DataFormatError.Place, String)])
  func wrongTextsAreRefusedWithTheirPlace(text: String, place: DataFormatError.Place, reason: String) {
    let error = #expect(throws: DataFormatError.self) { try parseCSV(text) }
    #expect(error?.place == place)
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.description ?? "")")
  }

  @Test func otherEncodingsAreRefused() {
    for text: [UInt8] in [[0xFF, 0xFE, 0x31, 0], [0xFE, 0xFF, 0, 0x31], [0xE4, 0x2C, 0x62, 0x0A, 0x31, 0x2C, 0x32]] {
      let error = #expect(throws: DataFormatError.self) { try CSVFile.parse(text.span, file: "x.csv") }
      #expect(error?.description.contains("UTF-") == true)
    }
  }

  @Test func messagesStayShortAndOnOneLine() {
    let text = "1\n\"\u{1B}[31m\né" + String(repeating: "x", count: 100_000) + "\""
    let error = #expect(throws: DataFormatError.self) { try parseCSV(text) }
    #expect((error?.description.utf8.count ?? .max) < 200)
    #expect(error?.description.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
  }

  /// Writing any table and reading it back gives that table, whatever the line ends, quotes and blanks.
  @Test func everyTableRoundsTrip() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let (rows, columns) = (Int.random(in: 1...6, using: &random), Int.random(in: 1...5, using: &random))
      let elements = (0..<rows * columns).map { _ in
        let value = Double(bitPattern: random.next())
        return value.isFinite ? value : 0
      }
      let names = Bool.random(using: &random) ? (0..<columns).map { "name \"\($0)\",\n" } : nil
      func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
      func cell(_ text: String, isQuoted: Bool) -> String {
        let content = isQuoted ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
        return pick(["", " ", "\t "]) + content + pick(["", " ", " \t"])
      }
      let lineEnd = pick(["\n", "\r\n", "\r"])
      var lines = names.map { [$0.map { cell($0, isQuoted: true) }.joined(separator: ",")] } ?? []
      for row in 0..<rows {
        let cells = elements[(row * columns)..<((row + 1) * columns)].map {
          cell("\($0)", isQuoted: Bool.random(using: &random))
        }
        lines.append(cells.joined(separator: ","))
      }
      let text =
        pick(["", "\u{FEFF}"]) + lines.joined(separator: lineEnd) + pick(["", lineEnd, lineEnd + " " + lineEnd])
      let table = try NumericTable(rows: rows, columns: columns, elements: elements, columnNames: names)
      #expect(try parseCSV(text) == table, "\(text.debugDescription)")
    }
  }
}
