import Foundation
import Testing
import Verification

/// What's wrong with JSON is said in JSON's words, not in Foundation's.
struct DecodingReasonTests {
  private struct Record: Decodable {
    let trial: Int
    let ratio: Double
    let labels: [String]
  }

  @Test(arguments: [
    (#"{"trial":1,"ratio":2,"labels":["a",{}]}"#, "labels.2: a string is needed, not an object"),
    (#"{"trial":true,"ratio":2,"labels":[]}"#, "trial: a whole number is needed, not true or false"),
    (#"{"trial":[],"ratio":2,"labels":[]}"#, "trial: a whole number is needed, not a list"),
    (#"{"trial":"1","ratio":2,"labels":[]}"#, "trial: a whole number is needed, not a string"),
    (#"{"trial":1,"ratio":"2","labels":[]}"#, "ratio: a number is needed, not a string"),
    (#"{"trial":1,"ratio":2,"labels":3}"#, "labels: a list is needed, not a number"),
    (#"{"trial":1,"ratio":null,"labels":[]}"#, "ratio: null where a number is needed"),
    (#"{"trial":1,"labels":[]}"#, "the key 'ratio' is missing"),
    (#"{"trial":1,"ratio":1e400,"labels":[]}"#, "a number is out of range"),
    (#"{"trial":1,"ratio":2,"labels":[}"#, "not JSON at column 32"),
    (#"{"trial":1,"ratio":2"#, "not JSON: it ends too early"),
  ])
  func reason(_ text: String, _ reason: String) {
    let data = Data(text.utf8)
    let error = #expect(throws: DecodingError.self) { try JSONDecoder().decode(Record.self, from: data) }
    #expect(error.map { decodingReason($0, in: data) } == reason)
  }
}
