import Foundation
import Testing

@Suite("Convolutional networks")
struct ConvolutionTests {
  let tool: Tool
  let folder: TemporaryFolder

  init() throws { (tool, folder) = (try Tool(), try TemporaryFolder()) }

  private static func conditionNumber(_ replay: Replay) throws -> Double {
    let jacobian = Oracle.convolutionJacobian(
      replay.weights, extents: try #require(replay.kernels), images: Oracle.transposed(try #require(replay.data)),
      image: try #require(replay.image))
    // The smaller side: the oracle's method is slow.
    let gram = Oracle.product(Oracle.transposed(jacobian), jacobian)
    let values = Oracle.eigenvalues(ofSymmetric: gram)
    return values[values.count - 1] / values[values.count - replay.rank]
  }

  @Test("κ comes out the same from the printed kernels and images, by the Jacobian of the network")
  func recomputed() throws {
    var compared = 0
    for index in 0..<12 {
      let run = try tool.run(
        "replay", "conv.congruence", "--index", "\(index)", "--depth", "1...2", "--taps", "1...2", "--pixels", "1...4",
        "--json")
      #expect(run.status == 0)
      let replay = try run.decoded(Replay.self)
      guard let kappa = replay.kappa, kappa < 1e5 else { continue }
      compared += 1
      let expected = try Self.conditionNumber(replay)
      #expect(Oracle.relativeDifference(kappa, expected) < 1e-7, "\(index): \(kappa) against \(expected)")
    }
    #expect(compared >= 6)
    let text = try tool.run("replay", "conv.congruence", "--index", "3")
    #expect(text.status == 0 && text.output.contains("Slack of each step"))
  }

  @Test("images of a file enter as they are, channels before or behind the pixels")
  func images() throws {
    let pixels: [Double] = (0..<180).map { (index: Int) -> Double in
      let value = (index * 37 + index * index * 11) % 23
      return Double(value) - 7
    }
    // Six images of 3 channels of 5×2 pixels, and the same with the channels behind.
    let planes = folder.path("planes.npy")
    try NPY.file(shape: "(6, 3, 5, 2)", pixels).write(to: URL(fileURLWithPath: planes))
    let interleaved = folder.path("interleaved.npy")
    let behind: [Double] = (0..<180).map { (position: Int) -> Double in
      let sample = position / 30
      let (y, x, channel) = (position / 6 % 5, position / 3 % 2, position % 3)
      return pixels[sample * 30 + channel * 10 + y * 2 + x]
    }
    try NPY.file(shape: "(6, 5, 2, 3)", behind).write(to: URL(fileURLWithPath: interleaved))
    let options = ["--depth", "1...2", "--taps", "1...2", "--outputs", "1", "--width", "1", "--batch", "2...6"]
    func replay(_ path: String) throws -> Replay {
      let run = try tool.run(["replay", "conv.weyl", "--index", "4", "--data", path, "--json"] + options)
      #expect(run.status == 0)
      return try run.decoded(Replay.self)
    }
    let (first, second) = (try replay(planes), try replay(interleaved))
    #expect(first.kappa == second.kappa && first.data == second.data && first.image == [5, 2])
    #expect(try #require(first.data).count == 30)
    if let kappa = first.kappa, kappa < 1e5 {
      #expect(Oracle.relativeDifference(kappa, try Self.conditionNumber(first)) < 1e-7)
    }
    let check = try tool.run(
      "check", "--family", "conv", "--trials", "20", "--data", planes, "--grayscale", "--downsample", "3x2")
    #expect(check.status == 0 && check.output.contains("(3×2)"))
  }

  @Test("data that are no images are refused, or leave the family out where all are meant")
  func noImages() throws {
    let path = folder.path("table.csv")
    try Data("1,2\n3,5\n-4,1\n0,2\n".utf8).write(to: URL(fileURLWithPath: path))
    expectRefusal(try tool.run("check", "--family", "conv", "--data", path), ["conv", "image"])
    expectRefusal(try tool.run("check", "--theorem", "conv.weyl", "--data", path), ["conv", "image"])
    let all = try tool.run("check", "--trials", "5", "--data", path, "--json").decoded(CheckOutput.self)
    #expect(Set(all.coverage.keys) == ["linear", "residual", "relu", "batchnorm"])
    let reason = "\(path): the family conv takes images; a sample is a vector of 2 features"
    #expect(all.leftOut?.keys.sorted() == ["conv"] && all.leftOut?["conv"]?.hasPrefix(reason) == true)
    let told = { (options: [String]) in
      try tool.run(["check", "--trials", "5", "--data", path] + options).outputLines.filter {
        $0.hasPrefix("Left out: ")
      }
    }
    #expect(try told([]).count == 1 && told([])[0].hasPrefix("Left out: conv (\(reason)"))
    #expect(try told(["--whiten"]) == ["Left out: conv (the family conv takes images, and --whiten leaves none)"])
    #expect(try told(["--family", "linear,relu"]).isEmpty && told(["--theorem", "linear.weyl"]).isEmpty)
    let some = try tool.run("check", "--trials", "5", "--family", "linear", "--data", path, "--json")
    #expect(try some.decoded(CheckOutput.self).leftOut == nil)
    expectRefusal(try tool.run("check", "--family", "conv", "--data", path, "--pixels", "3"), ["--pixels"])
    expectRefusal(try tool.run("check", "--family", "conv", "--data", path, "--whiten"), ["--whiten"])
    expectRefusal(try tool.run("check", "--family", "linear", "--taps", "3"), ["--taps", "conv"])
    let black = folder.path("black.npy")
    try NPY.file(shape: "(2, 1, 2)", [0, 0, 0, 0]).write(to: URL(fileURLWithPath: black))
    expectRefusal(try tool.run("check", "--family", "conv", "--data", black), ["black.npy", "zero"])
    // A constant image is black once it's centred.
    try NPY.file(shape: "(2, 1, 2)", [1, 2, 1, 2]).write(to: URL(fileURLWithPath: black))
    expectRefusal(try tool.run("check", "--family", "conv", "--data", black, "--center"), ["black.npy", "zero"])
  }
}
