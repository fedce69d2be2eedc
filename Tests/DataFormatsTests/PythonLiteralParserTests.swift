import Testing

@testable import DataFormats

@Suite struct PythonLiteralParserTests {
  @Test(arguments: [
    ("3", PythonLiteral.integer(3)), (" -12 ", .integer(-12)), ("+7", .integer(7)), ("0", .integer(0)),
    ("00", .integer(0)), ("1797L", .integer(1797)), ("9223372036854775807", .integer(.max)),
    ("-9223372036854775808", .integer(.min)), ("True", .boolean(true)), ("False", .boolean(false)), ("None", .none),
    ("'<f8'", .string("<f8")), ("\"a'b\"", .string("a'b")), (#"'a\'\\b'"#, .string(#"a'\b"#)), ("''", .string("")),
    ("()", .tuple([])), ("(3,)", .tuple([.integer(3)])), ("(3)", .integer(3)),
    ("(3,4)", .tuple([.integer(3), .integer(4)])),
    ("( 3 ,\n4 , )", .tuple([.integer(3), .integer(4)])), ("[]", .list([])), ("[3]", .list([.integer(3)])),
    ("[('x', '<f8')]", .list([.tuple([.string("x"), .string("<f8")])])), ("{}", .dictionary([])),
    (
      "{'a': 1, 'b':()}",
      .dictionary([
        .init(key: .string("a"), keyOffset: 1, value: .integer(1), valueOffset: 6),
        .init(key: .string("b"), keyOffset: 9, value: .tuple([]), valueOffset: 13),
      ])
    ),
  ])
  func literalsHaveTheirValues(text: String, literal: PythonLiteral) throws {
    #expect(try PythonLiteralParser.parse(Array(text.utf8)) == literal)
  }

  @Test(arguments: [
    ("", 0), ("  ", 2), ("3 4", 2), ("3.5", 1), ("1_000", 1), ("0x10", 1), ("007", 0), ("-", 1), ("- 3", 1), ("1e3", 1),
    ("9223372036854775808", 0), ("-9223372036854775809", 0), ("true", 0), ("Falsey", 0), ("'abc", 0), ("'a\nb'", 0),
    (#"'\x41'"#, 2), (#"'\"#, 2), ("(", 1), ("(3", 2), ("(3 4)", 3), ("(,)", 1), ("(3,,4)", 3), ("[3)", 2),
    ("{'a'}", 4),
    ("{'a': 1 'b': 2}", 8), ("{'a': }", 6), ("{,}", 1), ("u'a'", 0), ("f(3)", 0), ("3)", 1),
  ])
  func otherTextsAreRefusedWithTheirPlace(text: String, offset: Int) {
    let error = #expect(throws: PythonLiteralError.self) { try PythonLiteralParser.parse(Array(text.utf8)) }
    #expect(error?.offset == offset, "\(text.debugDescription): \(error?.reason ?? "")")
  }

  @Test func nestingIsBounded() {
    #expect(throws: PythonLiteralError.self) {
      try PythonLiteralParser.parse(Array(repeating: UInt8(ascii: "("), count: 60_000))
    }
  }
}
