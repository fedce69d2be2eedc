extension UInt8 {
  var isASCIIDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  var isASCIILetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  var isASCIIWhiteSpace: Bool { self == 0x20 || 0x09...0x0D ~= self }

  /// Space or tab: white space that ends no line.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
}
