import LinearAlgebra
import Networks
import RandomStreams
import Reporting

/// κ of two-layer linear convolutional networks from kernels and images, next to what can't be avoided: the eigenvalues of Ĝ
/// by LAPACK; and the same without the small Toeplitz matrices, from the singular values of (I ⊗ Sᵀ)[C_1 C_2].
struct BenchConvolution: Encodable {
  struct Row: Encodable {
    let label: String
    let order: Int
    let conditionNumber: JSONNumber
    let rankChoice: String
    /// From kernels and images to κ, the autocorrelation included.
    let milliseconds: Double
    /// Forming C and its singular values alone.
    let generalMilliseconds: Double
    /// dsyevd on a matrix of Ĝ's order, in the same run.
    let baselineMilliseconds: Double

    var ratio: Double { milliseconds / baselineMilliseconds }
  }

  private(set) var rows: [Row] = []

  init(_ extent: BenchExtent) throws {
    let sizes = [(c: 16, h: 1, w: 7), (c: 64, h: 3, w: 3), (c: 64, h: 5, w: 5)]
    for size in extent == .quick ? Array(sizes.prefix(1)) : sizes {
      rows.append(try Self.measure(size, repetitions: extent == .quick ? 3 : 7))
    }
  }

  private static func measure(_ size: (c: Int, h: Int, w: Int), repetitions: Int) throws -> Row {
    let label = "1 → \(size.c) → 1, \(size.h)×\(size.w) twice"
    var stream = RandomStream(domain: "bench convolution", seed: 1, index: 0)
    var workspace = Workspace()
    let draw = { (rows: Int, columns: Int) in
      Matrix(rows: rows, columns: columns) { _, _ in stream.normal() / Double(columns).squareRoot() }
    }
    let taps = size.h * size.w
    let network = try ConvolutionalNetwork(kernels: [
      ConvolutionKernel(weights: draw(size.c, taps), height: size.h, width: size.w),
      ConvolutionKernel(weights: draw(1, size.c * taps), height: size.h, width: size.w),
    ])
    let (height, width) = (size.h == 1 ? 1 : 16, 16)
    let images = try ImageBatch(samples: draw(height * width, 4), channels: 1, height: height, width: width)
    var instance = try ConvolutionInstance(network: network, images: images, &workspace)
    let matrix = network.kernelMaps.gram()
    var other = Workspace()
    let medians = try BenchClock.medians(
      repetitions,
      [
        { instance = try ConvolutionInstance(network: network, images: images, &workspace) },
        { _ = try other.singularValues(of: network.kernelMaps) },
        { _ = try other.eigenvaluesByLAPACK(ofSymmetric: matrix) },
      ])
    return Row(
      label: label, order: instance.order, conditionNumber: JSONNumber(instance.spectrum.conditionNumber),
      rankChoice: instance.rankChoice.rawValue, milliseconds: 1e3 * medians[0], generalMilliseconds: 1e3 * medians[1],
      baselineMilliseconds: 1e3 * medians[2])
  }

  var lines: [String] {
    var table = TextTable(header: ["κ: convolutional", "order", "κ", "ms", "C and its SVD", "dsyevd", "ratio"])
    for row in rows {
      table.append([
        row.label, CountText.text(row.order), row.conditionNumber.value.map(Format.number) ?? "undecided",
        Format.number(row.milliseconds), Format.number(row.generalMilliseconds),
        Format.number(row.baselineMilliseconds), Format.number(row.ratio),
      ])
    }
    return table.lines
  }
}
