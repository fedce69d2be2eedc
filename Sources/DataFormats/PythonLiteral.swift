/// The values of Python's literal syntax that an NPY header may hold.
indirect enum PythonLiteral: Sendable, Equatable {
  case none
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case list([PythonLiteral])
  case tuple([PythonLiteral])
  case dictionary([Entry])

  /// An entry of a dictionary; offsets count bytes from the start of the parsed text.
  struct Entry: Sendable, Equatable {
    var key: PythonLiteral
    var keyOffset: Int
    var value: PythonLiteral
    var valueOffset: Int
  }
}

/// Why a text is not a Python literal, and at which byte of it.
struct PythonLiteralError: Error, Equatable {
  var offset: Int
  var reason: String
  var expected: String?
}
