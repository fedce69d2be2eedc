import LinearAlgebra
import Networks
import RandomStreams
import TestSupport
import Testing

/// Linear convolutional networks: kernels, their maps to the end-to-end kernel, ranks, and the structured Ĝ against explicit
/// Jacobians of the network on its inputs.
@Suite struct ConvolutionTests {
  static func kernel(
    _ channels: (Int, Int), _ height: Int, _ width: Int, _ stream: inout RandomStream
  ) throws -> ConvolutionKernel {
    try ConvolutionKernel(
      weights: Draw.matrix(channels.1, channels.0 * height * width, &stream), height: height, width: width)
  }

  static func network(_ channels: [Int], _ extents: [(Int, Int)], _ stream: inout RandomStream) throws
    -> ConvolutionalNetwork
  {
    var kernels: [ConvolutionKernel] = []
    for (layer, extent) in extents.enumerated() {
      kernels.append(try kernel((channels[layer], channels[layer + 1]), extent.0, extent.1, &stream))
    }
    return try ConvolutionalNetwork(kernels: kernels)
  }

  static func images(_ channels: Int, _ height: Int, _ width: Int, _ count: Int, _ stream: inout RandomStream) throws
    -> ImageBatch
  {
    try ImageBatch(
      samples: Draw.matrix(channels * height * width, count, &stream), channels: channels, height: height, width: width)
  }

  /// Shapes of all sorts: 1-D and 2-D, one to three layers, one to three channels.
  private static let shapes: [(channels: [Int], extents: [(Int, Int)], image: (Int, Int), samples: Int)] = [
    ([1, 1], [(1, 3)], (1, 4), 1), ([2, 3], [(2, 2)], (3, 2), 3), ([1, 2, 1], [(1, 3), (1, 2)], (1, 5), 2),
    ([2, 2, 2], [(2, 1), (1, 2)], (2, 3), 3), ([1, 1, 1], [(3, 3), (2, 3)], (3, 4), 1),
    ([2, 3, 1], [(1, 1), (2, 2)], (2, 2), 4), ([1, 2, 3, 2], [(1, 2), (1, 1), (1, 3)], (1, 3), 2),
    ([1, 1, 1, 1], [(2, 2), (1, 2), (2, 1)], (2, 2), 2), ([2, 1, 2], [(1, 2), (1, 2)], (1, 4), 3),
  ]

  @Test(arguments: shapes.indices) func jacobianIsTheDerivative(_ index: Int) throws {
    let shape = Self.shapes[index]
    var stream = Draw.stream(index, "convolution differences")
    let network = try Self.network(shape.channels, shape.extents, &stream)
    let images = try Self.images(shape.channels[0], shape.image.0, shape.image.1, shape.samples, &stream)
    let jacobian = try ConvolutionJacobian(network, inputs: images).matrix
    #expect(jacobian.columns == network.parameters)
    var column = 0
    for (layer, kernel) in network.kernels.enumerated() {
      for row in 0..<kernel.weights.rows {
        for entry in 0..<kernel.weights.columns {
          func outputs(_ step: Double) throws -> Matrix {
            var (kernels, weights) = (network.kernels, kernel.weights)
            weights[row, entry] += step
            kernels[layer] = try ConvolutionKernel(weights: weights, height: kernel.height, width: kernel.width)
            return try ConvolutionalNetwork(kernels: kernels).outputs(on: images).samples
          }
          // Linear in one weight: a difference of any size is the derivative.
          let difference = 0.5 * (try outputs(1) - outputs(-1))
          for (a, b) in zip(difference.elements, jacobian.column(column).elements) { #expect(abs(a - b) < 1e-12 * 50) }
          column += 1
        }
      }
    }
  }

  @Test(arguments: shapes.indices) func structuredSpectrumIsTheJacobians(_ index: Int) throws {
    let shape = Self.shapes[index]
    var workspace = Workspace()
    for repetition in 0..<3 {
      var stream = Draw.stream(10 * index + repetition, "convolution oracle")
      let network = try Self.network(shape.channels, shape.extents, &stream)
      let images = try Self.images(shape.channels[0], shape.image.0, shape.image.1, shape.samples, &stream)
      let instance = try ConvolutionInstance(network: network, images: images, &workspace)
      let values = try #require(instance.spectrum.eigenvalues)
      #expect(values.count == network.order && instance.spectrum.route == (network.depth == 2 ? .toeplitz : .dense))
      let oracle = try workspace.eigenvalues(
        ofSymmetric: ConvolutionJacobian(network, inputs: images).parameterSide)
      let tolerance = 1e-11 * oracle[oracle.count - 1]
      for position in 1...max(values.count, oracle.count) {
        let a = position <= values.count ? values[values.count - position] : 0
        let b = position <= oracle.count ? oracle[oracle.count - position] : 0
        #expect(abs(a - b) < tolerance, "eigenvalue \(position)")
      }
      #expect(instance.rank == oracle.count { $0 > tolerance } && instance.rank == network.exactRank())
    }
  }

  /// C_l applied to the kernel of layer l is the end-to-end kernel, for every l.
  @Test(arguments: shapes.indices) func mapsReproduceTheEndToEndKernel(_ index: Int) throws {
    let shape = Self.shapes[index]
    var stream = Draw.stream(index, "kernel maps")
    let network = try Self.network(shape.channels, shape.extents, &stream)
    let column = { (kernel: ConvolutionKernel) in
      Matrix(rows: kernel.parameters, columns: 1) { row, _ in
        kernel.weights[row / kernel.weights.columns, row % kernel.weights.columns]
      }
    }
    let endToEnd = network.kernels.reduce(.identity(network.inputs)) { $1 * $0 }
    let expected = column(endToEnd)
    #expect(endToEnd.height == network.height && endToEnd.width == network.width)
    for layer in 1...network.depth {
      let found = network.kernelMap(layer) * column(network.kernels[layer - 1])
      #expect((found - expected).maximumMagnitude < 1e-13 * max(1, expected.maximumMagnitude))
    }
    // The network is the end-to-end kernel.
    let images = try Self.images(shape.channels[0], shape.image.0, shape.image.1, 2, &stream)
    let (deep, flat) = (
      try network.outputs(on: images), try ConvolutionalNetwork(kernels: [endToEnd]).outputs(on: images)
    )
    #expect((deep.samples - flat.samples).maximumMagnitude < 1e-12 * deep.samples.maximumMagnitude)
  }

  /// M_0 is the Gram matrix of the network's outputs in the coordinates of a one-layer kernel.
  @Test func autocorrelationIsTheGramMatrixOfPaddedWindows() throws {
    for index in 0..<20 {
      var stream = Draw.stream(index, "autocorrelation")
      let (channels, h, w) = (
        stream.integer(in: 1...2), stream.integer(in: 1...3), stream.integer(in: 1...3)
      )
      let images = try Self.images(
        channels, stream.integer(in: 1...4), stream.integer(in: 1...4), stream.integer(in: 1...3), &stream)
      let layer = try Self.network([channels, 1], [(h, w)], &stream)
      let expected = try ConvolutionJacobian(layer, inputs: images).parameterSide
      let found = images.autocorrelation(height: h, width: w)
      #expect((found - expected).maximumMagnitude < 1e-13 * expected.maximumMagnitude)
      #expect(found == found.transposed || (found - found.transposed).maximumMagnitude < 1e-15)
    }
  }

  /// Large images without edges to speak of: periodic continuation hardly matters; small ones: it does.
  @Test func periodicWindowsAreAnotherMoment() throws {
    var stream = Draw.stream(0, "periodic")
    let large = try Self.images(1, 1, 4000, 1, &stream)
    let small = try Self.images(1, 1, 4, 1, &stream)
    for (images, limit, isSmaller) in [(large, 0.01, true), (small, 0.05, false)] {
      let windows = images.periodicWindows(height: 1, width: 3)
      let difference = windows.transposedGram() - images.autocorrelation(height: 1, width: 3)
      let relative = difference.maximumMagnitude / windows.transposedGram().maximumMagnitude
      #expect((relative < limit) == isSmaller, "\(relative)")
    }
  }

  /// For two layers C_1 = T(w²) ⊗ I and C_2 = I ⊗ T(w̃¹) up to permutations: singular values of the small Toeplitz matrices.
  @Test func twoLayersBySmallToeplitzMatrices() throws {
    var workspace = Workspace()
    for index in 0..<12 {
      var stream = Draw.stream(index, "toeplitz")
      let channels = (0..<3).map { _ in stream.integer(in: 1...3) }
      let extents = (0..<2).map { _ in (stream.integer(in: 1...2), stream.integer(in: 1...3)) }
      let network = try Self.network(channels, extents, &stream)
      let (first, second) = (network.kernels[0], network.kernels[1])
      let upper = second.multiplication(channels: 1, height: first.height, width: first.width)
      let lower = first.exchanged.multiplication(channels: 1, height: second.height, width: second.width)
      for (layer, small, copies) in [(1, upper, channels[0]), (2, lower, channels[2])] {
        let found = try workspace.singularValues(of: network.kernelMap(layer)).filter { $0 > 1e-12 }
        let expected = try workspace.singularValues(of: small).filter { $0 > 1e-12 }.flatMap {
          Array(repeating: $0, count: copies)
        }
        #expect(found.count == expected.count)
        for (a, b) in zip(found, expected) { #expect(relativeDifference(a, b) < 1e-10) }
      }
      // A transposed kernel, flipped along every axis, isn't the one with its channels exchanged.
      if first.taps > 1 { #expect(first.exchanged != first.exchanged.flipped) }
    }
  }

  /// The kernel flipped along every axis has a block Toeplitz matrix of the same singular values: the convention of
  /// convolution never matters for one kernel.
  @Test func flippingKeepsSingularValues() throws {
    var workspace = Workspace()
    for index in 0..<8 {
      var stream = Draw.stream(index, "flipping")
      let kernel = try Self.kernel((2, 2), 2, 3, &stream)
      #expect(kernel.flipped.flipped == kernel && kernel.exchanged.exchanged == kernel)
      let a = try workspace.singularValues(of: kernel.multiplication(channels: 1, height: 2, width: 2))
      let b = try workspace.singularValues(of: kernel.flipped.multiplication(channels: 1, height: 2, width: 2))
      for (x, y) in zip(a, b) { #expect(relativeDifference(x, y) < 1e-12) }
    }
  }

  // MARK: Rank

  private func line(_ taps: [Double]) throws -> ConvolutionKernel {
    try ConvolutionKernel(weights: Matrix([taps]), height: 1, width: taps.count)
  }

  private func plane(_ rows: [[Double]]) throws -> ConvolutionKernel {
    try ConvolutionKernel(weights: Matrix([rows.flatMap(\.self)]), height: rows.count, width: rows[0].count)
  }

  /// Common roots, at infinity too; common factors of two variables; each by hand.
  @Test func coprimeKernels() throws {
    let line = { (taps: [Double]) in try self.line(taps) }
    let plane = { (rows: [[Double]]) in try self.plane(rows) }
    let cases: [(ConvolutionKernel, ConvolutionKernel, Bool)] = [
      (try line([1, 1]), try line([1, -1]), true), (try line([1, 2]), try line([2, 4]), false),
      (try line([1, 2, 0]), try line([3, 0]), false), (try line([0, 1]), try line([0, 1, 1]), false),
      (try line([1, 2, 0]), try line([3, 1]), true), (try line([1, 3, 2]), try line([1, 1]), false),
      (try line([5]), try line([1, 1]), true), (try line([1, 0, 1]), try line([1, 0, -1]), true),
      // (1 + x)(1 + 2y) and (1 + x)(1 − y); then and (1 − x)(1 + 2y); then without a common factor.
      (try plane([[1, 1], [2, 2]]), try plane([[1, 1], [-1, -1]]), false),
      (try plane([[1, 1], [2, 2]]), try plane([[1, -1], [2, -2]]), false),
      (try plane([[1, 1], [2, 2]]), try plane([[1, -1], [-1, 1]]), true),
      // Common zeros without a common factor: 1 + x and 1 + y.
      (try plane([[1, 1]]), try plane([[1], [1]]), true),
      // 1 + xy against its product with 2 + x.
      (try plane([[1, 0], [0, 1]]), try plane([[2, 1, 0], [0, 2, 1]]), false),
    ]
    for (index, (f, g, expected)) in cases.enumerated() {
      for kernels in [[f, g], [g, f]] {
        let network = try ConvolutionalNetwork(kernels: kernels)
        let largest = f.taps + g.taps - 1
        #expect(network.hasCoprimeKernels == expected, "case \(index)")
        // The theorem and its converse.
        #expect((network.exactRank() == largest) == expected && network.exactRank() <= largest, "case \(index)")
      }
    }
    // 3×3 twice: 17 of 25.
    var stream = Draw.stream(0, "seventeen")
    let twice = try Self.network([1, 1, 1], [(3, 3), (3, 3)], &stream)
    #expect(twice.hasCoprimeKernels && twice.exactRank() == 17 && twice.order == 25)
    let zero = try ConvolutionalNetwork(kernels: [line([0, 0]), line([1, 1])])
    #expect(!zero.hasCoprimeKernels && zero.exactRank() == 2)
  }

  /// Every pair and triple of small whole-number kernels: the rank is Σ(|r_l| − 1) + 1 exactly where they're pairwise coprime.
  @Test func rankTheoremOnWholeNumbers() throws {
    var (coprime, others) = (0, 0)
    for index in 0..<600 {
      var stream = Draw.stream(index, "rank theorem")
      let isPlane = index % 2 == 1
      let kernels = try (0..<(index % 3 == 0 ? 3 : 2)).map { _ in
        let (h, w) = (isPlane ? stream.integer(in: 1...2) : 1, stream.integer(in: 1...3))
        return try ConvolutionKernel(weights: Draw.integers(1, h * w, -1...1, &stream), height: h, width: w)
      }
      guard kernels.allSatisfy({ $0.weights.maximumMagnitude > 0 }) else { continue }
      let network = try ConvolutionalNetwork(kernels: kernels)
      let formula = kernels.reduce(1) { $0 + $1.taps - 1 }
      let rank = network.exactRank()
      #expect(rank <= formula && (rank == formula) == network.hasCoprimeKernels, "case \(index)")
      if network.hasCoprimeKernels { coprime += 1 } else { others += 1 }
    }
    #expect(coprime > 200 && others > 40, "\(coprime) \(others)")
  }

  @Test func largestRankBoundsTheRank() throws {
    for index in 0..<60 {
      var stream = Draw.stream(index, "largest rank")
      let depth = stream.integer(in: 1...3)
      let channels = (0...depth).map { _ in stream.integer(in: 1...3) }
      let extents = (0..<depth).map { _ in (1, stream.integer(in: 1...3)) }
      var kernels: [ConvolutionKernel] = []
      for layer in 0..<depth {
        kernels.append(
          try ConvolutionKernel(
            weights: Draw.integers(channels[layer + 1], channels[layer] * extents[layer].1, -1...1, &stream), height: 1,
            width: extents[layer].1))
      }
      let network = try ConvolutionalNetwork(kernels: kernels)
      #expect(network.exactRank() <= network.largestRank)
    }
  }

  // MARK: Special cases

  /// 1×1 kernels are dense layers, with the pixels as samples.
  @Test func oneTapKernelsAreDenseLayers() throws {
    var workspace = Workspace()
    for index in 0..<12 {
      var stream = Draw.stream(index, "dense")
      let depth = stream.integer(in: 1...3)
      let channels = (0...depth).map { _ in stream.integer(in: 1...3) }
      let network = try Self.network(channels, Array(repeating: (1, 1), count: depth), &stream)
      let images = try Self.images(channels[0], 2, 3, 2, &stream)
      let instance = try ConvolutionInstance(network: network, images: images, &workspace)
      let pixels = Matrix(rows: channels[0], columns: 12) { images.samples[$0 * 6 + $1 % 6, $1 / 6] }
      let dense = try LinearInstance(
        network: LinearNetwork(weights: network.kernels.map(\.weights)),
        data: SecondMoment(factor: workspace.cholesky(of: 0.5 * pixels.gram())))
      let expected = try GaussNewtonSpectrum(dense, PartialProducts(dense), &workspace)
      #expect(instance.rank == expected.rank)
      let (a, b) = (instance.spectrum.conditionNumber ?? .nan, expected.conditionNumber ?? .nan)
      #expect(relativeDifference(a, b) < 1e-9)
    }
  }

  /// A signal is an image of height 1, or of width 1: the same eigenvalues.
  @Test func oneDimensionIsTwoOfExtentOne() throws {
    var workspace = Workspace()
    for index in 0..<10 {
      var stream = Draw.stream(index, "one dimension")
      let network = try Self.network([2, 2, 1], [(1, 3), (1, 2)], &stream)
      let images = try Self.images(2, 1, 4, 3, &stream)
      let standing = try ConvolutionalNetwork(
        kernels: network.kernels.map { try ConvolutionKernel(weights: $0.weights, height: $0.width, width: $0.height) })
      let turned = try ImageBatch(samples: images.samples, channels: 2, height: 4, width: 1)
      let a = try ConvolutionInstance(network: network, images: images, &workspace)
      let b = try ConvolutionInstance(network: standing, images: turned, &workspace)
      for (x, y) in zip(a.spectrum.eigenvalues ?? [], b.spectrum.eigenvalues ?? [1]) {
        #expect(abs(x - y) < 1e-12 * a.spectrum.largest)
      }
    }
  }

  @Test func badInputIsRefused() throws {
    let kernel = try ConvolutionKernel(weights: Matrix([[1, 2, 3, 4]]), height: 1, width: 2)
    #expect(kernel.inputs == 2 && kernel[0, 1, 0, 0] == 3)
    #expect(throws: NetworkError.kernelShape(columns: 4, height: 1, width: 3)) {
      try ConvolutionKernel(weights: Matrix([[1, 2, 3, 4]]), height: 1, width: 3)
    }
    #expect(throws: NetworkError.kernelShape(columns: 4, height: 0, width: 2)) {
      try ConvolutionKernel(weights: Matrix([[1, 2, 3, 4]]), height: 0, width: 2)
    }
    #expect(throws: NetworkError.noLayers) { try ConvolutionalNetwork(kernels: []) }
    #expect(throws: NetworkError.channelsDontFit(layer: 2, inputs: 2, previousOutputs: 1)) {
      try ConvolutionalNetwork(kernels: [kernel, kernel])
    }
    #expect(throws: NetworkError.imageShape(values: 3, channels: 1, height: 2, width: 2)) {
      try ImageBatch(samples: Matrix([[1], [2], [3]]), channels: 1, height: 2, width: 2)
    }
    var workspace = Workspace()
    let network = try ConvolutionalNetwork(kernels: [kernel])
    let gray = try ImageBatch(samples: Matrix([[1], [2]]), channels: 1, height: 1, width: 2)
    #expect(throws: NetworkError.self) { try ConvolutionInstance(network: network, images: gray, &workspace) }
    // Products of its pixels overflow: nothing is said of dependence.
    let bright = try ImageBatch(samples: Matrix([[1e200], [2], [3], [1]]), channels: 2, height: 1, width: 2)
    let error = #expect(throws: NetworkError.overflowingImages) {
      try ConvolutionInstance(network: network, images: bright, &workspace)
    }
    #expect(error?.description.contains("scale the images down") == true)
    // More operations than an integer counts.
    let wide = try ConvolutionKernel(weights: Matrix.zero(rows: 1500, columns: 1500), height: 1, width: 1)
    #expect(try ConvolutionalNetwork(kernels: [wide]).exactRankCost.operations > 0x1p63)
    // The second channel is twice the first; and all is zero.
    for samples in [[[1.0], [2], [2], [4]], [[0], [0], [0], [0]]] {
      let images = try ImageBatch(samples: Matrix(samples), channels: 2, height: 1, width: 2)
      #expect(throws: NetworkError.dependentImages) {
        try ConvolutionInstance(network: network, images: images, &workspace)
      }
    }
  }

  /// The ensemble reaches everything it names.
  @Test func ensembleCovers() throws {
    var workspace = Workspace()
    var reached: Set<String> = []
    var (finite, common, drawn) = (0, 0, 0)
    for index in 0..<400 {
      var stream = Draw.stream(index, "convolution ensemble")
      guard let draw = try ConvolutionEnsemble().draw(&stream, &workspace) else { continue }
      drawn += 1
      reached.formUnion([
        draw.axes.rawValue, draw.shape.rawValue, draw.structure.rawValue, draw.data, draw.instance.rankChoice.rawValue,
      ])
      if draw.instance.rank == draw.instance.order { finite += 1 }
      if draw.instance.network.hasSingleChannels, !draw.instance.hasCoprimeKernels { common += 1 }
    }
    #expect(drawn > 250 && finite > 100 && common > 10, "\(drawn) \(finite) \(common)")
    let names =
      ImageAxes.allCases.map(\.rawValue) + ChannelShape.allCases.map(\.rawValue)
      + KernelStructure.allCases.map(\.rawValue) + SyntheticImages.allCases.map(\.rawValue)
      + ["coprime", "certified", "exact"]
    #expect(Set(names).isSubset(of: reached))
  }
}
