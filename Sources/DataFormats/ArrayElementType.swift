/// The element types of binary files that are read, by NumPy's codes without the byte order.
enum ArrayElementType: String, CaseIterable {
  case boolean = "b1"
  case int8 = "i1"
  case int16 = "i2"
  case int32 = "i4"
  case int64 = "i8"
  case uint8 = "u1"
  case uint16 = "u2"
  case uint32 = "u4"
  case uint64 = "u8"
  case float16 = "f2"
  case float32 = "f4"
  case float64 = "f8"

  /// The bytes of one element.
  var width: Int {
    switch self {
    case .boolean, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// What NumPy calls the types that are not read, by the letter of their code.
  ///
  /// Source: NumPy's reference, "Data type objects: array-protocol type strings".
  static func nameOfUnsupportedType(_ letter: Character?) -> String {
    switch letter {
    case "O": "object"
    case "S", "a": "byte string"
    case "U": "Unicode string"
    case "V": "raw bytes"
    case "c": "complex"
    case "M": "datetime"
    case "m": "time difference"
    case "f": "floating-point of another width"
    case "i", "u": "integer of another width"
    case "b": "Boolean of another width"
    default: "unknown"
    }
  }
}
