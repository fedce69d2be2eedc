public import LinearAlgebra
public import RandomStreams

/// The number of axes of the images.
public enum ImageAxes: String, Sendable, Hashable, CaseIterable, Codable {
  /// Signals: images of height 1.
  case line
  /// Images.
  case plane
}

/// How the numbers of channels are drawn.
public enum ChannelShape: String, Sendable, Hashable, CaseIterable, Codable {
  /// Each from its range.
  case free
  /// One in every layer.
  case single
  /// So many filters in a hidden layer, as far as memory of trials allows, that Ĝ can be positive definite by one layer alone.
  case wide
}

/// What is done to the kernels once they're drawn.
public enum KernelStructure: String, Sendable, Hashable, CaseIterable, Codable {
  /// Nothing.
  case plain
  /// Whole numbers from −2 to 2: kernels of single channels have common factors now and then.
  case integers
  /// Kernels of single channels share a factor of two taps, where they have as many along an axis.
  case commonFactor = "common-factor"
  /// All kernels but one have one tap.
  case oneTap = "one-tap"
}

/// How synthetic images are drawn.
public enum SyntheticImages: String, Sendable, Hashable, CaseIterable, Codable {
  /// Independent standard normal pixels.
  case noise
  /// One pixel is 1, in a channel of its own for each image of the batch: M_0 is a multiple of I.
  case impulse
  /// Neighbours are alike: averages of normal pixels over two along each axis, and a common mean.
  case smooth
  /// Whole numbers from −2 to 2.
  case integers
}

/// A distribution of linear convolutional networks and images.
public struct ConvolutionEnsemble: Sendable, Hashable {
  /// L.
  public var depth: ClosedRange<Int>
  /// c_1, …, c_{L−1}.
  public var channels: ClosedRange<Int>
  /// c_0, for synthetic images.
  public var inputs: ClosedRange<Int>
  /// c_L.
  public var outputs: ClosedRange<Int>
  /// Taps along an axis.
  public var taps: ClosedRange<Int>
  /// Pixels along an axis, for synthetic images.
  public var pixels: ClosedRange<Int>
  /// n.
  public var samples: ClosedRange<Int>
  /// Drawn with equal probability for each network; 2-D where real images are given.
  public var axes: [ImageAxes]
  /// Drawn with equal probability for each network.
  public var shapes: [ChannelShape]
  /// Drawn with equal probability for each network.
  public var structures: [KernelStructure]
  /// Drawn with equal probability for each network.
  public var initializations: [Initialization]
  /// Drawn with equal probability for each network, unless real images are given.
  public var data: [SyntheticImages]
  /// Images to draw from in place of synthetic ones.
  public var realImages: ImageBatch?

  /// c_Lc_0|S| is kept below by fewer output and input channels.
  public static let largestOrder = 96

  /// An ensemble; the defaults are what `gnbounds check` runs.
  public init(
    depth: ClosedRange<Int> = 1...4, channels: ClosedRange<Int> = 1...3, inputs: ClosedRange<Int> = 1...2,
    outputs: ClosedRange<Int> = 1...2, taps: ClosedRange<Int> = 1...3, pixels: ClosedRange<Int> = 1...6,
    samples: ClosedRange<Int> = 1...4, axes: [ImageAxes] = ImageAxes.allCases,
    shapes: [ChannelShape] = ChannelShape.allCases, structures: [KernelStructure] = KernelStructure.allCases,
    initializations: [Initialization] = Initialization.allCases, data: [SyntheticImages] = SyntheticImages.allCases,
    realImages: ImageBatch? = nil
  ) {
    self.depth = depth
    self.channels = channels
    self.inputs = inputs
    self.outputs = outputs
    self.taps = taps
    self.pixels = pixels
    self.samples = samples
    self.axes = axes
    self.shapes = shapes
    self.structures = structures
    self.initializations = initializations
    self.data = data
    self.realImages = realImages
  }

  /// Single layers on small signals, for falsehoods about the padding.
  public static let smallLines = ConvolutionEnsemble(
    depth: 1...2, channels: 1...1, inputs: 1...1, outputs: 1...1, taps: 2...3, pixels: 3...5, samples: 1...3,
    axes: [.line], shapes: [.single], structures: [.plain], initializations: [.kaimingNormal], data: [.noise])

  /// Two layers of single channels on signals that are one pixel, for falsehoods about the kernels.
  public static let smallPairs = ConvolutionEnsemble(
    depth: 2...2, channels: 1...1, inputs: 1...1, outputs: 1...1, taps: 2...3, pixels: 1...2, samples: 1...1,
    axes: [.line], shapes: [.single], structures: [.plain], initializations: [.kaimingNormal], data: [.impulse])

  /// What was drawn besides the numbers, for the coverage.
  public struct Draw: Sendable {
    /// The network on its images.
    public let instance: ConvolutionInstance
    /// How many axes the images have.
    public let axes: ImageAxes
    /// How the channels were drawn.
    public let shape: ChannelShape
    /// What was done to the kernels.
    public let structure: KernelStructure
    /// How the weights were drawn.
    public let initialization: Initialization
    /// The data's name: a synthetic kind, or `real`.
    public let data: String
  }

  /// Draws an instance; nil when the images came out with a singular autocorrelation or something not finite, to be drawn
  /// again.
  ///
  /// - Throws: `MatrixError` when LAPACK fails.
  public func draw(_ stream: inout RandomStream, _ workspace: inout Workspace) throws(MatrixError) -> Draw? {
    let axes = realImages == nil ? stream.element(of: axes) ?? .line : .plane
    let shape = stream.element(of: shapes) ?? .free
    let structure = stream.element(of: structures) ?? .plain
    let initialization = stream.element(of: initializations) ?? .kaimingNormal
    let kind = stream.element(of: data) ?? .noise
    let depth = stream.integer(in: depth)
    let extents = drawExtents(depth, axes, structure, &stream)
    let channels = drawChannels(depth, shape, extents, &stream)
    var kernels: [Matrix] = []
    for layer in 0..<depth {
      let columns = channels[layer] * extents[layer].height * extents[layer].width
      kernels.append(
        structure == .integers
          ? Matrix(rows: channels[layer + 1], columns: columns) { _, _ in Double(stream.integer(in: -2...2)) }
          : try initialization.draw(rows: channels[layer + 1], columns: columns, &stream, &workspace))
    }
    guard kernels.allSatisfy({ $0.maximumMagnitude > 0 && $0.maximumMagnitude.isFinite }) else { return nil }
    guard
      var layers = try? zip(kernels, extents).map({ weights, extent in
        try ConvolutionKernel(weights: weights, height: extent.height, width: extent.width)
      })
    else { return nil }
    if structure == .commonFactor, channels.allSatisfy({ $0 == 1 }) { Self.share(&layers, axes, &stream) }
    guard let images = drawImages(kind, axes, channels: channels[0], &stream),
      let network = try? ConvolutionalNetwork(kernels: layers),
      let instance = try? ConvolutionInstance(network: network, images: images, &workspace)
    else { return nil }
    return Draw(
      instance: instance, axes: axes, shape: shape, structure: structure, initialization: initialization,
      data: realImages == nil ? kind.rawValue : "real")
  }

  private func drawExtents(
    _ depth: Int, _ axes: ImageAxes, _ structure: KernelStructure, _ stream: inout RandomStream
  ) -> [(height: Int, width: Int)] {
    var extents = (0..<depth).map { _ in
      (height: axes == .line ? 1 : stream.integer(in: taps), width: stream.integer(in: taps))
    }
    if structure == .oneTap {
      let kept = stream.integer(in: 0...(depth - 1))
      for layer in extents.indices where layer != kept { extents[layer] = (1, 1) }
    }
    return extents
  }

  private func drawChannels(
    _ depth: Int, _ shape: ChannelShape, _ extents: [(height: Int, width: Int)], _ stream: inout RandomStream
  ) -> [Int] {
    let first = realImages?.channels ?? (shape == .single ? 1 : stream.integer(in: inputs))
    if shape == .single { return [first] + Array(repeating: 1, count: depth) }
    var result = [first] + (0..<depth).map { stream.integer(in: $0 == depth - 1 ? outputs : channels) }
    let support =
      extents.reduce(1) { $0 + $1.height - 1 } * extents.reduce(1) { $0 + $1.width - 1 }
    if result[0] * result[depth] * support > Self.largestOrder { result[depth] = outputs.lowerBound }
    if result[0] * result[depth] * support > Self.largestOrder, realImages == nil { result[0] = inputs.lowerBound }
    if shape == .wide, depth > 1 {
      let hidden = stream.integer(in: 1...(depth - 1))
      // c_hc_{h−1}|r_h| ≥ c_Lc_0|S| by enough filters.
      let needed = result[0] * result[depth] * support
      let each = result[hidden - 1] * extents[hidden - 1].height * extents[hidden - 1].width
      result[hidden] = max(result[hidden], min((needed + each - 1) / each, Self.largestOrder / 2))
    }
    return result
  }

  /// Multiplies a common factor of two taps into all kernels that have two along an axis.
  private static func share(_ layers: inout [ConvolutionKernel], _ axes: ImageAxes, _ stream: inout RandomStream) {
    let isDown = axes == .plane && stream.integer(in: 0...1) == 1
    guard
      let factor = try? ConvolutionKernel(
        weights: Matrix(rows: 1, columns: 2) { _, _ in Double(stream.integer(in: 1...3)) }, height: isDown ? 2 : 1,
        width: isDown ? 1 : 2)
    else { return }
    for (layer, kernel) in layers.enumerated() {
      let (height, width) = (kernel.height - (isDown ? 1 : 0), kernel.width - (isDown ? 0 : 1))
      guard height > 0, width > 0 else { continue }
      // Whole numbers: the product isn't rounded, so the factor is common exactly.
      let cofactor = Matrix(rows: 1, columns: height * width) { _, _ in Double(stream.integer(in: -3...3)) }
      if cofactor.maximumMagnitude == 0 { continue }
      if let other = try? ConvolutionKernel(weights: cofactor, height: height, width: width) {
        layers[layer] = factor * other
      }
    }
  }

  private func drawImages(
    _ kind: SyntheticImages, _ axes: ImageAxes, channels: Int, _ stream: inout RandomStream
  ) -> ImageBatch? {
    if let realImages {
      let count = stream.integer(
        in: min(samples.lowerBound, realImages.count)...min(samples.upperBound, realImages.count))
      guard let chosen = try? stream.sampleWithoutReplacement(count, of: realImages.count) else { return nil }
      let all = realImages.samples
      return try? ImageBatch(
        samples: Matrix(rows: all.rows, columns: count) { all[$0, chosen[$1]] }, channels: realImages.channels,
        height: realImages.height, width: realImages.width)
    }
    let (height, width) = (axes == .line ? 1 : stream.integer(in: pixels), stream.integer(in: pixels))
    let size = channels * height * width
    let count = kind == .impulse ? channels : stream.integer(in: samples)
    let values: Matrix
    switch kind {
    case .noise: values = Initialization.normal(size, count, 1, &stream)
    case .integers: values = Matrix(rows: size, columns: count) { _, _ in Double(stream.integer(in: -2...2)) }
    case .impulse:
      let places = (0..<channels).map { $0 * height * width + stream.integer(in: 0...(height * width - 1)) }
      values = Matrix(rows: size, columns: count) { $0 == places[$1] ? 1 : 0 }
    case .smooth:
      let (rough, mean) = (
        Initialization.normal((height + 1) * (width + 1) * channels, count, 1, &stream), stream.normal()
      )
      values = Matrix(rows: size, columns: count) { row, sample in
        let (channel, y, x) = (row / (height * width), row / width % height, row % width)
        let start = channel * (height + 1) * (width + 1) + y * (width + 1) + x
        return mean + rough[start, sample] + rough[start + 1, sample] + rough[start + width + 1, sample]
          + rough[start + width + 2, sample]
      }
    }
    return try? ImageBatch(samples: values, channels: channels, height: height, width: width)
  }
}
