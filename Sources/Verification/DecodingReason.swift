public import Foundation

/// What is wrong with JSON and where, in words.
///
/// - Parameter data: the JSON, to tell the place of what isn't JSON at all.
public func decodingReason(_ error: any Error, in data: Data) -> String {
  switch error as? DecodingError {
  case .keyNotFound(let key, let context): "\(place(context))the key '\(key.stringValue)' is missing"
  case .typeMismatch(let type, let context):
    "\(place(context))\(kind(type)) is needed" + found(context.debugDescription)
  case .valueNotFound(let type, let context): "\(place(context))null where \(kind(type)) is needed"
  case .dataCorrupted(let context) where context.codingPath.isEmpty: corruption(of: data)
  case .dataCorrupted(let context): place(context) + words(context.debugDescription)
  default: "\(error)"
  }
}

/// The keys that lead there; positions in lists are counted from 1.
private func place(_ context: DecodingError.Context) -> String {
  let keys = context.codingPath.map { key in key.intValue.map { String($0 + 1) } ?? key.stringValue }
  return keys.isEmpty ? "" : keys.joined(separator: ".") + ": "
}

/// A type as JSON calls it.
private func kind(_ type: any Any.Type) -> String {
  switch type {
  case is String.Type: "a string"
  case is Bool.Type: "true or false"
  case is any BinaryInteger.Type: "a whole number"
  case is any BinaryFloatingPoint.Type: "a number"
  case is [String: Any].Type: "an object"
  case is [Any].Type: "a list"
  default: "another value"
  }
}

/// What Foundation says it found in place of it.
private func found(_ description: String) -> String {
  guard let match = description.firstMatch(of: /found (.+?) instead/) else { return "" }
  let name = String(match.1)
  let names = [
    "number": "a number", "string": "a string", "bool": "true or false", "an array": "a list",
    "a dictionary": "an object",
  ]
  return ", not " + (names[name] ?? name)
}

/// Swift names its own types where a string is none of an enumeration's.
private func words(_ description: String) -> String {
  description.firstMatch(of: /Cannot initialize \w+ from invalid \w+ value (.*)/).map { "'\($0.1)' isn't known here" }
    ?? description
}

/// Why text isn't JSON; the decoder itself doesn't tell.
private func corruption(of data: Data) -> String {
  do {
    _ = try JSONSerialization.jsonObject(with: data)
    return "a number isn't whole, or is out of range"
  } catch {
    let reason = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
    if let match = reason.firstMatch(of: /around character (\d+)/), let offset = Int(match.1) {
      let before = data.prefix(offset)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
      return "not JSON at " + (data.contains(UInt8(ascii: "\n")) ? "line \(line), " : "") + "column \(column)"
    }
    if reason.contains("not representable") { return "a number is out of range" }
    if reason.contains("end of file") { return "not JSON: it ends too early" }
    return "not JSON"
  }
}
