import Testing

@testable import DataFormats

@Suite struct NPYFileTests {
  private let data = Samples.littleEndian([1, 2, 3, 4, 5, 6])
  private let table = Result { try NumericTable(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6]) }

  @Test(arguments: [
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}",
    "{'shape': (2, 3), 'fortran_order': False, 'descr': '<f8', }    \n",
    "{\"shape\":(2,3,),\"descr\":\"<f8\",\"fortran_order\":False}\n",
    " {'descr': '<f8', 'fortran_order': False, 'shape': (2L, 3L), }\n",
    "{'descr': '=f8', 'fortran_order': False, 'shape': (2, 3)}",
    "{'descr': '|f8', 'fortran_order': False, 'shape': (2, 3)}",
    "{'descr': 'f8', 'fortran_order': False, 'shape': (2, 3)}",
  ])
  func headersMayBeWrittenInManyWays(header: String) throws {
    for version: UInt8 in 1...3 {
      #expect(try parseNPY(Samples.npy(header, data: data, version: version)) == table.get())
    }
  }

  @Test(arguments: ["False", "True"])
  func furtherAxesAreTheShapeOfASample(order: String) throws {
    for (shape, sampleShape) in [("(2, 1, 3, 1)", [1, 3, 1]), ("(2, 3)", [3]), ("(6,)", [1]), ("(1, 2, 3)", [2, 3])] {
      let header = Samples.header("<f8", shape: shape, fortranOrder: order)
      #expect(try parseNPY(Samples.npy(header, data: data)).sampleShape == sampleShape)
    }
  }

  @Test(arguments: [
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 4), }", 60,
      "shape (2, 4) × 8 bytes needs 64 bytes of data, 48 are present"
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }", 60,
      "shape (2, 2) × 8 bytes needs 32 bytes of data, 48 are present"
    ),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (5,), }", 60, "shape (5,) × 8 bytes needs 40 bytes"),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4)}", 60,
      "needs more than 9223372036854775807 bytes of data, 48 are present"
    ),
    // The product wraps around to 48.
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693958, 8)}", 60, "needs more than"),
    ("{'descr': '<f8', 'fortran_order': True, 'shape': (4294967296, 4294967296, 0)}", 59, "has no features"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': ()}", 60, "shape () is a single number"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (6)}", 60, "not a shape"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': [6]}", 60, "not a shape"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (-2, -3)}", 60, "not a shape"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (2, True)}", 60, "not a shape"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}", 61, "does not fit 64 bits"),
    ("{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3)}", 44, "not a fortran_order"),
    ("{'descr': 8, 'fortran_order': False, 'shape': (2, 3)}", 20, "not an element type"),
    ("{'descr': ('<f8', (3,)), 'fortran_order': False, 'shape': (2,)}", 20, "structured type"),
    ("{'descr': '', 'fortran_order': False, 'shape': (2, 3)}", 20, "\"\" (unknown)"),
    ("{'descr': '<<f8', 'fortran_order': False, 'shape': (2, 3)}", 20, "\"<<f8\" (unknown)"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'x': 1}", 68, "an unknown key"),
    ("{'descr': '<f8', 'descr': '<f8', 'shape': (2, 3)}", 27, "a second key 'descr'"),
    ("{'descr': '<f8', 'shape': (2, 3)}", 10, "no key 'fortran_order'"),
    ("('descr', '<f8')", 10, "not a dictionary"),
    ("", 10, "the text ends too early"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)} x", 68, "text after the literal"),
    ("{'descr': '<f8', 'fortran_order': False, 'shapé': (2, 3)}", 56, "a byte outside ASCII"),
  ])
  func wrongHeadersAreRefusedWithTheirByte(header: String, byte: Int, reason: String) {
    let error = #expect(throws: DataFormatError.self) { try parseNPY(Samples.npy(header, data: data)) }
    #expect(error?.place == .header(byte: byte), "\(error?.description ?? "")")
    #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func aDescriptionNamesFilePlaceAndReason() {
    let bytes = Samples.npy(Samples.header("<f8", shape: "(1797, 64)"), data: Array(repeating: 0, count: 1000))
    let error = #expect(throws: DataFormatError.self) { try NPYFile.parse(bytes.span, file: "digits.npy") }
    #expect(
      error?.description
        == "digits.npy: header, byte 60: shape (1797, 64) × 8 bytes needs 920064 bytes of data, 1000 are present")
  }

  @Test func everyTruncationIsRefused() {
    let bytes = Samples.npy(Samples.header("<f8", shape: "(2, 3)"), data: data)
    for count in bytes.indices {
      #expect(throws: DataFormatError.self, "\(count) bytes") { try parseNPY(Array(bytes.prefix(count))) }
    }
    #expect(throws: DataFormatError.self) { try parseNPY(bytes + [0]) }
  }

  @Test func headersThatLieAboutTheirLengthAreRefused() {
    let header = Samples.header("<f8", shape: "(2, 3)")
    for length in [0, 1, header.utf8.count + data.count + 1, 60_000] {
      #expect(throws: DataFormatError.self, "\(length)") {
        try parseNPY(Samples.npy(header, data: data, length: length))
      }
    }
    for length in [65_537, 0x7FFF_FFFF, 0xFFFF_FFFF] {
      let error = #expect(throws: DataFormatError.self) {
        try parseNPY(Samples.npy(header, data: data, version: 2, length: length))
      }
      #expect(error?.reason == "a header of \(length) bytes")
    }
    let long = header + String(repeating: " ", count: 66_000)
    #expect(throws: DataFormatError.self) { try parseNPY(Samples.npy(long, data: data, version: 2)) }
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 1), (4, 0), (255, 255)] as [(UInt8, UInt8)])
  func otherVersionsAreRefused(major: UInt8, minor: UInt8) {
    var bytes = Samples.npy(Samples.header("<f8", shape: "(2, 3)"), data: data)
    bytes[6] = major
    bytes[7] = minor
    let error = #expect(throws: DataFormatError.self) { try parseNPY(bytes) }
    #expect(error?.place == .header(byte: 6))
  }

  @Test func axesAreLimitedAsInNumPy() throws {
    func shape(_ axes: Int) -> String { "(" + String(repeating: "1, ", count: axes) + ")" }
    let one = Samples.littleEndian([7])
    #expect(try parseNPY(Samples.npy(Samples.header("<f8", shape: shape(64)), data: one)).elements == [7])
    #expect(throws: DataFormatError.self) {
      try parseNPY(Samples.npy(Samples.header("<f8", shape: shape(65)), data: one))
    }
  }

  /// Flattening commutes with the change of memory order, for any shape.
  @Test(arguments: [[6], [2, 3], [3, 2, 4], [2, 3, 4, 5], [1, 4, 1, 2], [4, 1]])
  func fortranOrderIsTheReversedAxesTransposed(shape: [Int]) throws {
    let count = shape.reduce(1, *)
    let text = "(\(shape.map(String.init).joined(separator: ", ")),)"
    // The element at multi-index (i0, i1, …) holds its own C-order position, and is stored in Fortran order.
    var stored = [UInt8](repeating: 0, count: count)
    for position in 0..<count {
      var (rest, offset, stride) = (position, 0, count)
      for extent in shape.reversed() {
        stride /= extent
        offset += rest % extent * stride
        rest /= extent
      }
      stored[offset] = UInt8(position)
    }
    let header = Samples.header("|u1", shape: text, fortranOrder: "True")
    let table = try parseNPY(Samples.npy(header, data: stored))
    #expect(table.rows == shape[0])
    #expect(table.elements == (0..<count).map(Double.init))
  }

  @Test func everyHalfIsConvertedAsTheStandardSays() throws {
    for pattern in 0...UInt16.max {
      let half = Float16(bitPattern: pattern)
      let bytes = [UInt8(pattern & 0xFF), UInt8(pattern >> 8)]
      let element = try? parseNPY(Samples.npy(Samples.header("<f2", shape: "(1,)"), data: bytes)).elements[0]
      // IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits.
      let (exponent, fraction) = (Int(pattern >> 10 & 31), Double(pattern & 1023))
      let magnitude =
        exponent == 0
        ? fraction * 0x1p-24 : (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      let expected = half.isFinite ? (pattern >> 15 == 1 ? -magnitude : magnitude) : nil
      guard element?.bitPattern == expected?.bitPattern else {
        Issue.record("half \(pattern): \(String(describing: element)), expected \(String(describing: expected))")
        return
      }
    }
  }

  @Test func bytesThatAreNoBooleansAreRefused() {
    let bytes = Samples.npy(Samples.header("|b1", shape: "(2, 2)"), data: [0, 1, 2, 0])
    let error = #expect(throws: DataFormatError.self) { try parseNPY(bytes) }
    #expect(error?.place == .entry(row: 2, column: 1))
  }
}
