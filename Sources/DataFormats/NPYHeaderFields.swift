/// The three fields of an NPY header's dictionary, `descr`, `fortran_order` and `shape`, checked.
struct NPYHeaderFields {
  let elementType: ArrayElementType
  let isBigEndian: Bool
  let isFortranOrder: Bool
  let shape: [Int]
  /// The offset of the shape in the dictionary's text.
  let shapeOffset: Int

  private static let keys = ["descr", "fortran_order", "shape"]

  init(_ literal: PythonLiteral) throws(PythonLiteralError) {
    guard case .dictionary(let entries) = literal else {
      throw PythonLiteralError(offset: 0, reason: "not a dictionary", expected: "{'descr': …}")
    }
    var fields: [String: PythonLiteral.Entry] = [:]
    for entry in entries {
      guard case .string(let key) = entry.key, Self.keys.contains(key) else {
        throw PythonLiteralError(
          offset: entry.keyOffset, reason: "an unknown key", expected: Self.keys.joined(separator: ", "))
      }
      guard fields.updateValue(entry, forKey: key) == nil else {
        throw PythonLiteralError(offset: entry.keyOffset, reason: "a second key '\(key)'")
      }
    }
    func field(_ key: String) throws(PythonLiteralError) -> PythonLiteral.Entry {
      guard let entry = fields[key] else { throw PythonLiteralError(offset: 0, reason: "no key '\(key)'") }
      return entry
    }
    (elementType, isBigEndian) = try Self.type(field("descr"))
    let order = try field("fortran_order")
    guard case .boolean(let isFortranOrder) = order.value else {
      throw PythonLiteralError(offset: order.valueOffset, reason: "not a fortran_order", expected: "True or False")
    }
    self.isFortranOrder = isFortranOrder
    let shape = try field("shape")
    self.shape = try Self.shape(shape)
    shapeOffset = shape.valueOffset
  }

  private static func type(
    _ entry: PythonLiteral.Entry
  ) throws(PythonLiteralError) -> (elementType: ArrayElementType, isBigEndian: Bool) {
    func fault(_ reason: String) -> PythonLiteralError {
      let codes = ArrayElementType.allCases.map(\.rawValue).joined(separator: ", ")
      return PythonLiteralError(
        offset: entry.valueOffset, reason: reason, expected: "one of \(codes) after a byte order <, >, = or |")
    }
    let description: String
    switch entry.value {
    case .string(let text): description = text
    case .list, .tuple: throw fault("elements of a structured type cannot be read as numbers")
    default: throw fault("not an element type")
    }
    let byteOrder = description.first.flatMap { "<>=|".contains($0) ? $0 : nil }
    let code = String(description.dropFirst(byteOrder == nil ? 0 : 1))
    guard let elementType = ArrayElementType(rawValue: code) else {
      let name = ArrayElementType.nameOfUnsupportedType(code.first)
      throw fault("elements of the type \(description.quoted) (\(name)) cannot be read as real numbers")
    }
    switch byteOrder {
    case "<": return (elementType, false)
    case ">": return (elementType, true)
    default: return (elementType, 1.bigEndian == 1)  // NumPy too takes "=", "|" and nothing for the machine's order.
    }
  }

  private static func shape(_ entry: PythonLiteral.Entry) throws(PythonLiteralError) -> [Int] {
    let fault = PythonLiteralError(
      offset: entry.valueOffset, reason: "not a shape",
      expected: "a tuple of non-negative integers, such as (100,) or (100, 8)")
    guard case .tuple(let items) = entry.value else { throw fault }
    var shape: [Int] = []
    for item in items {
      guard case .integer(let extent) = item, extent >= 0 else { throw fault }
      shape.append(extent)
    }
    return shape
  }
}
