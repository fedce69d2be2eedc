import Foundation
import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing
import Theorems
import Verification

/// κ, rank and bounds of linear convolutional networks against a NumPy program, their invariances, orderings and equality cases.
@Suite struct ConvolutionLawTests {
  private static let theorems = Result {
    try PlannedTheorems(Catalogue.convolution().theorems.filter { $0.kind == .theorem }, .conv)
  }

  private static func values(_ instance: ConvolutionInstance) throws -> [String: Double] {
    let evaluator = FamilyEvaluator<ConvolutionMeasurements>(instance, .conv)
    var values = try evaluator.bounds(theorems.get())
    values["κ"] = evaluator.measurements.spectrum().conditionNumber ?? .nan
    return values
  }

  private static func values(_ kernels: [ConvolutionKernel], _ images: ImageBatch) throws -> [String: Double] {
    var workspace = Workspace()
    return try values(
      ConvolutionInstance(network: ConvolutionalNetwork(kernels: kernels), images: images, &workspace))
  }

  // MARK: NumPy

  struct Golden: Decodable {
    let kernels: [[[Double]]]
    let extents: [[Int]]
    let images: [[Double]]
    let image: [Int]
    let channels: Int
    let rank: Int
    let kappa: Double
    let weyl: Double?
    let congruence: Double
  }

  /// `Golden/make_convolution_bounds.py`.
  @Test func boundsAgreeWithNumPy() throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/convolution_bounds", withExtension: "json"))
    let cases = try JSONDecoder().decode([Golden].self, from: Data(contentsOf: url))
    #expect(cases.count == 13)
    var workspace = Workspace()
    for golden in cases {
      let kernels = try zip(golden.kernels, golden.extents).map {
        try ConvolutionKernel(weights: Matrix($0), height: $1[0], width: $1[1])
      }
      let images = try ImageBatch(
        samples: Matrix(golden.images).transposed, channels: golden.channels, height: golden.image[0],
        width: golden.image[1])
      let instance = try ConvolutionInstance(
        network: ConvolutionalNetwork(kernels: kernels), images: images, &workspace)
      #expect(instance.rank == golden.rank)
      let values = try Self.values(instance)
      #expect(relativeDifference(values["κ"] ?? .nan, golden.kappa) < 1e-8)
      #expect(relativeDifference(values["conv.congruence"] ?? .nan, golden.congruence) < 1e-8)
      if let weyl = golden.weyl {
        #expect(relativeDifference(values["conv.weyl"] ?? .nan, weyl) < 1e-8)
      } else {
        #expect(values["conv.weyl"] == .infinity)
      }
    }
  }

  // MARK: Invariances

  private struct Sample {
    var kernels: [ConvolutionKernel]
    var images: ImageBatch
  }

  private func samples(_ count: Int, _ domain: String, channels: ClosedRange<Int>, plane: Bool) throws
    -> [(Sample, RandomStream)]
  {
    try (0..<count).map { index in
      var stream = Draw.stream(index, domain)
      let depth = stream.integer(in: 2...3)
      let widths = (0...depth).map { _ in stream.integer(in: channels) }
      let kernels = try (0..<depth).map { layer in
        let (h, w) = (plane ? stream.integer(in: 1...2) : 1, stream.integer(in: 2...3))
        return try ConvolutionKernel(
          weights: Draw.matrix(widths[layer + 1], widths[layer] * h * w, &stream), height: h, width: w)
      }
      let (height, width) = (plane ? 3 : 1, 4)
      let images = try ImageBatch(
        samples: Draw.matrix(widths[0] * height * width, 3, &stream), channels: widths[0], height: height, width: width)
      return (Sample(kernels: kernels, images: images), stream)
    }
  }

  private func expectEqual(_ before: [String: Double], _ after: [String: Double], _ name: String) {
    for (key, value) in before where value < 1e6 {
      #expect(relativeDifference(value, after[key] ?? .nan) < 1e-7, "\(key) under \(name)")
    }
  }

  private func changed(_ kernel: ConvolutionKernel, _ weights: Matrix) throws -> ConvolutionKernel {
    try ConvolutionKernel(weights: weights, height: kernel.height, width: kernel.width)
  }

  /// The input channels of a kernel mixed by an orthogonal matrix.
  private func mixed(_ kernel: ConvolutionKernel, by o: Matrix) throws -> ConvolutionKernel {
    try changed(kernel, kernel.weights * .kronecker(o.transposed, .identity(kernel.taps)))
  }

  private func flipped(_ images: ImageBatch, rows: Bool) throws -> ImageBatch {
    let (h, w) = (images.height, images.width)
    return try ImageBatch(
      samples: Matrix(rows: images.samples.rows, columns: images.count) { position, sample in
        let (channel, y, x) = (position / (h * w), position / w % h, position % w)
        return images.samples[(channel * h + (rows ? h - 1 - y : y)) * w + (rows ? x : w - 1 - x), sample]
      }, channels: images.channels, height: h, width: w)
  }

  private func flipped(_ kernel: ConvolutionKernel, rows: Bool) throws -> ConvolutionKernel {
    let (h, w) = (kernel.height, kernel.width)
    return try changed(
      kernel,
      Matrix(rows: kernel.weights.rows, columns: kernel.weights.columns) { output, position in
        let (channel, y, x) = (position / (h * w), position / w % h, position % w)
        return kernel[output, channel, rows ? h - 1 - y : y, rows ? x : w - 1 - x]
      })
  }

  @Test(arguments: [false, true]) func invariances(_ plane: Bool) throws {
    var count = 0
    for case (let sample, var stream) in try samples(25, "conv invariance", channels: 1...2, plane: plane) {
      let (kernels, images) = (sample.kernels, sample.images)
      let before = try Self.values(kernels, images)
      guard let κ = before["κ"], κ < 1e5 else { continue }
      count += 1
      expectEqual(
        before, try Self.values(kernels.map { try changed($0, -1.7 * $0.weights) }, images), "scaling all kernels")
      let scaled = try ImageBatch(
        samples: 0.3 * images.samples, channels: images.channels, height: images.height, width: images.width)
      expectEqual(before, try Self.values(kernels, scaled), "scaling the images")
      var hidden = kernels
      let o = try Draw.orthogonal(kernels[0].outputs, &stream)
      hidden[0] = try changed(kernels[0], o * kernels[0].weights)
      hidden[1] = try mixed(kernels[1], by: o)
      expectEqual(before, try Self.values(hidden, images), "mixing hidden channels")
      var outputs = kernels
      let last = kernels[kernels.count - 1]
      outputs[kernels.count - 1] = try changed(last, try Draw.orthogonal(last.outputs, &stream) * last.weights)
      expectEqual(before, try Self.values(outputs, images), "mixing output channels")
      var inputs = kernels
      let q = try Draw.orthogonal(images.channels, &stream)
      inputs[0] = try mixed(kernels[0], by: q)
      let mixedImages = try ImageBatch(
        samples: .kronecker(q, .identity(images.height * images.width)) * images.samples, channels: images.channels,
        height: images.height, width: images.width)
      expectEqual(before, try Self.values(inputs, mixedImages), "mixing input channels")
      // A larger canvas, the image somewhere else for all alike.
      let (tall, wide) = (images.height + 2, images.width + 3)
      let shifted = try ImageBatch(
        samples: Matrix(rows: images.channels * tall * wide, columns: images.count) { position, column in
          let (channel, y, x) = (position / (tall * wide), position / wide % tall - 1, position % wide - 2)
          guard (0..<images.height).contains(y), (0..<images.width).contains(x) else { return 0 }
          return images.samples[(channel * images.height + y) * images.width + x, column]
        }, channels: images.channels, height: tall, width: wide)
      expectEqual(before, try Self.values(kernels, shifted), "shifting the images")
      for rows in [false, true] {
        expectEqual(
          before,
          try Self.values(kernels.map { try flipped($0, rows: rows) }, flipped(images, rows: rows)),
          "flipping everything along an axis")
      }
    }
    #expect(count > 12)
  }

  @Test func negatives() throws {
    var (count, changes) = (0, [String: Int]())
    for case (let sample, _) in try samples(40, "conv negatives", channels: 2...2, plane: false) {
      let (kernels, images) = (sample.kernels, sample.images)
      guard let κ = try Self.values(kernels, images)["κ"], κ < 1e6 else { continue }
      count += 1
      var first = kernels
      first[0] = try changed(kernels[0], 3 * kernels[0].weights)
      for (name, after) in [
        ("one layer scaled", try Self.values(first, images)),
        ("kernels flipped alone", try Self.values(kernels.map(\.flipped), images)),
      ] where relativeDifference(after["κ"] ?? .nan, κ) > 1e-3 { changes[name, default: 0] += 1 }
    }
    #expect(count > 20)
    for name in ["one layer scaled", "kernels flipped alone"] {
      #expect((changes[name] ?? 0) > count * 8 / 10, "\(name): \(changes[name] ?? 0) of \(count)")
    }
    // One axis of a 2-D network, one channel.
    var turned = 0
    for case (let sample, _) in try samples(30, "conv one axis", channels: 1...1, plane: true) {
      guard let κ = try Self.values(sample.kernels, sample.images)["κ"], κ < 1e6 else { continue }
      let after = try Self.values(sample.kernels.map { try flipped($0, rows: false) }, sample.images)["κ"]
      if relativeDifference(after ?? .nan, κ) > 1e-3 { turned += 1 }
      // All axes of one channel: the autocorrelation is symmetric, nothing changes.
      let all = try Self.values(sample.kernels.map(\.flipped), sample.images)["κ"]
      #expect(relativeDifference(all ?? .nan, κ) < 1e-7)
    }
    #expect(turned > 8)
  }

  // MARK: Orderings

  @Test func boundsAreOrdered() throws {
    var (finite, vacuous, strict) = (0, 0, 0)
    for instance in try FamilySamples.convolution(300, ConvolutionEnsemble(), "conv orderings") {
      let values = try Self.values(instance)
      guard let κ = values["κ"], κ < 1e6 else { continue }
      let (weyl, congruence) = (try #require(values["conv.weyl"]), try #require(values["conv.congruence"]))
      let rounding = 1 + 64 * Double(instance.roundings) * 0x1p-52 * max(κ, congruence)
      #expect(κ <= congruence * rounding && congruence <= weyl * rounding)
      if weyl.isFinite { finite += 1 } else { vacuous += 1 }
      if congruence > 1.01 * κ { strict += 1 }
      // One layer's map with full row rank is what makes `conv.weyl` finite.
      let network = instance.network
      let full = (1...network.depth).contains { network.exactRank(ofKernelMap: $0) == network.order }
      #expect(weyl.isFinite == full)
      if weyl.isFinite {
        #expect((1...network.depth).contains { network.kernels[$0 - 1].parameters >= network.order })
        #expect(instance.rank == instance.order)
      }
    }
    #expect(finite > 60 && vacuous > 60 && strict > 40, "\(finite) \(vacuous) \(strict)")
  }

  /// M_0 = cI: `conv.congruence` is κ; with one layer it's always κ(M_0).
  @Test func impulsesAreAttained() throws {
    var compared = 0
    for instance in try FamilySamples.convolution(120, ConvolutionEnsemble(data: [.impulse]), "impulses") {
      let values = try Self.values(instance)
      #expect(instance.data.isIsotropic)
      guard let κ = values["κ"], κ < 1e6 else { continue }
      #expect(relativeDifference(values["conv.congruence"] ?? .nan, κ) < 1e-7)
      compared += 1
    }
    for instance in try FamilySamples.convolution(60, ConvolutionEnsemble(depth: 1...1), "one layer") {
      let values = try Self.values(instance)
      guard let κ = values["κ"], κ < 1e6 else { continue }
      #expect(relativeDifference(values["conv.congruence"] ?? .nan, κ) < 1e-7)
      compared += 1
    }
    #expect(compared > 100)
  }
}
