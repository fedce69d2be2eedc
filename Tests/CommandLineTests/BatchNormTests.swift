import Foundation
import Testing

@Suite("Batch normalisation")
struct BatchNormTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws { (tool, folder) = (try Tool(), try TemporaryFolder()) }

  @Test("κ comes out the same from the printed weights, by the Jacobian through the batch statistics")
  func recomputed() throws {
    var compared = 0
    for index in 0..<12 {
      let replay = try tool.run(
        "replay", "batchnorm.weyl", "--index", "\(index)", "--inputs", "1...3", "--width", "1...4", "--covariance",
        "whitened,correlated,shifted", "--json"
      ).decoded(Replay.self)
      guard let kappa = replay.kappa, kappa < 1e5 else { continue }
      compared += 1
      let jacobian = Oracle.batchNormJacobian(
        replay.weights[0], replay.weights[1], factor: try #require(replay.dataFactor))
      let values = Oracle.eigenvalues(ofSymmetric: Oracle.product(Oracle.transposed(jacobian), jacobian))
      let expected = values[values.count - 1] / values[values.count - replay.rank]
      #expect(Oracle.relativeDifference(kappa, expected) < 1e-8, "\(index): \(kappa) against \(expected)")
    }
    #expect(compared >= 8)
  }

  private func data(_ name: String, shift: Int) throws -> String {
    let path = folder.path(name)
    let rows = (0..<8).map { row in
      (0..<3).map { "\(Double((row * (3 + $0) + $0 * $0) % 7) + Double(shift * ($0 + 1)))" }.joined(separator: ",")
    }
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("shifted data and --center change nothing, and the measured gain is told")
  func shift() throws {
    let first = try data("a.csv", shift: 0)
    let arguments = ["check", "--family", "batchnorm", "--trials", "60", "--json", "--data"]
    func summary(_ more: [String]) throws -> (ratios: [Double?], gain: [String: Any]) {
      let run = try tool.run(arguments + more)
      #expect(run.status == 0)
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      let quantities = try #require((object?["quantities"] as? [String: Any])?["batchnorm"] as? [String: Any])
      let gain = try #require(quantities["κ without batch norm / κ"] as? [String: Any])
      return (try run.decoded(CheckOutput.self).theorems.map(\.ratio.median), gain)
    }
    let plain = try summary([first])
    #expect(plain.gain["count"] as? Int == 60)
    // Whole numbers: the shifted mean is exact or nearly so.
    for other in [try summary([first, "--center"]), try summary([data("b.csv", shift: 64)])] {
      for (a, b) in zip(plain.ratios, other.ratios) {
        #expect(Oracle.relativeDifference(a ?? .nan, b ?? .nan) < 1e-9)
      }
      #expect(
        Oracle.relativeDifference(
          try #require(plain.gain["median"] as? Double), try #require(other.gain["median"] as? Double)) < 1e-9)
    }
    expectRefusal(
      try tool.run(["check", "--family", "batchnorm", "--data", first, "--covariance", "shifted"]), ["--covariance"])
    expectRefusal(try tool.run("check", "--family", "linear", "--hidden", "wide"), ["--hidden", "batchnorm"])
  }
}
