public import LinearAlgebra

extension ConvolutionalNetwork {
  /// The outputs on images, layer by layer with full zero padding.
  ///
  /// - Throws: `NetworkError.imageShape` when the images have another number of channels than the first layer takes.
  public func outputs(on images: ImageBatch) throws(NetworkError) -> ImageBatch {
    try Self.apply(kernels, to: images)
  }

  fileprivate static func apply(
    _ kernels: some Sequence<ConvolutionKernel>, to images: ImageBatch
  ) throws(NetworkError) -> ImageBatch {
    var images = images
    for kernel in kernels {
      guard kernel.inputs == images.channels else {
        throw .imageShape(
          values: images.samples.rows, channels: kernel.inputs, height: images.height, width: images.width)
      }
      let (height, width) = (images.height + kernel.height - 1, images.width + kernel.width - 1)
      var outputs = Matrix.zero(rows: kernel.outputs * height * width, columns: images.count)
      for sample in 0..<images.count {
        for output in 0..<kernel.outputs {
          for input in 0..<kernel.inputs {
            for row in 0..<images.height {
              for column in 0..<images.width {
                let value = images.samples[(input * images.height + row) * images.width + column, sample]
                for down in 0..<kernel.height {
                  for right in 0..<kernel.width {
                    outputs[(output * height + row + down) * width + column + right, sample] +=
                      value * kernel[output, input, down, right]
                  }
                }
              }
            }
          }
        }
      }
      images = try ImageBatch(samples: outputs, channels: kernel.outputs, height: height, width: width)
    }
    return images
  }
}

/// The explicit Jacobian of a linear convolutional network on its inputs, weight sharing included: the oracle that Ĝ is
/// compared with.
///
/// Outputs are ordered as in the network's output images, sample after sample; parameters by layer, then as the weights' rows.
public struct ConvolutionJacobian: Sendable {
  /// J, one row for each output pixel.
  public let matrix: Matrix
  /// n.
  public let samples: Int

  /// The Jacobian on some images: outputs are linear in the kernel of one layer, so a derivative is the output of the network
  /// with one weight of that layer 1 and the others 0.
  ///
  /// - Throws: `NetworkError` when the images don't fit.
  public init(_ network: ConvolutionalNetwork, inputs: ImageBatch) throws(NetworkError) {
    var columns: [Double] = []
    var kernels = network.kernels
    for layer in kernels.indices {
      let kernel = kernels[layer]
      for row in 0..<kernel.weights.rows {
        for column in 0..<kernel.weights.columns {
          var unit = Matrix.zero(rows: kernel.weights.rows, columns: kernel.weights.columns)
          unit[row, column] = 1
          kernels[layer] = try ConvolutionKernel(weights: unit, height: kernel.height, width: kernel.width)
          columns += try ConvolutionalNetwork.apply(kernels, to: inputs).samples.elements
        }
      }
      kernels[layer] = kernel
    }
    do {
      matrix = try Matrix(
        rows: columns.count / network.parameters, columns: network.parameters, elements: columns)
    } catch { throw .matrix(error) }
    samples = inputs.count
  }

  /// The Gauss-Newton matrix G = JᵀJ/n, p×p.
  public var parameterSide: Matrix { (1 / Double(samples)) * matrix.transposedGram() }
}
