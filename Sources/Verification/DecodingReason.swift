import Foundation

/// What is wrong with JSON, in words.
func decodingReason(_ error: any Error) -> String {
  switch error as? DecodingError {
  case .keyNotFound(let key, _): "the key '\(key.stringValue)' is missing"
  case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
    context.codingPath.isEmpty
      ? context.debugDescription
      : "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
  default: "\(error)"
  }
}
